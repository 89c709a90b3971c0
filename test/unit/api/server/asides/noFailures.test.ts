import assert from 'node:assert/strict';
import { asChatError } from '../../network/testServer.ts';
import { read } from '../readEveryWay.ts';

const line = (part: object) => `data: ${JSON.stringify(part)}`;
const piece = (content: string, more: object = {}, inChoice: object = {}, inDelta: object = {}) =>
	line({ choices: [{ index: 0, delta: { content, ...inDelta }, ...inChoice }], ...more });
const HALF = piece('Half');
const LAST = piece(' of it', {}, { finish_reason: 'stop' });
const DONE = 'data: [DONE]';

/** What became of a stream of these events: its text, or the words of its failure. */
function told(...stream: readonly string[]): string {
	const { error, text, facts } = read(
		[Buffer.from(`${stream.join('\n\n')}\n\n`)],
		'text/event-stream',
	);
	if (error !== undefined) return asChatError(error).message;
	return [text, facts['late_error'] ?? ''].join('');
}

describe('what is no failure of the reply', () => {
	it('is what a tool or a step answered', () => {
		for (const step of [
			line({ event: 'node_finished', data: { status: 'failed', error: 'tool timed out' } }),
			line({ type: 'tool_result', result: { error: 'file not found' } }),
			line({ type: 'tool_result', error: 'file not found' }),
			line({ type: 'tool', success: false, data: {} }),
			line({ type: 'tool-output-error', errorText: 'no such file' }),
			line({ object: 'agent.step', data: { error: 'search failed, retrying' } }),
			line({ type: 'response.mcp_list_tools.failed', response: { error: 'x' } }),
			line({ type: 'response.mcp_call.failed', error: { message: 'x' } }),
			line({ type: 'toolResult', payload: { error: 'x' } }),
			line({ tool: 'read', result: { error: 'no such file' } }),
			line({ tool_call_id: 'a', response: { error: 'no such file' } }),
			`event: on_tool_end\n${line({ name: 'search', data: { error: '429' } })}`,
			`event: tool_result\n${line({ result: { error: 'no such file' } })}`,
		]) {
			assert.equal(told(HALF, step, LAST, DONE), 'Half of it', step);
			assert.equal(told(step, HALF, LAST, DONE), 'Half of it', step);
			assert.equal(told(HALF, LAST, step, DONE), 'Half of it', step);
		}
		for (const failure of [
			line({ event: 'workflow_finished', data: { status: 'failed', error: 'gone' } }),
			line({ type: 'response.failed', response: { error: { message: 'gone' } } }),
			line({ type: 'turn.failed', error: { message: 'gone' } }),
			line({ result: { error: 'gone' } }),
		]) {
			assert.match(told(HALF, failure, LAST, DONE), /gone/, failure);
		}
	});

	it('is a field for failures that says that all is well', () => {
		for (const well of [
			'ok',
			'OK',
			'success',
			'Success.',
			'succ',
			'request success',
			'成功',
			'None',
			'false',
			'no_errors',
			'no errors',
			'normal',
			'0000',
			200,
			{ count: 0 },
			{ code: 0, msg: 'success' },
			[{ code: 0 }],
		]) {
			for (const name of ['err', 'error', 'errors', 'exception', 'fault']) {
				const told = `${name}: ${JSON.stringify(well)}`;
				assert.equal(outcomeOf({ [name]: well }), 'Half of it', told);
			}
			if (typeof well !== 'string') continue;
			for (const name of ['err_msg', 'error_message', 'exit_code', 'return_code', 'status'])
				assert.equal(outcomeOf({ done: true, [name]: well }), 'Half of it', `${name} ${well}`);
		}
		for (const ill of ['Out of memory', 'no memory', 'none left', 500, 1, true, { code: 1 }])
			assert.notEqual(outcomeOf({ error: ill }), 'Half of it', JSON.stringify(ill));
	});

	it('is a number or a word beside the tokens', () => {
		const usage = { prompt_tokens: 1, completion_tokens: 2 };
		for (const beside of [
			{ choices: [], usage, detail: { latency: 1 } },
			...['queued', 'start', 'connected', 'Loading…'].map((detail) => ({ choices: [], detail })),
			{ choices: [], usage, detail: [{ latency: 0 }] },
		]) {
			const told = JSON.stringify(beside);
			assert.equal(outcomeOf(beside), 'Half of it', told);
		}
	});

	it('is a state or a reason in the middle of the reply', () => {
		for (const half of [
			piece('Half', {}, { reason: 'cannot see it' }),
			piece('Half', { state: 'rejected' }),
			piece('Half', {}, {}, { status: 'interrupted' }),
			piece('Half', {}, {}, { exception: 'KeyError, handled', errors: ['warn'] }),
		]) {
			assert.equal(told(half, LAST, DONE), 'Half of it', half);
		}
	});

	it('is an end that is closed, or has a rate of errors', () => {
		for (const end of [
			line({ type: 'done', state: 'closed' }),
			`event: end\n${line({ status: 'closed' })}`,
			line({ done: true, error_rate: 0.02 }),
			line({ done: true, error_count: 0, return_code: 200 }),
		]) {
			assert.equal(told(HALF, piece(' of it'), end, DONE), 'Half of it', end);
		}
	});

	it('is said in the words of the failure, not in those that all is well', () => {
		const cut = piece('', { message: 'success' }, { finish_reason: 'abort' });
		assert.doesNotMatch(told(HALF, cut, DONE), /success/);
	});

	it('does not stand in a whole answer that has its text', () => {
		const message = { content: 'Half of it', errors: ['warn'] };
		const answer = JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] });
		const { error, text } = read([Buffer.from(answer)], 'application/json');
		assert.deepEqual([error, text], [undefined, 'Half of it']);
	});
});

/** What becomes of a reply that has this before its end, beside a piece of it, and behind all of it. */
function outcomeOf(more: object): string {
	const ways = 'choices' in more || 'done' in more ? [] : [told(piece('Half', more), LAST, DONE)];
	const among =
		'done' in more
			? told(HALF, piece(' of it'), line(more), DONE)
			: told(HALF, line({ choices: [], ...more }), LAST, DONE);
	const all = [among, ...ways, told(HALF, LAST, line({ choices: [], ...more }), DONE)];
	return all.find((one) => one !== 'Half of it') ?? 'Half of it';
}
