import assert from 'node:assert/strict';
import { errorOfAnswer } from '../../../../src/api/errors/errorBody.ts';
import { asChatError, delta, events } from '../network/testServer.ts';
import { CONTEXT, failure, kindOf, read, readEveryWay } from './readEveryWay.ts';

describe('an answer that is no reply', () => {
	it('is quoted without the id of the account', () => {
		for (const answer of [
			'{"status":"ok","user_id":"user_2abcDEF"}',
			'data: ["user_id", {"user_id": "user_2abcDEF"}]\n\n',
			'nothing known: {"user_id":"user_2abcDEF"}',
		]) {
			const { error } = read([Buffer.from(answer)], 'text/plain');
			const kept = JSON.stringify(asChatError(error).toFailure());
			assert.match(kept, /notTheApi.*user_id/);
			assert.doesNotMatch(kept, /2abcDEF/);
		}
	});
});

/** JSON that is nested so deep that who goes through it runs out of room. */
const DEEP = ['[', '{"error":', '{"message":', '{"data":', '[{"a":'].map((open) => {
	const close = [...open.replaceAll(/[^[{]/g, '')].map((sign) => (sign === '[' ? ']' : '}'));
	return `${open.repeat(100_000)}1${close.toReversed().join('').repeat(100_000)}`;
});

describe('JSON without a bottom', () => {
	it('is an error of the server, and takes nothing back', () => {
		for (const deep of DEEP) {
			for (const part of [deep, `{"error":${deep}}`, `{"choices":[{"finish_reason":${deep}}]}`]) {
				const stream = `${events(delta('one'))}data: ${part}\n\n`;
				const outcome = read([Buffer.from(stream)], 'text/event-stream');
				assert.equal(outcome.text, 'one');
				assert.match(kindOf(outcome) ?? '', /^(?:brokenStream|server)$/);
				assert.equal(kindOf(read([Buffer.from(part)], 'application/json')), 'brokenStream');
			}
		}
	});

	it('is told in words where it is all that an answer has', () => {
		for (const deep of DEEP) {
			const { kind, detail = '' } = errorOfAnswer(500, {}, deep, CONTEXT).toFailure();
			assert.equal(kind, 'server');
			assert.ok(detail.length > 0 && detail.length <= 2000, String(detail.length));
		}
	});
});

describe('an error inside a stream', () => {
	it('counts with a number or a name for a code, and keeps the text before it (shape A)', () => {
		for (const [code, kind, status] of [
			[429, 'rateLimit', 429],
			['server_error', 'server', undefined],
			['502', 'server', 502],
			['context_length_exceeded', 'contextTooLong', undefined],
		] as const) {
			const error = { code, message: 'It went wrong' };
			const outcome = readEveryWay(events(delta('one'), { ...delta('', 'error'), error }));
			assert.equal(outcome.text, 'one');
			assert.equal(outcome.facts['finish_reason'], 'error');
			assert.deepEqual(failure(outcome), {
				kind,
				message: asChatError(outcome.error).message,
				detail: 'It went wrong',
				...(status === undefined ? { code } : { status }),
			});
		}
	});

	it('counts with no choices (shape B)', () => {
		const error = { code: 503, message: 'Overloaded' };
		assert.equal(kindOf(readEveryWay(events(delta('one'), { choices: [], error }))), 'server');
	});

	it('takes nothing back after the end of a reply, is kept as a notice, and its usage with it (shape C)', () => {
		const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
		const error = { code: 502, message: 'Gone' };
		const named = `event: error\n${events({ message: 'Gone' })}`;
		const told = { ...delta('', null), error, usage };
		const ends: readonly (readonly [reason: string, rest: string])[] = [
			['stop', events(told, '[DONE]')],
			['length', events(told, '[DONE]')],
			['stop', events(told)],
			['tool_calls', events({ choices: [], error, usage })],
			['content_filter', events({ error }, { choices: [], usage }, '[DONE]')],
			['stop', events({ ...delta('', 'error'), error, usage }, '[DONE]')],
			['stop', events({ choices: [{ index: 0, delta: {}, error }], usage }, '[DONE]')],
			['stop', events({ error: 'Gone', usage }, '[DONE]')],
			['stop', events({ object: 'error', message: 'Gone', usage }, '[DONE]')],
			['end_turn', events({ choices: [], usage }) + named],
			['stop', `event: error\ndata: Gone\n\n${events({ choices: [], usage }, '[DONE]')}`],
			['stop', `error: Gone\n\n${events({ choices: [], usage }, '[DONE]')}`],
		];
		for (const [reason, rest] of ends) {
			const outcome = readEveryWay(events(delta('one'), delta('', reason)) + rest);
			assert.equal(outcome.error, undefined, rest);
			assert.equal(outcome.text, 'one');
			assert.equal(outcome.facts['finish_reason'], reason);
			assert.deepEqual(outcome.facts['usage'], usage);
			assert.match(String(outcome.facts['late_error']), /Gone/, rest);
		}
	});

	it('counts in place of an end, and where the end leaves nothing', () => {
		const error = { code: 502, message: 'Gone' };
		const streams = [
			events(delta('one'), { error }, delta('', 'stop'), '[DONE]'),
			events(delta('one'), { ...delta('', 'stop'), error }, '[DONE]'),
			events(delta('one'), delta('', 'error'), { error }, '[DONE]'),
			events(delta('', 'stop'), { error }, '[DONE]'),
			events(delta('\n', 'stop'), { error }, '[DONE]'),
			`${events(delta('one'))}event: error\n${events({ error })}`,
		];
		for (const stream of streams) {
			const outcome = readEveryWay(stream);
			assert.equal(kindOf(outcome), 'server', stream);
			assert.equal(outcome.facts['late_error'], undefined);
		}
	});

	it('is no more than the end of a reply that has reached its length', () => {
		const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
		for (const error of [
			{ code: 400, message: 'Token limit reached' },
			{ code: 400, message: 'The reply is over.' },
			{ message: 'No more can be said' },
			{ message: 'Stopped', metadata: { error_type: 'max_tokens_exceeded' } },
			{ code: 'context_length_exceeded', message: 'No more room' },
			{ code: 400, message: { message: 'max_tokens must be at most 4' } },
		]) {
			const [reason, own] =
				'code' in error ? (['length', null] as const) : (['MAX_TOKENS', 'error'] as const);
			const outcome = readEveryWay(
				events(
					delta('one', reason),
					{ ...delta('', own), error },
					{ choices: [], usage },
					'[DONE]',
				),
			);
			assert.equal(outcome.error, undefined, JSON.stringify(error));
			assert.equal(outcome.text, 'one');
			assert.equal(outcome.facts['finish_reason'], reason);
			assert.deepEqual(outcome.facts['usage'], usage);
			assert.equal(outcome.facts['late_error'], undefined);
		}
		const before = readEveryWay(
			events(delta('one'), { error: { code: 400, message: 'Token limit reached' } }),
		);
		assert.equal(kindOf(before), 'contextTooLong');
	});

	it('is no more than that either where the reply has come no further than its reasoning', () => {
		const thought = { choices: [{ index: 0, delta: { content: '', reasoning: 'Hm.' } }] };
		const error = { code: 400, message: 'Token limit reached' };
		const end = [delta('', 'length'), delta('', 'length'), { ...delta('', null), error }];
		for (const stream of [
			events(thought, ...end, '[DONE]'),
			events(delta('<think>Hm.'), ...end, '[DONE]'),
			`${events(thought, delta('', 'length'))}event: error\n${events({ error })}`,
		]) {
			const outcome = readEveryWay(stream);
			assert.equal(outcome.error, undefined, stream);
			assert.equal(outcome.reasoning, 'Hm.');
			assert.equal(outcome.facts['finish_reason'], 'length');
			assert.equal(outcome.facts['late_error'], undefined);
		}
		const gone = readEveryWay(
			events(thought, delta('', 'stop'), { error: { code: 502, message: 'Gone' } }, '[DONE]'),
		);
		assert.equal(kindOf(gone), 'server');
	});

	it('counts where only a finish_reason tells of it (shape D)', () => {
		const native = {
			choices: [
				{
					index: 0,
					delta: { content: '' },
					finish_reason: 'stop',
					native_finish_reason: 'network_error',
				},
			],
		};
		const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
		for (const last of [delta('', 'error'), native]) {
			const done = readEveryWay(events(delta('one'), last, { choices: [], usage }, '[DONE]'));
			assert.equal(kindOf(done), 'server');
			assert.deepEqual(done.facts['usage'], usage);
			assert.equal(kindOf(readEveryWay(events(delta('one'), last))), 'server');
		}
	});

	it('counts as the first and only event', () => {
		const error = { code: 402, message: 'Insufficient credits' };
		assert.equal(kindOf(readEveryWay(`: PROCESSING\n\n${events({ error })}`)), 'noCredit');
	});

	it('counts as an event named error, or in an error field', () => {
		const loading = { error: { code: 503, message: 'Loading model' } };
		for (const stream of [
			`event: error\n${events({ message: 'Loading model' })}`,
			`event: error\ndata: Loading model\n\n`,
			`error: ${JSON.stringify(loading)}\n\n`,
			'error: Loading model\n\n',
		]) {
			const outcome = readEveryWay(events(delta('one')) + stream);
			assert.equal(kindOf(outcome), 'server');
			assert.equal(asChatError(outcome.error).toFailure().detail, 'Loading model');
		}
	});

	it('counts as a string, and in the shape of older vLLM', () => {
		for (const json of [
			{ error: 'Out of memory' },
			{ object: 'error', message: 'Out of memory' },
		]) {
			const outcome = readEveryWay(events(delta('one'), json, '[DONE]'));
			assert.equal(asChatError(outcome.error).toFailure().detail, 'Out of memory');
		}
	});
});
