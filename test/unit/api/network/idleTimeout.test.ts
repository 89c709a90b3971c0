import assert from 'node:assert/strict';
import { type ChatClient, createChatServer } from '../../../../src/api/server/chatClient.ts';
import { DEFAULT_NETWORK } from '../../../../src/core/settings/networkSettings.ts';
import { clientUnderTest } from '../server/clientUnderTest.ts';
import {
	asChatError,
	collect,
	delta,
	destination,
	EVENT_STREAM,
	events,
	REQUEST,
} from './testServer.ts';

/** A clock that stands still until it is turned. */
class Clock {
	#now = 0;
	#timers = new Set<{ readonly at: number; readonly expired: () => void }>();

	readonly start = (ms: number, expired: () => void) => {
		const timer = { at: this.#now + ms, expired };
		this.#timers.add(timer);
		return () => this.#timers.delete(timer);
	};

	turn(ms: number): void {
		this.#now += ms;
		for (const timer of [...this.#timers]) {
			if (timer.at > this.#now) continue;
			this.#timers.delete(timer);
			timer.expired();
		}
	}
}

describe('the idle timeout', () => {
	const test = clientUnderTest();
	const HOUR = 3_600_000;

	function patient(): { readonly client: ChatClient; readonly clock: Clock } {
		const clock = new Clock();
		const client = createChatServer({
			startTimer: clock.start,
			network: () => ({ ...DEFAULT_NETWORK, firstEventTimeout: 300_000, idleTimeout: 120_000 }),
		});
		test.cleanUp(client.close);
		return { client, clock };
	}

	it('lasts for a reply of many hours that keeps coming', async () => {
		let send = (_text: string) => {};
		const server = await test.serve((response) => {
			send = (text) => response.write(text);
			response.writeHead(200, EVENT_STREAM);
			send(events(delta('0')));
		});
		const { client, clock } = patient();
		const signal = new AbortController().signal;
		let pieces = 0;
		for await (const event of client.streamReply(destination(server.baseUrl), REQUEST, signal)) {
			if (event.type !== 'text') continue;
			pieces++;
			// The next piece comes almost two minutes after the last one has been taken.
			setImmediate(() => {
				clock.turn(119_000);
				send(pieces === 150 ? events(delta('', 'stop'), '[DONE]') : events(delta(`${pieces}`)));
			});
		}
		assert.equal(pieces, 150);
		assert.ok(pieces * 119_000 > 4 * HOUR);
	});

	it('ends where the server says nothing, or no more than that it is at work', async () => {
		for (const opening of ['', ': PROCESSING\n\n']) {
			const { client, clock } = patient();
			const server = await test.serve((response) => {
				response.writeHead(200, EVENT_STREAM);
				response.write(opening);
				if (opening === '') clock.turn(300_000);
			});
			const received = createWaiter();
			const reply = collect(client, destination(server.baseUrl), undefined, REQUEST, {
				sending() {},
				answered() {},
				received: received.done,
				retrying() {},
			});
			if (opening !== '') {
				await received.promise;
				clock.turn(300_000);
			}
			const failure = asChatError((await reply).error).toFailure();
			assert.equal(failure.kind, 'timeout');
			assert.equal(failure.setting, 'firstEventTimeout');
			assert.match(failure.message, /for 300 s/);
		}
	});

	it('ends in mid-reply where only comments come, and the text stays', async () => {
		let send = (_text: string) => {};
		const server = await test.serve((response) => {
			send = (text) => response.write(text);
			response.writeHead(200, EVENT_STREAM);
			send(events(delta('one')));
		});
		const { client, clock } = patient();
		const reply = await collect(client, destination(server.baseUrl), undefined, REQUEST, {
			sending() {},
			answered() {},
			received({ text }) {
				// After the event and after the first comment, half of the time passes each time.
				setImmediate(() => {
					clock.turn(60_000);
					if (!text.startsWith(':')) send(': still here\n\n');
				});
			},
			retrying() {},
		});
		const failure = asChatError(reply.error).toFailure();
		assert.equal(reply.text, 'one');
		assert.equal(failure.kind, 'timeout');
		assert.equal(failure.setting, 'idleTimeout');
		assert.match(failure.message, /nothing came for 120 s/);
	});

	it('is short once the reply is finished, which is whole then, silent or with comments', async () => {
		const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
		for (const tail of ['', ': still here\n\n']) {
			const server = await test.serve((response) => {
				response.writeHead(200, EVENT_STREAM);
				response.write(
					events(delta('All of it.'), delta('', 'stop'), { choices: [], usage }) + tail,
				);
			});
			const { client, clock } = patient();
			const reply = await collect(client, destination(server.baseUrl), undefined, REQUEST, {
				sending() {},
				answered() {},
				received({ text }) {
					if (text.includes('usage')) setImmediate(() => clock.turn(5_000));
				},
				retrying() {},
			});
			assert.equal(reply.error, undefined);
			assert.equal(reply.text, 'All of it.');
			assert.deepEqual(reply.facts['usage'], usage);
		}
	});

	it('ends where no connection comes about', async () => {
		const client = createChatServer({
			network: () => ({ ...DEFAULT_NETWORK, transport: 'undici', connectTimeout: 50 }),
		});
		test.cleanUp(client.close);
		// TLS is never answered here.
		const mute = await test.serveTcp(() => {});
		const outcome = await collect(client, destination(mute.baseUrl.replace('http:', 'https:')));
		assert.equal(asChatError(outcome.error).kind, 'timeout');
		assert.match(
			asChatError(outcome.error).message,
			/^No connection to 127\.0\.0\.1:\d+ could be made/,
		);
	});
});

function createWaiter() {
	let done = () => {};
	const promise = new Promise<void>((resolve) => {
		done = resolve;
	});
	return { promise, done: () => done() };
}
