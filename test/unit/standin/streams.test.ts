import assert from 'node:assert/strict';
import type { ReplyBehaviour, StreamError } from '../../standin/behaviour.ts';
import { DEFAULT_MODEL } from '../../standin/catalogue.ts';
import { type Standin, startStandin } from '../../standin/standin.ts';
import { ask, chunksOf, QUESTION, readUntilBroken, textOf } from './ask.ts';

const COMMENT = ': OPENROUTER PROCESSING\n\n';

describe('the stand-in, streaming', () => {
	let standin: Standin;

	before(async () => {
		standin = await startStandin({ pace: 0 });
	});
	after(() => standin.close());

	async function stream(reply: Omit<ReplyBehaviour, 'kind'>): Promise<string> {
		standin.script({ kind: 'reply', ...reply });
		const response = await ask(standin);
		assert.equal(response.headers.get('content-type'), 'text/event-stream');
		return (await readUntilBroken(response)).text;
	}

	it('sends comments, chunks, the finish, the usage and [DONE]', async () => {
		const whole = await stream({ text: 'One two three' });
		assert.ok(whole.startsWith(`${COMMENT}${COMMENT}data: {"id":"gen-`));
		assert.ok(whole.endsWith('\n\ndata: [DONE]\n\n'));
		const chunks = chunksOf(whole);
		assert.deepEqual(
			chunks.map((chunk) => chunk.choices[0]?.delta.content),
			['One', ' two', ' three', '', ''],
		);
		assert.deepEqual(
			chunks.map((chunk) => chunk.choices[0]?.finish_reason),
			[null, null, null, 'stop', 'stop'],
		);
		for (const chunk of chunks) {
			assert.match(chunk.id, /^gen-\d+-\w{20}$/);
			assert.equal(chunk.object, 'chat.completion.chunk');
			assert.equal(chunk.model, DEFAULT_MODEL);
			assert.equal(chunk.choices[0]?.delta.role, 'assistant');
		}
		const usage = chunks[4]?.usage;
		assert.equal(usage?.prompt_tokens, 2);
		assert.equal(usage?.completion_tokens, 4);
		assert.equal(usage?.total_tokens, 6);
		assert.equal(usage?.cost, 0.0000022);
	});

	it('says how likely each token was where it is asked, with as many alternatives', async () => {
		standin.script([
			{ kind: 'reply', text: 'One two' },
			{ kind: 'reply', text: 'One two' },
		]);
		const asked = { ...QUESTION, stream: true, logprobs: true, top_logprobs: 2 };
		const { text } = await readUntilBroken(await ask(standin, asked));
		const listed = chunksOf(text).map((chunk) => Reflect.get(chunk.choices[0] ?? {}, 'logprobs'));
		const likely = (token: string, logprob: number) => ({
			token,
			logprob,
			bytes: [...Buffer.from(token)],
		});
		assert.deepEqual(listed[1], {
			content: [
				{ ...likely(' two', -2.8), top_logprobs: [likely(' two', -2.8), likely(' two1', -3.8)] },
			],
			refusal: null,
		});
		assert.equal(listed[2], undefined, 'the end has no token');
		const { text: plain } = await readUntilBroken(
			await ask(standin, { ...QUESTION, stream: true }),
		);
		assert.ok(!plain.includes('logprob'));
		const refused = await ask(standin, { ...QUESTION, top_logprobs: 2 });
		assert.equal(refused.status, 400);
		assert.match(await refused.text(), /top_logprobs must come with logprobs true/);
	});

	it('answers a request without stream with plain JSON', async () => {
		standin.script({ kind: 'reply', text: 'One two' });
		const response = await ask(standin, { ...QUESTION, stream: false });
		assert.equal(response.headers.get('content-type'), 'application/json');
		assert.match(await response.text(), /"message":\{"role":"assistant","content":"One two"/);
	});

	it('cuts by word, line or not at all', async () => {
		const text = 'Ein Wort\nund  noch\n\neins';
		for (const [chunking, count] of [
			['word', 5],
			['line', 4],
			['whole', 1],
		] as const) {
			const whole = await stream({ text, chunking });
			assert.equal(textOf(whole), text);
			assert.equal(chunksOf(whole).length, count + 2);
		}
	});

	it('splits UTF-8 when it writes byte by byte or in pieces', async () => {
		const text = 'Zażółć 日本語 🦙';
		for (const chunking of ['byte', 2] as const) {
			standin.script({ kind: 'reply', text, chunking });
			const response = await ask(standin);
			const pieces: Uint8Array[] = [];
			for await (const bytes of response.body ?? []) {
				pieces.push(bytes);
			}
			// A piece that begins with a continuation byte begins inside a character.
			assert.ok(pieces.some((piece) => ((piece[0] ?? 0) & 0xc0) === 0x80));
			assert.equal(textOf(Buffer.concat(pieces).toString()), text);
		}
	});

	it('sends reasoning first', async () => {
		const chunks = chunksOf(await stream({ text: 'Four', reasoning: 'Two and two' }));
		assert.deepEqual(
			chunks.map((chunk) => chunk.choices[0]?.delta.reasoning),
			['Two', ' and', ' two', undefined, undefined, undefined],
		);
	});

	it('can do without comments and spaces, with CRLF and a byte order mark', async () => {
		const whole = await stream({
			text: 'a b',
			comments: 0,
			noSpaceAfterColon: true,
			lineEnd: '\r\n',
			bom: true,
		});
		assert.ok(whole.startsWith('\uFEFFdata:{'));
		assert.ok(whole.endsWith('\r\n\r\ndata:[DONE]\r\n\r\n'));
		assert.doesNotMatch(whole, /[^\r]\n/);
	});

	it('sends the usage where it is told to', async () => {
		for (const [usage, places] of [
			['first', [0]],
			['withFinish', [2]],
			['last', [3]],
			['emptyChoices', [3]],
			['none', []],
		] as const) {
			const chunks = chunksOf(await stream({ text: 'a b', usage }));
			assert.deepEqual(
				chunks.flatMap((chunk, index) => (chunk.usage === undefined ? [] : [index])),
				places,
			);
			assert.equal(
				chunks.some((chunk) => chunk.choices.length === 0),
				usage === 'emptyChoices',
			);
		}
	});

	it('ends in every way there is', async () => {
		for (const [kind, finish, done] of [
			['done', true, true],
			['noDone', true, false],
			['noFinish', false, true],
			['cut', false, false],
		] as const) {
			const whole = await stream({ text: 'a b', ending: { kind } });
			assert.equal(/"finish_reason":"stop"/.test(whole), finish, kind);
			assert.equal(whole.includes('[DONE]'), done, kind);
			assert.equal(textOf(whole), 'a b');
		}
	});

	it('sends a finish reason of its own', async () => {
		assert.match(await stream({ text: 'a', finishReason: 'length' }), /"finish_reason":"length"/);
	});

	it('sends an event that is not JSON and goes on', async () => {
		const whole = await stream({ text: 'a b', invalidEventAfter: 1, comments: 0 });
		const events = whole.split('\n\n');
		assert.throws(() => JSON.parse(events[1]?.slice('data: '.length) ?? ''), SyntaxError);
		assert.match(events[2] ?? '', /"content":" b"/);
	});

	function failing(shape: StreamError['shape'], more: Partial<StreamError> = {}): Promise<string> {
		const ending: StreamError = { kind: 'error', shape, afterChunks: 1, ...more };
		return stream({ text: 'a b c', ending });
	}

	it('sends errors of the shapes A and B after as many chunks as told', async () => {
		for (const [shape, code, finish] of [
			['A', 502, 'error'],
			['AString', 'server_error', 'error'],
			['B', 502, undefined],
		] as const) {
			const whole = await failing(shape);
			const last = chunksOf(whole).at(-1);
			assert.equal(textOf(whole), 'a');
			assert.deepEqual(last?.error, { code, message: 'Provider returned error' });
			assert.equal(last?.choices[0]?.finish_reason, finish);
			assert.ok(!whole.includes('[DONE]'));
		}
	});

	it('sends an error of shape C: finished twice, then an error with usage, then [DONE]', async () => {
		const whole = await failing('C');
		const chunks = chunksOf(whole);
		assert.deepEqual(
			chunks.map((chunk) => chunk.choices[0]?.finish_reason),
			[null, 'length', 'length', null],
		);
		assert.deepEqual(chunks[3]?.error, { code: 400, message: 'Token limit reached' });
		assert.ok(chunks[3]?.usage);
		assert.ok(whole.includes('[DONE]'));
	});

	it('sends an error of shape D: no error object', async () => {
		const finish = chunksOf(await failing('D')).at(-1);
		assert.equal(finish?.error, undefined);
		assert.equal(finish?.choices[0]?.finish_reason, 'error');
		const native = chunksOf(await failing('DNative')).at(-1);
		assert.equal(native?.choices[0]?.finish_reason, null);
		assert.equal(native?.choices[0]?.native_finish_reason, 'network_error');
	});

	it('breaks the connection in shape E, after all that came before', async () => {
		const ending = { kind: 'error', shape: 'E', afterChunks: 2 } as const;
		standin.script({ kind: 'reply', text: 'a b c', ending });
		const { text, broken } = await readUntilBroken(await ask(standin));
		assert.ok(broken);
		assert.equal(textOf(text), 'a b');
		assert.equal(await standin.requests.at(-1)?.whenClosed, 'byServer');
	});

	it('sends an error alone, and as the first event', async () => {
		assert.match(
			await failing('bare'),
			/data: \{"error":\{"code":502,[^\n]*\}\}\n\ndata: \[DONE\]/,
		);
		const first = await failing('A', { afterChunks: 0, code: 429, message: 'Slow down' });
		assert.equal(chunksOf(first).length, 1);
		assert.deepEqual(chunksOf(first)[0]?.error, { code: 429, message: 'Slow down' });
	});
});
