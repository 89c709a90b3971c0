import assert from 'node:assert/strict';
import {
	inStateOf,
	turnState,
	turnsOf,
	turnWith,
} from '../../../../src/core/conversation/turns.ts';
import type { InContext, Message } from '../../../../src/shared/conversation/messages.ts';

/** A branch of one letter a message: q a question, r a reply; P pins it, L leaves it out. */
function branch(letters: string): Message[] {
	return [...letters.matchAll(/([qr])([PL]?)/g)].map(([, kind, mark], at): Message => {
		const state: InContext = mark === 'P' ? 'pinned' : 'leftOut';
		const base = { id: `${at}`, at, text: 'x', ...(mark === '' ? {} : { inContext: state }) };
		if (kind === 'q') return { role: 'user', parent: null, excerpts: [], ...base };
		const reply = { role: 'assistant', parent: 'q', model: 'm', reasoning: '' } as const;
		return { ...reply, status: 'complete', facts: {}, ...base };
	});
}

const states = (letters: string) => turnsOf(branch(letters)).map(turnState);

describe('turns', () => {
	it('are a question with what answers it', () => {
		const lengths = turnsOf(branch('qrqqrr')).map(({ length }) => length);
		assert.deepEqual(lengths, [2, 1, 3]);
	});

	it("have the question's state, else that of the newest reply that has one", () => {
		assert.deepEqual(states('qPrLqLrPqrPrLqr'), ['pinned', 'leftOut', 'leftOut', undefined]);
	});

	it('are found by any of their messages', () => {
		const path = branch('qrqrrq');
		for (const [id, ids] of [
			['0', '01'],
			['1', '01'],
			['3', '234'],
			['5', '5'],
			['none', ''],
		] as const) {
			assert.equal(
				turnWith(path, id)
					.map((message) => message.id)
					.join(''),
				ids,
			);
		}
	});

	it('lend their state to each of their messages', () => {
		const turn = branch('qLrP');
		assert.deepEqual(
			turn.map((message) => inStateOf(turn, message).inContext),
			['leftOut', 'leftOut'],
		);
		const [free] = branch('q');
		assert.ok(free !== undefined);
		assert.equal(inStateOf([free], free), free);
		assert.equal('inContext' in inStateOf(branch('q'), { ...free, inContext: 'pinned' }), false);
	});
});
