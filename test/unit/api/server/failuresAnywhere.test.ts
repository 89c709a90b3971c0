import assert from 'node:assert/strict';
import { asChatError } from '../network/testServer.ts';
import { read, readEveryWay } from './readEveryWay.ts';

const W = 'Overloaded by far';

/** A part of a reply. */
const d = (content: string, finish_reason: string | null = null, more = {}, inChoice = {}) => ({
	choices: [{ index: 0, delta: { content }, finish_reason, ...inChoice }],
	...more,
});

const line = (part: unknown) => `data: ${JSON.stringify(part)}`;
const DONE = 'data: [DONE]';
const HALF = line(d('Half'));
const ALL = line(d('All', 'stop'));

/** What servers and gateways send for a failure, in place of a part of the reply. */
const FAILURES: readonly unknown[] = [
	{ error: { message: W } },
	{ error: W },
	{ error: JSON.stringify({ message: W }) },
	{ error: JSON.stringify({ error: { message: W } }) },
	{ error: [{ message: W }] },
	{ error: [W] },
	{ errors: [{ message: W }] },
	{ errors: { message: W } },
	{ errors: W },
	{ error: true, message: W },
	{ error: true, detail: W },
	{ error: 1, message: W },
	{ code: 500, msg: W },
	{ code: '50013', message: W },
	{ detail: W },
	{ detail: [{ msg: W }] },
	{ object: 'error', message: W },
	{ type: 'error', error: { type: 'overloaded_error', message: W } },
	{ type: 'error', message: W },
	{ type: 'error', errorText: W },
	{ Error: { Message: W } },
	{ Error: W },
	{ err: W },
	{ err: { message: W } },
	{ exception: W },
	{ failure: { message: W } },
	{ fault: { faultstring: W } },
	{ success: false, message: W },
	{ success: false, errors: [{ code: 1, message: W }], result: null },
	{ ok: false, reason: W },
	{ status: 'error', message: W },
	{ status: 'fail', data: { message: W } },
	{ data: { error: { message: W } } },
	{ response: { error: { message: W } } },
	{ node: 'srv1', data: { error: { message: W, code: 503 } } },
	{ id: 'x', tool: null, step: null, choices: [], response: { error: { message: W } } },
	{ result: { error: W } },
	[{ error: { message: W } }],
	{ error: { errors: [{ message: W }] } },
	{ error: { data: { message: W } } },
	{ error: { error: { message: W } } },
	{ error: { message: { message: W } } },
	{
		error: {
			message: 'Provider returned error',
			metadata: { raw: JSON.stringify({ error: { message: W } }) },
		},
	},
	{ error_message: W },
	{ errorMessage: W },
	{ error: 'server_error', error_description: W },
	{ type: 'about:blank', title: 'Bad', status: 503, detail: W },
	{ choices: null, error: { message: W } },
	{ choices: [], error: { message: W } },
	{ choices: [], error: [{ message: W }] },
	{ choices: [], errors: [{ message: W }] },
	{ choices: [], detail: W },
	{ choices: [], base_resp: { status_code: 1013, status_msg: W } },
	{ base_resp: { status_code: 1013, status_msg: W } },
	{ choices: [], code: 500, message: W },
	{ choices: [], status: 503, message: W },
];

/** Failures within a part of the reply. */
const WITHIN: readonly unknown[] = [
	d('', null, {}, { error: { message: W } }),
	d('', null, {}, { error: W }),
	d('', null, {}, { error: [{ message: W }] }),
	{ choices: [{ index: 0, delta: { error: { message: W } } }] },
	{ choices: [{ index: 0, delta: { error: W } }] },
	{ choices: [{ index: 0, delta: { content: '', error: W } }] },
	{ choices: [{ index: 0, delta: {}, message: { error: W } }] },
	d('', null, {}, { errors: [{ message: W }] }),
	d('', 'error', {}, { error: { message: W } }),
	d('', 'error', { error: { message: W } }),
	d('x', null, { error: { message: W } }),
	d('', null, { error: [{ message: W }] }),
	d('', null, { errors: [{ message: W }] }),
	d('', null, { error: true, message: W }),
	d('', null, { base_resp: { status_code: 1013, status_msg: W } }),
	d('', 'error', { message: W }),
	d('', 'error', {}, { error_message: W }),
];

