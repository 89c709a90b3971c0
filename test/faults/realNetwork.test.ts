import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type FaultyFront, startFaultyFront } from '../e2e/faultyFront.ts';
import { type Scene, startScene, type Window } from '../e2e/scene.ts';
import { delta, events } from '../unit/api/network/testServer.ts';
import { deliveredText } from './deliveredText.ts';
import { figuresOf } from './figures.ts';
import { measureWindow } from './measureWindow.ts';
import { seededRandom, seedOfRun } from './seededRandom.ts';
import { Asker, assertKept, shown } from './shownReply.ts';
import { startToxicProxy, type ToxicProxy } from './toxicProxy.ts';
import { randomToxics } from './toxics.ts';

const AREA = 'The network, in a real VS Code';
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n';
const WORDS = ['Alpha ', 'beta ', 'gamma ', 'delta.'];
const TEXT = WORDS.join('');
/** As short as an event may be: every byte of it is a fault of its own. */
const BRIEF = events(...WORDS.map((content) => ({ choices: [{ delta: { content } }] })), '[DONE]');
const LONG_REPLY = Array.from({ length: 40 }, (_, word) => `word${word}`).join(' ');

const SENDS = Number(process.env['FAULT_SENDS'] ?? 400);
const WARM = 50;
const TOXICS = Number(process.env['FAULT_TOXICS'] ?? 150);
/** Megabytes that an extension host may have grown by after so many sends; it collects its garbage when it likes. */
const MOST_GROWTH = 60;
/** Listeners that an empty chat may have more than another one, of what has been drawn since; one that each send left would be hundreds. */
const MOST_LISTENERS = 40;

