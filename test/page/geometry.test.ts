import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { contextSample } from './requestSamples.ts';
import { answered, asked, busyStatus, everything } from './samples.ts';
import { STATES } from './states.ts';

const everythingOver = { ...busyStatus, context: contextSample, spent: '$0.03' };

describe('the page in little room', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	/** The names of the controls of which not the whole can be seen and clicked. */
	const cutOff = (names: readonly string[]) =>
		chat.page.evaluate((wanted) => {
			const named = (name: string) =>
				[...document.querySelectorAll('button, textarea')].find((control) =>
					(control.getAttribute('aria-label') ?? '').startsWith(name),
				);
			return wanted.filter((name) => {
				const control = named(name);
				const place = control?.getBoundingClientRect();
				if (!control || !place || place.width < 14 || place.height < 14) return true;
				const corners = [
					[place.left + 2, place.top + 2],
					[place.right - 2, place.bottom - 2],
				] as const;
				return !corners.every(([x, y]) => control.contains(document.elementFromPoint(x, y)));
			});
		}, names);

	for (const height of [200, 229, 300]) {
		for (const width of [150, 200, 300, 800]) {
			it(`keeps the text, Send and Stop in view: ${width} × ${height}`, async () => {
				await chat.page.setViewportSize({ width, height });
				await chat.snapshot(everything, everythingOver, { draft: 'A long draft\n'.repeat(30) });
				assert.deepEqual(await cutOff(['Message', 'Attach', 'Model', 'Parameters', 'Send']), []);
				await chat.status({ running: 'r3', waiting: null });
				assert.deepEqual(await cutOff(['Message', 'Stop', 'Queue Message']), []);
				const heights = await chat.page.evaluate(() =>
					['.scroller', '.over-box', '.box-parts'].map(
						(part) => document.querySelector(part)?.clientHeight ?? 0,
					),
				);
				assert.ok(Math.min(...heights) >= 10, `something has no room: ${heights}`);
			});
		}
	}

	/** Code, tables and formulas are as wide as they are. */
	const WIDE = 'pre, .table-scroller, .maths';
	for (const [state, show] of Object.entries(STATES)) {
		it(`needs no scrolling sideways for words and buttons, as at 200 %: ${state}`, async () => {
			await chat.page.setViewportSize({ width: 150, height: 350 });
			await show(chat);
			const sideways = await chat.page.evaluate((wide) => {
				const scrolls = (part: Element) => getComputedStyle(part).overflowX === 'auto';
				return [...document.querySelectorAll(`*:not(${wide})`)]
					.filter((part) => scrolls(part) && part.scrollWidth > part.clientWidth)
					.map((part) => `${part.className}: ${part.scrollWidth} in ${part.clientWidth}`);
			}, WIDE);
			assert.deepEqual(sideways, []);
		});
	}

	it('shows a notice whole, with its buttons, over a box that is full', async () => {
		for (const width of [300, 800]) {
			await chat.page.setViewportSize({ width, height: 700 });
			await chat.snapshot(everything, everythingOver);
			const notice = chat.page.locator('.notice .failure');
			await notice.waitFor();
			const seen = await notice.evaluate((shown) => {
				const { top, bottom } = shown.getBoundingClientRect();
				const room = shown.closest('.over-box')?.getBoundingClientRect();
				return top >= (room?.top ?? Infinity) && bottom <= (room?.bottom ?? 0);
			});
			assert.ok(seen, `${width} px`);
			assert.ok(await chat.button('Open Setting').isVisible());
		}
	});

	it('has a box of a line and its toolbar where nothing goes along', async () => {
		for (const width of [300, 800]) {
			await chat.page.setViewportSize({ width, height: 700 });
			await chat.snapshot([asked(), answered()]);
			const height = await chat.page.locator('.box').evaluate((box) => box.clientHeight);
			assert.ok(height >= 60 && height <= 72, `it is ${height} px high`);
		}
	});

	it('shows the meter whole at 300 px', async () => {
		await chat.snapshot([asked()], everythingOver);
		const meter = await chat.page.locator('button.meter').evaluate((button) => ({
			text: button.textContent,
			cut: button.scrollWidth - button.clientWidth,
		}));
		assert.deepEqual(meter, { text: '≈1.2k/8k', cut: 0 });
	});

	it('a turn of a word is little higher than its words', async () => {
		await chat.snapshot([
			asked({ id: 'q1', text: 'One?' }),
			answered({ id: 'r1', text: 'One.' }),
			asked({ id: 'q2', parent: 'r1', text: 'Two?' }),
			answered({ id: 'r2', parent: 'q2', text: 'Two.' }),
			asked({ id: 'q3', parent: 'r2', text: 'Three?' }),
		]);
		const tops = await chat.page
			.locator('.question')
			.evaluateAll((articles) => articles.map((article) => article.getBoundingClientRect().top));
		const height = (tops[2] ?? 0) - (tops[1] ?? 0);
		assert.ok(height > 60 && height <= 116, `it is ${height} px high`);
	});

	it('an empty chat opens at its beginning', async () => {
		await chat.page.setViewportSize({ width: 150, height: 350 });
		await chat.snapshot([], { needsKey: true });
		await chat.status({ modelName: 'Another model' });
		const scrolled = () =>
			chat.page.locator('.scroller').evaluate((scroller) => scroller.scrollTop);
		assert.equal(await scrolled(), 0);
		const room = await chat.page
			.locator('.scroller')
			.evaluate((scroller) => scroller.scrollHeight - scroller.clientHeight);
		assert.ok(room > 20, 'it is higher than its room');
		assert.equal(await chat.button('Scroll to Bottom').count(), 0);
		await chat.page.locator('.scroller').evaluate((scroller) => {
			scroller.scrollTop = 15;
		});
		await chat.status({ modelName: 'A third one' });
		assert.equal(await scrolled(), 15, 'it is left where the reader has it');
		await chat.snapshot([asked(), answered({ text: 'Long.\n\n'.repeat(40) })]);
		assert.ok((await scrolled()) > 100, 'a chat with messages opens at its end');
	});

	it('the button that leads to the end covers nothing', async () => {
		await chat.snapshot(everything, everythingOver);
		await chat.page.setViewportSize({ width: 300, height: 900 });
		await chat.page.locator('.scroller').evaluate((scroller) => {
			scroller.scrollTop = 0;
		});
		const button = chat.button('Scroll to Bottom');
		await button.waitFor();
		const place = (await button.boundingBox()) ?? assert.fail();
		const scroller = (await chat.page.locator('.scroller').boundingBox()) ?? assert.fail();
		assert.ok(place.y >= scroller.y + scroller.height);
	});
});

