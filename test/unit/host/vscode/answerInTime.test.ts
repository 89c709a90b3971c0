import assert from 'node:assert/strict';
import { answerInTime } from '../../../../src/host/vscode/answerInTime.ts';

describe('an answer of another extension', () => {
	it('is taken when it comes', async () => {
		assert.equal(await answerInTime(Promise.resolve('symbols'), 60_000), 'symbols');
	});

	it('is done without when it fails, or never comes', async () => {
		assert.equal(await answerInTime(Promise.reject(new Error('broken')), 60_000), undefined);
		assert.equal(await answerInTime(new Promise(() => {}), 1), undefined);
	});
});
