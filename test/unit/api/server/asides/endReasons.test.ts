import assert from 'node:assert/strict';
import { replyEnd } from '../../../../../src/shared/conversation/finishReason.ts';
import { kindOf, read, readEveryWay } from '../readEveryWay.ts';

const HALF = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'Half of it' } }] })}`;
const LAST = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}`;
const DONE = 'data: [DONE]';

/** How a reply counts that ends so, read whole and byte by byte. */
function endOf(...parts: readonly string[]): string {
	const bytes = Buffer.from(parts.map((part) => `${part}\n\n`).join(''));
	const ways = [[bytes], [...bytes].map((byte) => Uint8Array.of(byte))];
	const [whole, byByte] = ways.map((pieces) => {
		const outcome = read(pieces, 'text/event-stream');
		assert.equal(outcome.text, 'Half of it');
		const reason = String(outcome.facts['finish_reason'] ?? '');
		return outcome.error === undefined ? (replyEnd(reason) ?? 'whole') : 'failed';
	});
	assert.equal(byByte, whole);
	return whole ?? '';
}

/** What servers send last, by how the reply is to count. */
const ENDS = {
	failed: [
		'{"done":true,"reason":"oom"}',
		'{"done":true,"reason":"error"}',
		'{"done":true,"reason":"timeout"}',
		'{"done":true,"reason":"cancelled"}',
		'{"done":true,"stop_reason":"error"}',
		'{"done":true,"stopReason":"ERROR"}',
		'{"done":true,"end_reason":"aborted"}',
		'{"done":true,"done_reason":"unload"}',
		'{"type":"done","reason":"killed"}',
		'{"event":"end","reason":"worker crashed"}',
		'{"type":"done","cause":"OOMKilled"}',
		'{"done":true,"termination_reason":"preempted"}',
		'{"done":true,"finish_details":{"type":"error"}}',
		'{"done":true,"details":{"reason":"oom"}}',
		'{"done":true,"data":{"reason":"oom"}}',
		'{"done":true,"result":"error"}',
		'{"done":true,"outcome":"failed"}',
		'{"done":true,"code":"internal_error"}',
		'{"done":true,"error_code":13}',
		'{"done":true,"error_type":"oom"}',
		'{"done":true,"exit_code":1}',
		'{"done":true,"success":false}',
		'{"done":true,"aborted":true}',
		'{"done":true,"cancelled":true}',
		'{"done":true,"failed":true}',
		'{"done":true,"timed_out":true}',
		'{"done":true,"interrupted":true}',
		'{"finished":true,"finish_status":"failed"}',
		'{"is_finished":true,"finish_reason":"ERROR"}',
		'{"completed":true,"completion_reason":"error"}',
		'{"stop":true,"stop_type":"error"}',
		'{"status":"failed","reason":"oom"}',
		'{"status":"cancelled","incomplete_details":null}',
		'{"status":"stopped","reason":"oom"}',
		'{"status":"done","reason":"gpu lost"}',
		'{"type":"response.cancelled"}',
		'{"type":"message_stop","stop_reason":"error"}',
		'{"type":"response.done","response":{"status":"failed"}}',
		'{"type":"response.done","response":{"status":"cancelled","status_details":{"type":"cancelled","reason":"turn_detected"}}}',
		'{"type":"response.done","response":{"status":"failed","status_details":{"type":"failed","error":{"type":"server_error","message":"x"}}}}',
		'{"done":"error"}',
		'{"finish":"error"}',
		'{"end":"aborted"}',
		'{"type":"end","data":"error"}',
		'{"done":true,"errors":["x went wrong"]}',
		'{"done":true,"exception":"ValueError: x"}',
		'{"done":true,"err":"x broke"}',
		'{"done":true,"failure":"gpu lost"}',
		'{"done":true,"failure":{"message":"gpu lost"}}',
		'{"done":true,"warning":"stream aborted"}',
		'{"choices":[{"index":0,"delta":{},"reason":"oom"}]}',
		'{"choices":[{"index":0,"delta":{},"done":true,"reason":"oom"}]}',
		'{"choices":[{"index":0,"delta":{},"finish_details":{"type":"error"}}]}',
		'{"choices":[{"index":0,"delta":{},"status":"failed"}]}',
		'{"choices":[{"index":0,"delta":{},"stop_reason":"error"}]}',
		'{"choices":[{"index":0,"delta":{"status":"failed"}}]}',
		'{"choices":[{"index":0,"delta":{},"finish_reason":null,"error":"oom"}]}',
		'{"choices":[],"done":true,"reason":"oom"}',
		'{"choices":[],"status":"failed"}',
		'{"object":"chat.completion.chunk","choices":[],"status":"error","reason":"oom"}',
		'{"choices":[{"index":0,"delta":{}}],"done":true,"reason":"oom"}',
		'{"choices":[{"index":0,"delta":{}}],"status":"failed"}',
		'{"type":"response.error"}',
		'{"type":"response.failed"}',
		'{"status":"error","code":500}',
		'{"state":"FAILED"}',
		'{"state":"ERROR","details":"gpu lost"}',
		'{"done":true,"status":500}',
		'{"done":true,"status_code":503}',
		'{"done":true,"http_status":"502"}',
		'{"done":true,"status":"gpu_lost"}',
		'{"done":true,"reason":{"type":"error"}}',
		'{"done":true,"reason":["error"]}',
		'{"done":true,"reason":"client_disconnected"}',
		'{"done":true,"reason":"node_drained"}',
		'{"finish_reason":"error"}',
		'{"type":"finish","finishReason":"error"}',
		'{"type":"finish-step","finishReason":"error"}',
		'{"type":"abort"}',
		'{"type":"abort","reason":"x"}',
		'{"type":"error","errorText":"x"}',
		'{"event":"message_end","metadata":{"status":"failed"}}',
		'{"event":"done","data":{"error":"x"}}',
		'{"event":"done","error":true}',
		'{"done":true,"has_error":true}',
		'{"done":true,"hasError":true}',
		'{"done":true,"is_failed":true}',
		'{"done":true,"error":1}',
		'{"done":true,"error":["x"]}',
		'{"done":true,"error_message":"gpu lost"}',
		'{"done":true,"errorMessage":"gpu lost"}',
		'{"done":true,"error_msg":"gpu lost"}',
	],
	length: [
		'{"done":true,"reason":"length"}',
		'{"done":true,"reason":"max_tokens"}',
		'{"done":true,"done_reason":"length"}',
		'{"done":true,"stop_reason":"max_tokens"}',
		'{"done":true,"stop_reason":"MAX_TOKENS"}',
		'{"done":true,"end_reason":"max_output_tokens"}',
		'{"done":true,"finish_details":{"type":"max_tokens"}}',
		'{"done":true,"incomplete_details":{"reason":"max_output_tokens"}}',
		'{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}',
		'{"type":"response.incomplete","response":{"object":"response","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}}',
		'{"type":"response.completed","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}}',
		'{"type":"response.done","response":{"status":"incomplete","status_details":{"type":"incomplete","reason":"max_output_tokens"}}}',
		'{"stop":true,"stop_type":"limit"}',
		'{"stop":true,"stopped_limit":true,"stopped_eos":false,"stopped_word":false}',
		'{"done":true,"truncated":true}',
		'{"choices":[{"index":0,"delta":{},"finish_details":{"type":"max_tokens"}}]}',
		'{"choices":[{"index":0,"delta":{},"finish_reason":null,"finish_details":{"type":"max_tokens"}}]}',
		'{"choices":[{"index":0,"delta":{},"done":true,"reason":"length"}]}',
		'{"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":null},"usage":{"output_tokens":3}}',
		'{"choices":[],"done":true,"reason":"length"}',
		'{"done":"length"}',
		'{"finish":"length"}',
		'{"status":"length"}',
		'{"done":true,"status":"length"}',
		'{"done":true,"status":"max_tokens"}',
		'{"type":"done","data":{"finish_reason":"length"}}',
		'{"event":"message_end","metadata":{"finish_reason":"length"}}',
		'{"type":"finish","finishReason":"length"}',
		'{"done":true,"finish":{"reason":"length"}}',
		'{"done":true,"termination":"length"}',
		'{"done":true,"stopping_reason":"length"}',
		'{"done":true,"finish_type":"length"}',
		'{"messageStop":{"stopReason":"max_tokens"}}',
		'{"done":true,"reason":"context_length_exceeded"}',
	],
	filtered: [
		'{"done":true,"reason":"content_filter"}',
		'{"done":true,"stop_reason":"refusal"}',
		'{"status":"incomplete","incomplete_details":{"reason":"content_filter"}}',
		'{"done":true,"reason":"SAFETY"}',
		'{"done":true,"block_reason":"SAFETY"}',
		'{"promptFeedback":{"blockReason":"SAFETY"}}',
		'{"choices":[{"index":0,"delta":{},"reason":"content_filter"}]}',
	],
	whole: [
		'{"done":true,"reason":"stop"}',
		'{"done":true,"reason":"eos"}',
		'{"done":true,"done_reason":"stop"}',
		'{"done":true,"stop_reason":"end_turn"}',
		'{"done":true,"reason":"completed"}',
		'{"done":true,"reason":null}',
		'{"done":true,"reason":""}',
		'{"type":"done","reason":"natural"}',
		'{"done":true,"finish_details":{"type":"stop","stop":"<|im_end|>"}}',
		'{"done":true,"incomplete_details":null}',
		'{"status":"completed","incomplete_details":null,"error":null}',
		'{"type":"response.completed","response":{"object":"response","status":"completed","incomplete_details":null,"error":null,"output":[1]}}',
		'{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":3}}',
		'{"stop":true,"stop_type":"eos"}',
		'{"stop":true,"stopped_limit":false,"stopped_eos":true,"stopped_word":false}',
		'{"done":true,"truncated":false}',
		'{"done":true,"aborted":false,"cancelled":false}',
		'{"done":true,"exit_code":0}',
		'{"done":true,"error_code":0}',
		'{"done":true,"code":0}',
		'{"done":true,"status":200}',
		'{"done":true,"error":false}',
		'{"done":true,"errors":[]}',
		'{"done":true,"error":""}',
		'{"done":true,"result":"success"}',
		'{"choices":[{"index":0,"delta":{},"finish_details":{"type":"stop","stop":"x"}}]}',
		'{"choices":[{"index":0,"delta":{},"stop_type":"eos"}]}',
		'{"done":true,"stop_reason":"tool_use"}',
		'{"messageStop":{"stopReason":"end_turn"}}',
		'{"done":true,"reason":"tool_calls"}',
		'{"done":true,"reason":"stop_sequence"}',
		'{"done":true,"finish":{"reason":"stop"}}',
		'{"done":true,"code":"success"}',
		'{"done":true,"reason":"finished normally"}',
	],
};

