import assert from 'node:assert/strict';
import type { Outcome } from '../../network/testServer.ts';
import { failure, kindOf, read, readEveryWay } from '../readEveryWay.ts';

const HALF = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'Half' } }] })}`;
const LAST = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}`;
const DONE = 'data: [DONE]';

/** Reads events in every way, with both ends of lines. */
function stream(...parts: readonly string[]): Outcome {
	const answer = parts.map((part) => `${part}\n\n`).join('');
	const outcome = readEveryWay(answer);
	const other = readEveryWay(answer.replaceAll('\n', '\r\n'));
	assert.deepEqual(other.events, outcome.events);
	assert.deepEqual(failure(other), failure(outcome));
	return outcome;
}

const said = (outcome: Outcome) => JSON.stringify(failure(outcome) ?? 'whole');

describe('a failure that is told beside the parts of a reply', () => {
	it('counts under the name of an exception', () => {
		for (const [label, words] of [
			['RateLimitError: {"message":"quota exceeded"}', /quota exceeded/],
			['OpenAIException: {"error":{"message":"Overloaded"}}', /Overloaded/],
			['APIError: {"message":"Overloaded"}', /Overloaded/],
			['InternalServerError: {"detail":"Overloaded"}', /Overloaded/],
			['ReadTimeout: {"after":"90 s"}', /90 s/],
			['ValueError: ["x is wrong"]', /x is wrong/],
			['[ConnectionError] reset by peer', /reset by peer/],
			['errors: [{"message":"Overloaded"}]', /Overloaded/],
		] as const) {
			assert.match(said(stream(HALF, `data: ${label}`, DONE)), words, label);
			assert.match(said(stream(`data: ${label}`, DONE)), words, label);
		}
		for (const label of ['errors: []', 'no_error: {"a":1}', 'terror: {"a":1}']) {
			assert.equal(said(stream(HALF, `data: ${label}`, LAST, DONE)), '"whole"', label);
		}
	});

	it('counts behind the label of something else', () => {
		for (const [label, words] of [
			['[SERVER] {"error":{"message":"CUDA out of memory"}}', /CUDA out of memory/],
			['response: {"error":{"message":"CUDA out of memory"}}', /CUDA out of memory/],
			['[INFO] {"message":"It went wrong","code":500}', /It went wrong/],
			['[LOG] {"level":"error","message":"It went wrong"}', /It went wrong/],
			['[EVENT] {"type":"server_error","message":"It went wrong"}', /It went wrong/],
			['[BATCH] [{"error":{"message":"It went wrong"}}]', /It went wrong/],
		] as const) {
			assert.match(said(stream(HALF, `data: ${label}`, LAST, DONE)), words, label);
		}
		for (const label of ['[METADATA]{"message":"m"}', '[WARN] {"message":"slow"}']) {
			assert.equal(said(stream(HALF, `data: ${label}`, DONE)), '"whole"', label);
		}
	});

	it('counts in a notice whose words are those of a failure', () => {
		for (const [notice, kind] of [
			['{"status":"success","message":"Insufficient balance"}', 'noCredit'],
			['{"type":"info","message":"Model is not loaded"}', 'modelUnavailable'],
			['{"level":"warning","message":"Content was blocked by the safety filter"}', 'moderation'],
			['{"type":"stop","message":"Insufficient credits"}', 'noCredit'],
			['{"done":true,"message":"model not found"}', 'modelUnavailable'],
		] as const) {
			assert.equal(kindOf(stream(HALF, `data: ${notice}`, DONE)), kind, notice);
			assert.equal(kindOf(stream(`data: ${notice}`, DONE)), kind, notice);
			assert.equal(kindOf(read([Buffer.from(notice)], 'application/json')), kind, notice);
		}
	});

	it('counts where an end says that it is none', () => {
		for (const [end, words] of [
			['{"done":true,"message":"upstream timeout"}', /upstream timeout/],
			['{"message":"The worker crashed","done":true}', /worker crashed/],
			['{"type":"done","status":"failed","reason":"oom"}', /oom/],
			['{"done":true,"state":"error"}', /error/],
			['{"status":"cancelled"}', /cancelled/],
		] as const) {
			for (const parts of [
				[HALF, `data: ${end}`],
				[HALF, `data: ${end}`, DONE],
				[`data: ${end}`],
			]) {
				assert.match(said(stream(...parts)), words, end);
			}
		}
		for (const end of [
			'{"type":"done","ok":false}',
			'{"type":"done","status":"timed_out"}',
			'{"done":true,"data":{"status":"failed"}}',
			'{"done":true,"is_error":true}',
			'{"type":"error","code":"oom"}',
			'{"event":"stream_error","text":"oom"}',
			'{"type":"response.failed","response":{"status":"failed"}}',
		]) {
			assert.notEqual(said(stream(HALF, `data: ${end}`, DONE)), '"whole"', end);
		}
		for (const end of ['{"type":"done","status":"paused"}', '{"done":true,"state":"waiting"}']) {
			assert.equal(kindOf(stream(HALF, `data: ${end}`)), 'brokenStream', end);
		}
		for (const data of ['{"status":"failed"}', 'failed', 'timeout', 'upstream timeout']) {
			assert.notEqual(said(stream(HALF, `event: done\ndata: ${data}`)), '"whole"', data);
		}
		const first = stream('data: {"done":true,"message":"All of it"}', HALF);
		assert.match(said(first), /All of it/);
	});
});

