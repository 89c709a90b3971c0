import assert from 'node:assert/strict';
import { canContinue } from '../../../../src/core/chat/continuation.ts';
import { replyEnd } from '../../../../src/shared/conversation/finishReason.ts';
import { asChatError, delta, events } from '../network/testServer.ts';
import { readEveryWay } from './readEveryWay.ts';

describe('a finish_reason in other words', () => {
	it('fails the reply where it says that it broke off', () => {
		for (const reason of [
			'error',
			'ERROR',
			'network_error',
			'insufficient_system_resource',
			'insufficientSystemResource',
			'network-error',
			'FinishReason.ERROR',
			'abort',
			'cancelled',
			'USER_CANCEL',
			'TIMEOUT',
			'time_limit',
			'server_error',
			'modelUnloaded',
			'MALFORMED_FUNCTION_CALL',
		]) {
			const outcome = readEveryWay(events(delta('Half'), delta('', reason), '[DONE]'));
			assert.equal(outcome.text, 'Half');
			assert.match(asChatError(outcome.error).message, new RegExp(`reported “${reason}”`));
		}
	});

	it('is an end at the length limit, which can be continued', () => {
		for (const finish_reason of [
			'length',
			'model_length',
			'max_tokens',
			'MAX_TOKENS',
			'model_context_window_exceeded',
			'max-tokens',
			'maxTokens',
			' length ',
			'FinishReason.MAX_TOKENS',
			'FINISH_REASON_MAX_TOKENS',
			'token_limit',
			'max_length',
			'maxPredictedTokensReached',
			'contextLengthReached',
			'ERROR_LIMIT',
			'incomplete',
		]) {
			assert.equal(replyEnd(finish_reason), 'length');
			assert.equal(readEveryWay(events(delta('Half', finish_reason), '[DONE]')).error, undefined);
			const reply = { status: 'complete', text: 'Half', facts: { finish_reason } } as Parameters<
				typeof canContinue
			>[0];
			assert.equal(canContinue(reply), true, finish_reason);
		}
	});

	it('is told by its words where nobody has used them so before', () => {
		const ENDS = {
			length:
				'max_token MAX_LENGTH output_limit out_of_tokens completion_limit max_output exceeded_max_tokens hit_max_tokens num_predict context_overflow contextFull length_exceeded max_length_reached token_budget_exceeded context_length_error stop_length stopped_limit stopped_length stopped_at_limit truncated_output kv_cache_full 截断 长度限制',
			filtered:
				'safety_filter harmful_content policy_violation moderated guardrail blocked_by_policy inappropriate sensitiveContent content_filter_error stop_content_filter self_harm harm_category unsafe_output toxicity jailbreak_detected flagged 敏感内容',
			failed:
				'exception fatal_error crashed OOM out_of_memory killed disconnected rate_limit quota_exceeded unavailable serverOverloaded backend_error deadline_exceeded timed_out expired terminated generation_failed endpoint_error stopped_due_to_timeout max_time stopped_rate_limit eosError OOMKilled 错误',
			ordinary:
				'stop end_turn eos eos_token stop_token stop_sequence STOP_SEQUENCE_REACHED stop_token_reached stopped_eos stopped_word hit_eos_token hit_stop_token reached_end_of_text no_error completed_without_errors harmony harmony_stop skill tool_calls function_call complete done end normal finished unknown pause_turn null natural load tool_use 完成',
		};
		for (const [end, reasons] of Object.entries(ENDS)) {
			for (const reason of reasons.split(' ')) {
				assert.equal(replyEnd(reason) ?? 'ordinary', end, reason);
			}
		}
	});

	it('is a filter’s, or says nothing', () => {
		for (const reason of [
			'content_filter',
			'content-filter',
			'contentFilter',
			'sensitive',
			'SAFETY',
			'FinishReason.SAFETY',
			'RECITATION',
			'BLOCKLIST',
			'SPII',
			'IMAGE_SAFETY',
			'ERROR_TOXIC',
			'guardrail_intervened',
			'refusal',
		]) {
			assert.equal(replyEnd(reason), 'filtered');
		}
		for (const reason of [
			'stop',
			'STOP',
			'FINISH_REASON_STOP',
			'end_turn',
			'COMPLETE',
			'eos',
			'eos_token',
			'stop_sequence',
			'tool_calls',
			'load',
			'OTHER',
			'',
			'null',
			'toString',
			'length'.repeat(40),
			undefined,
		]) {
			assert.equal(replyEnd(reason), undefined);
		}
	});

	it('may lie in an object or a list', () => {
		const last = (finish_reason: unknown) => ({
			choices: [{ index: 0, delta: { content: 'Half' }, finish_reason }],
		});
		for (const reason of [{ type: 'length', length: 9 }, ['length'], { reason: 'length' }])
			assert.equal(readEveryWay(events(last(reason), '[DONE]')).facts['finish_reason'], 'length');
		for (const reason of [{}, [], 0, false, [null]]) {
			const outcome = readEveryWay(events(last(reason), '[DONE]'));
			assert.deepEqual([outcome.error, outcome.text], [undefined, 'Half']);
			assert.equal(outcome.facts['finish_reason'], undefined);
		}
	});
});

