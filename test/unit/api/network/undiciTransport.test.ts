import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { proxyFor } from '../../../../src/api/network/proxy.ts';
import type { HttpRequest } from '../../../../src/api/network/transport.ts';
import {
	createUndiciTransport,
	type UndiciWay,
} from '../../../../src/api/network/undiciTransport.ts';
import { DEFAULT_NETWORK } from '../../../../src/core/settings/networkSettings.ts';
import { clientUnderTest } from '../server/clientUnderTest.ts';
import { startSocks } from './socksServer.ts';
import { startProxy } from './testProxy.ts';

const WAY: UndiciWay = {
	proxy: undefined,
	connectTimeout: 60_000,
	strictSsl: true,
	systemCertificates: false,
	http2: false,
};

describe('a request by undici', () => {
	const test = clientUnderTest();

	function transport() {
		const made = createUndiciTransport(() => []);
		test.cleanUp(made.close);
		const send = async (
			url: string,
			way: Partial<UndiciWay> = {},
			more: Partial<HttpRequest> = {},
		) => {
			const response = await made.send(
				{
					method: 'GET',
					url: new URL(url),
					headers: {},
					signal: new AbortController().signal,
					network: DEFAULT_NETWORK,
					...more,
				},
				{ ...WAY, ...way },
			);
			return { ...response, text: await text(response.body) };
		};
		return { send, close: made.close };
	}

	const proxyAt = (url: string, authorization?: string) =>
		proxyFor(new URL('http://server.test'), { ...DEFAULT_NETWORK.proxy, url, authorization }, {});

	it('is sent as it is, and has the first of a header that comes twice', async () => {
		const server = await test.serve((response) => {
			response.setHeader('X-A', 'b');
			response.setHeader('Set-Cookie', ['one', 'two']);
			response.writeHead(201).end('Hello');
		});
		const routes: object[] = [];
		const answer = await transport().send(
			`http://127.0.0.1:${server.port}/a/b?c=d#e`,
			{},
			{
				method: 'POST',
				body: 'text',
				headers: { 'X-C': 'd' },
				onSending: (route) => routes.push(route),
			},
		);
		assert.deepEqual([answer.status, answer.text], [201, 'Hello']);
		assert.deepEqual([answer.headers['x-a'], answer.headers['set-cookie']], ['b', 'one']);
		const [received] = server.received;
		assert.deepEqual(
			[received?.method, received?.path, received?.body, received?.headers['x-c']],
			['POST', '/a/b?c=d', 'text', 'd'],
		);
		assert.deepEqual(routes, [{ transport: 'undici', proxy: undefined }]);
	});

	it('shares sockets with those that go the same way, and with no others', async () => {
		const server = await test.serve((response) => response.end());
		const url = `http://127.0.0.1:${server.port}/`;
		const { send, close } = transport();
		const ways: Partial<UndiciWay>[] = [
			{},
			{ connectTimeout: 50_000 },
			{ strictSsl: false },
			{ systemCertificates: true },
			{ http2: true },
		];
		for (const [others, way] of ways.entries()) {
			for (let turn = 0; turn < 2; turn++) await send(url, way);
			assert.equal(server.sockets.length, others + 1, JSON.stringify(way));
		}
		await close();
		await send(url);
		assert.equal(server.sockets.length, ways.length + 1, 'closed ones are used no more');
	});

	it('is broken off when all is closed', async () => {
		let begun = () => {};
		const answering = new Promise<void>((resolve) => {
			begun = resolve;
		});
		const server = await test.serve((response) => {
			response.writeHead(200).write('Hel');
			begun();
		});
		const { send, close } = transport();
		const broken = assert.rejects(send(`http://127.0.0.1:${server.port}/`));
		await answering;
		await close();
		await broken;
	});

	it('uses another socket to the same proxy as somebody else', async () => {
		const server = await test.serve((response) => response.end('Hello'));
		const authorization = 'Basic bWU6c2VjcmV0';
		const proxy = await startProxy(server.port, { authorization });
		test.cleanUp(proxy.close);
		const { send } = transport();
		const url = 'http://server.test:8080/a?b=c';
		await assert.rejects(send(url, { proxy: proxyAt(proxy.url) }), { status: 407 });
		await assert.rejects(send(url, { proxy: proxyAt(proxy.url, 'Basic eA==') }), { status: 407 });
		const right = { proxy: proxyAt(proxy.url, authorization) };
		assert.equal((await send(url, right)).text, 'Hello');
		const login = { proxy: proxyAt(proxy.url.replace('//', '//me:secret@')) };
		assert.equal((await send(url, login)).text, 'Hello');
		assert.deepEqual(new Set(proxy.asked), new Set([`GET ${url}`]));
		assert.equal(server.received[0]?.headers.host, 'server.test:8080');
	});

	it('asks a proxy for a tunnel to the server’s own port', async () => {
		const proxy = await startProxy(1, { refuse: 503 });
		test.cleanUp(proxy.close);
		const { send } = transport();
		for (const url of ['https://server.test/', 'https://server.test:8443/']) {
			await assert.rejects(send(url, { proxy: proxyAt(proxy.url) }), {
				name: 'NotConnected',
				step: 'proxyAnswer',
				status: 503,
				proxy: proxy.url,
			});
		}
		assert.deepEqual(proxy.asked, ['CONNECT server.test:443', 'CONNECT server.test:8443']);
	});

	it('asks a SOCKS proxy for the server’s own port', async () => {
		const server = await test.serve((response) => response.end('Hello'));
		const socks = await startSocks(server.port);
		test.cleanUp(socks.close);
		const proxy = proxyAt(`socks5://127.0.0.1:${socks.port}`);
		const { send } = transport();
		for (const url of ['http://server.test/', 'http://server.test:8080/']) {
			assert.equal((await send(url, { proxy })).text, 'Hello');
		}
		await assert.rejects(send('https://server.test/', { proxy }), { step: 'tls' });
		assert.deepEqual(socks.asked, [
			'name server.test 80',
			'name server.test 8080',
			'name server.test 443',
		]);
	});
});
