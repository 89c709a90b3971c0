import assert from 'node:assert/strict';
import { createNetworkTransport } from '../../../../src/api/network/networkTransport.ts';
import {
	type HttpRequest,
	type HttpResponse,
	NotConnected,
} from '../../../../src/api/network/transport.ts';
import type { UndiciWay } from '../../../../src/api/network/undiciTransport.ts';
import {
	DEFAULT_NETWORK,
	type TransportChoice,
} from '../../../../src/core/settings/networkSettings.ts';

const ANSWER = {} as HttpResponse;
const LOST = new Error('lost');
const NO_PROTOCOL = 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL';

const notConnected = (code = 'ECONNREFUSED') =>
	new NotConnected(Object.assign(new Error(code), { code }));

type Result = HttpResponse | Error;

/** A transport over two libraries that have these results, one after the other, and the ways that were taken. */
function transportOver(results: { undici?: Result[]; fetch?: Result[] }, env = {}) {
	const taken: string[] = [];
	const ways: UndiciWay[] = [];
	const next = (name: 'undici' | 'fetch') => {
		taken.push(name);
		const result = results[name]?.shift() ?? ANSWER;
		return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
	};
	const undici = {
		send: (_: HttpRequest, way: UndiciWay) => {
			ways.push(way);
			return next('undici');
		},
		close: async () => void taken.push('closed'),
	};
	const transport = createNetworkTransport(undici, env, { send: () => next('fetch') });
	const send = (
		choice: TransportChoice = 'auto',
		{ url = 'https://ai.test/', signal = new AbortController().signal, proxy = {} } = {},
	) =>
		transport.send({
			method: 'GET',
			url: new URL(url),
			headers: {},
			signal,
			network: {
				...DEFAULT_NETWORK,
				transport: choice,
				proxy: { ...DEFAULT_NETWORK.proxy, ...proxy },
			},
		});
	return { taken, ways, send, close: transport.close };
}

describe('the HTTP library of a request', () => {
	it('is the one that was chosen, whatever becomes of it', async () => {
		const failure = notConnected();
		const { taken, send } = transportOver({ undici: [failure], fetch: [failure] });
		await assert.rejects(send('fetch'), failure);
		await assert.rejects(send('undici'), failure);
		assert.deepEqual(taken, ['fetch', 'undici']);
	});

	it('is undici, and fetch only where no connection came about', async () => {
		const { taken, send } = transportOver({ undici: [ANSWER, LOST, notConnected()] });
		assert.equal(await send(), ANSWER);
		await assert.rejects(send(), LOST);
		assert.equal(await send(), ANSWER);
		assert.deepEqual(taken, ['undici', 'undici', 'undici', 'fetch']);
	});

	it('is not another one for this machine, nor once it is no longer wanted', async () => {
		const stopped = AbortSignal.abort();
		const { taken, send } = transportOver({ undici: [notConnected(), notConnected()] });
		await assert.rejects(send('auto', { url: 'http://127.0.0.1/' }), NotConnected);
		await assert.rejects(send('auto', { signal: stopped }), NotConnected);
		assert.deepEqual(taken, ['undici', 'undici']);
	});

	it('that got through is kept for the same server, until it does no more', async () => {
		const { taken, send } = transportOver({
			undici: [notConnected()],
			fetch: [ANSWER, LOST, notConnected()],
		});
		await send();
		await assert.rejects(send(), LOST);
		await assert.rejects(send(), NotConnected);
		await send('auto', { url: 'https://other.test/' });
		await send();
		assert.deepEqual(taken, ['undici', 'fetch', 'fetch', 'fetch', 'undici', 'undici']);
	});

	it('that got nowhere is not kept, and the first says why', async () => {
		const first = notConnected();
		const { taken, send } = transportOver({
			undici: [first, first],
			fetch: [notConnected(), LOST],
		});
		await assert.rejects(send(), first);
		await assert.rejects(send(), LOST);
		await send();
		assert.deepEqual(taken, ['undici', 'fetch', 'undici', 'fetch', 'undici']);
	});

	it('is closed with the rest', async () => {
		const { taken, close } = transportOver({});
		await close();
		assert.deepEqual(taken, ['closed']);
	});
});

describe('the way of a request', () => {
	it('is the one of the settings', async () => {
		const { ways, send } = transportOver({}, { https_proxy: 'http://proxy.test' });
		await send('auto', { proxy: { strictSsl: false } });
		assert.equal(ways[0]?.proxy?.origin, 'http://proxy.test');
		assert.equal(ways[0]?.connectTimeout, DEFAULT_NETWORK.connectTimeout);
		assert.equal(ways[0]?.strictSsl, false);
		assert.equal(ways[0]?.systemCertificates, false);
		assert.equal(ways[0]?.http2, false);
	});

	for (const [lesson, code] of [
		['systemCertificates', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
		['http2', NO_PROTOCOL],
	] as const) {
		it(`learns ${lesson} from a failure, once for each server`, async () => {
			const again = notConnected(code);
			const { ways, send } = transportOver({ undici: [again, ANSWER, ANSWER, again, again] });
			await send('undici');
			await send('undici');
			await assert.rejects(send('undici', { url: 'https://other.test/' }), again);
			assert.deepEqual(
				ways.map((way) => way[lesson]),
				[false, true, true, false, true],
			);
			const other = lesson === 'http2' ? 'systemCertificates' : 'http2';
			assert.ok(ways.every((way) => !way[other]));
		});
	}

	it('learns nothing from other failures, nor where the system’s certificates do not count', async () => {
		const untrusted = notConnected('UNABLE_TO_GET_ISSUER_CERT_LOCALLY');
		const lost = Object.assign(new Error('lost'), untrusted.cause);
		const { ways, send } = transportOver({ undici: [notConnected(), lost, untrusted] });
		await assert.rejects(send('undici'), NotConnected);
		await assert.rejects(send('undici'), lost);
		await assert.rejects(send('undici', { proxy: { systemCertificates: false } }), untrusted);
		assert.equal(ways.length, 3);
	});
});