/** A stream without a reason and a last word, but with one more part. */
const endedBy = (last: object | string) => readEveryWay(events(delta('One'), delta(' two'), last));

describe('an end without a reason', () => {
	it('is told by a flag, by what a part is, and by a word', () => {
		for (const last of [
			{ done: true },
			{ done: true, choices: [] },
			{ done: 'true', model: 'm' },
			{ choices: [{ delta: {}, done: true }] },
			{ choices: [{ delta: {}, is_finished: true }] },
			...['finished', 'isFinished', 'completed', 'is_end', 'end', 'stop', 'end_of_stream'].map(
				(name) => ({ [name]: true }),
			),
			...['done', 'end', 'complete', 'message_stop', 'stream_end', 'response.completed'].map(
				(type) => ({ type }),
			),
			{ event: 'completed' },
			{ object: 'chat.completion.done' },
			{ status: 'completed' },
			{ type: 'done', message: 'All of it.' },
			{ data: '[DONE]' },
			{ choices: '[DONE]' },
			...['[END]', '[EOS]', '[STOP]', '[FINISHED]', '<|endoftext|>', '<EOS>', '</s>'],
		]) {
			const { text, error, facts } = endedBy(last);
			assert.deepEqual([text, error], ['One two', undefined], JSON.stringify(last));
			assert.equal(facts['finish_reason'], undefined);
		}
	});

	it('is told by the name of an event, with data and without', () => {
		for (const name of ['done', 'end', 'complete', 'message_stop', 'stream_end', 'stop']) {
			for (const data of ['data: {}\n', 'data:\n', '', 'data: ok\n', 'data: {"id":1}\n']) {
				const outcome = readEveryWay(`${events(delta('One'))}event: ${name}\n${data}\n`);
				assert.deepEqual([outcome.text, outcome.error], ['One', undefined], `${name} ${data}`);
			}
		}
	});

	it('takes what is counted after it', () => {
		const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
		for (const parts of [[{ done: true, usage }], [{ done: true }, { choices: [], usage }]]) {
			const { error, facts } = readEveryWay(events(delta('One'), ...parts));
			assert.deepEqual([error, facts['usage']], [undefined, usage]);
		}
	});

	it('is none where it is about something else, goes on, or comes first', () => {
		for (const last of [
			...[false, null, 'false', 0, 'no'].map((done) => ({ done })),
			{ type: 'delta' },
			{ type: 'step-finish' },
			{ status: 'in_progress' },
			{ type: 'web_search_call', status: 'completed' },
			{ name: 'search', status: 'completed' },
			{ done: true, error: 'Overloaded' },
			{ type: 'done', error: { message: 'Overloaded' } },
			'[START]',
			'[PING]',
		]) {
			assert.notEqual(endedBy(last).error, undefined, JSON.stringify(last));
		}
		for (const name of ['start', 'ping', 'delta', 'step_finished', 'close']) {
			const named = readEveryWay(`${events(delta('One'))}event: ${name}\ndata: {}\n\n`);
			assert.notEqual(named.error, undefined, name);
		}
		assert.notEqual(
			readEveryWay(events(delta('One'), { done: true }, delta(' two'))).error,
			undefined,
		);
		assert.notEqual(readEveryWay(events({ done: true })).error, undefined);
		assert.notEqual(readEveryWay(events({ status: 'completed' })).error, undefined);
	});
});

describe('a finish_reason in another place', () => {
	it('is found under another name, in the delta, in the message and beside the choices', () => {
		const choice = (more: object) => ({
			choices: [{ index: 0, delta: { content: 'x' }, ...more }],
		});
		for (const [said, part] of [
			['length', { choices: [{ delta: { content: 'x', finish_reason: 'length' } }] }],
			['length', { ...choice({}), finish_reason: 'length' }],
			['max_tokens', choice({ stop_reason: 'max_tokens' })],
			['MAX_TOKENS', choice({ finishReason: 'MAX_TOKENS' })],
			['length', { ...choice({}), done_reason: 'length' }],
		] as const) {
			assert.equal(readEveryWay(events(part)).facts.finish_reason, said, JSON.stringify(part));
		}
		// vLLM: the text that ended the reply.
		const stopped = choice({ finish_reason: 'stop', stop_reason: 'length' });
		assert.equal(readEveryWay(events(stopped)).facts.finish_reason, 'stop');
		const open = choice({ finish_reason: null, stop_reason: 'length' });
		assert.equal(readEveryWay(events(open, '[DONE]')).facts.finish_reason, undefined);
	});

	it('fails the reply where its server went away', () => {
		for (const reason of [
			'connection_lost',
			'preempted',
			'EVICTED',
			'shutdown',
			'too_many_requests',
		]) {
			assert.notEqual(readEveryWay(events(delta('x', reason), '[DONE]')).error, undefined, reason);
		}
	});
});
