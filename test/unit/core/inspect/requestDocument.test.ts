import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { type ChatClient, createChatServer } from '../../../../src/api/server/chatClient.ts';
import { asCurl } from '../../../../src/core/inspect/curl.ts';
import { echoedFields } from '../../../../src/core/inspect/echoedBody.ts';
import type { ExchangeRecord } from '../../../../src/core/inspect/exchangeRecord.ts';
import { ExchangeRecorder } from '../../../../src/core/inspect/exchangeRecorder.ts';
import { previewDocument, requestDocument } from '../../../../src/core/inspect/requestDocument.ts';
import {
	buildChatRequest,
	type ChatRequest,
	parseSentBody,
	requestBody,
} from '../../../../src/core/server/chatRequest.ts';
import { type Standin, startStandin } from '../../../standin/standin.ts';
import { inTemporaryFolder } from '../../storage/disk/temporaryFolder.ts';

const KEY = 'sk-or-v1-secret';
const ODD = `it's "quoted" $HOME \`date\` \\n %s !! \u{1f999} @file 日本`;

function request(content: string): ChatRequest {
	return {
		model: 'meta-llama/llama-3-70b-instruct',
		messages: [{ role: 'user', content }],
		temperature: 0,
		stream: true,
	};
}

/** The document without its comments, as JSON. */
function parsed(document: string): Record<string, never> {
	const lines = document.split('\n').filter((line) => !/^\s*\/\//.test(line));
	return JSON.parse(lines.join('\n'));
}

describe('what was exchanged for a reply', () => {
	let standin: Standin;
	let server: ChatClient;

	before(async () => {
		standin = await startStandin({ pace: 0, requireKey: KEY });
		server = createChatServer();
	});
	after(async () => {
		await server.close();
		await standin.close();
	});
	beforeEach(() => standin.reset());

	/** Asks over a real socket; what came of it is of no matter here. */
	async function exchange(asked: ChatRequest): Promise<ExchangeRecord> {
		const recorder = new ExchangeRecorder('c-1', 'r-1', KEY);
		const destination = {
			baseUrl: standin.baseUrl,
			apiKey: KEY,
			siteUrl: 'https://example.com/it',
			siteName: "It's me",
		};
		const { signal } = new AbortController();
		try {
			for await (const _event of server.streamReply(destination, asked, signal, recorder));
		} catch {}
		const kept = recorder.exchange({ at: Date.now(), status: 'complete' });
		assert.ok(kept);
		return kept;
	}

	it('is shown whole: body, headers, answer and every event, and never the key', async () => {
		standin.script({ kind: 'reply', text: `You sent ${KEY}.` });
		const kept = await exchange(request(ODD));
		const document = requestDocument(kept);
		const { attempts, body, bodyAsSent, events } = parsed(document);
		assert.deepEqual(body, request(ODD));
		assert.deepEqual(bodyAsSent, request(ODD));
		assert.ok(document.includes(`"bodyAsSent": ${standin.chats[0]?.bodyText},`));
		const [attempt] = attempts as unknown as ExchangeRecord['attempts'];
		assert.equal(attempt?.url, `${standin.baseUrl}/chat/completions`);
		assert.equal(attempt?.headers['Authorization'], 'Bearer [key]');
		assert.equal(attempt?.transport, 'undici');
		assert.equal(attempt?.answer?.status, 200);
		assert.match(attempt?.answer?.headers['content-type'] ?? '', /event-stream/);
		const shown = JSON.stringify(events);
		assert.match(shown, /OPENROUTER PROCESSING/);
		assert.match(shown, /"cost":/);
		assert.ok((events as unknown as unknown[]).length >= kept.events.length);
		assert.doesNotMatch(document, new RegExp(KEY));
		assert.doesNotMatch(JSON.stringify(kept), new RegExp(KEY));
	});

	it('shows the error that came, without the id of the account', async () => {
		const body = { shape: 'object', message: 'No.', userId: 'user_2abc"x' } as const;
		standin.script({ kind: 'error', status: 403, body });
		const kept = await exchange(request('Hi'));
		const text = JSON.stringify(kept) + requestDocument(kept);
		assert.match(text, /not kept/);
		assert.doesNotMatch(text, /user_2abc/);
		assert.equal(kept.attempts[0]?.answer?.status, 403);
	});

	it('gives the same bytes when it is sent once more', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (content) => {
				const body = JSON.stringify(request(content));
				assert.equal(JSON.stringify(parseSentBody(body)), body);
			}),
		);
		for (const other of ['', '{}', '[]', '{"model":"m","messages":[],"stream":true}'])
			assert.equal(parseSentBody(other), undefined);
	});

	/** Not every machine has curl; where there is one, it is asked too. */
	const STAND_IN = `curl() { '${process.execPath}' '${import.meta.dirname}/curlStandin.ts' "$@"; }`;

	for (const [name, ours] of [
		['curl', `command -v curl >/dev/null || ${STAND_IN}`],
		['what stands for curl', STAND_IN],
	] as const) {
		it(`goes out the same, byte for byte, by ${name}, with the key from the environment`, () =>
			inTemporaryFolder(async (folder) => {
				for (const content of [ODD, `${ODD}\n`.repeat(5000)]) {
					standin.reset();
					const command = asCurl(await exchange(request(content))) ?? '';
					assert.doesNotMatch(command, new RegExp(KEY));
					assert.match(command, /-H "Authorization: Bearer \$OPENROUTER_API_KEY"/);
					const script = join(folder, 'script.sh');
					await writeFile(script, `${ours}\n${command}`);
					const { stdout } = await promisify(execFile)('sh', [script], {
						env: { ...process.env, OPENROUTER_API_KEY: KEY },
						maxBuffer: 100_000_000,
					});
					assert.match(stdout, /\[DONE\]/);
					const [first, second] = standin.chats;
					assert.equal(second?.bodyText, first?.bodyText);
					for (const header of [
						'authorization',
						'content-type',
						'http-referer',
						'x-title',
						'accept',
					])
						assert.equal(second?.headers[header], first?.headers[header], header);
				}
			}));
	}

	it('tells field by field what OpenRouter forwarded, where it was asked to say so', () => {
		const asked = buildChatRequest({
			baseUrl: 'https://openrouter.ai/api/v1',
			model: 'meta-llama/llama-3-70b-instruct',
			systemPrompt: '',
			messages: [{ role: 'user', content: 'Hi' }],
			sampling: { temperature: 0.5, top_a: 0.1, top_k: 3 },
			debugEcho: true,
		});
		assert.deepEqual(asked.debug, { echo_upstream_body: true });
		const upstream = {
			model: 'llama-3-70b',
			messages: asked.messages,
			temperature: 0.5,
			top_k: 2,
			max_tokens: 100,
			stream: true,
		};
		const kept: ExchangeRecord = {
			version: 1,
			chat: 'c',
			reply: 'r',
			body: JSON.stringify(asked),
			attempts: [],
			events: [
				{ at: 1, text: ': OPENROUTER PROCESSING' },
				{ at: 2, text: JSON.stringify({ choices: [], debug: { echo_upstream_body: upstream } }) },
			],
			dropped: 0,
		};
		assert.deepEqual(
			Object.fromEntries((echoedFields(kept) ?? []).map(({ name, fate }) => [name, fate])),
			{
				model: 'altered',
				messages: 'as sent',
				temperature: 'as sent',
				top_k: 'altered',
				top_a: 'dropped',
				stream: 'as sent',
				plugins: 'for OpenRouter',
				debug: 'for OpenRouter',
				max_tokens: 'added',
			},
		);
		const document = requestDocument(kept);
		assert.match(document, /\/\/ {3}field +sent +forwarded/);
		assert.match(document, /\/\/ {3}top_a +0\.1 +— +dropped/);
		assert.equal(echoedFields({ ...kept, events: [] }), undefined);
	});

	it('asks no other server to say what it forwards', () => {
		const parts = { model: 'm', systemPrompt: '', messages: [], sampling: {}, debugEcho: true };
		const other = buildChatRequest({ baseUrl: 'http://localhost:8080/v1', ...parts });
		assert.equal(other.debug, undefined);
	});

	it('can be seen before it is sent', () => {
		const document = previewDocument('http://x/chat/completions', request(ODD), ['A note.']);
		assert.match(document, /^\/\/ What would be sent .+\n\/\/ A note\.\n/);
		assert.deepEqual(parsed(document)['body'], request(ODD));
		const bytes = Buffer.byteLength(requestBody(request(ODD)));
		assert.ok(document.includes(`The same as it would go out, ${bytes} bytes.`));
	});
});
