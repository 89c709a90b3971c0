import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	type BudgetInput,
	type BudgetTurn,
	planBudget,
} from '../../../../src/core/context/contextBudget.ts';

const turns = fc
	.array(
		fc.record({
			tokens: fc.nat(3000),
			state: fc.constantFrom(undefined, 'pinned' as const, 'leftOut' as const),
			replies: fc.nat(2),
		}),
		{ maxLength: 30 },
	)
	.map((all): BudgetTurn[] =>
		all.map(({ replies, ...turn }, at) => ({
			...turn,
			messages: Array.from({ length: replies + 1 }, (_, message) => `${at}.${message}`),
		})),
	);
const inputs = fc
	.record({
		context: fc.option(fc.nat(20_000), { nil: undefined }),
		reply: fc.nat(2000),
		system: fc.nat(1000),
		history: turns,
		question: fc.nat(4000),
		least: fc.nat(100),
	})
	.map(({ least, ...input }) => ({
		...input,
		leastReply: Math.round((input.reply * least) / 100),
	}));

function sent({ history }: BudgetInput, unsent: readonly string[]): BudgetTurn[] {
	return history.filter((turn) => !turn.messages.some((id) => unsent.includes(id)));
}

function tokens(turns: readonly BudgetTurn[]): number {
	return turns.reduce((sum, turn) => sum + turn.tokens, 0);
}

describe('planBudget', () => {
	it('is never over the budget when it says that it fits, and says what it uses', () => {
		fc.assert(
			fc.property(inputs, (input) => {
				const plan = planBudget(input);
				const kept = sent(input, [...plan.noRoom, ...plan.leftOut]);
				assert.equal(plan.history, tokens(kept));
				assert.equal(plan.used, input.system + input.question + input.reply + tokens(kept));
				const needed = plan.used - input.reply + input.leastReply;
				assert.equal(plan.fits, needed <= (input.context ?? Number.POSITIVE_INFINITY));
			}),
		);
	});

	it('never drops a pinned turn; does not fit only when nothing else is left to drop', () => {
		fc.assert(
			fc.property(inputs, (input) => {
				const plan = planBudget(input);
				const kept = sent(input, [...plan.noRoom, ...plan.leftOut]);
				const pinned = input.history.filter(({ state }) => state === 'pinned');
				assert.ok(pinned.every((turn) => kept.includes(turn)));
				if (!plan.fits) assert.ok(kept.every(({ state }) => state === 'pinned'));
			}),
		);
	});

	it('drops the oldest first, whole turns, and no more than it has to', () => {
		fc.assert(
			fc.property(inputs, (input) => {
				const plan = planBudget(input);
				const open = input.history.filter(({ state }) => state === undefined);
				const dropped = open.filter((turn) => turn.messages.some((id) => plan.noRoom.includes(id)));
				assert.deepEqual(dropped, open.slice(0, dropped.length));
				assert.deepEqual(
					plan.noRoom,
					dropped.flatMap((turn) => turn.messages),
				);
				const last = dropped.at(-1);
				if (last !== undefined) assert.ok(plan.used + last.tokens > (input.context ?? 0));
			}),
		);
	});

	it('leaves out what the user left out, with room or without', () => {
		fc.assert(
			fc.property(inputs, (input) => {
				assert.deepEqual(
					planBudget(input).leftOut,
					input.history.filter(({ state }) => state === 'leftOut').flatMap((turn) => turn.messages),
				);
			}),
		);
	});

	it('drops nothing where nobody says how much fits', () => {
		fc.assert(
			fc.property(inputs, (input) => {
				const plan = planBudget({ ...input, context: undefined });
				assert.deepEqual([plan.noRoom, plan.fits], [[], true]);
			}),
		);
	});
});
