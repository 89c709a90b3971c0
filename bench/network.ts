import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, type Dispatcher } from 'undici';
import { startToxicProxy } from '../test/faults/toxicProxy.ts';
import { asRatio, interleaved, median, type Samples, threeDigits } from './samples.ts';
import { printTable } from './table.ts';

const ROUNDS = 15;
const DELTAS = 20_000;
const CHATS = 6;
/** Milliseconds there and back. */
const ROUND_TRIP = 40;
const techniques = ['http1', 'http2'] as const;
type Technique = (typeof techniques)[number];
const ca = readFileSync(
	join(import.meta.dirname, '../test/unit/api/network/certificates/ca.pem'),
	'utf8',
);

/** HTTP/2 against HTTP/1.1: undici with either, and a server behind TLS that speaks both, in a process of its own. */
export async function benchNetwork(): Promise<void> {
	const server = fork(join(import.meta.dirname, 'tlsServer.ts'));
	const [port] = await once(server, 'message');
	const far = await startToxicProxy(Number(port));
	const trip = { type: 'latency', latency: ROUND_TRIP / 2, jitter: 0 } as const;
	far.poison([trip], [trip]);
	try {
		const rows: string[][] = [];
		for (const [what, measure] of [
			['first event, connection from the pool', (agent: Dispatcher) => firstEvent(agent, port)],
			[
				`CPU of a reply of ${DELTAS.toLocaleString('en')} deltas`,
				(agent: Dispatcher) => cpuOf(agent, port, 1),
			],
			[`CPU of ${CHATS} such replies at once`, (agent: Dispatcher) => cpuOf(agent, port, CHATS)],
			[
				`time of ${CHATS} such replies at once`,
				(agent: Dispatcher) => timeOf(() => replies(agent, port, CHATS)),
			],
			[
				`first event after Stop, ${ROUND_TRIP} ms from the server`,
				(agent: Dispatcher) => afterStop(agent, far.port),
			],
			[
				`last of the first events of ${CHATS} chats at once, ${ROUND_TRIP} ms from the server`,
				(agent: Dispatcher) => firstEvents(agent, far.port),
			],
		] as const) {
			rows.push(rowOf(what, await measured(Number(port), measure)));
		}
		printTable(
			'HTTP/2 against HTTP/1.1, both by undici, over TLS',
			['what', 'HTTP/1.1, ms', 'HTTP/2 × HTTP/1.1'],
			rows,
			[`${ROUNDS} interleaved rounds, each with one request before it that is not measured.`],
		);
	} finally {
		await far.close();
		server.kill();
	}
}

function measured(
	port: number,
	measure: (agent: Dispatcher) => Promise<number>,
): Promise<Samples<Technique>> {
	return interleaved({ http1: ROUNDS, http2: ROUNDS }, async (name) => {
		const agent = new Agent({ allowH2: name === 'http2', connect: { ca } });
		try {
			await read(agent, port, 1);
			return await measure(agent);
		} finally {
			await agent.destroy();
		}
	});
}

function rowOf(what: string, { http1, http2 }: Samples<Technique>): string[] {
	const unit = median(http1);
	return [what, threeDigits(unit), asRatio(http2, unit)];
}

async function timeOf(action: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await action();
	return performance.now() - start;
}

/** Of ten requests, one after the other. */
function firstEvent(agent: Dispatcher, port: number): Promise<number> {
	return timeOf(async () => {
		for (let turn = 0; turn < 10; turn++) await read(agent, port, 1);
	}).then((ms) => ms / 10);
}

async function cpuOf(agent: Dispatcher, port: number, chats: number): Promise<number> {
	const before = process.cpuUsage();
	await replies(agent, port, chats);
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

async function replies(agent: Dispatcher, port: number, chats: number): Promise<void> {
	await Promise.all(Array.from({ length: chats }, () => read(agent, port, DELTAS)));
}

async function afterStop(agent: Dispatcher, port: number): Promise<number> {
	const stop = new AbortController();
	const { body } = await open(agent, port, 'paced', stop.signal);
	await once(body, 'data');
	body.on('error', () => {});
	stop.abort();
	return timeOf(() => firstOf(agent, port));
}

function firstEvents(agent: Dispatcher, port: number): Promise<number> {
	return timeOf(() => Promise.all(Array.from({ length: CHATS }, () => firstOf(agent, port))));
}

async function firstOf(agent: Dispatcher, port: number): Promise<void> {
	const { body } = await open(agent, port, 1);
	await once(body, 'data');
	body.on('error', () => {});
	body.resume();
}

async function read(agent: Dispatcher, port: number, deltas: number): Promise<void> {
	const { body } = await open(agent, port, deltas);
	let bytes = 0;
	body.on('data', (chunk: Buffer) => {
		bytes += chunk.length;
	});
	await once(body, 'end');
	if (bytes < deltas * 20) throw new Error(`Only ${bytes} bytes came`);
}

function open(
	agent: Dispatcher,
	port: number,
	deltas: number | 'paced',
	signal: AbortSignal | null = null,
): Promise<Dispatcher.ResponseData> {
	return agent.request({
		origin: `https://localhost:${port}`,
		path: `/${deltas}`,
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{"stream":true}',
		signal,
	});
}
