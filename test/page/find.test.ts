import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { ChatPage, chatPageForEachTest } from './chatPage.ts';
import { parametersSample } from './requestSamples.ts';
import { answered, asked, excerpt, statusOf } from './samples.ts';
import { THEME_KINDS } from './themes.ts';

describe('Find in Chat', () => {
	let chat: ChatPage;
	let browser: Browser;
	chatPageForEachTest((page, itsBrowser) => {
		chat = page;
		browser = itsBrowser;
	});

	const bar = () => chat.page.getByRole('search');
	const input = () => chat.page.getByRole('textbox', { name: 'Find in Chat' });
	const counts = (text: string) => bar().getByText(text, { exact: true }).waitFor();
	/** Waits until this text is the current match, and can be seen: code that gets its colours moves it for the time of a picture. */
	const isCurrent = (text: string) =>
		chat.page.waitForFunction((expected) => {
			const [range] = CSS.highlights.get('find-current') ?? [];
			if (!(range instanceof Range) || range.toString() !== expected) return false;
			const { top, bottom } = range.getBoundingClientRect();
			const view = document.querySelector('.scroller')?.getBoundingClientRect();
			return view !== undefined && bottom > top && top >= view.top && bottom <= view.bottom;
		}, text);

	it('gives the keyboard to the box when it came from nowhere, or from what is gone', async () => {
		await chat.snapshot([asked({ id: 'q', text: 'Needle?' }), answered({ id: 'r' })]);
		const opens = async () => {
			await chat.page.keyboard.press('Control+f');
			await input().fill('needle');
			await counts('1 of 1');
		};
		await chat.page.evaluate(() => (document.activeElement as HTMLElement).blur());
		await opens();
		await input().press('Escape');
		assert.equal(await chat.focused(), 'Message');
		await chat.page.getByRole('article').last().focus();
		await opens();
		await chat.snapshot([asked({ id: 'q', text: 'Needle?' })]);
		await input().press('Escape');
		assert.equal(await chat.focused(), 'Message');
	});

	it('marks what it finds so that it is seen, and where one is, in every kind of theme', async () => {
		for (const theme of THEME_KINDS) {
			const themed = await ChatPage.open(browser, { theme });
			await themed.snapshot([asked({ text: 'Needle, needle' }), answered()]);
			const looks = await themed.page.evaluate(() =>
				['find-match', 'find-current'].map((name) => {
					const style = getComputedStyle(document.body, `::highlight(${name})`);
					const { backgroundColor, textDecorationColor, textDecorationThickness } = style;
					const line = [textDecorationColor, textDecorationThickness];
					return [backgroundColor, ...line];
				}),
			);
			await themed.close();
			const clear = 'rgba(0, 0, 0, 0)';
			for (const [background, line] of looks) {
				assert.ok(background !== clear || line !== clear, `${theme}: ${looks.join(' | ')}`);
			}
			assert.notDeepEqual(looks[0], looks[1], theme);
		}
	});

	it('finds across messages, marks, goes around, and gives the focus back', async () => {
		const code = '```js\nconst needle = 1;\n```';
		const long = Array.from({ length: 80 }, (_, line) => `Line ${line}\n\n`).join('');
		await chat.snapshot([
			asked({ id: 'q', text: 'Where is the Needle?' }),
			answered({
				id: 'r',
				text: `A nee**dle** here.\n\n${long}\n\n${code}`,
				reasoning: 'a needle, folded',
			}),
		]);
		await chat.box.focus();
		await chat.page.keyboard.press('Control+f');
		await input().pressSequentially('needle');
		await counts('4 of 4');
		await isCurrent('needle');
		await input().press('Enter');
		await counts('1 of 4');
		await isCurrent('Needle');
		const fold = chat.page.locator('details.reasoning');
		assert.equal(await fold.getAttribute('open'), null);
		await input().press('Enter');
		await counts('2 of 4');
		assert.notEqual(await fold.getAttribute('open'), null);
		await isCurrent('needle');
		await chat.button('Next Match').click();
		await counts('3 of 4');
		await isCurrent('needle');
		await input().press('Enter');
		await counts('4 of 4');
		await isCurrent('needle');
		await input().press('Enter');
		await counts('1 of 4');
		await input().press('Shift+Enter');
		await counts('4 of 4');
		await chat.button('Previous Match').click();
		await counts('3 of 4');
		await input().fill('nothing like it');
		await counts('No results');
		await input().press('Escape');
		await bar().waitFor({ state: 'hidden' });
		assert.equal(await chat.page.evaluate(() => CSS.highlights.size), 0);
		assert.equal(await chat.box.evaluate((box) => box === document.activeElement), true);
	});

	it('counts on while a reply streams, and stays where the reader is', async () => {
		await chat.snapshot([
			asked({ id: 'q', text: 'word?' }),
			answered({ id: 'r', text: 'One word.', status: 'streaming' }),
		]);
		await chat.changes({ type: 'status', status: statusOf({ running: 'r' }) });
		await chat.page.keyboard.press('Meta+f');
		await input().fill('word');
		await counts('1 of 2');
		await chat.changes({ type: 'text', id: 'r', text: ` More words.${'\n\nline'.repeat(200)}` });
		await counts('1 of 3');
		await isCurrent('word');
		await chat.button('Close Find').click();
		await bar().waitFor({ state: 'hidden' });
	});

	describe('begins where one reads', () => {
		const paragraphs = (from: number) =>
			Array.from({ length: 40 }, (_, line) => `Needle ${from + line}.\n\n`).join('');
		const scrollTo = (text: string) =>
			chat.page.getByText(text, { exact: true }).evaluate((part) => part.scrollIntoView());

		beforeEach(() =>
			chat.snapshot([
				asked({ id: 'q', text: 'Needle?' }),
				answered({ id: 'r', text: paragraphs(100), reasoning: 'needle' }),
				asked({ id: 'q2', parent: 'r', text: 'And?' }),
				answered({ id: 'r2', parent: 'q2', text: paragraphs(200) }),
			]),
		);

		it('with the first match in view, and stays there while it is typed on', async () => {
			await scrollTo('Needle 110.');
			await chat.page.keyboard.press('Control+f');
			await input().pressSequentially('needle');
			await counts('13 of 82');
			await input().pressSequentially(' 1');
			await counts('11 of 40');
			await isCurrent('Needle 1');
			await input().press('Backspace');
			await input().press('Backspace');
			await counts('13 of 82');
			await input().press('Enter');
			await counts('14 of 82');
		});

		it('with the last one where there is none below', async () => {
			await chat.page.keyboard.press('Control+f');
			await input().fill('Needle 10');
			await counts('10 of 10');
			await isCurrent('Needle 10');
		});

		it('anew each time it is opened', async () => {
			await scrollTo('Needle 110.');
			await chat.page.keyboard.press('Control+f');
			await input().fill('needle');
			await counts('13 of 82');
			await input().press('Escape');
			await bar().waitFor({ state: 'hidden' });
			await scrollTo('Needle 205.');
			await chat.page.keyboard.press('Control+f');
			await counts('48 of 82');
		});

		it('and keeps its match when messages come above it', async () => {
			await scrollTo('Needle 205.');
			await chat.page.keyboard.press('Control+f');
			await input().fill('needle');
			await counts('48 of 82');
			await chat.page.evaluate(() => {
				const [message] = document.querySelectorAll('article');
				message?.before(message.cloneNode(true));
			});
			await counts('49 of 83');
			await isCurrent('Needle');
		});
	});

	describe('comes back with Escape to where one read', () => {
		const paragraphs = (from: number) =>
			Array.from({ length: 40 }, (_, line) => `Paragraph ${from + line}.\n\n`).join('');
		/** How far below the upper edge of the messages it stands. */
		const top = (text: string) =>
			chat.page.getByText(text, { exact: true }).evaluate((part) => {
				const view = part.closest('.scroller')?.getBoundingClientRect();
				return Math.round(part.getBoundingClientRect().top - (view?.top ?? Number.NaN));
			});
		const isAtEnd = () =>
			chat.page.waitForFunction(() => {
				const scroller = document.querySelector('.scroller');
				return (
					scroller !== null &&
					scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= 1
				);
			});
		/** Returns where the paragraph is that is read. */
		const readsInTheMiddle = async () => {
			await chat.page
				.getByText('Paragraph 110.', { exact: true })
				.evaluate((part) => part.scrollIntoView());
			await chat.painted();
			return top('Paragraph 110.');
		};
		const scrollByHand = async (by: number) => {
			const scroller = chat.page.locator('.scroller');
			const from = await scroller.evaluate((one) => one.scrollTop);
			await scroller.hover();
			await chat.page.mouse.wheel(0, by);
			await chat.page.waitForFunction(
				(to) => Math.abs((document.querySelector('.scroller')?.scrollTop ?? 0) - to) <= 1,
				from + by,
			);
			await chat.painted();
		};
		const findOtherPlace = async () => {
			await chat.page.keyboard.press('Control+f');
			await input().fill('Paragraph 205');
			await counts('1 of 1');
			await isCurrent('Paragraph 205');
		};

		beforeEach(() =>
			chat.snapshot([
				asked({ id: 'q' }),
				answered({ id: 'r', text: paragraphs(100) }),
				asked({ id: 'q2', parent: 'r' }),
				answered({ id: 'r2', parent: 'q2', text: paragraphs(200) }),
			]),
		);

		it('in the middle', async () => {
			const before = await readsInTheMiddle();
			await chat.box.focus();
			await findOtherPlace();
			await input().press('Escape');
			assert.ok(Math.abs((await top('Paragraph 110.')) - before) <= 1);
			assert.equal(await chat.focused(), 'Message');
		});

		it('at the end, where it then follows again', async () => {
			await findOtherPlace();
			await input().press('Escape');
			await isAtEnd();
			await chat.changes({ type: 'text', id: 'r2', text: paragraphs(300) });
			await isAtEnd();
		});

		it('also with the keyboard elsewhere, unless the reader has scrolled on since', async () => {
			const before = await readsInTheMiddle();
			const leave = async () => {
				await chat.box.click();
				await chat.page.keyboard.press('F3');
				await isCurrent('Paragraph 205');
				await chat.painted();
			};
			await findOtherPlace();
			await leave();
			await chat.page.keyboard.press('Escape');
			await bar().waitFor({ state: 'hidden' });
			assert.ok(Math.abs((await top('Paragraph 110.')) - before) <= 1);
			await findOtherPlace();
			await leave();
			await scrollByHand(-300);
			const there = await top('Paragraph 200.');
			await chat.page.keyboard.press('Escape');
			await bar().waitFor({ state: 'hidden' });
			assert.equal(await top('Paragraph 200.'), there);
		});

		it('but stays where one has scrolled to, with the keyboard still in the box', async () => {
			await readsInTheMiddle();
			await findOtherPlace();
			await chat.painted();
			await scrollByHand(-300);
			const there = await top('Paragraph 200.');
			await input().press('Escape');
			await bar().waitFor({ state: 'hidden' });
			assert.equal(await top('Paragraph 200.'), there);
		});

		it('also where what stands above the match has grown since', async () => {
			const before = await readsInTheMiddle();
			await chat.page.keyboard.press('Control+f');
			await input().fill('Paragraph 225');
			await counts('1 of 1');
			await isCurrent('Paragraph 225');
			await chat.box.click();
			await chat.page.getByText('Paragraph 200.', { exact: true }).evaluate((part) => {
				part.style.paddingBottom = '50px';
			});
			await chat.painted();
			await chat.page.keyboard.press('Escape');
			await bar().waitFor({ state: 'hidden' });
			assert.ok(Math.abs((await top('Paragraph 110.')) - before) <= 1);
		});

		it('but stays at the end, with a match there, for who has sent from there or come back by hand', async () => {
			const findEnd = async () => {
				await readsInTheMiddle();
				await chat.page.keyboard.press('Control+f');
				await input().fill('Paragraph 239');
				await counts('1 of 1');
				await isCurrent('Paragraph 239');
				await isAtEnd();
				await chat.painted();
				await chat.box.click();
			};
			const staysAtEnd = async () => {
				await chat.page.keyboard.press('Escape');
				await bar().waitFor({ state: 'hidden' });
				await chat.painted();
				await isAtEnd();
			};
			await findEnd();
			await scrollByHand(-300);
			await chat.page.mouse.wheel(0, 5000);
			await isAtEnd();
			await chat.painted();
			await staysAtEnd();
			await findEnd();
			await chat.box.fill('More?');
			await chat.box.press('Enter');
			const text = paragraphs(300);
			const more = answered({ id: 'r3', parent: 'r2', text, status: 'streaming' });
			await chat.changes({ type: 'message', view: more });
			await isAtEnd();
			await staysAtEnd();
		});

		it('but stays at the match with Close Find, and in another chat where that is', async () => {
			await findOtherPlace();
			const before = await top('Paragraph 205.');
			await chat.button('Close Find').click();
			assert.equal(await top('Paragraph 205.'), before);
			await findOtherPlace();
			const other = answered({ id: 'r', text: paragraphs(200) });
			const place = { id: 'r', offset: 30 };
			await chat.snapshot([other], {}, { conversation: 'c-2', place });
			const there = await top('Paragraph 201.');
			await input().press('Escape');
			assert.equal(await top('Paragraph 201.'), there);
		});
	});

	describe('has the options of VS Code', () => {
		const pressed = (name: string) => chat.button(name).getAttribute('aria-pressed');

		beforeEach(async () => {
			await chat.snapshot([
				asked({ text: 'Cat, cat, concat' }),
				answered({ text: 'A cat.\n\nCAT 12\n\nb22' }),
			]);
			await chat.box.focus();
			await chat.page.keyboard.press('Control+f');
		});

		it('by their keys and their buttons, and keeps them', async () => {
			await input().fill('cat');
			await counts('1 of 5');
			await input().press('Alt+c');
			await counts('1 of 3');
			await chat.button('Match Whole Word').click();
			await counts('1 of 2');
			await chat.button('Match Case').click();
			await counts('1 of 4');
			await input().press('Alt+w');
			await input().press('Alt+r');
			await input().fill('\\d+$');
			await counts('1 of 2');
			assert.equal(await input().inputValue(), '\\d+$');
			await isCurrent('12');
			await input().press('Enter');
			await counts('2 of 2');
			await isCurrent('22');
			await input().press('Escape');
			await chat.page.keyboard.press('Control+f');
			await counts('1 of 2');
			assert.deepEqual(
				[
					await pressed('Match Case'),
					await pressed('Match Whole Word'),
					await pressed('Use Regular Expression'),
				],
				['false', 'false', 'true'],
			);
		});

		it('says of what is no expression that it is none, and finds nothing', async () => {
			await input().press('Alt+r');
			await input().fill('(cat');
			await counts('Invalid expression');
			assert.equal(await input().getAttribute('aria-invalid'), 'true');
			assert.equal(await chat.page.evaluate(() => CSS.highlights.get('find-match')?.size ?? 0), 0);
			await input().press('Enter');
			await input().fill('(cat)');
			await counts('1 of 5');
			assert.equal(await input().getAttribute('aria-invalid'), 'false');
		});

		it('finds nothing, and ends, where an expression finds nothing in a place', async () => {
			await input().press('Alt+r');
			for (const empty of ['x*', '^', '(?=c)']) {
				await input().fill(empty);
				await counts('No results');
			}
		});

		it('says of an expression that takes for ever that it does, and the page goes on', async () => {
			await chat.changes({
				type: 'message',
				view: asked({ id: 'long', parent: 'r1', text: `${'a'.repeat(5000)}!` }),
			});
			await input().press('Alt+r');
			await input().fill('^(a+)+$');
			// It is still looked for while the page takes this.
			await chat.page.evaluate(() => new Promise((go) => requestAnimationFrame(go)));
			await counts('Too slow');
			await input().fill('a+!');
			await counts('1 of 1');
		});

		it('goes on with a reply that streams', async () => {
			await chat.changes({
				type: 'message',
				view: answered({ id: 'r2', text: 'd33', status: 'streaming' }),
			});
			await input().press('Alt+r');
			await input().fill('[a-z]\\d+');
			await counts('1 of 2');
			await chat.changes({ type: 'text', id: 'r2', text: '\n\ne44' });
			await counts('1 of 3');
		});
	});

	const lines = (count: number, last: string) =>
		`${Array.from({ length: count }, (_, line) => `line ${line}`).join('\n')}\n${last}`;

	it('shows a match in code that is folded, in attached code and in a long question', async () => {
		const after = 'Text.\n\n'.repeat(60);
		await chat.snapshot([
			asked({
				text: lines(80, 'needle of the question'),
				excerpts: [{ ...excerpt, text: lines(60, 'needle attached') }],
			}),
			answered({ text: `\`\`\`text\n${lines(60, 'needle in code')}\n\`\`\`\n\n${after}` }),
		]);
		await chat.page.getByRole('button', { name: /^Show all \d+ lines$/ }).waitFor();
		await chat.page.keyboard.press('Control+f');
		await input().fill('needle');
		await counts('3 of 3');
		for (const count of ['3 of 3', '1 of 3', '2 of 3', '3 of 3']) {
			await counts(count);
			await isCurrent('needle');
			await input().press('Enter');
		}
		assert.equal(
			await chat.button('Code from src/sum.py:3–4').getAttribute('aria-expanded'),
			'true',
		);
	});

	it('counts nothing that is there for screen readers alone and cannot be shown', async () => {
		const retry = { wait: 60_000, number: 1, limit: 3, reason: 'rate limited', message: 'Busy.' };
		const waiting = answered({ status: 'streaming', text: '', facts: {} }, { retry });
		await chat.snapshot([asked(), waiting], { running: 'r1' });
		await chat.page.keyboard.press('Control+f');
		await input().fill('rate limited');
		await counts('1 of 1');
		await isCurrent('rate limited');
	});

	it('leaves code folded where the match is in the lines that are shown', async () => {
		const code = `needle\n${lines(60, 'end')}`;
		await chat.snapshot([
			asked(),
			answered({ text: `\`\`\`text\n${code}\n\`\`\`\n\n${'Text.\n\n'.repeat(60)}` }),
		]);
		const fold = chat.page.getByRole('button', { name: /^Show all \d+ lines$/ });
		await fold.waitFor();
		await chat.page.keyboard.press('Control+f');
		await input().fill('needle');
		await counts('1 of 1');
		await isCurrent('needle');
		await fold.waitFor();
	});

	it('opens by its command, with the keyboard in it', async () => {
		await chat.snapshot([asked({ text: 'Where is the needle?' }), answered()]);
		await chat.box.focus();
		await chat.changes({ type: 'find' });
		await chat.page.keyboard.type('needle');
		await counts('1 of 1');
		assert.equal(await input().inputValue(), 'needle');
		await input().press('Escape');
		await bar().waitFor({ state: 'hidden' });
		assert.equal(await chat.box.evaluate((box) => box === document.activeElement), true);
	});

	it('does not open under the panel of parameters, where it could not be reached', async () => {
		await chat.snapshot([asked(), answered()]);
		await chat.button('Parameters').click();
		await chat.changes({ type: 'parameters', view: parametersSample });
		const panel = chat.page.getByRole('dialog', { name: 'Parameters' });
		await panel.waitFor();
		await chat.page.keyboard.press('Control+f');
		assert.equal(await bar().count(), 0);
		await panel.press('Escape');
		await panel.waitFor({ state: 'hidden' });
		await chat.page.keyboard.press('Control+f');
		await bar().waitFor();
	});
});

