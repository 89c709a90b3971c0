import assert from 'node:assert/strict';
import {
	checkParameter,
	parameterSettings,
	parseSampling,
} from '../../../../src/core/settings/parameterSettings.ts';

describe('a parameter of a chat', () => {
	it('is refused with its range, or for its name', () => {
		assert.throws(() => checkParameter('topP', 2), /from 0 to 1/);
		assert.throws(() => checkParameter('heat', 1), /no parameter called "heat"/);
		for (const value of [null, 1]) assert.doesNotThrow(() => checkParameter('topP', value));
	});

	it('is saved by the name of its setting', () => {
		const raw = (name: string) => ({ topP: 0.5, stop: ['x'], seed: null })[name];
		assert.deepEqual(parameterSettings(raw), { topP: 0.5, stop: ['x'] });
	});

	it('reads the parameters alone too', () => {
		assert.deepEqual(
			parseSampling((name) => ({ temperature: 0, topK: 40 })[name]),
			{ temperature: 0, top_k: 40 },
		);
	});
});
