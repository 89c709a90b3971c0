import assert from 'node:assert/strict';
import { createChatServer } from '../../../../src/api/server/chatClient.ts';
import { DEFAULT_NETWORK } from '../../../../src/core/settings/networkSettings.ts';
import { deliveredText } from '../../../faults/deliveredText.ts';
import { figuresOf } from '../../../faults/figures.ts';
import { seededRandom, seedOfRun } from '../../../faults/seededRandom.ts';
import { startToxicProxy } from '../../../faults/toxicProxy.ts';
import { randomToxics, type Toxic } from '../../../faults/toxics.ts';
import { clientUnderTest } from '../server/clientUnderTest.ts';
import {
	asChatError,
	collect,
	delta,
	destination,
	EVENT_STREAM,
	events,
	type Outcome,
	REQUEST,
} from './testServer.ts';

/** `npm run test:faults` runs many more. */
const ROUNDS = process.env['LLAMA_CHAT_FAULTS'] === 'long' ? 300 : 10;

const WORDS = Array.from({ length: 20 }, (_, at) => `Wort${at} 🦙 `);
const TEXT = WORDS.join('');

describe('a connection with toxics', () => {
	const test = clientUnderTest();

	/** Asks through the toxics, and once more when they are gone. */
	async function network(random = seededRandom(1)) {
		const server = await test.serve((response) => {
			response.writeHead(200, EVENT_STREAM);
			for (const word of WORDS) response.write(events(delta(word)));
			response.end(events(delta('', 'stop'), '[DONE]'));
		});
		const proxy = await startToxicProxy(server.port, random);
		test.cleanUp(proxy.close);
		const client = createChatServer({
			network: () => ({ ...DEFAULT_NETWORK, firstEventTimeout: 1_000, idleTimeout: 1_000 }),
		});
		test.cleanUp(client.close);
		const where = destination(`http://127.0.0.1:${proxy.port}/v1`);
		return async (downstream: readonly Toxic[], upstream: readonly Toxic[] = []) => {
			proxy.poison(downstream, upstream);
			const outcome = await collect(client, where, undefined, REQUEST);
			assertKept(outcome, deliveredText(proxy.delivered));
			proxy.poison([]);
			const next = await collect(client, where, undefined, REQUEST);
			assert.equal(next.error, undefined);
			assert.equal(next.text, TEXT);
			return outcome;
		};
	}

	function assertKept({ text, error }: Outcome, delivered: string): void {
		assert.ok(TEXT.startsWith(text), text);
		assert.ok(text.length >= delivered.length, `${delivered.length} came, ${text.length} kept`);
		if (error === undefined) assert.equal(text, TEXT);
		else assert.ok(asChatError(error).message.length > 20);
	}

	for (const toxic of [
		{ type: 'latency', latency: 40, jitter: 20 },
		{ type: 'bandwidth', rate: 20 },
		{ type: 'slow_close', delay: 200 },
		{ type: 'slicer', averageSize: 20, sizeVariation: 9, delay: 0 },
	] satisfies Toxic[]) {
		it(`${toxic.type}: the reply is whole, whichever way it is`, async () => {
			const ask = await network();
			assert.equal((await ask([toxic])).text, TEXT);
			assert.equal((await ask([], [toxic])).text, TEXT);
		});
	}

	it('timeout: an error that says so', async () => {
		const ask = await network();
		const silent = asChatError((await ask([{ type: 'timeout', timeout: 0 }])).error).toFailure();
		assert.deepEqual([silent.kind, silent.setting], ['timeout', 'firstEventTimeout']);
		const { error } = await ask([], [{ type: 'timeout', timeout: 100 }]);
		assert.match(asChatError(error).message, /closed the connection without an answer/);
	});

	it('reset_peer: an error that says so', async () => {
		const ask = await network();
		for (const timeout of [0, 50]) {
			const { error } = await ask([{ type: 'reset_peer', timeout }]);
			assert.equal(asChatError(error).kind, 'network');
		}
	});

	it('limit_data: what has come is kept', async () => {
		const ask = await network();
		const outcome = await ask([{ type: 'limit_data', bytes: 1_500 }]);
		assert.equal(asChatError(outcome.error).kind, 'brokenStream');
		assert.ok(outcome.text.startsWith('Wort0 🦙 Wort1 🦙 '));
		const { error } = await ask([], [{ type: 'limit_data', bytes: 50 }]);
		assert.equal(asChatError(error).kind, 'network');
	});

	it('several at once, at random', async () => {
		const seed = seedOfRun();
		const random = seededRandom(seed);
		// A source of its own, or how the packets fall would decide what is chosen next.
		const ask = await network(seededRandom(seed + 1));
		const figures = figuresOf('The network', 'one to three of Toxiproxy’s toxics, at random');
		figures.notes = `FAULT_SEED=${seed} chooses them again`;
		for (let round = 0; round < ROUNDS; round++) {
			const { downstream, upstream } = randomToxics(random);
			figures.injected++;
			try {
				await ask(downstream, upstream);
				figures.survived++;
			} catch (error) {
				const toxics = JSON.stringify({ downstream, upstream });
				throw new Error(`FAULT_SEED=${seed}, round ${round}: ${toxics}`, { cause: error });
			}
		}
	}).timeout(600_000);
});
