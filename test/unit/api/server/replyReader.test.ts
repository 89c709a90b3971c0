import assert from 'node:assert/strict';
import { asChatError, delta, events } from '../network/testServer.ts';
import { CONTEXT, kindOf, read, readEveryWay } from './readEveryWay.ts';

describe('reading a reply', () => {
	const usage = { prompt_tokens: 15, completion_tokens: 9, total_tokens: 24, cost: 0.00006 };
	const finished = { ...delta('', 'stop'), usage };

	it('reads the same events however the bytes are cut', () => {
		const outcome = readEveryWay(
			`: PROCESSING\n\n: PROCESSING\n\n${events(
				delta('Grüße, '),
				delta('安全 🦙'),
				delta('', 'stop'),
				finished,
				'[DONE]',
			)}`,
		);
		assert.equal(outcome.error, undefined);
		assert.equal(outcome.text, 'Grüße, 安全 🦙');
		assert.deepEqual(outcome.facts, {
			id: 'gen-1',
			object: 'chat.completion.chunk',
			created: 1780000000,
			model: 'maker/model-2',
			provider: 'Some Cloud',
			index: 0,
			finish_reason: 'stop',
			usage,
		});
	});

	it('gives text before the facts of the same chunk, and facts only when they change', () => {
		const outcome = readEveryWay(events(delta('a'), delta('b'), delta('', 'stop'), '[DONE]'));
		assert.deepEqual(
			outcome.events.map((event) => event.type),
			['text', 'facts', 'text', 'facts'],
		);
		assert.deepEqual(outcome.events.at(-1), { type: 'facts', facts: { finish_reason: 'stop' } });
	});

	it('takes CRLF, bare CR, a byte order mark and no space after the colon', () => {
		const stream = events(delta('one'), delta(' two', 'stop'), '[DONE]');
		for (const variant of [
			stream.replaceAll('\n', '\r\n'),
			stream.replaceAll('\n', '\r'),
			`\uFEFF${stream}`,
			stream.replaceAll('data: ', 'data:'),
			`id: 7\nretry: 100\nevent: message\nnonsense: x\n${stream}`,
		]) {
			assert.equal(readEveryWay(variant).text, 'one two');
		}
	});

	it('reads a last event that no blank line or line end follows', () => {
		for (const tail of ['\n', '']) {
			const outcome = readEveryWay(
				`${events(delta('one'))}data: ${JSON.stringify(finished)}${tail}`,
			);
			assert.equal(outcome.error, undefined);
			assert.deepEqual(outcome.facts['usage'], usage);
		}
	});

	it('joins the lines of one event', () => {
		const json = JSON.stringify(delta('x', 'stop'), null, 1).replaceAll('\n', '\ndata: ');
		assert.equal(readEveryWay(`data: ${json}\n\n`).text, 'x');
	});

	it('takes the end of the stream after a finish_reason for the end of the reply', () => {
		assert.equal(readEveryWay(events(delta('one', 'stop'))).error, undefined);
	});

	it('takes [DONE] for the end of the reply without a finish_reason, and reads no further', () => {
		const outcome = readEveryWay(events(delta('one'), '[DONE]', delta('late')));
		assert.equal(outcome.error, undefined);
		assert.equal(outcome.text, 'one');
	});

	it('calls a stream broken that ends with neither', () => {
		const outcome = readEveryWay(events(delta('one'), delta(' two')));
		assert.equal(outcome.text, 'one two');
		assert.equal(kindOf(outcome), 'brokenStream');
		assert.equal(kindOf(readEveryWay(': PROCESSING\n\n')), 'brokenStream');
		assert.equal(kindOf(readEveryWay(`${events(delta('one'))}data: {"choi`)), 'brokenStream');
	});

	it('keeps the last usage of any chunk and ignores null', () => {
		const early = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		const outcome = readEveryWay(
			events(
				{ ...delta('one'), usage: early },
				{ ...delta('', 'stop'), usage: null },
				{ choices: [], usage: { prompt_tokens: 4, completion_tokens: 5 } },
				{ choices: [], usage: null },
				'[DONE]',
			),
		);
		assert.deepEqual(outcome.facts['usage'], {
			prompt_tokens: 4,
			completion_tokens: 5,
			total_tokens: 9,
		});
	});

	it('shows one of reasoning and reasoning_content', () => {
		const think = (words: object) => ({ choices: [{ index: 0, delta: words }] });
		const outcome = readEveryWay(
			events(
				think({ reasoning: 'a', reasoning_content: 'a', content: '' }),
				think({ reasoning_content: 'b', content: null }),
				think({ reasoning: null, content: 'answer' }),
				'[DONE]',
			),
		);
		assert.equal(outcome.reasoning, 'ab');
		assert.equal(outcome.text, 'answer');
	});

	it('shows only the choice with index 0', () => {
		const choice = (index: number, content: string, finish_reason: string | null = null) => ({
			choices: [{ index, delta: { content }, finish_reason }],
		});
		const outcome = readEveryWay(
			events(choice(1, 'no', 'length'), choice(0, 'yes'), choice(1, 'no'), '[DONE]'),
		);
		assert.equal(outcome.text, 'yes');
		assert.deepEqual(outcome.facts, { index: 0 });
	});

	it('keeps the text of a chunk whose other fields are of the wrong type', () => {
		const odd = {
			id: 7,
			created: 'now',
			model: null,
			provider: ['x'],
			usage: 'much',
			error: null,
			choices: [{ index: '0', delta: { content: 'text' }, finish_reason: 3, logprobs: 1 }],
		};
		const outcome = readEveryWay(events(odd, { choices: null }, { choices: [null] }, '[DONE]'));
		assert.equal(outcome.text, 'text');
		assert.deepEqual(outcome.facts, {});
	});

	it('passes over chunks without choices', () => {
		const first = { id: '', model: '', created: 0, choices: [], prompt_filter_results: [] };
		assert.deepEqual(readEveryWay(events(first, '[DONE]')).events, []);
	});

	it('names an event that is not JSON, quoting no more than 200 characters and no key', () => {
		const piece = `${CONTEXT.apiKey} ${'x'.repeat(500)}`;
		const error = asChatError(readEveryWay(events(delta('one'), piece)).error);
		assert.equal(error.kind, 'brokenStream');
		assert.match(error.message, /“\[key\] x+…”/);
		assert.ok(error.message.length < 300);
		assert.equal(kindOf(readEveryWay(events('hello'))), 'notTheApi');
	});

	it('refuses an event of more than 16 MB', () => {
		const piece = Buffer.alloc(1024 * 1024, 'x');
		const pieces = Array.from({ length: 18 }, () => piece);
		for (const start of ['data: ', ': ', events(delta('one')), `${events(delta('one'))}data: `]) {
			const outcome = read([Buffer.from(start), ...pieces], 'text/event-stream');
			assert.equal(kindOf(outcome), 'brokenStream');
			assert.match(asChatError(outcome.error).message, /more than 16 MB/);
		}
		const lines = Array.from({ length: 18 }, () => Buffer.from(`data: ${piece.toString()}\n`));
		assert.match(asChatError(read(lines, '').error).message, /more than 16 MB/);
	});
});

