import assert from 'node:assert/strict';
import {
	type PersistedState,
	persistedDrafts,
	persistedPlaces,
} from '../../../../src/core/memento/persistedMap.ts';

function stateWith(value: unknown): PersistedState & { value: unknown } {
	return {
		value,
		get() {
			return this.value;
		},
		async update(_key: string, changed: unknown) {
			this.value = changed;
		},
	};
}

describe('PersistedMap', () => {
	it('keeps a value for each conversation, and none where there is none', () => {
		const state = stateWith(undefined);
		const drafts = persistedDrafts(state);
		drafts.keep('a', 'one');
		drafts.keep('b', 'two');
		drafts.keep('a', undefined);
		drafts.keep('c', undefined);
		assert.deepEqual(state.value, { b: 'two' });
		drafts.move('b', 'd');
		drafts.move('nowhere', 'd');
		assert.deepEqual(state.value, { d: 'two' });
		assert.equal(persistedDrafts(state).of('d'), 'two');
		drafts.keep('d', undefined);
		assert.equal(state.value, undefined);
	});

	it('forgets the least recently changed of more than 50', () => {
		const state = stateWith(undefined);
		const drafts = persistedDrafts(state);
		for (let n = 0; n < 50; n++) drafts.keep(`c${n}`, String(n));
		drafts.keep('c0', 'again');
		drafts.keep('new', 'new');
		const reloaded = persistedDrafts(state);
		assert.equal(reloaded.of('c1'), undefined);
		assert.equal(reloaded.of('c0'), 'again');
		assert.equal(reloaded.of('new'), 'new');
		assert.equal(Object.keys(state.value ?? {}).length, 50);
	});

	it('takes what is not of its shape for nothing', () => {
		for (const value of ['text', 5, null, ['a'], { a: 1 }]) {
			assert.equal(persistedDrafts(stateWith(value)).of('a'), undefined);
		}
	});

	it('loses nothing else where one value is not of its shape, as another version may have written it', () => {
		const state = stateWith({ a: 'one', b: { text: 'two' }, c: 'three' });
		const drafts = persistedDrafts(state);
		assert.deepEqual(
			['a', 'b', 'c'].map((id) => drafts.of(id)),
			['one', undefined, 'three'],
		);
		drafts.keep('d', 'four');
		assert.deepEqual(state.value, { a: 'one', c: 'three', d: 'four' });
	});
});

describe('what VS Code keeps of conversations', () => {
	it('is under a name of its own, and of the last 50', () => {
		const kept = new Map<string, unknown>();
		let writes = 0;
		const state: PersistedState = {
			get: (key) => kept.get(key),
			update: async (key, value) => {
				writes++;
				kept.set(key, value);
			},
		};
		const maps = { drafts: persistedDrafts(state), places: persistedPlaces(state) };
		maps.drafts.keep('none', undefined);
		assert.equal(writes, 0, 'nothing has changed');
		for (let n = 0; n < 60; n++) {
			maps.drafts.keep(`c${n}`, 'text');
			maps.places.keep(`c${n}`, {} as never);
		}
		assert.deepEqual([...kept.keys()], ['drafts', 'places']);
		for (const value of kept.values()) assert.equal(Object.keys(value ?? {}).length, 50);
	});
});
