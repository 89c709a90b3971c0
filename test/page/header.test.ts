import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { contextSample } from './requestSamples.ts';
import { answered, asked } from './samples.ts';

const TITLE = 'How do I add many numbers with care for what is lost?';
const SPENT = '3 replies · 1,646 tokens in and out · $0.0000824123';

describe('the header', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});
	const title = () => chat.button('Chat Title');
	const box = () => chat.page.getByRole('textbox', { name: 'Chat Title', exact: true });
	const painted = () =>
		title().evaluate((button) => getComputedStyle(button, '::before').content.slice(1, -1));
	const show = () =>
		chat.snapshot([asked(), answered()], { title: TITLE, spent: SPENT, context: contextSample });

	it('has title, questions, cost and context in one row of 28 pixels, whatever is scrolled', async () => {
		await chat.snapshot([asked(), answered({ text: 'A line\n\n'.repeat(100) })], {
			title: TITLE,
			spent: SPENT,
			context: contextSample,
		});
		const { x, y, height, width } = (await chat.page.locator('.chat-head').boundingBox()) ?? {};
		assert.deepEqual([x, y, height, width], [0, 0, 28, 300]);
		assert.equal(await painted(), TITLE);
		const cost = chat.button(`This chat: ${SPENT}`);
		assert.equal(await cost.textContent(), '$0.0000824123');
		assert.equal(await chat.page.locator('.chat-head .meter').textContent(), '≈1.2k/8k');
		await cost.press('Enter');
		assert.equal((await chat.received('showUsage')).length, 1);
	});

	it('is there for an empty chat, without holes', async () => {
		await chat.snapshot([]);
		assert.equal(await painted(), 'New Chat');
		assert.equal(await chat.page.locator('.chat-sum').isVisible(), false);
		assert.equal(await chat.page.locator('.meter').isVisible(), false);
		await chat.status({ spent: '1 reply · 12 tokens in and out' });
		assert.equal(await chat.page.locator('.chat-sum').textContent(), '12 tokens');
	});

	it('shows how much of the context is used as a ring', async () => {
		await show();
		const ring = chat.page.locator('.meter-ring');
		const used = () => ring.evaluate(({ style }: HTMLElement) => style.getPropertyValue('--used'));
		assert.equal(Number(await used()).toFixed(2), '0.15');
		await chat.status({ context: { ...contextSample, tokens: 10_000, fits: false } });
		assert.equal(await used(), '1', 'no more than all of it');
		await chat.status({ context: { ...contextSample, context: null } });
		assert.equal(await ring.isVisible(), false);
	});

	it('opens what the context holds under it, over the messages', async () => {
		await show();
		const before = await chat.page.locator('.scroller').boundingBox();
		await chat.page.locator('button.meter').click();
		const fold = chat.page.getByRole('region', { name: 'Context', exact: true });
		const { y = 0, x = 0, width = 0 } = (await fold.boundingBox()) ?? {};
		assert.ok(y >= 28 && x >= 0 && x + width <= 300, `${x} ${y} ${width}`);
		assert.deepEqual(await chat.page.locator('.scroller').boundingBox(), before);
		await chat.page.keyboard.press('Tab');
		assert.equal(await chat.focused(), 'Shorten src/sum.py, lines 3–4');
		await chat.page.keyboard.press('Escape');
		assert.equal(await fold.isVisible(), false);
		assert.equal(await chat.page.evaluate(() => document.activeElement?.className), 'meter');
	});

	it('closes it by Escape on its button, and by a press elsewhere but not within it', async () => {
		await show();
		const button = chat.page.locator('button.meter');
		const fold = chat.page.getByRole('region', { name: 'Context', exact: true });
		await button.click();
		await button.focus();
		await chat.page.keyboard.press('Escape');
		assert.equal(await fold.isVisible(), false);
		await button.click();
		await fold.click({ position: { x: 4, y: 4 } });
		assert.equal(await fold.isVisible(), true);
		await chat.box.click();
		assert.equal(await fold.isVisible(), false);
	});

	it('says of the context what its server told', async () => {
		await show();
		const window = 'Ollama says that this model takes 4,096 tokens now.';
		await chat.status({ context: { ...contextSample, context: 4096, window } });
		await chat.page.locator('button.meter').click();
		const fold = chat.page.getByRole('region', { name: 'Context', exact: true });
		await fold.getByText(window).waitFor();
		assert.match(await fold.innerText(), /of 4,096/);
		await chat.status({ context: { ...contextSample, context: 4096 } });
		await fold.getByText(window).waitFor({ state: 'detached' });
	});

	for (const [width, zoom] of [
		[300, 1],
		[300, 2],
		[200, 1],
	] as const) {
		it(`wraps and overlaps nothing at ${width} px and ${zoom * 100} %`, async () => {
			await chat.page.setViewportSize({ width: width / zoom, height: 700 });
			for (const spent of [SPENT, '12 replies · 123,456,789 tokens in and out']) {
				await chat.snapshot([asked(), answered()], { title: TITLE, spent, context: contextSample });
				const found = await chat.page.locator('.chat-head').evaluate((head) => {
					const buttons = [...head.querySelectorAll('button')].filter((one) => one.offsetWidth > 0);
					const rects = buttons.map((one) => one.getBoundingClientRect());
					return rects.flatMap(({ left, right, top, bottom }, at) => {
						const next = rects[at + 1];
						const name = buttons[at]?.className;
						return [
							...(top < 0 || bottom > 28 ? [`${name} is higher than the row`] : []),
							...(right > head.clientWidth ? [`${name} ends at ${right}`] : []),
							...(next && right > next.left + 0.5 ? [`${name} lies over the next`] : []),
							...(left < 0 ? [`${name} begins at ${left}`] : []),
						];
					});
				});
				assert.deepEqual(found, [], spent);
			}
		});
	}

	for (const [sum, tokens, context] of [
		['$0.0000824123', 1234, 8192],
		['≈$0.08251347512', 128_412, 131_072],
		['≈$12.000312450001', 12_345, 131_072],
	] as const) {
		it(`shows every digit of ${sum} at 300 px, and the context whole`, async () => {
			const spent = `12 replies · 123,456,789 tokens in and out · ${sum}`;
			await chat.snapshot([asked(), answered()], {
				title: TITLE,
				spent,
				context: { ...contextSample, tokens, context },
			});
			// A part of a pixel that is missing costs two letters.
			const fits = (selector: string) =>
				chat.page.locator(selector).evaluate((part) => {
					const { paddingLeft, paddingRight } = getComputedStyle(part);
					const room = part.getBoundingClientRect().width;
					const text = new Range();
					text.selectNodeContents(part);
					const { width } = text.getBoundingClientRect();
					return width <= room - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
				});
			assert.deepEqual([await fits('.chat-sum'), await fits('.meter-text')], [true, true]);
			await chat.button('New Chat').click();
			assert.equal((await chat.received('newChat')).length, 1);
		});
	}

	it('is renamed by a click and Enter, once', async () => {
		await show();
		await title().click();
		assert.equal(await box().inputValue(), TITLE);
		assert.equal(await chat.focused(), 'Chat Title');
		await chat.page.keyboard.type('Sums, with care');
		await chat.page.keyboard.press('Enter');
		assert.deepEqual(await chat.received('renameChat'), [
			{ type: 'renameChat', conversation: 'c-1', title: 'Sums, with care' },
		]);
		assert.equal(await box().count(), 0);
		assert.equal(await painted(), 'Sums, with care');
		assert.equal(await chat.focused(), 'Chat Title');
		await chat.status({ title: 'Sums, with care' });
		await title().press('Enter');
		await box().press('Enter');
		assert.equal((await chat.received('renameChat')).length, 1, 'nothing is another title');
	});

	it('a held Enter that has opened the box does not close it', async () => {
		await show();
		await title().focus();
		await chat.page.keyboard.down('Enter');
		await chat.page.keyboard.down('Enter');
		assert.equal(await box().count(), 1);
		await chat.page.keyboard.up('Enter');
		await chat.page.keyboard.press('Enter');
		assert.equal(await box().count(), 0);
	});

	it('Escape puts the title back and closes nothing else', async () => {
		await show();
		await chat.box.press('Control+f');
		const find = chat.page.getByRole('textbox', { name: 'Find in Chat' });
		await title().click();
		await chat.page.keyboard.type('Something else');
		await chat.page.keyboard.press('Escape');
		assert.equal(await painted(), TITLE);
		assert.equal(await find.isVisible(), true);
		assert.equal(await chat.focused(), 'Chat Title');
		assert.deepEqual(await chat.received('renameChat'), []);
	});

	it('keeps what is typed when it is left, for the chat it was typed for', async () => {
		await show();
		await title().click();
		await chat.page.keyboard.type('Kept');
		await chat.box.click();
		await title().click();
		await chat.page.keyboard.type('Kept later');
		await chat.snapshot([], { title: 'Another' }, { conversation: 'c-2' });
		assert.deepEqual(
			(await chat.received('renameChat')).map(({ conversation, title: to }) => [conversation, to]),
			[
				['c-1', 'Kept'],
				['c-1', 'Kept later'],
			],
		);
		assert.equal(await painted(), 'Another');
	});

	it('an empty title gives back the automatic one, and a long one is cut', async () => {
		await show();
		await title().click();
		await chat.page.keyboard.press('Delete');
		await chat.page.keyboard.type('  ');
		await chat.page.keyboard.press('Enter');
		assert.equal((await chat.received('renameChat'))[0]?.title, '');
		await title().click();
		await box().evaluate((input) => input instanceof HTMLInputElement && input.select());
		await chat.page.keyboard.insertText('x'.repeat(300));
		await chat.page.keyboard.press('Enter');
		assert.equal((await chat.received('renameChat'))[1]?.title, 'x'.repeat(200));
	});

	it('a title with a word of another button is no second one of that name', async () => {
		await chat.snapshot([asked(), answered({ status: 'streaming' })], {
			title: 'Stop and Send a Message',
			running: 'r1',
		});
		assert.equal(await chat.page.getByRole('button', { name: 'Stop' }).count(), 1);
		assert.equal(await chat.page.getByRole('button', { name: 'Send' }).count(), 0);
		assert.equal(await chat.page.getByText('Stop and Send').count(), 0, 'it is painted');
	});

	it('leads through its controls with the arrow keys', async () => {
		await show();
		await title().focus();
		await chat.page.keyboard.press('Tab');
		const names = [await chat.focused()];
		for (let left = 4; left > 0; left--) {
			await chat.page.keyboard.press('ArrowRight');
			names.push(await chat.focused());
		}
		assert.deepEqual(names, [
			'New Chat',
			'History',
			'Questions',
			`This chat: ${SPENT}`,
			'Context ≈1.2k/8k: about 1,234 of 8,192 tokens',
		]);
	});
});
