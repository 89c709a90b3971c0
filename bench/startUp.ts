import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asRatio, interleaved, median, type Samples, threeDigits } from './samples.ts';
import { printTable } from './table.ts';
import { buildChatClient, buildEmptyExtension, buildOneBundle, dist } from './variants.ts';

const ROUNDS = 21;
const techniques = ['ours', 'usual', 'limit'] as const;
const rounds = { ours: ROUNDS, usual: ROUNDS, limit: ROUNDS };

/** From requiring the extension's bundle until `activate` has returned. */
export async function benchActivation(): Promise<void> {
	await withFolder(async (folder) => {
		const files = {
			ours: join(dist, 'extension.cjs'),
			usual: await buildOneBundle(folder),
			limit: await buildEmptyExtension(folder),
		};
		const samples = await measured((name) => measureInChild('activationProbe.ts', [files[name]]));
		printRatios('Activation', samples, {
			ours: 'ours: what answers is loaded when something is asked for',
			usual: 'the usual way: one bundle, the HTTP client imported at its top',
			limit: 'limit: an extension that does nothing',
		});
	});
}

/** From the call until the first piece of the reply, in a process that has made no request yet. */
export async function benchFirstRequest(): Promise<void> {
	const server = createServer((request, response) => {
		request.resume().on('end', () => {
			response.writeHead(200, { 'Content-Type': 'text/event-stream' });
			response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: 'Hi' } }] })}\n\n`);
			response.end('data: [DONE]\n\n');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const baseUrl = `http://127.0.0.1:${port}/v1`;
	await withFolder(async (folder) => {
		const client = await buildChatClient(folder);
		const samples = await measured((name) =>
			measureInChild('firstRequestProbe.ts', [name, baseUrl, client]),
		);
		printRatios('First request from cold, until the first piece of the reply', samples, {
			ours: 'ours: loads undici, sends, parses the first event',
			usual: 'the usual way: global fetch, first bytes unparsed',
			limit: 'limit: node:http, first bytes unparsed',
		});
	});
	server.closeAllConnections();
	server.close();
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'llama-chat-bench-'));
	try {
		await work(folder);
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Milliseconds that a probe has measured in a process of its own. */
async function measureInChild(probe: string, args: readonly string[]): Promise<number> {
	// A compile cache would make every start but the first one another kind of start.
	const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
	const script = join(import.meta.dirname, probe);
	const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { env });
	const milliseconds = Number.parseFloat(stdout);
	if (!(milliseconds > 0)) throw new Error(`${probe} measured nothing: ${stdout}`);
	return milliseconds;
}

/** The first round only warms the caches of disk and system. */
async function measured(measure: (name: Technique) => Promise<number>) {
	for (const name of techniques) await measure(name);
	return interleaved(rounds, measure);
}

type Technique = (typeof techniques)[number];

function printRatios(
	title: string,
	samples: Samples<Technique>,
	words: Readonly<Record<Technique, string>>,
): void {
	const [limit, ours] = [median(samples.limit), median(samples.ours)];
	printTable(
		title,
		['technique', '× limit', '× ours'],
		techniques.map((name) => [
			words[name],
			asRatio(samples[name], limit),
			asRatio(samples[name], ours),
		]),
		[
			`${ROUNDS} interleaved rounds, each in a new process. 1 × limit was ${threeDigits(limit)} ms.`,
		],
	);
}
