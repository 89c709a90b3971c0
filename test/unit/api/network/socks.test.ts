import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { mock } from 'node:test';
import { createNetworkTransport } from '../../../../src/api/network/networkTransport.ts';
import { proxyFor } from '../../../../src/api/network/proxy.ts';
import { throughSocks } from '../../../../src/api/network/socks.ts';
import { NotConnected } from '../../../../src/api/network/transport.ts';
import { createUndiciTransport } from '../../../../src/api/network/undiciTransport.ts';
import { createChatServer } from '../../../../src/api/server/chatClient.ts';
import {
	DEFAULT_NETWORK,
	parseNetworkSettings,
} from '../../../../src/core/settings/networkSettings.ts';
import { clientUnderTest, KEY } from '../server/clientUnderTest.ts';
import { type SocksOptions, type SocksServer, startSocks } from './socksServer.ts';
import { CA, startTlsServer } from './testProxy.ts';
import { asChatError, collect, delta, destination, EVENT_STREAM, events } from './testServer.ts';

const STREAM = events(delta('Hello', 'stop'), '[DONE]');

describe('a proxy that speaks SOCKS', () => {
	const test = clientUnderTest();

	async function socksTo(port: number, options: SocksOptions = {}): Promise<SocksServer> {
		const proxy = await startSocks(port, options);
		test.cleanUp(proxy.close);
		return proxy;
	}

	function client(proxy: string, connectTimeout = 5) {
		const settings: Readonly<Record<string, unknown>> = { transport: 'undici', connectTimeout };
		const made = createChatServer({
			network: () =>
				parseNetworkSettings(
					(name) => settings[name],
					(name) => ({ proxy })[name],
				),
			loadTransport: async () =>
				createNetworkTransport(
					createUndiciTransport(() => [CA]),
					{},
				),
		});
		test.cleanUp(made.close);
		return made;
	}

	const plainServer = () =>
		test.serve((response) => response.writeHead(200, EVENT_STREAM).end(STREAM));

	it('leads to a server with and without TLS, and looks up its name', async () => {
		const tls = await startTlsServer(STREAM);
		test.cleanUp(tls.close);
		const plain = await plainServer();
		for (const scheme of ['socks', 'socks5', 'socks5h']) {
			for (const trickle of [false, true]) {
				for (const [port, url, asked] of [
					[tls.port, 'https://server.test/v1', 'name server.test 443'],
					[plain.port, 'http://server.test/v1', 'name server.test 80'],
					[plain.port, 'http://server.test:8080/v1', 'name server.test 8080'],
				] as const) {
					const proxy = await socksTo(port, { trickle });
					const chat = client(`${scheme}://127.0.0.1:${proxy.port}`);
					for (let turn = 0; turn < 2; turn++) {
						const outcome = await collect(chat, destination(url, { apiKey: KEY }));
						assert.equal(outcome.error, undefined);
						assert.equal(outcome.text, 'Hello');
					}
					assert.deepEqual(new Set(proxy.asked), new Set([asked]));
				}
			}
		}
	});

	it('is given addresses as such', async () => {
		const plain = await plainServer();
		const proxy = await socksTo(plain.port);
		const chat = client(`socks5://127.0.0.1:${proxy.port}`);
		for (const host of ['192.0.2.7', '[2001:db8::12:3]', '[::ffff:192.0.2.7]']) {
			assert.equal((await collect(chat, destination(`http://${host}:81/v1`))).text, 'Hello');
		}
		assert.deepEqual(proxy.asked, [
			'ipv4 192.0.2.7 81',
			'ipv6 20010db8000000000000000000120003 81',
			'ipv6 00000000000000000000ffffc0000207 81',
		]);
	});

	it('is given name and password, and neither is shown', async () => {
		const plain = await plainServer();
		const proxy = await socksTo(plain.port, { login: 'us er:p@ss' });
		const where = destination('http://server.test/v1');
		const right = client(`socks5://us%20er:p%40ss@127.0.0.1:${proxy.port}`);
		assert.equal((await collect(right, where)).text, 'Hello');
		assert.deepEqual(proxy.logins, ['us er:p@ss']);
		for (const login of ['', 'us%20er:wrong@', `${'x'.repeat(300)}:y@`]) {
			const outcome = await collect(client(`socks5://${login}127.0.0.1:${proxy.port}`), where);
			const { kind, message } = asChatError(outcome.error);
			assert.equal(kind, 'proxy');
			assert.match(
				message,
				/^The proxy socks5:\/\/127\.0\.0\.1:\d+ wants a user name and a password/,
			);
			assert.ok(!message.includes('wrong'));
			assert.equal(asChatError(outcome.error).retry, undefined);
		}
		assert.equal(proxy.asked.length, 1);
	});

	it('is given a password as it is typed, also where a percent sign in it stands for itself', async () => {
		const plain = await plainServer();
		for (const [typed, password] of [
			['50%', '50%'],
			['p%ss%40', 'p%ss@'],
			['%ff', '%ff'],
		] as const) {
			const proxy = await socksTo(plain.port, { login: `me:${password}` });
			const chat = client(`socks5://me:${typed}@127.0.0.1:${proxy.port}`);
			assert.equal(
				(await collect(chat, destination('http://server.test/v1'))).text,
				'Hello',
				typed,
			);
		}
	});

	it('with a login that is not asked for works too', async () => {
		const plain = await plainServer();
		const proxy = await socksTo(plain.port);
		const chat = client(`socks5://me:secret@127.0.0.1:${proxy.port}`);
		assert.equal((await collect(chat, destination('http://server.test/v1'))).text, 'Hello');
		assert.deepEqual(proxy.logins, []);
	});

	it('that refuses, is none, says nothing or is not there is named, with the reason', async () => {
		const plain = await plainServer();
		const refusing = async (refuse: number) => (await socksTo(plain.port, { refuse })).port;
		const gone = await startSocks(plain.port);
		await gone.close();
		const hangsUp = await test.serveTcp((socket) => socket.once('data', () => socket.end()));
		const silent = await socksTo(plain.port, { silent: true });
		for (const [port, words] of [
			[await refusing(5), /did not connect to server\.test:80: nothing is listening there/],
			[await refusing(2), /its rules do not allow it/],
			[await refusing(99), /it answered 99/],
			[plain.port, /it does not speak SOCKS 5/],
			[hangsUp.port, /could not be reached/],
			[silent.port, /could not be reached/],
			[gone.port, /could not be reached on the way to/],
		] as const) {
			const chat = client(`socks5://127.0.0.1:${port}`, 1);
			const outcome = await collect(chat, destination('http://server.test/v1'));
			const { kind, message } = asChatError(outcome.error);
			assert.equal(kind, 'proxy', message);
			assert.match(message, words);
			assert.ok(message.includes(`socks5://127.0.0.1:${port}`));
		}
		assert.equal(plain.received.length, 0);
	});

	it('sees nothing of a certificate that is wrong: that is the server’s', async () => {
		const tls = await startTlsServer(STREAM);
		test.cleanUp(tls.close);
		const proxy = await socksTo(tls.port);
		const chat = client(`socks5://127.0.0.1:${proxy.port}`);
		const outcome = await collect(chat, destination('https://else.test/v1'));
		assert.equal(asChatError(outcome.error).kind, 'certificate');
	});

	it('is not used for this machine', async () => {
		const plain = await plainServer();
		const proxy = await socksTo(plain.port);
		const chat = client(`socks5://127.0.0.1:${proxy.port}`);
		assert.equal((await collect(chat, destination(plain.baseUrl))).text, 'Hello');
		assert.deepEqual(proxy.asked, []);
	});
});

