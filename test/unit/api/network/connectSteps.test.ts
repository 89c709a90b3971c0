import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createServer } from 'node:tls';
import { networkError } from '../../../../src/api/network/networkError.ts';
import { proxyFor } from '../../../../src/api/network/proxy.ts';
import { NotConnected } from '../../../../src/api/network/transport.ts';
import { createUndiciTransport } from '../../../../src/api/network/undiciTransport.ts';
import { DEFAULT_NETWORK } from '../../../../src/core/settings/networkSettings.ts';
import { clientUnderTest } from '../server/clientUnderTest.ts';
import { CA, startProxy, startTlsServer, TLS } from './testProxy.ts';

describe('a connection that does not come about', () => {
	const test = clientUnderTest();

	/** What is thrown on the way to a URL, by a proxy if one is given. */
	async function failureOf(
		url: string,
		proxyAddress = '',
		certificates: readonly string[] = [],
	): Promise<NotConnected> {
		const transport = createUndiciTransport(() => certificates);
		test.cleanUp(transport.close);
		const target = new URL(url);
		const proxy = proxyFor(target, { ...DEFAULT_NETWORK.proxy, url: proxyAddress }, {});
		const signal = new AbortController().signal;
		try {
			await transport.send(
				{ method: 'GET', url: target, headers: {}, signal, network: DEFAULT_NETWORK },
				{
					proxy,
					connectTimeout: 5_000,
					strictSsl: true,
					systemCertificates: certificates.length > 0,
					http2: false,
				},
			);
		} catch (error) {
			assert.ok(error instanceof NotConnected, String(error));
			assert.equal(error.proxy, proxy?.origin);
			return error;
		}
		throw new Error('There was a connection');
	}

	async function proxyTo(port: number, options: Parameters<typeof startProxy>[1] = {}) {
		const proxy = await startProxy(port, options);
		test.cleanUp(proxy.close);
		return proxy;
	}

	async function tlsServer() {
		const server = await startTlsServer('');
		test.cleanUp(server.close);
		return server;
	}

	it('says how far it came on the way to a server', async () => {
		const plain = await test.serve((response) => response.end());
		const hangsUp = await test.serveTcp((socket) => socket.destroy());
		const { port } = await tlsServer();
		for (const [url, step] of [
			['http://server.invalid/', 'name'],
			['https://server.invalid/', 'name'],
			['http://127.0.0.1:1/', 'tcp'],
			['https://localhost:1/', 'tcp'],
			[`https://127.0.0.1:${plain.port}/`, 'tls'],
			[`https://127.0.0.1:${hangsUp.port}/`, 'tls'],
			[`https://localhost:${port}/`, 'tls'],
		] as const) {
			assert.equal((await failureOf(url)).step, step, url);
		}
	});

	it('says whether the proxy was not there, or did not agree, and with what status', async () => {
		const { port } = await tlsServer();
		const refusing = await proxyTo(port, { refuse: 503 });
		const locked = await proxyTo(port, { authorization: 'Basic Og==' });
		const secure = await proxyTo(port, { secure: true });
		const hangsUp = await test.serveTcp((socket) => socket.once('data', () => socket.destroy()));
		for (const [url, proxy, step, status] of [
			['https://server.test/', 'http://127.0.0.1:1', 'proxyConnect', undefined],
			['http://server.test/', 'http://127.0.0.1:1', 'proxyConnect', undefined],
			['https://server.test/', 'http://proxy.invalid', 'proxyConnect', undefined],
			['https://server.test/', secure.url, 'proxyConnect', undefined],
			['http://server.test/', secure.url, 'proxyConnect', undefined],
			['https://server.test/', refusing.url, 'proxyAnswer', 503],
			['https://server.test/', locked.url, 'proxyAnswer', 407],
			['http://server.test/', locked.url, 'proxyAnswer', 407],
			['https://server.test/', `http://127.0.0.1:${hangsUp.port}`, 'proxyAnswer', undefined],
		] as const) {
			const failure = await failureOf(url, proxy);
			assert.deepEqual([failure.step, failure.status], [step, status], `${url} by ${proxy}`);
		}
	});

	it('tells TLS with a server from TLS with the proxy on the way', async () => {
		const { port } = await tlsServer();
		const proxy = await proxyTo(port);
		const untrusted = await failureOf('https://server.test/', proxy.url);
		assert.equal(untrusted.step, 'tls');
		const { kind, message } = networkError(untrusted, new URL('https://server.test/'));
		assert.equal(kind, 'certificate');
		assert.match(message, /of server\.test:443 through the proxy http:\/\/127\.0\.0\.1/);
		const otherName = await failureOf('https://else.test/', proxy.url, [CA]);
		assert.equal(otherName.step, 'tls');
	});

	it('has nothing to do with what a server says in its own words', async () => {
		const server = await test.serve((response) => response.writeHead(502).end('(407)'));
		const proxy = await proxyTo(server.port);
		await assert.rejects(failureOf('http://server.test/', proxy.url), /There was a connection/);
	});
});

describe('a socket that the server has closed meanwhile', () => {
	const test = clientUnderTest();

	/** Answers the first request of each connection, and gives it up at the second. */
	async function forgetfulServer(): Promise<number> {
		const server = createServer(TLS, (socket) => {
			let asked = 0;
			socket.on('error', () => {});
			socket.on('data', () => {
				asked++;
				if (asked > 1) socket.destroy();
				else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK');
			});
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		test.cleanUp(async () => {
			server.close();
		});
		return (server.address() as AddressInfo).port;
	}

	for (const way of ['directly', 'through a tunnel'] as const) {
		it(`is replaced ${way}, also while others are opened`, async () => {
			const port = await forgetfulServer();
			const transport = createUndiciTransport(() => [CA]);
			test.cleanUp(transport.close);
			const proxy = await startProxy(port);
			test.cleanUp(proxy.close);
			const tunnel = way === 'through a tunnel';
			const url = new URL(tunnel ? 'https://server.test/' : `https://localhost:${port}/`);
			const settings = { ...DEFAULT_NETWORK.proxy, url: tunnel ? proxy.url : '' };
			let sent = 0;
			const ask = async () => {
				const response = await transport.send(
					{
						method: 'GET',
						url,
						headers: {},
						signal: new AbortController().signal,
						network: DEFAULT_NETWORK,
						onSending: () => sent++,
					},
					{
						proxy: proxyFor(url, settings, {}),
						connectTimeout: 5_000,
						strictSsl: true,
						systemCertificates: true,
						http2: false,
					},
				);
				return text(response.body);
			};
			for (let turn = 0; turn < 3; turn++) {
				assert.deepEqual(await Promise.all([ask(), ask(), ask()]), ['OK', 'OK', 'OK']);
			}
			assert.ok(sent > 9, 'no connection was dead');
		});
	}
});