describe('a notice', () => {
	const NOTICES = [
		'{"status":"pending","message":"Your account has been suspended"}',
		'{"type":"info","message":"Waiting for the provider"}',
		'[INFO] {"message":"Waiting for the provider"}',
		...['loading', 'Waiting…', 'connecting', 'generating', 'in progress', 'streaming'].map(
			(status) => JSON.stringify({ status, message: 'Waiting for the provider' }),
		),
	];

	it('is the reason where no reply follows, or none that is whole', () => {
		for (const notice of NOTICES) {
			const words = /account has been suspended|Waiting for the provider/;
			const line = `data: ${notice}`;
			for (const parts of [[line], [line, DONE], [HALF, line], [line, HALF]]) {
				assert.match(said(stream(...parts)), words, notice);
			}
			assert.equal(said(stream(line, HALF, line, LAST, DONE)), '"whole"', notice);
		}
	});

	it('of trouble is the reason where only the last word follows', () => {
		for (const notice of [
			'{"level":"warning","message":"The provider went away"}',
			'{"type":"info","message":"Connection lost"}',
		]) {
			const line = `data: ${notice}`;
			assert.match(said(stream(HALF, line, DONE)), /went away|Connection lost/);
			assert.match(said(stream(HALF, line, 'data: {"done":true}')), /went away|Connection lost/);
			assert.equal(said(stream(line, HALF, DONE)), '"whole"');
		}
	});

	it('is no answer by itself', () => {
		const answer = '{"type":"info","message":"Waiting for the provider"}';
		const outcome = read([Buffer.from(answer)], 'application/json');
		assert.match(said(outcome), /Waiting for the provider/);
	});
});

describe('the end of a step', () => {
	it('is not that of the reply', () => {
		for (const end of [
			'{"type":"done","step":"retrieval"}',
			'{"type":"done","step":2}',
			'{"type":"thinking","done":true}',
			'{"event":"search","is_finished":true}',
			'{"done":true,"tool":"search"}',
			'{"type":"done","data":{"step":"retrieval"}}',
		]) {
			assert.equal(kindOf(stream(HALF, `data: ${end}`)), 'brokenStream', end);
			assert.equal(kindOf(stream(HALF, `event: done\ndata: {"step":"one"}`)), 'brokenStream');
		}
		for (const end of [
			'{"type":"done","id":"x","request_id":"y","total_tokens":3,"usage":{"total_tokens":3}}',
			'{"object":"chat.completion.chunk","choices":[],"done":true,"error":null}',
			'{"event":"done","data":{"id":"x"}}',
			'{"type":"response.completed","response":{"object":"response","status":"completed","output":[1]}}',
			'{"type":"done","status":"success","message":"All of it"}',
			'{"choices":[{"index":0,"delta":{}}],"done":true,"citations":["x"]}',
		]) {
			assert.equal(said(stream(HALF, `data: ${end}`)), '"whole"', end);
		}
	});
});

describe('the name of an event', () => {
	it('is kept wherever it is cut', () => {
		for (const end of ['\n', '\r\n', '\r']) {
			const lines = [HALF, '', 'event: error', 'data: Something went wrong', '', ''];
			assert.match(said(readEveryWay(lines.join(end))), /Something went wrong/);
		}
	});

	it('fails the reply only where the failure is the reply’s', () => {
		for (const event of [
			'event: tool_error\ndata: {"tool":"search"}',
			'event: no_error\ndata: {"status":"ok"}',
			'event: step.failed\ndata: {"step":"one"}',
		]) {
			assert.equal(said(stream(HALF, event, LAST, DONE)), '"whole"', event);
			assert.equal(said(stream(HALF, event, DONE)), '"whole"', event);
		}
		for (const name of [
			'error',
			'Exception',
			'fatal',
			'stream_error',
			'response.failed',
			'timeout',
		]) {
			assert.match(said(stream(HALF, `event: ${name}\ndata: Gone`, LAST, DONE)), /Gone/, name);
		}
		for (const data of ['data:', 'data: ', ': nothing']) {
			assert.match(said(stream(HALF, `event: stream_error\n${data}`, DONE)), /stream_error/, data);
		}
		for (const data of ['{"message":"Gone"}', '{"error":"Gone"}', 'Gone']) {
			assert.match(said(stream(HALF, `event: worker_error\ndata: ${data}`, DONE)), /Gone/, data);
		}
	});
});
