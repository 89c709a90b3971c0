import assert from 'node:assert/strict';
import { kindOf, read, readEveryWay } from '../readEveryWay.ts';

const DONE = 'data: [DONE]';
const line = (part: object) => `data: ${JSON.stringify(part)}`;

/** A piece of a reply, with more beside the choices, in the choice and in its delta. */
const piece = (content: string, beside = {}, inChoice = {}, inDelta = {}) =>
	line({ choices: [{ index: 0, delta: { content, ...inDelta }, ...inChoice }], ...beside });
const readAtOnce = (stream: string) => read([Buffer.from(stream)], 'text/event-stream');
const LAST = line({ choices: [{ index: 0, delta: { content: ' of it' }, finish_reason: 'stop' }] });

/** What stands with a piece of a reply and says nothing of its end. */
const SAYS_NOTHING: readonly object[] = [
	{ code: 0, reason: 'success' },
	{ code: 200, reason: 'OK' },
	{ code: 200, reason: 'OK', message: '' },
	{ details: { reason: 'completed' } },
	{ details: { reason: 'ok' } },
	{ reason: 'stop_sequence' },
	{ metadata: { finish_status: 'streaming' } },
	{ completion_type: 'chat' },
	{ completion_type: 'text_completion' },
	{ completion_status: 'in_progress' },
	{ completion_status: 'generating' },
	{ finish_status: 'running' },
	{ stop_status: 0 },
	{ stop_status: 'ok' },
	{ stop_type: 'none' },
	{ stop_type: 'limit' },
	{ block_type: 'text' },
	{ block_type: 'tool_use' },
	{ end_reason: 'stop' },
	{ finish_details: { type: 'stop' } },
	{ status: 'limit' },
	{ status: 'length' },
];

describe('a reply that breaks off', () => {
	it('counts as broken off whatever stands with its pieces, and as whole with its own end', () => {
		for (const more of SAYS_NOTHING) {
			for (const open of [{}, { finish_reason: null }]) {
				for (const half of [
					piece('Half', more, open),
					piece('Half', {}, { ...open, ...more }),
					piece('Half', {}, open, more),
				]) {
					const cut = readAtOnce(`${half}\n\n`);
					assert.equal(kindOf(cut), 'brokenStream', half);
					assert.equal(cut.facts['finish_reason'], undefined, half);
					const whole = readAtOnce(`${half}\n\n${LAST}\n\n${DONE}\n\n`);
					assert.deepEqual([kindOf(whole), whole.text], [undefined, 'Half of it'], half);
					assert.equal(whole.facts['finish_reason'], 'stop', half);
				}
			}
		}
	});

	it('counts so where an event without choices tells no end', () => {
		for (const more of [
			{ code: 0, reason: 'success' },
			{ status: 'in_progress', reason: 'stop' },
			{ completed: 200, usage: {} },
			{ stop_reason: 128_009 },
			{ type: 'tool', stop_type: 'tool_use' },
			{ metadata: { completion_status: 'generating' } },
			{ choices: [], finish_status: 'running' },
			{ choices: [{ index: 0, delta: { role: 'assistant' } }], completion_status: 'ok' },
			{ choices: [{ index: 0, delta: { role: 'assistant' } }], status: 'limit' },
			{ choices: [{ index: 0, delta: { role: 'assistant' }, reason: 'success' }] },
		]) {
			const outcome = readEveryWay(`${piece('Half')}\n\n${line(more)}\n\n`);
			assert.equal(kindOf(outcome), 'brokenStream', JSON.stringify(more));
			assert.equal(outcome.facts['finish_reason'], undefined, JSON.stringify(more));
		}
	});

	it('does not where the last piece has the reason by a name that many have', () => {
		for (const name of ['finish_reason', 'finishReason', 'stop_reason', 'done_reason']) {
			const outcome = readEveryWay(`${piece('All', {}, { [name]: 'length' })}\n\n`);
			assert.deepEqual([kindOf(outcome), outcome.facts['finish_reason']], [undefined, 'length']);
		}
	});
});
