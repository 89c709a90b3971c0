import assert from 'node:assert/strict';
import type { MessageView } from '../../src/shared/conversation/conversationProtocol.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

/** Questions and replies in turn, named m0, m1 and so on. */
function longChat(count: number): MessageView[] {
	return Array.from({ length: count }, (_, index) => {
		const id = `m${index}`;
		const parent = `m${index - 1}`;
		return index % 2 === 0
			? asked({ id, parent, text: `Question ${index}` })
			: answered({
					id,
					parent,
					text: `Reply **${index}**\n\n- one\n- two\n\n\`\`\`\ncode\n\`\`\``,
				});
	});
}

describe('A long chat', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const ids = () =>
		chat.page
			.locator('article')
			.evaluateAll((articles) => articles.map((article) => article.getAttribute('data-id') ?? ''));
	const allShown = (count: number) =>
		chat.page.waitForFunction(
			(wanted) => document.querySelectorAll('article').length === wanted,
			count,
		);
	const top = (id: string) =>
		chat.page
			.locator(`[data-id="${id}"]`)
			.evaluate((article) => Math.round(article.getBoundingClientRect().top));

	/** The ids of what is in the page at its acknowledgement, before it has had time for more. */
	const atOnce = () =>
		chat.page.evaluate(
			() =>
				new Promise<string[]>((resolve) => {
					const observer = new MutationObserver(() => {
						observer.disconnect();
						const articles = [...document.querySelectorAll('article')];
						resolve(articles.map((article) => article.dataset['id'] ?? ''));
					});
					observer.observe(document.body, { childList: true, subtree: true });
				}),
		);

	/** From now on nothing is done while the page is idle, until `letIdle`. */
	const holdIdle = () =>
		chat.page.evaluate(() => {
			const callbacks: IdleRequestCallback[] = [];
			Object.assign(globalThis, { callbacks, idle: globalThis.requestIdleCallback });
			globalThis.requestIdleCallback = (callback) => callbacks.push(callback);
		});
	const letIdle = () =>
		chat.page.evaluate(() => {
			const { callbacks, idle } = Object(globalThis);
			globalThis.requestIdleCallback = idle;
			for (const callback of callbacks) idle(callback);
		});

	it('shows its end at once and the rest above it, in order', async () => {
		const messages = longChat(200);
		const first = atOnce();
		await chat.snapshot(messages);
		const shown = await first;
		assert.ok(shown.length > 0 && shown.length < 20, `${shown.length} at once`);
		assert.deepEqual(
			shown,
			messages.slice(-shown.length).map(({ message }) => message.id),
		);
		await allShown(200);
		assert.deepEqual(
			await ids(),
			messages.map(({ message }) => message.id),
		);
		const distance = await chat.page
			.locator('.scroller')
			.evaluate(
				({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight,
			);
		assert.ok(distance < 5, 'the reader is still at the end');
	});

	const filling: readonly (readonly [string, string])[] = [
		['a line each', 'Yes.'],
		['a paragraph each', 'Some words. '.repeat(30)],
		['long prose', 'Some words. '.repeat(400)],
		['lists', '- one\n- two\n'.repeat(12)],
		['code that folds', `\`\`\`\n${'code\n'.repeat(300)}\`\`\``],
		['tables', `| a | b |\n| - | - |\n${'| c | d |\n'.repeat(20)}`],
	];
	for (const [name, text] of filling) {
		it(`fills the screen at once, and little more than that: ${name}`, async () => {
			await holdIdle();
			await chat.snapshot(
				Array.from({ length: 60 }, (_, index) => {
					const at = { id: `m${index}`, parent: `m${index - 1}` };
					return index % 2 === 0 ? asked({ ...at, text: 'More?' }) : answered({ ...at, text });
				}),
			);
			const [above, below] = await chat.page.locator('.scroller').evaluate((scroller) => {
				const articles = [...document.querySelectorAll('article')];
				const edge = scroller.getBoundingClientRect().top;
				const tops = articles.map((article) => article.getBoundingClientRect().top - edge);
				return [
					tops.filter((top) => top < -1.5 * scroller.clientHeight).length,
					tops[0] ?? Number.NaN,
				];
			});
			assert.ok(below !== undefined && below <= 0, `${below} pixels stay empty`);
			assert.ok(
				above !== undefined && above <= 6,
				`${above} stand more than one and a half screens above it`,
			);
			await letIdle();
			await allShown(60);
		});
	}

	it('takes what comes later above what is there, and counts it in', async () => {
		const messages = longChat(60);
		await chat.snapshot(messages.slice(40), {}, { earlier: 40 });
		await allShown(20);
		await chat.changes({ type: 'earlier', views: messages.slice(10, 40) });
		await chat.changes({ type: 'earlier', views: messages.slice(0, 10) });
		await allShown(60);
		assert.deepEqual(
			await ids(),
			messages.map(({ message }) => message.id),
		);
		// The questions are recalled in the order in which they were asked, the newest first.
		await chat.box.press('ArrowUp');
		assert.equal(await chat.box.inputValue(), 'Question 58');
		for (let more = 0; more < 29; more++) await chat.box.press('ArrowUp');
		assert.equal(await chat.box.inputValue(), 'Question 0');
	});

	it('says who answers only where that changes', async () => {
		const [question, reply, ...rest] = longChat(6);
		assert.ok(question && reply);
		const modelChange = { from: 'Llama 3 70B Instruct', to: 'Llama 3 8B Instruct' };
		const last = rest.pop();
		assert.ok(last);
		await chat.snapshot([question, reply, ...rest, { ...last, modelChange }]);
		const log = chat.page.getByRole('log', { name: 'Conversation' });
		const named = (await log.innerText()).match(/^.*Llama 3.*$/gm);
		assert.deepEqual(named, ['Model: Llama 3 70B Instruct → Llama 3 8B Instruct']);
		assert.equal(await log.getByRole('article', { name: reply.name }).count(), 3);
	});

	it('keeps the messages close to each other, and its end off the box', async () => {
		await chat.snapshot(longChat(60));
		await allShown(60);
		const gaps = await chat.page.evaluate(() => {
			const all = [...document.querySelectorAll('article')].slice(-20);
			const places = all.map((one) => one.getBoundingClientRect());
			const end = document.querySelector('.transcript')?.getBoundingClientRect().bottom ?? 0;
			return [
				...places.slice(1).map(({ top }, index) => top - (places[index]?.bottom ?? 0)),
				end - (places.at(-1)?.bottom ?? 0),
			].map(Math.round);
		});
		assert.deepEqual(gaps, [...Array.from({ length: 19 }, () => 12), 24]);
	});

	it('begins where the reader was, and stays there while the rest comes', async () => {
		await chat.snapshot(longChat(200), {}, { place: { id: 'm101', offset: 7 } });
		const edge = await chat.page
			.locator('.scroller')
			.evaluate((scroller) => Math.round(scroller.getBoundingClientRect().top));
		// Heights are fractions, scroll positions may not be.
		const isThere = async () => {
			// What grows in a frame is made up for by its end.
			await chat.page.evaluate(
				() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
			);
			return Math.abs((await top('m101')) - (edge - 7)) <= 1;
		};
		// A slow machine takes more than one frame to make up for it; the test's time limit ends this.
		const staysThere = async () => {
			while (!(await isThere()));
		};
		await staysThere();
		await allShown(200);
		await staysThere();
	});

	it('stays where the reader scrolls to while the rest comes', async () => {
		// Until the test has scrolled, nothing is idle.
		await holdIdle();
		await chat.snapshot(longChat(200));
		await chat.page.locator('.scroller').hover();
		await chat.page.mouse.wheel(0, -300);
		await chat.button('Scroll to Bottom').waitFor();
		const before = await top('m197');
		await letIdle();
		await allShown(200);
		assert.ok(Math.abs((await top('m197')) - before) <= 1);
	});

	it('takes changes to messages that it has not shown yet', async () => {
		await chat.snapshot(longChat(400));
		const view = answered({ id: 'm1', parent: 'm0', text: 'Reply', status: 'streaming' });
		await chat.changes({ type: 'message', view }, { type: 'text', id: 'm1', text: ' grows' });
		await allShown(400);
		const text = await chat.page.locator('[data-id="m1"] .markdown').textContent();
		assert.match(text ?? '', / grows$/);
	});

	it('remembers all that was asked, and returns the keyboard to where it was', async () => {
		await chat.snapshot(longChat(100));
		await chat.page.getByRole('textbox', { name: 'Message', exact: true }).focus();
		for (let press = 0; press < 50; press++) await chat.page.keyboard.press('ArrowUp');
		const box = chat.page.getByRole('textbox', { name: 'Message', exact: true });
		assert.equal(await box.inputValue(), 'Question 0');
		await allShown(100);
		await chat.page.locator('[data-id="m41"]').focus();
		// Its question and it are deleted: what stands there now has the keyboard.
		await chat.snapshot(longChat(100).filter(({ message }) => !/^m4[01]$/.test(message.id)));
		const focused = await chat.page.evaluate(
			() => document.activeElement?.closest('article')?.dataset['id'],
		);
		assert.equal(focused, 'm43');
	});

	it('finds what stands far above, and brings it onto the screen', async () => {
		await chat.snapshot(longChat(300));
		await allShown(300);
		await chat.page.keyboard.press('Control+F');
		await chat.page.getByRole('textbox', { name: 'Find in Chat' }).fill('Question 40');
		await chat.page.waitForFunction(() => {
			const found = document.querySelector('[data-id="m40"] .question-text');
			const { top = 0, bottom = 0 } = found?.getBoundingClientRect() ?? {};
			return top > 0 && bottom > 0 && bottom < innerHeight;
		});
	});

	it('holds on to nothing of the chats that were shown before', async () => {
		const devTools = await chat.page.context().newCDPSession(chat.page);
		const counts = async () => {
			await devTools.send('HeapProfiler.collectGarbage');
			await devTools.send('HeapProfiler.collectGarbage');
			return devTools.send('Memory.getDOMCounters');
		};
		const show = async (conversation: string) => {
			await chat.snapshot(longChat(100), {}, { conversation });
			await allShown(100);
		};
		await show('c0');
		await show('c1');
		const before = await counts();
		for (let index = 2; index < 12; index++) await show(`c${index}`);
		const after = await counts();
		assert.ok(after.nodes < before.nodes * 1.5, `${after.nodes} nodes of ${before.nodes}`);
		const listeners = `${after.jsEventListeners} listeners of ${before.jsEventListeners}`;
		assert.ok(after.jsEventListeners < before.jsEventListeners * 1.5, listeners);
	});
});
