// node bench/firstRequestProbe.ts <ours|usual|limit> <base URL> <chat client>: prints the milliseconds until the first
// piece of a reply.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { provideVscode } from '../test/vscode/apiStandin.ts';
import { dist } from './variants.ts';

const [technique = '', baseUrl = '', client = ''] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const chatRequest = {
	model: 'meta-llama/llama-3-70b-instruct',
	messages: [{ role: 'user', content: 'Hello' }],
	stream: true,
} as const;
const url = `${baseUrl}/chat/completions`;
const headers = { 'Content-Type': 'application/json', Accept: 'text/event-stream' };

/** Each resolves at the first piece. What it needs that is not there at activation is loaded inside. */
const techniques: Readonly<Record<string, () => Promise<void>>> = {
	ours,
	async usual() {
		const body = JSON.stringify(chatRequest);
		const response = await fetch(url, { method: 'POST', headers, body });
		await response.body?.getReader().read();
	},
	limit: () =>
		new Promise((resolve, reject) => {
			const http: typeof import('node:http') = require('node:http');
			const request = http.request(url, { method: 'POST', headers }, (response) => {
				response.once('data', () => resolve());
			});
			request.once('error', reject);
			request.end(JSON.stringify(chatRequest));
		}),
};

// What the window of a chat is made of has been loaded by then, and the client with it; the library below it has not.
provideVscode();
require(join(dist, 'openWindow.cjs'));
const { createChatServer }: typeof import('../src/api/server/chatClient.ts') = require(client);

async function ours(): Promise<void> {
	const destination = { baseUrl, apiKey: undefined, siteUrl: undefined, siteName: undefined };
	const { signal } = new AbortController();
	const events = createChatServer().streamReply(destination, chatRequest, signal);
	for await (const event of events) if (event.type === 'text') return;
	throw new Error('No text came');
}

const measured = techniques[technique];
if (measured === undefined) throw new Error(`No such technique: ${technique}`);
const start = process.hrtime.bigint();
await measured();
const end = process.hrtime.bigint();

process.stdout.write(`${Number(end - start) / 1e6}\n`, () => process.exit());
