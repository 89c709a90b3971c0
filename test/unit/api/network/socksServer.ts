import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface SocksServer {
	readonly port: number;
	/** Where it was asked to connect to, as kind, address and port: "name server.test 443". */
	readonly asked: string[];
	/** What it was given to log in with: "name:password". */
	readonly logins: string[];
	close(): Promise<void>;
}

export interface SocksOptions {
	/** The only login it takes: "name:password". Without, it takes none. */
	readonly login?: string;
	/** The number that it refuses with. */
	readonly refuse?: number;
	/** Says nothing at all to what it is asked. */
	readonly silent?: boolean;
	/** Whether its answers come byte by byte, with an address of this kind in the last one. */
	readonly trickle?: boolean;
}

/** A real SOCKS 5 server on loopback. Whatever it is asked for, it leads to `target` on this machine. */
export async function startSocks(target: number, options: SocksOptions = {}): Promise<SocksServer> {
	const asked: string[] = [];
	const logins: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		void serve(socket).catch(() => socket.destroy());
	});

	async function serve(socket: Socket): Promise<void> {
		const bytes = reader(socket);
		const answer = async (...all: number[]) => {
			for (const part of options.trickle ? all.map((one) => [one]) : [all]) {
				await new Promise((resolve) => socket.write(Buffer.from(part), resolve));
			}
		};
		const [, count = 0] = await bytes(2);
		const methods = [...(await bytes(count))];
		if (options.silent) return;
		if (options.login === undefined) {
			await answer(5, methods.includes(0) ? 0 : 255);
		} else {
			if (!methods.includes(2)) return answer(5, 255);
			await answer(5, 2);
			const name = await bytes((await bytes(2))[1] ?? 0);
			const password = await bytes((await bytes(1))[0] ?? 0);
			logins.push(`${name}:${password}`);
			const isRight = logins.at(-1) === options.login;
			await answer(1, isRight ? 0 : 1);
			if (!isRight) return void socket.end();
		}
		const [, , , kind] = await bytes(4);
		const length = kind === 1 ? 4 : kind === 4 ? 16 : ((await bytes(1))[0] ?? 0);
		const address = await bytes(length);
		const port = (await bytes(2)).readUInt16BE();
		const written =
			kind === 3
				? `name ${address}`
				: kind === 1
					? `ipv4 ${address.join('.')}`
					: `ipv6 ${address.toString('hex')}`;
		asked.push(`${written} ${port}`);
		if (options.refuse !== undefined) {
			await answer(5, options.refuse, 0, 1, 0, 0, 0, 0, 0, 0);
			socket.end();
			return;
		}
		const upstream = connect(target, '127.0.0.1');
		sockets.add(upstream);
		upstream.on('error', () => socket.destroy());
		await once(upstream, 'connect');
		if (options.trickle) await answer(5, 0, 0, 3, 2, 120, 121, 0, 80);
		else await answer(5, 0, 0, 1, 127, 0, 0, 1, 0, 80);
		upstream.pipe(socket).pipe(upstream);
	}

	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		asked,
		logins,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

function reader(socket: Socket): (count: number) => Promise<Buffer> {
	return async (count) => {
		for (;;) {
			const bytes: Buffer | null = count === 0 ? Buffer.alloc(0) : socket.read(count);
			if (bytes !== null) return bytes;
			await once(socket, 'readable');
		}
	};
}
