import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createFetchTransport } from '../../../../src/api/network/fetchTransport.ts';
import { type HttpRequest, NotConnected } from '../../../../src/api/network/transport.ts';
import { DEFAULT_NETWORK } from '../../../../src/core/settings/networkSettings.ts';

const request = (more: Partial<HttpRequest> = {}): HttpRequest => ({
	method: 'GET',
	url: new URL('https://ai.test/v1'),
	headers: { a: 'b' },
	signal: new AbortController().signal,
	network: DEFAULT_NETWORK,
	...more,
});

describe("a request that VS Code's fetch takes", () => {
	const original = globalThis.fetch;
	afterEach(() => {
		globalThis.fetch = original;
		mock.timers.reset();
	});

	function onFetch(fetch: (init: RequestInit) => Response): void {
		globalThis.fetch = async (_, init = {}) => fetch(init);
	}

	/** An answer with a body that is written by the test, and the signal that it is read under. */
	async function answering() {
		let writer: ReadableStreamDefaultController<Uint8Array> | undefined;
		let signal: AbortSignal | undefined;
		onFetch((init) => {
			signal = init.signal ?? undefined;
			const start = (it: ReadableStreamDefaultController<Uint8Array>) => {
				writer = it;
			};
			return new Response(new ReadableStream({ start }), { headers: { 'X-A': 'b' } });
		});
		const response = await createFetchTransport().send(request());
		assert.ok(writer !== undefined && signal !== undefined);
		return { writer, signal, response };
	}

	it('goes out as it is, and is told', async () => {
		const sent: unknown[] = [];
		onFetch(({ method, headers, body, redirect }) => {
			sent.push({ method, headers, body, redirect });
			return new Response(null, { status: 204 });
		});
		const onSending = (route: object) => sent.push(route);
		const response = await createFetchTransport().send(request({ onSending }));
		assert.equal(response.status, 204);
		for await (const _ of response.body) assert.fail('there is no body');
		response.release();
		await createFetchTransport().send(request({ method: 'POST', body: 'x' }));
		const head = { headers: { a: 'b' }, redirect: 'manual' };
		assert.deepEqual(sent, [
			{ transport: 'fetch', proxy: undefined },
			{ ...head, method: 'GET', body: null },
			{ ...head, method: 'POST', body: 'x' },
		]);
	});

	it('knows a redirect that is hidden', async () => {
		onFetch(
			() => ({ type: 'opaqueredirect', status: 0, headers: new Headers(), body: null }) as Response,
		);
		assert.equal((await createFetchTransport().send(request())).status, 302);
	});

	it('fails as one that was stopped, that found no connection, or as fetch says', async () => {
		const failing = (error: Error, signal = new AbortController().signal) => {
			onFetch(() => {
				throw error;
			});
			return createFetchTransport().send(request({ signal }));
		};
		const odd = new Error('odd');
		await assert.rejects(failing(odd), odd);
		const refused = new TypeError('failed', { cause: { code: 'ECONNREFUSED' } });
		await assert.rejects(failing(refused), (error) => {
			assert.ok(error instanceof NotConnected);
			return error.cause === refused;
		});
		const stopped = new Error('stopped');
		await assert.rejects(failing(refused, AbortSignal.abort(stopped)), stopped);
	});

	it('has an answer that is read to its end, or left', async () => {
		const { writer, signal, response } = await answering();
		assert.equal(response.headers['x-a'], 'b');
		writer.enqueue(Buffer.from('one'));
		for await (const chunk of response.body) {
			assert.equal(String(chunk), 'one');
			break;
		}
		assert.ok(signal.aborted, 'the socket is closed');
		const whole = await answering();
		whole.writer.enqueue(Buffer.from('two'));
		whole.writer.close();
		const chunks: string[] = [];
		for await (const chunk of whole.response.body) chunks.push(String(chunk));
		assert.deepEqual(chunks, ['two']);
	});

	it('is ended a second after its reply was whole, if not by itself', async () => {
		mock.timers.enable({ apis: ['setTimeout'] });
		const { signal, response } = await answering();
		response.release();
		await response.body[Symbol.asyncIterator]().return?.();
		mock.timers.tick(999);
		assert.equal(signal.aborted, false);
		mock.timers.tick(1);
		assert.equal(signal.aborted, true);
	});

	for (const end of ['close', 'error'] as const) {
		it(`keeps its socket where the rest comes to its ${end}`, async () => {
			mock.timers.enable({ apis: ['setTimeout'] });
			const { writer, signal, response } = await answering();
			writer.enqueue(Buffer.from('one'));
			writer.enqueue(Buffer.from('two'));
			response.release();
			writer[end]();
			await setImmediate();
			mock.timers.tick(5000);
			assert.equal(signal.aborted, false);
		});
	}
});