/** What becomes of a stream, whole, byte by byte and cut in two: the words of its failure, or "whole", and what is told of it late. */
function told(parts: readonly string[], type = 'text/event-stream'): { end: string; late: string } {
	const bytes = Buffer.from(
		type === 'text/event-stream' ? `${parts.join('\n\n')}\n\n` : parts.join(''),
	);
	const half = bytes.length >> 1;
	const [whole, ...others] = [
		[bytes],
		[...bytes].map((byte) => Uint8Array.of(byte)),
		[bytes.subarray(0, half), bytes.subarray(half)],
	].map((pieces) => {
		const { error, facts } = read(pieces, type);
		const end = error === undefined ? 'whole' : asChatError(error).message;
		return { end, late: String(facts['late_error'] ?? '') };
	});
	assert.ok(whole);
	for (const other of others) assert.deepEqual(other, whole);
	return whole;
}

describe('a failure', () => {
	it('is told wherever it stands and whatever follows', () => {
		for (const failure of [...FAILURES, ...WITHIN]) {
			const data = line(failure);
			for (const parts of [
				[data],
				[data, DONE],
				[HALF, data],
				[HALF, data, DONE],
				[HALF, data.replace('data:', 'data: [ERROR]'), DONE],
				[HALF, `event: error\n${data}`, DONE],
				[HALF, `event: message\n${data}`, DONE],
				[HALF, data.replace('data:', 'error:')],
			]) {
				assert.ok(told(parts).end.includes(W), parts.join(' '));
			}
		}
	});

	it('is told in place of a whole answer', () => {
		for (const failure of [...FAILURES, ...WITHIN].filter((one) => !Array.isArray(one))) {
			const body = JSON.stringify(failure);
			assert.ok(told([body], 'application/json').end.includes(W), body);
		}
	});

	it('after the end is kept beside a whole reply', () => {
		for (const failure of [...FAILURES, ...WITHIN]) {
			for (const parts of [
				[ALL, line(failure)],
				[ALL, line(failure), DONE],
			]) {
				const { end, late } = told(parts);
				assert.equal(end, 'whole', parts.join(' '));
				assert.ok(late.includes(W), parts.join(' '));
			}
		}
	});

	it('is none where its field says nothing, or that all is well', () => {
		for (const more of [
			...[null, false, 0, '', [], {}, [null], [{}]].flatMap((error) => [
				{ error },
				{ errors: error },
				{ err: error },
				{ exception: error },
				{ detail: error },
			]),
			{ base_resp: { status_code: 0, status_msg: 'success' } },
			{ code: 0, message: 'Success' },
			{ code: 200, msg: 'ok' },
			{ ok: true },
			{ data: { error: null } },
			{ response: { error: null, errors: [] } },
		]) {
			const part = line({ choices: [], ...more });
			const filled = line(d('f', null, more));
			assert.equal(told([HALF, part, filled, DONE]).end, 'whole', part);
			assert.deepEqual(told([HALF, part, ALL, part]), { end: 'whole', late: '' }, part);
			const answer = { choices: [{ message: { content: 'x' }, finish_reason: 'stop' }], ...more };
			assert.equal(told([JSON.stringify(answer)], 'application/json').end, 'whole', part);
		}
		for (const delta of [
			{ content: '{"error":"no"}' },
			{ content: 'x', error: null },
			{ tool_calls: [{ index: 0, function: { name: 'f', arguments: '{"error":1}' } }] },
		]) {
			assert.equal(told([line({ choices: [{ index: 0, delta }] }), ALL, DONE]).end, 'whole');
		}
	});

	it('is the same wherever it is cut', () => {
		for (const failure of [
			{ choices: [{ index: 0, delta: { error: [{ message: W }] } }] },
			{ choices: [], base_resp: { status_code: 1013, status_msg: W } },
		]) {
			const outcome = readEveryWay(`${HALF}\r\n\r\n${line(failure)}\r\n\r\n${DONE}\r\n\r\n`);
			assert.ok(asChatError(outcome.error).message.includes(W));
			assert.equal(outcome.text, 'Half');
		}
	});
});