describe('what is not seen', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	/** Controls that are transparent where they stand over, or under, another control or a text. */
	const covering = () =>
		chat.page.evaluate(() => {
			const opacity = (element: Element): number =>
				Number(getComputedStyle(element).opacity) *
				(element.parentElement === null ? 1 : opacity(element.parentElement));
			const controls = [...document.querySelectorAll('button, a, input, textarea, summary')];
			const unseen = controls.filter((control) => opacity(control) < 0.1);
			const found: string[] = [];
			for (const control of unseen) {
				control.scrollIntoView({ block: 'nearest' });
				const { left, right, top, bottom } = control.getBoundingClientRect();
				for (const x of [left + 1, (left + right) / 2, right - 1]) {
					for (const y of [top + 1, (top + bottom) / 2, bottom - 1]) {
						const stack = document.elementsFromPoint(x, y);
						// Out of view there, or scrolled away beneath the line over the messages.
						if (!stack.includes(control) || stack[0]?.matches('.sticky-question')) continue;
						const others = stack.filter(
							(other) =>
								!other.contains(control) &&
								!control.contains(other) &&
								[...other.childNodes].some(
									(node) => node instanceof Text && node.data.trim() !== '',
								),
						);
						const hit = controls.filter(
							(other) => other !== control && stack.includes(other) && !other.contains(control),
						);
						for (const other of [...others, ...hit]) {
							found.push(
								`${control.getAttribute('aria-label')} over ${other.outerHTML.slice(0, 80)}`,
							);
						}
					}
				}
			}
			return { unseen: unseen.length, found };
		});

	for (const width of [200, 300, 800]) {
		it(`takes no click that is meant for something else: ${width} px`, async () => {
			await chat.page.setViewportSize({ width, height: 500 });
			await chat.snapshot(everything, everythingOver);
			await chat.page.locator('.hljs-keyword').first().waitFor();
			await chat.page.mouse.move(1, 1);
			const { unseen, found } = await covering();
			assert.ok(unseen > 8, `${unseen} controls are hidden until they are reached`);
			assert.deepEqual(found, []);
			await chat.page.keyboard.press('Control+f');
			await chat.page.getByRole('textbox', { name: 'Find in Chat' }).waitFor();
			assert.deepEqual((await covering()).found, []);
		});
	}

	it('code at the top of the page is inserted by a click at its button', async () => {
		const code = '```ts\nlet a = 1;\n```\n\n'.repeat(12);
		await chat.snapshot([asked(), answered({ text: code })]);
		const inserts = chat.button('Insert Code at Cursor');
		const scroller = chat.page.locator('.scroller');
		for (const by of [0, 7, 14, 21, 28]) {
			const at = await inserts.nth(6).evaluate((button, offset) => {
				const inside = button.closest('.scroller') ?? button;
				inside.scrollTop +=
					button.getBoundingClientRect().top - inside.getBoundingClientRect().top - offset;
				const { left, top, width, height } = button.getBoundingClientRect();
				return [left + width / 2, top + height / 2] as const;
			}, by);
			await scroller.evaluate(() => new Promise(requestAnimationFrame));
			await chat.page.mouse.click(...at);
			await chat.changes({
				type: 'done',
				key: JSON.stringify((await chat.received('insert')).at(-1)),
			});
		}
		assert.deepEqual(
			(await chat.received('insert')).map(({ block }) => block),
			[6, 6, 6, 6, 6],
		);
	});

	it('New Chat and History are clicked by their names, and show when they are reached', async () => {
		await chat.snapshot(everything);
		const buttons = chat.page.locator('.chat-buttons');
		const seen = () => buttons.evaluate((bar) => getComputedStyle(bar).opacity);
		await chat.page.mouse.move(150, 400);
		assert.equal(await seen(), '0');
		await chat.button('New Chat').click();
		assert.equal(await seen(), '1');
		await chat.button('History').click();
		assert.equal((await chat.received('newChat')).length, 1);
		assert.equal((await chat.received('showHistory')).length, 1);
		await chat.page.mouse.move(150, 400);
		await chat.button('New Chat').focus();
		assert.equal(await seen(), '1');
	});
});
