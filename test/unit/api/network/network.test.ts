import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createNetworkTransport } from '../../../../src/api/network/networkTransport.ts';
import type { Environment } from '../../../../src/api/network/proxy.ts';
import { createUndiciTransport } from '../../../../src/api/network/undiciTransport.ts';
import { type ChatClient, createChatServer } from '../../../../src/api/server/chatClient.ts';
import type { SentRequest } from '../../../../src/core/network/exchangeObserver.ts';
import { parseNetworkSettings } from '../../../../src/core/settings/networkSettings.ts';
import { settingLabel } from '../../../../src/shared/text/settingLabel.ts';
import { clientUnderTest, KEY } from '../server/clientUnderTest.ts';
import { CA, startProxy, startTlsServer } from './testProxy.ts';
import { asChatError, collect, delta, destination, EVENT_STREAM, events } from './testServer.ts';

const STREAM = events(delta('Hello', 'stop'), '[DONE]');

interface Setup {
	readonly settings?: Readonly<Record<string, unknown>>;
	readonly http?: Readonly<Record<string, unknown>>;
	readonly env?: Environment;
	readonly systemCertificates?: readonly string[];
}

describe('the way to the server', () => {
	const test = clientUnderTest();
	const sent: SentRequest[] = [];
	const ways = () => sent.map(({ transport, proxy }) => [transport, proxy]);
	beforeEach(() => {
		sent.length = 0;
	});

	function client({ settings = {}, http = {}, env = {}, systemCertificates = [] }: Setup) {
		const made: ChatClient = createChatServer({
			network: () =>
				parseNetworkSettings(
					(name) => settings[name],
					(name) => http[name],
				),
			loadTransport: async () =>
				createNetworkTransport(
					createUndiciTransport(() => systemCertificates),
					env,
				),
			observe: () => ({
				sending: (request) => sent.push(request),
				answered() {},
				received() {},
				retrying() {},
			}),
		});
		test.cleanUp(made.close);
		return made;
	}

	async function proxyTo(port: number, options: Parameters<typeof startProxy>[1] = {}) {
		const proxy = await startProxy(port, options);
		test.cleanUp(proxy.close);
		return proxy;
	}

	async function tlsServer(host?: string) {
		const server = await startTlsServer(STREAM, host);
		test.cleanUp(server.close);
		return server;
	}

	const plainServer = () =>
		test.serve((response) => response.writeHead(200, EVENT_STREAM).end(STREAM));

	describe('a proxy', () => {
		it('of http.proxy is asked for a tunnel to a server behind TLS, and told nothing else', async () => {
			const server = await tlsServer();
			const proxy = await proxyTo(server.port);
			const chat = client({ http: { proxy: proxy.url }, systemCertificates: [CA] });
			const outcome = await collect(chat, destination('https://server.test/v1', { apiKey: KEY }));
			assert.equal(outcome.error, undefined);
			assert.equal(outcome.text, 'Hello');
			assert.deepEqual(new Set(proxy.asked), new Set(['CONNECT server.test:443']));
			assert.deepEqual(ways().at(-1), ['undici', proxy.url]);
		});

		it('forwards to a server without TLS', async () => {
			const server = await plainServer();
			const proxy = await proxyTo(server.port);
			const outcome = await collect(
				client({ http: { proxy: proxy.url } }),
				destination('http://server.test/v1'),
			);
			assert.equal(outcome.text, 'Hello');
			assert.deepEqual(proxy.asked, ['POST http://server.test/v1/chat/completions']);
			assert.equal(server.received[0]?.headers.host, 'server.test');
		});

		it('that wants a password gets the one of its address, or the whole header, and neither is shown', async () => {
			const server = await tlsServer();
			const authorization = `Basic ${Buffer.from('us er:p@ss').toString('base64')}`;
			const proxy = await proxyTo(server.port, { authorization });
			const address = proxy.url.replace('//', '//us%20er:p%40ss@');
			for (const http of [
				{ proxy: address },
				{ proxy: proxy.url, proxyAuthorization: authorization },
			]) {
				sent.length = 0;
				const chat = client({ http, systemCertificates: [CA] });
				const outcome = await collect(chat, destination('https://server.test/v1'));
				assert.equal(outcome.text, 'Hello');
				assert.ok(!JSON.stringify(sent).includes('p%40ss'));
				assert.deepEqual(ways().at(-1), ['undici', proxy.url]);
			}
		});

		it('gets a password as it is typed, also where a percent sign in it stands for itself', async () => {
			for (const [typed, password] of [
				['50%', '50%'],
				['p%ss', 'p%ss'],
				['%zz%40', '%zz@'],
				['%ff', '%ff'],
				['a%25b', 'a%b'],
			] as const) {
				const server = await tlsServer();
				const authorization = `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;
				const proxy = await proxyTo(server.port, { authorization });
				const address = proxy.url.replace('//', `//me:${typed}@`);
				const chat = client({ http: { proxy: address }, systemCertificates: [CA] });
				const { text } = await collect(chat, destination('https://server.test/v1'));
				assert.equal(text, 'Hello', typed);
			}
		});

		it('that wants a password and has none is named, with what to do', async () => {
			for (const scheme of ['https', 'http']) {
				const server = await tlsServer();
				const proxy = await proxyTo(server.port, { authorization: 'Basic Og==' });
				const chat = client({ settings: { transport: 'undici' }, http: { proxy: proxy.url } });
				const outcome = await collect(chat, destination(`${scheme}://server.test/v1`));
				const failure = asChatError(outcome.error).toFailure();
				assert.equal(failure.kind, 'proxy');
				assert.equal(failure.status, 407);
				assert.match(failure.message, /Http: Proxy Authorization/);
				assert.ok(failure.message.includes(proxy.url));
			}
		});

		it('that refuses, or is not there, is named', async () => {
			const server = await tlsServer();
			const refusing = await proxyTo(server.port, { refuse: 503 });
			const gone = await startProxy(server.port);
			await gone.close();
			for (const [proxy, words] of [
				[refusing.url, /did not connect to server\.test:443\.$/],
				[gone.url, /could not be reached on the way to/],
			] as const) {
				const chat = client({ settings: { transport: 'undici' }, http: { proxy } });
				const outcome = await collect(chat, destination('https://server.test/v1'));
				assert.equal(asChatError(outcome.error).kind, 'proxy');
				assert.match(asChatError(outcome.error).message, words);
				assert.ok(asChatError(outcome.error).message.includes(proxy));
			}
		});

		it('may itself be behind TLS with a private certificate', async () => {
			const server = await tlsServer();
			const proxy = await proxyTo(server.port, { secure: true });
			const chat = client({ http: { proxy: proxy.url }, systemCertificates: [CA] });
			const outcome = await collect(chat, destination('https://server.test/v1'));
			assert.equal(outcome.error, undefined);
			assert.equal(outcome.text, 'Hello');
		});

		it('comes from the environment where no setting names one', async () => {
			const server = await plainServer();
			const proxy = await proxyTo(server.port);
			for (const name of ['http_proxy', 'HTTP_PROXY', 'all_proxy']) {
				const chat = client({ env: { [name]: proxy.url.replace('http://', '') } });
				assert.equal((await collect(chat, destination('http://server.test/v1'))).text, 'Hello');
			}
			assert.equal(proxy.asked.length, 3);
		});

		it('is not used for this machine, for what is left out, or when it is switched off', async () => {
			const server = await plainServer();
			const proxy = await proxyTo(server.port);
			const http = { proxy: proxy.url };
			const local = client({ http });
			assert.equal((await collect(local, destination(server.baseUrl))).text, 'Hello');
			const off = { settings: { transport: 'undici' } };
			for (const setup of [
				{ ...off, http: { ...http, noProxy: ['server.invalid'] } },
				{ ...off, http, env: { NO_PROXY: 'other.test, .invalid' } },
				{ ...off, http: { ...http, proxySupport: 'off' } },
			]) {
				const outcome = await collect(client(setup), destination('http://server.invalid/v1'));
				assert.equal(asChatError(outcome.error).kind, 'offline');
			}
			assert.deepEqual(proxy.asked, []);
		});

		it('with an address that is none is refused, without quoting its password', async () => {
			const http = { proxy: 'ftp://me:secret@proxy.test' };
			const outcome = await collect(client({ http }), destination('http://server.test/v1'));
			assert.equal(asChatError(outcome.error).kind, 'proxy');
			assert.match(
				asChatError(outcome.error).message,
				/^The setting Http: Proxy is not the address of a proxy/,
			);
			assert.ok(!asChatError(outcome.error).message.includes('secret'));
		});
	});

	describe('a private certificate', () => {
		it('is accepted when the system vouches for it, from the first request on', async () => {
			const { port } = await tlsServer();
			const where = destination(`https://localhost:${port}/v1`);
			const chat = client({ systemCertificates: [CA] });
			for (let turn = 0; turn < 2; turn++) assert.equal((await collect(chat, where)).text, 'Hello');
		});

		it('is refused when nobody vouches for it, unless certificates are not to be checked', async () => {
			const { port } = await tlsServer();
			const where = destination(`https://localhost:${port}/v1`);
			for (const setup of [{}, { systemCertificates: [CA], http: { systemCertificates: false } }]) {
				const outcome = await collect(client(setup), where);
				const { kind, message } = asChatError(outcome.error);
				assert.equal(kind, 'certificate');
				assert.match(message, /^The certificate of localhost:\d+ was not accepted: neither/);
			}
			const lax = client({ http: { proxyStrictSSL: false } });
			assert.equal((await collect(lax, where)).text, 'Hello');
		});

		it('is looked up where the system keeps it', async () => {
			const { port } = await tlsServer();
			const script = `
				const { createChatServer } = await import(process.argv[1]);
				const client = createChatServer();
				const destination = { baseUrl: process.argv[2] };
				for await (const event of client.streamReply(destination, {}, new AbortController().signal)) {
					if (event.type === 'text') console.log(event.text);
				}
				await client.close();`;
			const { stdout } = await promisify(execFile)(
				process.execPath,
				[
					'--disable-warning=ExperimentalWarning',
					'--input-type=module',
					'--eval',
					script,
					new URL('../../../../src/api/server/chatClient.ts', import.meta.url).href,
					`https://localhost:${port}/v1`,
				],
				{
					env: {
						...process.env,
						SSL_CERT_FILE: fileURLToPath(new URL('./certificates/ca.pem', import.meta.url)),
					},
				},
			);
			assert.equal(stdout.trim(), 'Hello');
		});
	});

	describe("VS Code's fetch", () => {
		const original = globalThis.fetch;
		afterEach(() => {
			globalThis.fetch = original;
		});

		/** A network that only a PAC file knows the way out of: whatever is asked for, VS Code's fetch gets to this server. */
		function onlyFetchReaches(baseUrl: string): string[] {
			const asked: string[] = [];
			globalThis.fetch = (input, init) => {
				const url = new URL(String(input));
				asked.push(url.href);
				return original(new URL(url.pathname, baseUrl), init);
			};
			return asked;
		}

		it('is used where undici cannot connect, with the same request, and is remembered', async () => {
			const server = await plainServer();
			const asked = onlyFetchReaches(server.baseUrl);
			const chat = client({});
			const where = destination('http://server.invalid/v1', { apiKey: KEY });
			for (let turn = 0; turn < 2; turn++) assert.equal((await collect(chat, where)).text, 'Hello');
			assert.deepEqual(asked, [
				'http://server.invalid/v1/chat/completions',
				'http://server.invalid/v1/chat/completions',
			]);
			assert.equal(server.received[0]?.headers.authorization, `Bearer ${KEY}`);
			assert.equal(server.received[0]?.body, sent[0]?.body);
			assert.deepEqual(ways(), [
				['undici', undefined],
				['fetch', undefined],
				['fetch', undefined],
			]);
		});

		it('is not used for this machine, nor when undici is all that may be used', async () => {
			const server = await plainServer();
			const asked = onlyFetchReaches(server.baseUrl);
			const local = await collect(client({}), destination('http://127.0.0.1:1/v1'));
			assert.equal(asChatError(local.error).kind, 'network');
			const forced = client({ settings: { transport: 'undici' } });
			const outcome = await collect(forced, destination('http://server.invalid/v1'));
			assert.equal(asChatError(outcome.error).kind, 'offline');
			assert.deepEqual(asked, []);
		});

		it('is all that is used when it is chosen, follows no redirect and can be stopped', async () => {
			const server = await test.serve((response, { path }) => {
				if (path.startsWith('/moved')) response.writeHead(307, { location: 'http://else.test/' });
				else response.writeHead(200, EVENT_STREAM).write(events(delta('one')));
				if (path.startsWith('/moved')) response.end();
			});
			const chat = client({ settings: { transport: 'fetch' } });
			const moved = await collect(chat, destination(server.baseUrl.replace('/v1', '/moved')));
			assert.equal(asChatError(moved.error).kind, 'notTheApi');
			const controller = new AbortController();
			const stream = chat.streamReply(
				destination(server.baseUrl),
				{ model: 'm', messages: [], stream: true },
				controller.signal,
			);
			await assert.rejects(async () => {
				for await (const event of stream) if (event.type === 'text') controller.abort();
			}, /abort/i);
			assert.deepEqual(new Set(sent.map(({ transport }) => transport)), new Set(['fetch']));
			const socket = server.sockets.at(-1);
			assert.ok(socket);
			if (!socket.destroyed) await once(socket, 'close');
		});

		it('says what undici ran into where neither gets through', async () => {
			const outcome = await collect(client({}), destination('http://server.invalid/v1'));
			assert.equal(asChatError(outcome.error).kind, 'offline');
			assert.match(asChatError(outcome.error).message, /server\.invalid could not be/);
			assert.deepEqual(
				sent.map(({ transport }) => transport),
				['undici', 'fetch'],
			);
		});
	});

	it('leads to IPv6 addresses', async () => {
		const { port } = await tlsServer('::1');
		const chat = client({ systemCertificates: [CA] });
		assert.equal((await collect(chat, destination(`https://[::1]:${port}/v1`))).text, 'Hello');
	});

	it('is not tried again on a fresh connection that dies', async () => {
		let connections = 0;
		const server = await test.serveTcp((socket) => {
			connections++;
			socket.once('data', () => socket.resetAndDestroy());
		});
		const outcome = await collect(client({}), destination(server.baseUrl));
		assert.equal(asChatError(outcome.error).kind, 'network');
		assert.equal(connections, 1);
	});

	it('names a setting that is out of its range, and sends nothing', async () => {
		const server = await plainServer();
		for (const settings of [{ connectTimeout: 0 }, { idleTimeout: 'x' }, { transport: 'curl' }]) {
			const outcome = await collect(client({ settings }), destination(server.baseUrl));
			assert.equal(asChatError(outcome.error).kind, 'badSetting');
			assert.ok(
				asChatError(outcome.error).message.includes(settingLabel(Object.keys(settings)[0] ?? '-')),
			);
		}
		assert.equal(server.received.length, 0);
	});
});