describe('the key that finds on any keyboard', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	/** Presses a key as a keyboard of another layout does: its place, and what stands on it. */
	async function press(code: string, key: string): Promise<void> {
		const session = await chat.page.context().newCDPSession(chat.page);
		const event = { code, key, modifiers: 2, windowsVirtualKeyCode: 70 };
		await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
		await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
		await session.detach();
	}

	for (const [layout, key] of [
		['Russian', 'а'],
		['Greek', 'φ'],
		['Hebrew', 'כ'],
		['Arabic', 'ب'],
	] as const) {
		it(`is the one in the place of F where there is no F: ${layout}`, async () => {
			await chat.snapshot([asked(), answered()]);
			await chat.box.focus();
			await press('KeyF', key);
			await chat.page.getByRole('textbox', { name: 'Find in Chat' }).waitFor();
			assert.equal(await chat.focused(), 'Find in Chat');
		});
	}

	it('is F itself where that has another place, and not what stands in its own', async () => {
		await chat.snapshot([asked(), answered()]);
		await chat.box.focus();
		await press('KeyF', 'u');
		assert.equal(await chat.focused(), 'Message');
		assert.equal(await chat.page.getByRole('search').count(), 0);
		await press('KeyY', 'f');
		assert.equal(await chat.focused(), 'Find in Chat');
	});
});

describe('the key that finds', () => {
	let chat: ChatPage;
	chatPageForEachTest(
		(page) => {
			chat = page;
		},
		{ mac: true },
	);

	it('is Command on a Mac, where Control with it moves the caret', async () => {
		await chat.snapshot([asked(), answered()]);
		const bar = chat.page.getByRole('search');
		await chat.box.fill('ab');
		await chat.box.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(0, 0));
		const isTaken = (modifier: 'ctrlKey' | 'metaKey') =>
			chat.box.evaluate((box, held) => {
				const key = { key: 'f', code: 'KeyF', bubbles: true, cancelable: true };
				return !box.dispatchEvent(new KeyboardEvent('keydown', { ...key, [held]: true }));
			}, modifier);
		assert.equal(await isTaken('ctrlKey'), false);
		assert.equal(await bar.count(), 0);
		assert.equal(await isTaken('metaKey'), true);
		await bar.waitFor();
	});
});