describe('an end that says why it is one', () => {
	for (const [end, lasts] of Object.entries(ENDS)) {
		it(`counts as ${end}, under whatever name the reason is, with the last word behind it and without`, () => {
			for (const last of lasts) {
				assert.equal(endOf(HALF, `data: ${last}`), end, last);
				assert.equal(endOf(HALF, `data: ${last}`, DONE), end, `${last} [DONE]`);
			}
		});
	}

	it('takes nothing back that was whole before', () => {
		for (const last of ENDS.failed.filter((one) => !one.includes('"choices"'))) {
			assert.equal(endOf(HALF, LAST, `data: ${last}`, DONE), 'whole', last);
		}
	});

	it('is none while the reply goes on, and none of a step', () => {
		for (const more of [
			'"status":"in_progress"',
			'"status":"incomplete"',
			'"state":"running"',
			'"done":false,"reason":null',
			'"truncated":false,"stop_type":"none"',
			'"code":0,"msg":""',
			'"finish_details":null,"incomplete_details":null',
			'"timeout":30,"max_tokens":4000',
		]) {
			const part = `data: {"choices":[{"index":0,"delta":{"content":" of it"}}],${more}}`;
			const first = HALF.replace(' of it', '');
			assert.equal(endOf(first, part), 'failed', more);
			assert.equal(endOf(first, part, LAST), 'whole', more);
			assert.equal(endOf(first, part, DONE), 'whole', more);
		}
		for (const step of [
			'{"type":"tool.done","reason":"error"}',
			'{"type":"step","status":"failed","data":{"stop_reason":"error"}}',
			'{"name":"search","status":"failed"}',
			'{"type":"search","done":true,"reason":"timeout"}',
		]) {
			assert.equal(endOf(HALF, `data: ${step}`, LAST), 'whole', step);
			assert.equal(endOf(HALF, `data: ${step}`), 'failed', step);
		}
	});

	it('is the same wherever it is cut, and told in the server’s words', () => {
		for (const [last, kind] of [
			['{"done":true,"reason":"oom"}', 'server'],
			['{"done":true,"reason":"node_drained"}', 'brokenStream'],
			[
				'{"type":"response.incomplete","response":{"incomplete_details":{"reason":"length"}}}',
				undefined,
			],
		] as const) {
			const outcome = readEveryWay(`${HALF}\r\n\r\ndata: ${last}\r\n\r\n${DONE}\r\n\r\n`);
			assert.equal(kindOf(outcome), kind, last);
			const [, word = ''] = /"reason":"(\w+)"/.exec(last) ?? [];
			assert.ok(String(outcome.error ?? outcome.facts['finish_reason']).includes(word), last);
		}
	});

	it('is that of an event by its name, too', () => {
		for (const [event, end] of [
			['event: done\ndata: {"reason":"oom"}', 'failed'],
			['event: response.cancelled\ndata: {}', 'failed'],
			['event: end\ndata: {"finish_reason":"length"}', 'length'],
			[
				'event: response.incomplete\ndata: {"response":{"incomplete_details":{"reason":"max_output_tokens"}}}',
				'length',
			],
			['event: done\ndata: {"stop_reason":"end_turn"}', 'whole'],
		] as const) {
			for (const parts of [
				[HALF, event],
				[HALF, event, DONE],
			]) {
				assert.equal(endOf(...parts), end, event);
			}
		}
	});
});
