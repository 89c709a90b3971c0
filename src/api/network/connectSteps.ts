import { Socket } from 'node:net';
import { type ConnectStep, NotConnected } from './transport.ts';

/** Opens a socket, as undici wants it done. */
export type Connector<Target> = (target: Target, callback: ConnectCallback) => void;

type ConnectCallback = (...result: [null, Socket] | [Error, null]) => void;

/** A connector whose every error says that it came with this step. */
export function failingAt<Target>(
	step: ConnectStep,
	proxy: string | undefined,
	connect: Connector<Target>,
): Connector<Target> {
	return (target, callback) => {
		connect(target, (error, socket) => {
			if (error === null) callback(null, socket);
			else callback(asNotConnected(error, step, proxy), null);
		});
	};
}

/** A connector from here to the server, whose errors say how far it came: to the name, the connection, or TLS. */
export function tellingSteps<Target>(connect: Connector<Target>): Connector<Target> {
	return (target, callback) => {
		let step: ConnectStep = 'name';
		// The type says nothing of it, but undici's connector returns the socket that it is opening.
		const opening: unknown = connect(target, (error, socket) => {
			if (error === null) callback(null, socket);
			else callback(asNotConnected(error, step, undefined), null);
		});
		if (!(opening instanceof Socket)) return;
		opening.once('connectionAttempt', () => {
			step = 'tcp';
		});
		opening.once('connect', () => {
			step = 'tls';
		});
	};
}

/** The error itself where a step before has already said what it is. */
export function asNotConnected(
	error: unknown,
	step: ConnectStep,
	proxy: string | undefined,
): NotConnected {
	return error instanceof NotConnected ? error : new NotConnected(error, { step, proxy });
}

/** Numbers the sockets of a pool as they are opened, so that an error of one tells whether it was opened for a request or before. */
export class SocketCount {
	#opened = 0;
	/** By the errors that sockets died of. */
	readonly #numbers = new WeakMap<Error, number>();

	/** How many were opened so far. */
	get opened(): number {
		return this.#opened;
	}

	/** A connector whose sockets are counted. */
	counting<Target>(connect: Connector<Target>): Connector<Target> {
		return (target, callback) => {
			connect(target, (error, socket) => {
				if (error !== null) {
					callback(error, null);
					return;
				}
				const number = ++this.#opened;
				socket.on('error', (death: Error) => this.#numbers.set(death, number));
				callback(null, socket);
			});
		};
	}

	/** Whether an error is the death of one of the first `count` sockets. */
	isOfFirst(count: number, error: unknown): boolean {
		const number = error instanceof Error ? this.#numbers.get(error) : undefined;
		return number !== undefined && number <= count;
	}
}