describe('the network under a real VS Code', () => {
	const seed = seedOfRun();
	const random = seededRandom(seed);
	let front: FaultyFront;
	let proxy: ToxicProxy;
	let scene: Scene;
	let window: Window;
	let asker: Asker;

	before(async () => {
		front = await startFaultyFront(0);
		proxy = await startToxicProxy(front.port, seededRandom(seed + 1));
		scene = await startScene(
			{ pace: 0 },
			{
				'llamaChat.baseUrl': `http://127.0.0.1:${proxy.port}/api/v1`,
				'llamaChat.connectTimeout': 2,
				'llamaChat.firstEventTimeout': 2,
				'llamaChat.idleTimeout': 2,
			},
		);
		front.leadTo(scene.standin.port);
		window = await scene.open();
		await window.chat.show();
		asker = new Asker(window);
	});
	after(async () => {
		await scene?.close();
		await proxy?.close();
		await front?.close();
	});

	afterEach(() => {
		proxy.poison([]);
		scene.standin.reset();
	});

	/** The next message works, whatever the last one ran into. */
	async function assertMended(): Promise<void> {
		scene.standin.script({ kind: 'reply', text: LONG_REPLY });
		assert.deepEqual(await asker.ask(), { text: LONG_REPLY, error: undefined });
	}

	it('refuses', async () => {
		const figures = figuresOf(AREA, 'the server refuses connections');
		for (let round = 0; round < 20; round++) {
			await proxy.stopListening();
			const reply = await asker.ask();
			await proxy.listenAgain();
			assert.equal(reply.error, 'No connection');
			assertKept(reply, '', '', figures);
			await assertMended();
		}
	});

	for (const how of ['ended', 'reset'] as const) {
		it(`the connection is ${how} after byte n of an answer, for every n`, async () => {
			const answer = Buffer.from(HEAD + BRIEF);
			const figures = figuresOf(AREA, `${how} after byte n of an answer, for every n`);
			for (let n = 0; n < answer.length; n++) {
				const part = answer.subarray(0, n);
				front.next((socket) =>
					socket.write(part, () => (how === 'ended' ? socket.end() : socket.resetAndDestroy())),
				);
				assertKept(await asker.ask(), deliveredText(part.toString()), TEXT, figures);
				if (n % 10 === 0) await assertMended();
			}
			await assertMended();
		});
	}

	it('a byte a second', async () => {
		const figures = figuresOf(AREA, 'a byte a second');
		for (const name of ['firstEventTimeout', 'idleTimeout']) {
			await window.workbench.setSetting(`llamaChat.${name}`, 300);
		}
		await window.chat.show();
		const answer = Buffer.from(
			HEAD + events(...(BRIEF.match(/\{.*\}/g)?.slice(0, 1) ?? []), '[DONE]'),
		);
		front.next((socket) => {
			let at = 0;
			const timer = setInterval(() => {
				socket.write(answer.subarray(at, ++at));
				if (at === answer.length) socket.end();
			}, 1000);
			socket.once('close', () => clearInterval(timer));
		});
		await asker.send();
		const streaming = window.chat.log.locator('article[data-status="streaming"]');
		await streaming.waitFor({ state: 'attached' });
		await streaming.waitFor({ state: 'detached', timeout: 300_000 });
		assertKept(await asker.ended(), 'Alpha', 'Alpha', figures);
		figures.notes = `${answer.length} bytes`;
		await assertMended();
		for (const name of ['firstEventTimeout', 'idleTimeout']) {
			await window.workbench.setSetting(`llamaChat.${name}`, 2);
		}
		await window.chat.show();
	});

	it('answers after Stop', async () => {
		const figures = figuresOf(AREA, 'an answer that comes after Stop');
		for (let round = 0; round < 50; round++) {
			const before = WORDS.slice(0, round % 4).join('');
			const asked = Promise.withResolvers<Socket>();
			front.next((socket) => {
				socket.write(HEAD + events(...(before === '' ? [] : [delta(before)])));
				asked.resolve(socket);
			});
			await asker.send();
			const socket = await asked.promise;
			const at = asker.last;
			if (before !== '') await window.chat.holds(window.chat.replies.nth(at), before.trim());
			const closed = once(socket, 'close');
			await window.chat.button('Stop').click();
			const stopped = await asker.ended();
			const more = setInterval(() => socket.write(events(delta('late '))), 1);
			await closed;
			clearInterval(more);
			assert.deepEqual(stopped, { text: before.trim(), error: undefined });
			if (!asker.isFull) {
				await assertMended();
				assert.deepEqual(await shown(window, at), stopped);
			}
			figures.injected++;
			figures.survived++;
		}
		figures.notes = 'each socket closed at the server';
	});

	it('toxics, several at once, at random', async () => {
		// Two bytes at a time, a long one would take minutes.
		const text = LONG_REPLY.slice(0, 80).trim();
		const figures = figuresOf(AREA, 'one to three of Toxiproxy’s toxics, at random');
		figures.notes = `FAULT_SEED=${seed} chooses them again`;
		console.log(`      FAULT_SEED=${seed}`);
		for (let round = 0; round < TOXICS; round++) {
			const { downstream, upstream } = randomToxics(random);
			try {
				proxy.poison(downstream, upstream);
				scene.standin.reset();
				scene.standin.script({ kind: 'reply', text });
				const reply = await asker.ask();
				assertKept(reply, deliveredText(proxy.delivered), text, figures);
				if (round % 10 === 9) {
					proxy.poison([]);
					scene.standin.reset();
					await assertMended();
				}
			} catch (error) {
				const toxics = JSON.stringify({ downstream, upstream });
				const came = deliveredText(proxy.delivered);
				const seen = await window.chat.log.innerText().catch(String);
				throw new Error(
					`FAULT_SEED=${seed}, round ${round}: ${toxics}\n“${came}” came; the chat shows: ${seen}`,
					{ cause: error },
				);
			}
		}
		proxy.poison([]);
		scene.standin.reset();
		await assertMended();
	});

	it(`sends and stops ${SENDS} times`, async () => {
		const figures = figuresOf(AREA, 'send and stop, one after the other');
		const { standin } = scene;
		const sendAndStop = async (send: number) => {
			const words = send % 7;
			standin.script({ kind: 'reply', text: LONG_REPLY, holdAfter: words });
			await asker.send();
			await standin.waitForHold();
			await window.chat.button('Stop').click();
			const { text, error } = await asker.ended().catch(async (cause) => {
				const seen = await window.chat.log.innerText();
				throw new Error(`After send ${send} the chat shows: ${seen}`, { cause });
			});
			assert.equal(error, undefined);
			assert.ok(LONG_REPLY.startsWith(text), text);
			standin.release();
			standin.reset();
		};
		for (let send = 0; send < WARM; send++) await sendAndStop(send);
		await asker.startNew();
		const before = await measureWindow(scene, window);
		for (let send = 0; send < SENDS; send++) {
			await sendAndStop(send);
			figures.injected++;
		}
		await asker.startNew();
		const after = await measureWindow(scene, window);
		figures.notes = `${proxy.open} connections open at the server; extension host: sockets ${before.sockets} → ${after.sockets}, ${before.memory} → ${after.memory} MB; page: listeners ${before.listeners} → ${after.listeners}, nodes ${before.nodes} → ${after.nodes}`;
		// The client keeps a connection or two for the next request.
		assert.ok(proxy.open <= 2, `${proxy.open} connections are open at the server`);
		assert.ok(after.sockets <= before.sockets + 2, `${before.sockets} → ${after.sockets} sockets`);
		assert.ok(
			after.listeners <= before.listeners + MOST_LISTENERS,
			`${before.listeners} → ${after.listeners} listeners`,
		);
		assert.ok(after.nodes <= before.nodes * 1.1, `${before.nodes} → ${after.nodes} DOM nodes`);
		assert.ok(after.memory - before.memory < MOST_GROWTH, `${before.memory} → ${after.memory} MB`);
		await assertMended();
		figures.survived += SENDS;
	});
});
