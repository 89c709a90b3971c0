import assert from 'node:assert/strict';
import type { MessageView } from '../../src/shared/conversation/conversationProtocol.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked, excerpt } from './samples.ts';

const WORDS = ['Alpha', 'Beta', 'Gamma', 'Bravo'];

/** Questions q1, q2 and so on, each with a long reply. */
function chatOf(count: number): MessageView[] {
	return Array.from({ length: count }, (_, index) => {
		const number = index + 1;
		const text = `${WORDS[index % WORDS.length]} asks\n\n  what number ${number} is`;
		return [
			asked({ id: `q${number}`, parent: index === 0 ? null : `r${index}`, text }),
			answered({
				id: `r${number}`,
				parent: `q${number}`,
				text: `Reply ${number}\n\n${'A line of text.\n\n'.repeat(40)}`,
			}),
		];
	}).flat();
}

describe('the questions of a chat', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});
	const list = () => chat.page.getByRole('listbox', { name: 'Questions' });
	const active = () => list().locator('[aria-selected="true"] .question-words').textContent();
	const press = async (...keys: string[]) => {
		for (const key of keys) await chat.page.keyboard.press(key);
	};
	const open = async () => {
		await chat.button('Questions').press('Enter');
		await list().waitFor();
	};
	/** The id of the message that has the keyboard, and whether a ring shows it. */
	const reached = () =>
		chat.page.evaluate(() => {
			const active = document.activeElement;
			const style = active && getComputedStyle(active);
			return [active?.getAttribute('data-id'), style?.outlineStyle];
		});
	/** How far a message begins below the upper edge of the messages, in pixels. */
	const below = (id: string) =>
		chat.page
			.locator(`[data-id="${id}"]`)
			.evaluate((article) =>
				Math.round(
					article.getBoundingClientRect().top -
						(article.closest('.scroller')?.getBoundingClientRect().top ?? 0),
				),
			);

	it('are not offered where nothing was asked, and are with the first', async () => {
		await chat.snapshot([]);
		assert.equal(await chat.button('Questions').isVisible(), false);
		await chat.changes({ type: 'message', view: asked() });
		await open();
		assert.equal(await list().getByRole('option').count(), 1);
		await chat.changes({ type: 'message', view: asked({ id: 'q2', text: 'One more' }) });
		assert.equal(await list().getByRole('option').count(), 2, 'it goes on while it is open');
	});

	it('stand in a list by number, one line each, with the one marked that is read', async () => {
		await chat.snapshot([
			...chatOf(3),
			asked({ id: 'q4', parent: 'r3', text: '', excerpts: [excerpt] }),
		]);
		await open();
		assert.deepEqual(await list().getByRole('option').allTextContents(), [
			'1Alpha asks what number 1 is',
			'2Beta asks what number 2 is',
			'3Gamma asks what number 3 is',
			'4src/sum.py',
		]);
		const heights = await list()
			.getByRole('option')
			.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
		assert.deepEqual(heights, [22, 22, 22, 22]);
		assert.equal(await active(), 'Gamma asks what number 3 is', 'its reply is at the edge');
		assert.equal(
			await list().locator('[aria-current="true"] .question-words').textContent(),
			'Gamma asks what number 3 is',
		);
	});

	it('are led through with arrows, Home, End and first letters or a number', async () => {
		await chat.snapshot(chatOf(12), {}, { place: { id: 'q1', offset: 0 } });
		await open();
		await press('Home');
		assert.match((await active()) ?? '', /number 1 /);
		await press('ArrowDown', 'ArrowDown', 'ArrowUp');
		assert.match((await active()) ?? '', /number 2 /);
		await press('End');
		assert.match((await active()) ?? '', /number 12 /);
		await press('Home', 'b');
		assert.match((await active()) ?? '', /^Beta.* 2 /);
		await press('r');
		assert.match((await active()) ?? '', /^Bravo.* 4 /);
		await press('Escape');
		await open();
		await press('1', '1');
		assert.match((await active()) ?? '', /number 11 /);
	});

	it('are gone to with Enter or a click, with a ring, also those not in the page yet', async () => {
		await chat.snapshot(chatOf(300));
		await open();
		await press('Home', 'ArrowDown', 'Enter');
		assert.deepEqual(await reached(), ['q2', 'solid']);
		assert.equal(await list().isVisible(), false);
		await chat.page.waitForFunction(() => document.querySelectorAll('article').length === 600);
		assert.ok(Math.abs(await below('q2')) <= 1, 'it stays while what is above comes');
		await open();
		await list().getByRole('option').nth(2).click();
		assert.deepEqual(await reached(), ['q3', 'solid']);
	});

	it('are thousands in a long chat, of which only those in view are in the page', async () => {
		const many = Array.from({ length: 2000 }, (_, index) => [
			asked({
				id: `q${index + 1}`,
				parent: index === 0 ? null : `r${index}`,
				text: `This is number ${index + 1}`,
			}),
			answered({ id: `r${index + 1}`, parent: `q${index + 1}`, text: 'Yes.' }),
		]).flat();
		await chat.snapshot(many);
		await open();
		const option = list().getByRole('option');
		const inPage = async () => {
			const count = await option.count();
			assert.ok(count > 10 && count < 60, `${count} rows are in the page`);
		};
		const isInView = () =>
			list().evaluate((box) => {
				const [row, room] = [box.querySelector('[aria-selected="true"]'), box].map((one) =>
					one?.getBoundingClientRect(),
				);
				return row && room && row.top >= room.top && row.bottom <= room.bottom;
			});
		for (const [key, number] of [
			['Home', 1],
			['PageDown', 19],
			['End', 2000],
			['PageUp', 1982],
			['ArrowUp', 1981],
		] as const) {
			await press(key);
			assert.equal(await active(), `This is number ${number}`, key);
			assert.equal(await isInView(), true, key);
			await inPage();
		}
		const told = list().locator('[aria-selected="true"]');
		assert.deepEqual(
			[
				await told.getAttribute('aria-posinset'),
				await told.getAttribute('aria-setsize'),
				await told.getAttribute('id'),
			],
			['1981', '2000', await list().getAttribute('aria-activedescendant')],
		);
		await list().evaluate((box) => box.scrollTo(0, 1000 * 22));
		await option.filter({ hasText: /number 1001$/ }).waitFor();
		await inPage();
		assert.equal(await active(), 'This is number 1981', 'scrolling chooses nothing');
		await press('1', '5', '0', '0');
		assert.equal(await active(), 'This is number 1500');
		await press('Enter');
		assert.deepEqual(await reached(), ['q1500', 'solid']);
	});

	it('close with Escape, Tab, a click elsewhere and a second one on the button', async () => {
		await chat.snapshot(chatOf(3));
		await open();
		await press('Escape');
		assert.equal(await list().isVisible(), false);
		assert.equal(await chat.focused(), 'Questions');
		await open();
		await press('Tab');
		assert.equal(await list().isVisible(), false);
		await chat.button('Questions').click();
		await list().waitFor();
		await chat.button('Questions').click();
		assert.equal(await list().isVisible(), false);
		await open();
		await chat.box.click();
		assert.equal(await list().isVisible(), false);
		assert.equal(await chat.focused(), 'Message');
	});

	describe('in one line over their replies', () => {
		const line = () => chat.button('Go to Question');
		const painted = () =>
			line().evaluate((button) => getComputedStyle(button, '::before').content.slice(1, -1));
		const scrollTo = async (id: string, by: number) => {
			await chat.page.locator(`[data-id="${id}"]`).evaluate(async (article, offset) => {
				const scroller = article.closest('.scroller');
				if (scroller === null) return;
				// What comes near the screen takes on its height with the next pictures.
				for (let still = 0, pictures = 0; still < 6 && pictures < 60; pictures++) {
					const left =
						article.getBoundingClientRect().top - scroller.getBoundingClientRect().top + offset;
					still = Math.abs(left) < 1 ? still + 1 : 0;
					if (still === 0) scroller.scrollTop += left;
					await new Promise((go) => requestAnimationFrame(go));
				}
			}, by);
		};

		it('are seen only while they are above, and move nothing', async () => {
			await chat.snapshot(chatOf(3));
			await line().waitFor();
			assert.equal(await painted(), 'Gamma asks what number 3 is');
			await scrollTo('q2', 0);
			assert.equal(await line().isVisible(), false, 'the question itself is there');
			await scrollTo('q2', -20);
			assert.equal(await line().isVisible(), false, 'the next one would be covered');
			const before = await below('q2');
			await scrollTo('q2', -200);
			assert.equal(await painted(), 'Alpha asks what number 1 is');
			assert.equal(await below('q2'), before + 180);
			await scrollTo('r2', 5);
			assert.equal(await painted(), 'Beta asks what number 2 is');
			const { x, y, height } = (await line().boundingBox()) ?? {};
			assert.deepEqual([x, y, height], [0, 28, 26]);
		});

		it('lead to the question, and are none themselves', async () => {
			await chat.snapshot(chatOf(3));
			await line().click();
			assert.deepEqual(await reached(), ['q3', 'solid']);
			assert.ok(Math.abs(await below('q3')) <= 1);
			await line().waitFor({ state: 'hidden' });
			await scrollTo('r3', 50);
			await line().waitFor();
			assert.equal(await chat.page.getByRole('article').count(), 6);
			assert.equal(await chat.page.getByText('what number 3 is').count(), 1);
		});

		it('go with the chat they are of', async () => {
			await chat.snapshot(chatOf(3));
			await line().waitFor();
			await chat.snapshot([asked()], {}, { conversation: 'c-2' });
			await line().waitFor({ state: 'hidden' });
		});

		it('hide nothing that Alt and an arrow, or Find, lead to', async () => {
			await chat.snapshot(chatOf(6));
			await press('Control+f');
			await chat.page.keyboard.type('Reply 2');
			await chat.page.getByText('1 of 1').waitFor();
			await press('Enter');
			const edge = (await chat.page.locator('.scroller').boundingBox())?.y ?? 0;
			const isSeen = () =>
				chat.page.evaluate((least) => {
					const [range] = CSS.highlights.get('find-current') ?? [];
					const { top, bottom } =
						range instanceof Range ? range.getBoundingClientRect() : new DOMRect();
					return top >= least && bottom <= innerHeight;
				}, edge + 26);
			// What is near it takes on its height with the next pictures, and the match stays in view.
			for (let pictures = 0; pictures < 12; pictures++) await chat.painted();
			assert.ok(await isSeen());
			await press('Escape');
			await chat.page.locator('[data-id="q6"]').focus();
			await press('Alt+ArrowUp', 'Alt+ArrowUp', 'Alt+ArrowUp');
			assert.deepEqual(await reached(), ['r4', 'solid']);
		});
	});
});
