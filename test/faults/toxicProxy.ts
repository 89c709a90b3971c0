import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from './seededRandom.ts';
import { behind, type Chunk, type Link, type Toxic } from './toxics.ts';

/** How many packets are read ahead of the toxics, as in Toxiproxy. */
const AHEAD = 1024;

/** A TCP proxy on this machine that passes on what it gets, only worse. */
export interface ToxicProxy {
	readonly port: number;
	/** Connections to the server that are open. */
	readonly open: number;
	/** All that was handed to clients since the last `poison`. */
	readonly delivered: string;
	/** What is done to the connections from now on, in this order; those there are are closed. */
	poison(downstream: readonly Toxic[], upstream?: readonly Toxic[]): void;
	/** Refuses connections from now on, and closes those there are. */
	stopListening(): Promise<void>;
	/** Listens again, on the same port. */
	listenAgain(): Promise<void>;
	close(): Promise<void>;
}

export async function startToxicProxy(
	target: number,
	random = seededRandom(1),
): Promise<ToxicProxy> {
	let toxics: Readonly<Record<'down' | 'up', readonly Toxic[]>> = { down: [], up: [] };
	let delivered: Buffer[] = [];
	const connections = new Set<() => void>();
	const server = createServer({ allowHalfOpen: true }, (client) => {
		const upstream = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
		const gone = new AbortController();
		let resets = false;
		const drop = () => {
			connections.delete(drop);
			gone.abort();
			for (const socket of [client, upstream]) {
				if (resets) socket.resetAndDestroy();
				else socket.destroy();
			}
		};
		connections.add(drop);
		const link: Link = {
			random,
			pause: (ms) => pause(Math.max(0, ms), undefined, { signal: gone.signal }),
			reset: () => {
				resets = true;
			},
		};
		for (const socket of [client, upstream]) socket.on('error', drop).once('close', drop);
		const { down, up } = toxics;
		const seen = delivered;
		void carry(client, upstream, up, () => {});
		void carry(upstream, client, down, (bytes) => seen.push(bytes));

		async function carry(
			from: Socket,
			to: Socket,
			through: readonly Toxic[],
			carried: (bytes: Buffer) => void,
		): Promise<void> {
			let stream: AsyncIterable<Chunk> = arrivals(from);
			for (const toxic of through) stream = behind(toxic, stream, link);
			try {
				for await (const { bytes } of stream) {
					if (to.writableEnded || to.destroyed) break;
					const hasRoom = to.write(bytes);
					carried(bytes);
					if (!hasRoom) await once(to, 'drain', { signal: gone.signal });
				}
				// The end of one direction is that of both, as in Toxiproxy.
				if (resets) drop();
				else to.end(drop);
			} catch {
				drop();
			}
		}
	});
	const listen = async (on: number) => {
		server.listen(on, '127.0.0.1');
		await once(server, 'listening');
		return (server.address() as AddressInfo).port;
	};
	const dropAll = () => {
		for (const drop of [...connections]) drop();
	};
	const stopListening = async () => {
		if (!server.listening) return;
		const closed = once(server, 'close');
		server.close();
		dropAll();
		await closed;
	};
	const port = await listen(0);
	return {
		port,
		get open() {
			return connections.size;
		},
		get delivered() {
			return Buffer.concat(delivered).toString();
		},
		poison: (downstream, upstream = []) => {
			dropAll();
			delivered = [];
			toxics = { down: downstream, up: upstream };
		},
		stopListening,
		listenAgain: async () => {
			await listen(port);
		},
		close: stopListening,
	};
}

/** What comes in on a socket, with the time that it came at, however late it is taken. */
function arrivals(socket: Socket): AsyncIterable<Chunk> {
	const waiting: Chunk[] = [];
	let ended = false;
	let wake = () => {};
	socket.on('data', (bytes: Buffer) => {
		waiting.push({ bytes, at: performance.now() });
		if (waiting.length >= AHEAD) socket.pause();
		wake();
	});
	const end = () => {
		ended = true;
		wake();
	};
	socket.once('end', end).once('close', end);

	return (async function* () {
		for (;;) {
			const chunk = waiting.shift();
			if (chunk !== undefined) {
				if (waiting.length < AHEAD / 2) socket.resume();
				yield chunk;
			} else if (ended) {
				return;
			} else {
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
		}
	})();
}
