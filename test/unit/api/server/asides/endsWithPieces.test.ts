import assert from 'node:assert/strict';
import { replyEnd } from '../../../../../src/shared/conversation/finishReason.ts';
import { read } from '../readEveryWay.ts';

const line = (part: object) => `data: ${JSON.stringify(part)}`;
const piece = (delta: object, inChoice: object = {}, more: object = {}) =>
	line({ choices: [{ index: 0, delta, ...inChoice }], ...more });
const HALF = piece({ content: 'Half' });
const DONE = 'data: [DONE]';

/** How a reply counts that has these parts. */
function endOf(...parts: readonly string[]): string {
	const { error, facts } = read([Buffer.from(`${parts.join('\n\n')}\n\n`)], 'text/event-stream');
	if (error !== undefined) return 'failed';
	return replyEnd(String(facts['finish_reason'] ?? '')) ?? 'whole';
}

describe('an end with the last piece of a reply', () => {
	const last = { content: ' of it' };

	it('counts as what it is beside the choices, where something says that it is the end', () => {
		for (const [more, end] of [
			[{ done: true, reason: 'length' }, 'length'],
			[{ done: true, truncated: true }, 'length'],
			[{ is_end: true, is_truncated: true }, 'length'],
			[{ stop: true, stopped_limit: true }, 'length'],
			[{ finished: 'length' }, 'length'],
			[{ done: 'length' }, 'length'],
			[{ done: true, reason: 'content_filter' }, 'filtered'],
			[{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, 'length'],
			[{ done: true, reason: 'stop' }, 'whole'],
		] as const) {
			const part = piece(last, {}, more);
			assert.equal(endOf(HALF, part), end, part);
			assert.equal(endOf(HALF, part, DONE), end, part);
			assert.equal(endOf(part), end, part);
		}
	});

	it('counts as what it is in the choice, where no reply that goes on says so', () => {
		for (const [inChoice, end] of [
			[{ finish_details: { type: 'max_tokens' } }, 'length'],
			[{ finish_details: { type: 'content_filter' } }, 'filtered'],
			[{ stop: true, stop_type: 'limit' }, 'length'],
			[{ end_reason: 'length' }, 'length'],
			[{ completionReason: 'LENGTH' }, 'length'],
			[{ done: true, reason: 'length' }, 'length'],
		] as const) {
			const part = piece(last, inChoice);
			assert.equal(endOf(HALF, part), end, part);
			assert.equal(endOf(HALF, part, DONE), end, part);
		}
		const call = { index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } };
		const calling = piece({ tool_calls: [call] }, { finish_details: { type: 'tool_calls' } });
		assert.equal(endOf(HALF, calling), 'whole');
	});

	it('is none in a word that may stand with each piece', () => {
		for (const inChoice of [
			{ stop_type: 'eos' },
			{ stop_type: 'stop' },
			{ finish_status: 'success' },
			{ reason: 'length' },
		]) {
			assert.equal(endOf(HALF, piece(last, inChoice)), 'failed', JSON.stringify(inChoice));
		}
	});
});

describe('an end without a piece', () => {
	it('is a good one by a word that says so in a field for ends', () => {
		for (const word of ['success', 'Success', 'ok', 'succeeded']) {
			for (const flag of ['done', 'finished', 'complete', 'completed', 'end'])
				assert.equal(endOf(HALF, line({ choices: [], [flag]: word })), 'whole', `${flag} ${word}`);
			for (const name of ['finish_status', 'completion_status', 'stop_type'])
				assert.equal(endOf(HALF, piece({}, { [name]: word })), 'whole', `${name} ${word}`);
			// A status says how all is so far.
			assert.equal(endOf(HALF, line({ choices: [], status: word })), 'failed', word);
		}
	});

	it('is known by the words for one within others', () => {
		for (const [word, end] of [
			['EOS_TOKEN_FOUND', 'whole'],
			['message_stop', 'whole'],
			['end_of_response', 'whole'],
			['FINISHED_STOPPED', 'whole'],
			['FINISHED_LENGTH_CAPPED', 'length'],
			['response completed', 'whole'],
			['完成', 'whole'],
			['stop.', 'whole'],
			['not finished', 'failed'],
			['unfinished', 'failed'],
			['未完成', 'failed'],
			['worker drained', 'failed'],
			['pending', 'failed'],
		] as const) {
			assert.equal(endOf(HALF, piece({}, { stop_type: word })), end, word);
		}
	});
});
