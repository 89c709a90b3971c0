import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ComposerState } from '../../../../src/core/composer/composerState.ts';
import { ComposerBox } from '../../../../src/host/composer/composerBox.ts';

describe('what is typed', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
	afterEach(() => mock.timers.reset());

	it('is kept with each key, and what depends on it is told once after several', () => {
		const state = new Map<string, unknown>();
		const composers = new ComposerState(
			{ get: (key) => state.get(key), update: async (key, value) => void state.set(key, value) },
			() => 'id',
		);
		const chat = { conversation: { id: 'shown' } };
		const told: string[] = [];
		const box: ComposerBox = new ComposerBox(
			composers,
			{ chat: () => chat } as never,
			{ statusChanged: () => told.push(box.draft) } as never,
		);
		for (const text of ['#', '#s', '#su']) {
			box.keepDraft('shown', text);
			assert.equal(box.draft, text);
		}
		box.keepDraft('another', 'not shown');
		assert.deepEqual(told, []);
		mock.timers.runAll();
		assert.deepEqual(told, ['#su']);
		box.keepDraft('another', 'still not shown');
		mock.timers.runAll();
		assert.deepEqual(told, ['#su']);
		box.keepDraft('shown', '#sum');
		mock.timers.runAll();
		assert.deepEqual(told, ['#su', '#sum']);
	});
});
