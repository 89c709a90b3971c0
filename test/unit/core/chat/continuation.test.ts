import assert from 'node:assert/strict';
import { canContinue, withUsageOf } from '../../../../src/core/chat/continuation.ts';
import type { Reply, ReplyFacts } from '../../../../src/shared/conversation/messages.ts';

const reply = (more: Partial<Reply> = {}): Reply => ({
	role: 'assistant',
	id: 'r',
	parent: 'q',
	at: 1,
	model: 'm',
	text: 'It',
	reasoning: '',
	status: 'complete',
	facts: {},
	...more,
});

describe('a reply that can go on', () => {
	it('is one that stopped before all was said', () => {
		for (const status of ['stopped', 'failed', 'interrupted'] as const) {
			assert.ok(canContinue(reply({ status })), status);
		}
		assert.ok(canContinue(reply({ facts: { finish_reason: 'length' } })));
	});

	it('is none that is whole, runs still or says nothing', () => {
		for (const more of [
			{},
			{ facts: { finish_reason: 'stop' } },
			{ status: 'streaming' },
			{ status: 'stopped', text: '' },
		] as const) {
			assert.equal(canContinue(reply(more)), false, JSON.stringify(more));
		}
	});
});

describe('the facts of a reply that has gone on', () => {
	const sum = (earlier: ReplyFacts, facts: ReplyFacts) =>
		withUsageOf(reply({ facts: earlier }), { facts, status: 'complete' });
	const tokens = (prompt_tokens: number, completion_tokens: number) => ({
		prompt_tokens,
		completion_tokens,
		total_tokens: prompt_tokens + completion_tokens,
	});

	it('have the tokens and the cost of all its parts, and the rest of the last', () => {
		const { facts, status } = sum(
			{
				finish_reason: 'length',
				estimated_cost: '0.5',
				usage: {
					...tokens(10, 2),
					cost: 0.1,
					upstream_inference_cost: 0.01,
					cached_tokens: 3,
					reasoning_tokens: 4,
				},
			},
			{
				finish_reason: 'stop',
				estimated_cost: '0.25',
				usage: {
					...tokens(20, 5),
					cost: 0.2,
					upstream_inference_cost: 0.02,
					cached_tokens: 30,
					reasoning_tokens: 40,
				},
			},
		);
		assert.equal(status, 'complete');
		assert.deepEqual(facts, {
			finish_reason: 'stop',
			estimated_cost: '0.75',
			usage: {
				...tokens(30, 7),
				cost: '0.3',
				upstream_inference_cost: '0.03',
				cached_tokens: 33,
				reasoning_tokens: 44,
			},
		});
	});

	it('have what one part alone says, and nothing that none does', () => {
		const one = { ...tokens(1, 2), cost: 0.5, cached_tokens: 7 };
		for (const facts of [sum({ usage: one }, {}).facts, sum({}, { usage: one }).facts]) {
			assert.deepEqual(facts, { usage: one });
		}
		const bare = tokens(1, 1);
		for (const usage of [
			sum({ usage: one }, { usage: bare }).facts.usage,
			sum({ usage: bare }, { usage: one }).facts.usage,
		]) {
			assert.deepEqual(usage, {
				prompt_tokens: 2,
				completion_tokens: 3,
				total_tokens: 5,
				cost: '0.5',
				cached_tokens: 7,
			});
		}
		assert.deepEqual(sum({}, {}).facts, {});
		assert.deepEqual(sum({ estimated_cost: '0.5' }, {}).facts, { estimated_cost: '0.5' });
	});
});