describe('an answer that is not a stream', () => {
	const answer = {
		id: 'gen-2',
		object: 'chat.completion',
		created: 1780000001,
		model: 'maker/model',
		provider: 'Some Cloud',
		system_fingerprint: 'fp_1',
		service_tier: 'flex',
		choices: [
			{
				index: 0,
				finish_reason: 'stop',
				native_finish_reason: 'end_turn',
				message: { role: 'assistant', content: '2 + 2 = 4', reasoning: 'Sum.' },
			},
		],
		usage: { prompt_tokens: 16, completion_tokens: 13, total_tokens: 29 },
	};

	it('gives its text and all its facts, padded or not, whatever its type', () => {
		for (const type of ['application/json; charset=utf-8', 'text/event-stream', '']) {
			for (const padding of ['', '\n         \n\n         \n', '\uFEFF']) {
				const outcome = readEveryWay(padding + JSON.stringify(answer), type);
				assert.equal(outcome.error, undefined);
				assert.equal(outcome.text, '2 + 2 = 4');
				assert.equal(outcome.reasoning, 'Sum.');
				assert.deepEqual(outcome.facts, {
					id: 'gen-2',
					object: 'chat.completion',
					created: 1780000001,
					model: 'maker/model',
					provider: 'Some Cloud',
					system_fingerprint: 'fp_1',
					service_tier: 'flex',
					index: 0,
					finish_reason: 'stop',
					native_finish_reason: 'end_turn',
					usage: answer.usage,
				});
			}
		}
	});

	it('joins the texts of content parts', () => {
		const content = [
			{ type: 'text', text: 'one ' },
			{ type: 'image_url' },
			{ type: 'text', text: 'two' },
		];
		const json = JSON.stringify({ choices: [{ message: { content } }] });
		assert.equal(readEveryWay(json).text, 'one two');
	});

	it('fails with the error it holds, after the text it holds', () => {
		const top = readEveryWay(JSON.stringify({ error: { message: 'Broken', code: 500 } }));
		assert.equal(kindOf(top), 'server');
		const message = { content: 'half' };
		const error = { message: 'Provider gone', code: 502 };
		const inside = readEveryWay(
			JSON.stringify({ choices: [{ index: 0, finish_reason: 'error', message, error }] }),
		);
		assert.equal(inside.text, 'half');
		assert.equal(asChatError(inside.error).toFailure().detail, 'Provider gone');
	});

	it('fails where the path is wrong, though the status is 200', () => {
		const error = 'Unexpected endpoint or method. (POST /chat/completions)';
		const outcome = readEveryWay(JSON.stringify({ error }), 'application/json');
		assert.equal(kindOf(outcome), 'notTheApi');
		assert.match(asChatError(outcome.error).message, /\/v1\/chat\/completions .* setting Base Url/);
	});

	it('fails where it is not the chat API', () => {
		for (const body of [
			'<!DOCTYPE html><html><head><title>Welcome</title></head></html>',
			'',
			'   \n',
			'It works!',
			'{"hello":"world"}',
			'[1,2]',
		]) {
			const error = asChatError(readEveryWay(body, 'text/html').error);
			assert.equal(error.kind, 'notTheApi');
			assert.match(error.message, /^\/v1\/chat\/completions at 127\.0\.0\.1:4011 answered with /);
			assert.match(error.message, /Check the setting Base Url\.$/);
			assert.equal(error.toFailure().setting, 'baseUrl');
		}
		const page = read([Buffer.from('<html><title>Welcome</title>')], 'text/html');
		assert.equal(asChatError(page.error).toFailure().detail, 'Welcome');
	});

	it('fails where it breaks off or never ends', () => {
		assert.equal(kindOf(readEveryWay('{"choices":[{"mess')), 'brokenStream');
		const megabyte = Buffer.alloc(1024 * 1024, ' ');
		const pieces = [Buffer.from('{'), ...Array.from({ length: 17 }, () => megabyte)];
		assert.match(asChatError(read(pieces, '').error).message, /more than 16 MB/);
	});
});