describe('a socket that a SOCKS proxy connects', () => {
	const test = clientUnderTest();
	afterEach(() => mock.timers.reset());

	/** A socket to a proxy that answers each piece it is sent with the next of these, and hangs up behind the last. */
	async function socketTo(...answers: readonly Uint8Array[]): Promise<[Socket, string[]]> {
		const asked: string[] = [];
		const left = [...answers];
		const server = await test.serveTcp((socket) =>
			socket.on('data', (bytes) => {
				asked.push(bytes.toString('hex'));
				const answer = left.shift();
				if (answer === undefined) socket.end();
				else socket.write(answer);
			}),
		);
		const socket = connect(server.port, '127.0.0.1');
		await once(socket, 'connect');
		test.cleanUp(async () => void socket.destroy());
		return [socket, asked];
	}

	function through(socket: Socket, login = '', host = '192.0.2.7', timeout = 60_000) {
		const settings = { ...DEFAULT_NETWORK.proxy, url: `socks5://${login}proxy.test` };
		const proxy = proxyFor(new URL('http://server.test'), settings, {});
		assert.ok(proxy);
		return throughSocks(socket, proxy, { host, port: 0x1234 }, timeout);
	}

	async function failureOf(...answers: readonly Uint8Array[]): Promise<NotConnected> {
		const [socket] = await socketTo(...answers);
		const error: unknown = await through(socket, 'me:secret@').catch((failure) => failure);
		assert.ok(error instanceof NotConnected);
		assert.equal(error.proxy, 'socks5://proxy.test');
		assert.ok(socket.destroyed);
		return error;
	}

	const NO_LOGIN = Buffer.of(5, 0);
	const connected = (kind: number, ...address: number[]) =>
		Buffer.of(5, 0, 0, kind, ...address, 0, 80);

	it('asks byte for byte what the RFC says', async () => {
		const [socket, asked] = await socketTo(NO_LOGIN, connected(1, 0, 0, 0, 0));
		await through(socket);
		assert.deepEqual(asked, ['050100', '05010001c00002071234']);
		const [second, login] = await socketTo(
			Buffer.of(5, 2),
			Buffer.of(1, 0),
			connected(1, 0, 0, 0, 0),
		);
		await through(second, 'me:it@', '[2001:db8::1]');
		assert.deepEqual(login, [
			'05020002',
			'01026d65026974',
			'0501000420010db80000000000000000000000011234',
		]);
	});

	it('gives what comes behind the proxy’s answer, whatever address that names', async () => {
		for (const [kind, address] of [
			[1, [127, 0, 0, 1]],
			[3, [2, 120, 121]],
			[4, Array(16).fill(0)],
		] as const) {
			const answer = Buffer.concat([connected(kind, ...address), Buffer.from('Hello')]);
			const [socket] = await socketTo(NO_LOGIN, answer);
			await through(socket);
			assert.equal(String(socket.read()), 'Hello');
			assert.equal(socket.destroyed, false);
		}
	});

	it('is refused for each of the reasons that there are', async () => {
		const reasons: unknown[] = [];
		for (let number = 1; number <= 9; number++) {
			const error = await failureOf(NO_LOGIN, Buffer.of(5, number, 0, 1));
			assert.equal(error.step, 'proxyAnswer');
			reasons.push(error.reason);
		}
		assert.deepEqual(reasons, [
			'it failed',
			'its rules do not allow it',
			'it does not reach that network',
			'it does not reach that host',
			'nothing is listening there',
			'it took too long',
			'it does not make connections',
			'it does not take such addresses',
			'it answered 9',
		]);
	});

	it('is none where the proxy speaks another version', async () => {
		for (const answers of [[Buffer.of(4, 0)], [NO_LOGIN, Buffer.of(4, 0, 0, 1)]]) {
			assert.equal((await failureOf(...answers)).reason, 'it does not speak SOCKS 5');
		}
	});

	it('is none for another user, nor for a way to log in that nobody offered', async () => {
		for (const answers of [
			[Buffer.of(5, 2), Buffer.of(1, 1)],
			[Buffer.of(5, 1)],
			[Buffer.of(5, 255)],
		]) {
			const error = await failureOf(...answers);
			assert.equal(error.step, 'proxyLogin');
			assert.equal(error.reason, undefined);
		}
		const [socket] = await socketTo(Buffer.of(5, 2));
		await assert.rejects(through(socket), { step: 'proxyLogin' });
	});

	it('takes a name and a password of 255 bytes each', async () => {
		for (const [name, password, works] of [
			[255, 255, true],
			[256, 255, false],
			[255, 256, false],
		] as const) {
			const answers = [Buffer.of(5, 2), Buffer.of(1, 0), connected(1, 0, 0, 0, 0)];
			const [socket] = await socketTo(...answers);
			const login = `${'n'.repeat(name)}:${'p'.repeat(password)}@`;
			if (works) await through(socket, login);
			else await assert.rejects(through(socket, login), { step: 'proxyLogin' });
		}
	});

	it('is none where the proxy hangs up, also in the middle of an answer', async () => {
		for (const answers of [[], [NO_LOGIN]]) {
			const { step, cause } = await failureOf(...answers);
			assert.equal(step, 'proxyAnswer');
			assert.match(String(cause), /The proxy closed the connection/);
		}
		const server = await test.serveTcp((socket) => socket.end(Buffer.of(5)));
		const socket = connect(server.port, '127.0.0.1');
		await once(socket, 'connect');
		await assert.rejects(through(socket), { step: 'proxyAnswer' });
	});

	it('is given up when the time is over, and not after it is connected', async () => {
		mock.timers.enable({ apis: ['setTimeout'] });
		const [silent] = await socketTo(Buffer.alloc(0));
		const failure = through(silent);
		mock.timers.tick(60_000);
		await assert.rejects(failure, (error) => {
			assert.ok(error instanceof NotConnected);
			assert.match(String(error.cause), /The proxy took too long/);
			return true;
		});
		const [socket] = await socketTo(NO_LOGIN, connected(1, 0, 0, 0, 0));
		await through(socket);
		mock.timers.tick(60_000);
		assert.equal(socket.destroyed, false);
	});

	it('is listened to by nobody else any more', async () => {
		const [socket] = await socketTo(NO_LOGIN, connected(1, 0, 0, 0, 0));
		const listeners = () =>
			['readable', 'error', 'end', 'close'].map((name) => socket.listenerCount(name));
		const before = listeners();
		await through(socket);
		assert.deepEqual(listeners(), before);
	});
});
