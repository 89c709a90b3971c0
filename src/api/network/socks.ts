import { isIP, type Socket } from 'node:net';
import { loginOf, type ProxyServer } from './proxy.ts';
import { NotConnected } from './transport.ts';

// SOCKS 5 (RFC 1928) with or without a name and a password (RFC 1929). Names are looked up by the proxy.
//
// No library does it, of those that were tried. Undici's Socks5ProxyAgent (8.12) warns at run time that it is experimental, sends an IPv6
// address as a name in brackets, never speaks HTTP/2, and has no place to tell a failure of the proxy from one of the server. The package
// `socks` (2.8.11, 69 kB in the bundle) throws where nobody can catch it for a name of more than 255 bytes, leaves a refusal of four bytes
// unread until the time is up, and does not give the number of a refusal.
const VERSION = 5;
const CONNECT = 1;
const NO_LOGIN = 0;
const LOGIN = 2;
const LOGIN_VERSION = 1;
const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;

/** How a proxy refuses, by the number it answers with. */
const REFUSALS: ReadonlyMap<number, string> = new Map([
	[1, 'it failed'],
	[2, 'its rules do not allow it'],
	[3, 'it does not reach that network'],
	[4, 'it does not reach that host'],
	[5, 'nothing is listening there'],
	[6, 'it took too long'],
	[7, 'it does not make connections'],
	[8, 'it does not take such addresses'],
]);

/**
 * Has a proxy connect a socket to a server. From then on what is written to it goes there.
 *
 * @param socket is connected to the proxy, and destroyed where this fails
 * @param timeout milliseconds that the proxy may take
 * @throws NotConnected
 */
export async function throughSocks(
	socket: Socket,
	proxy: ProxyServer,
	server: { readonly host: string; readonly port: number },
	timeout: number,
): Promise<void> {
	const timer = setTimeout(() => socket.destroy(new Error('The proxy took too long.')), timeout);
	try {
		await logIn(socket, proxy);
		socket.write(Buffer.concat([Buffer.of(VERSION, CONNECT, 0), addressOf(server)]));
		const answer = await read(socket, 4);
		const [version, reply = 1, , kind] = answer;
		if (version !== VERSION) throw refused(proxy, 'it does not speak SOCKS 5');
		if (reply !== 0) throw refused(proxy, REFUSALS.get(reply) ?? `it answered ${reply}`);
		// Its own address and port, which nobody needs.
		const [length = 0] = kind === NAME ? await read(socket, 1) : Buffer.of(kind === IPV6 ? 16 : 4);
		await read(socket, length + 2);
	} catch (error) {
		socket.on('error', () => {}).destroy();
		throw error instanceof NotConnected
			? error
			: new NotConnected(error, { step: 'proxyAnswer', proxy: proxy.origin });
	} finally {
		clearTimeout(timer);
	}
}

async function logIn(socket: Socket, proxy: ProxyServer): Promise<void> {
	const login = loginOf(proxy);
	const [name, password] = [Buffer.from(login.name), Buffer.from(login.password)];
	const hasLogin = name.length > 0;
	const methods = hasLogin ? [NO_LOGIN, LOGIN] : [NO_LOGIN];
	socket.write(Buffer.of(VERSION, methods.length, ...methods));
	const [version, method] = await read(socket, 2);
	if (version !== VERSION) throw refused(proxy, 'it does not speak SOCKS 5');
	if (method === NO_LOGIN) return;
	if (method !== LOGIN || !hasLogin || name.length > 255 || password.length > 255) {
		throw unknownUser(proxy);
	}
	socket.write(
		Buffer.concat([
			Buffer.of(LOGIN_VERSION, name.length),
			name,
			Buffer.of(password.length),
			password,
		]),
	);
	const [, status] = await read(socket, 2);
	if (status !== 0) throw unknownUser(proxy);
}

function refused({ origin }: ProxyServer, reason: string): NotConnected {
	return new NotConnected(undefined, { step: 'proxyAnswer', proxy: origin, reason });
}

function unknownUser({ origin }: ProxyServer): NotConnected {
	return new NotConnected(undefined, { step: 'proxyLogin', proxy: origin });
}

/** The kind of the address, the address, the port. */
function addressOf({ host, port }: { readonly host: string; readonly port: number }): Buffer {
	const name = host.replace(/^\[|\]$/g, '');
	const family = isIP(name);
	const address =
		family === 4
			? Buffer.of(IPV4, ...name.split('.').map(Number))
			: family === 6
				? Buffer.concat([Buffer.of(IPV6), ipv6(name)])
				: Buffer.concat([Buffer.of(NAME, Buffer.byteLength(name)), Buffer.from(name)]);
	return Buffer.concat([address, Buffer.of(port >> 8, port & 0xff)]);
}

/** @param address as URL writes it: without an IPv4 address at its end, with at most one "::" */
function ipv6(address: string): Buffer {
	const [before = '', after] = address.split('::');
	const groups = (text: string) => (text === '' ? [] : text.split(':'));
	const [first, last] = [groups(before), groups(after ?? '')];
	const left = Array.from({ length: 8 - first.length - last.length }, () => '0');
	const all = [...first, ...left, ...last].map((group) => group.padStart(4, '0')).join('');
	return Buffer.from(all, 'hex');
}

/** Just so many bytes: what comes behind them is not the proxy's any more. */
function read(socket: Socket, count: number): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const take = () => {
			const bytes: unknown = socket.read(count);
			if (!Buffer.isBuffer(bytes)) return;
			if (bytes.length === count) settle(() => resolve(bytes));
			else fail();
		};
		const fail = (error?: Error) =>
			settle(() => reject(error ?? new Error('The proxy closed the connection.')));
		const closed = () => fail();
		const settle = (how: () => void) => {
			socket.off('readable', take).off('error', fail).off('end', closed).off('close', closed);
			how();
		};
		socket.on('readable', take).on('error', fail).on('end', closed).on('close', closed);
		take();
	});
}
