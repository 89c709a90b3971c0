import assert from 'node:assert/strict';
import type { MessageView } from '../../src/shared/conversation/conversationProtocol.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

/** Elements that may go out of the page in one go. */
const IN_ONE_GO = 2000;

/** Questions and replies in turn, of about 30 elements each. */
function longChat(count: number, word: string): MessageView[] {
	return Array.from({ length: count }, (_, index) => {
		const id = `m${index}`;
		const parent = `m${index - 1}`;
		const text = `${word} **${index}**\n\n- one\n- two\n\n| a | b |\n| - | - |\n| c | d |`;
		return index % 2 === 0 ? asked({ id, parent, text }) : answered({ id, parent, text });
	});
}

describe('A long chat that makes room for another', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const inPage = () => chat.page.locator('article').count();
	const shows = (count: number) =>
		chat.page.waitForFunction(
			(wanted) => document.querySelectorAll('article').length === wanted,
			count,
		);
	const showWhole = async (count: number, word = 'Old') => {
		await chat.snapshot(longChat(count, word), {}, { conversation: 'c1' });
		await shows(count);
	};
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
	const height = () => chat.page.locator('.scroller').evaluate(({ scrollHeight }) => scrollHeight);

	it('is neither seen, heard, found nor reached from then on, though it goes out bit by bit', async () => {
		await chat.snapshot(longChat(4, 'New'), {}, { conversation: 'c2' });
		const alone = await height();
		await showWhole(200);
		await holdIdle();
		await chat.snapshot(longChat(4, 'New'), {}, { conversation: 'c2' });
		assert.ok((await inPage()) > 100, 'most of it is in the page yet');
		assert.equal(await height(), alone);
		assert.equal(await chat.page.getByRole('log').count(), 1);
		assert.equal(await chat.page.getByRole('article').count(), 4);
		assert.equal(await chat.page.getByText('Old').filter({ visible: true }).count(), 0);
		await chat.page.keyboard.press('Control+F');
		await chat.page.getByRole('textbox', { name: 'Find in Chat' }).fill('Old');
		await chat.page.getByText('No results').waitFor();
		await chat.page.keyboard.press('Escape');
		await chat.box.focus();
		await chat.box.press('Alt+ArrowUp');
		for (const id of ['m3', 'm2', 'm1', 'm0', 'm0']) {
			const focused = await chat.page.evaluate(() => {
				const article = document.activeElement?.closest('article');
				return [article?.dataset['id'], article?.textContent.includes('New')];
			});
			assert.deepEqual(focused, [id, true]);
			await chat.page.keyboard.press('Alt+ArrowUp');
		}
		await letIdle();
		await shows(4);
		assert.equal(await chat.page.locator('.transcript').count(), 1);
		assert.equal(await height(), alone);
	});

	it('is out of the page in the end, whatever is shown before it is', async () => {
		await showWhole(200);
		await holdIdle();
		await chat.snapshot(longChat(200, 'Next'), {}, { conversation: 'c2' });
		await chat.snapshot([], {}, { conversation: 'c3' });
		assert.ok((await inPage()) > 100);
		await chat.page.getByRole('region', { name: 'Getting started' }).waitFor();
		const distance = await chat.page.locator('.scroller').evaluate(({ scrollTop }) => scrollTop);
		assert.equal(distance, 0);
		await chat.snapshot(longChat(6, 'Last'), {}, { conversation: 'c4' });
		assert.equal(await chat.page.getByRole('article').count(), 6);
		await letIdle();
		await shows(6);
		assert.equal(await chat.page.locator('.transcript').count(), 1);
	});

	it('gives the keyboard and the reader’s place to the same message where it is shown anew', async () => {
		await showWhole(200);
		const button = chat.page.locator('[data-id="m101"]').getByRole('button').last();
		await button.evaluate((one) => one.scrollIntoView({ block: 'center' }));
		await button.focus();
		await chat.button('Scroll to Bottom').waitFor();
		const place = () =>
			chat.page.evaluate(() => {
				const one = document.activeElement;
				const box = one?.getBoundingClientRect();
				const isShown = one?.closest('[inert]') === null;
				return [one?.closest('article')?.dataset['id'], isShown, Math.round(box?.top ?? -1)];
			});
		const [id, isShown, top] = await place();
		await holdIdle();
		await chat.snapshot(longChat(200, 'Old'), {}, { conversation: 'c1' });
		const after = await place();
		assert.deepEqual([id, isShown], ['m101', true]);
		assert.deepEqual(after.slice(0, 2), ['m101', true]);
		assert.ok(Math.abs(Number(after[2]) - Number(top)) <= 1, `${top} ${after[2]}`);
		await letIdle();
		await shows(200);
		assert.equal(await chat.page.getByRole('article').count(), 200);
	});

	it('goes on being searched for what is shown', async () => {
		await showWhole(200);
		await chat.page.keyboard.press('Control+F');
		await chat.page.getByRole('textbox', { name: 'Find in Chat' }).fill('Old');
		await chat.page.getByText(/of 200$/).waitFor();
		await chat.snapshot(longChat(100, 'Old'), {}, { conversation: 'c2' });
		await chat.page.getByText(/of 100$/).waitFor();
		await chat.changes({
			type: 'message',
			view: asked({ id: 'm100', parent: 'm99', text: 'Old and older' }),
		});
		await chat.page.getByText(/of 102$/).waitFor();
	});

	const sizes: readonly (readonly [string, MessageView[]])[] = [
		['many messages', longChat(200, 'Old')],
		[
			'one long reply',
			[
				answered({
					id: 'm0',
					parent: 'm',
					text: '- *one*\n  - **two**\n\n`code`\n\n'.repeat(1500),
				}),
			],
		],
		[
			'one long list',
			[answered({ id: 'm0', parent: 'm', text: '- *one* and `two`\n'.repeat(3000) })],
		],
		[
			'one long table',
			[
				answered({
					id: 'm0',
					parent: 'm',
					text: `| a | b |\n| - | - |\n${'| c | *d* |\n'.repeat(2000)}`,
				}),
			],
		],
	];
	for (const [name, messages] of sizes) {
		it(`goes out in pieces that take no long time: ${name}`, async () => {
			await chat.snapshot(messages, {}, { conversation: 'c1' });
			await shows(messages.length);
			await chat.page.evaluate(() => {
				const removed: number[] = [];
				const sizeOf = (node: Node) =>
					node instanceof Element ? node.getElementsByTagName('*').length : 0;
				const observer = new MutationObserver((records) => {
					for (const { removedNodes } of records) removed.push(...[...removedNodes].map(sizeOf));
				});
				observer.observe(document.body, { childList: true, subtree: true });
				Object.assign(globalThis, { removed });
			});
			await chat.snapshot(longChat(2, 'New'), {}, { conversation: 'c2' });
			await shows(2);
			await chat.page.waitForFunction(() => document.querySelectorAll('.transcript').length === 1);
			const removed = await chat.page.evaluate(() => Object(globalThis).removed as number[]);
			assert.ok(removed.length > 2);
			assert.ok(Math.max(...removed) <= IN_ONE_GO, `${Math.max(...removed)} elements at once`);
		});
	}
});
