import assert from 'node:assert/strict';
import { createNetworkTransport } from '../../../../src/api/network/networkTransport.ts';
import { createUndiciTransport } from '../../../../src/api/network/undiciTransport.ts';
import { createChatServer } from '../../../../src/api/server/chatClient.ts';
import { parseNetworkSettings } from '../../../../src/core/settings/networkSettings.ts';
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
			assert.match(message, /^The proxy socks5:\/\/127\.0\.0\.1:\d+ does not let you in/);
			assert.ok(!message.includes('wrong'));
			assert.equal(asChatError(outcome.error).retry, undefined);
		}
		assert.equal(proxy.asked.length, 1);
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
