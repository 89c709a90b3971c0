import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../vscode/browser.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { bundle, markdownStyle, openPage } from './chromium.ts';
import type { Harness } from './markdownHarness.ts';
import { answered, asked, excerpt } from './samples.ts';

declare const harness: Harness;

describe('Markdown in the page: text from the right', () => {
	let browser: Browser;
	let page: Page;

	before(async () => {
		browser = await launchChromium();
		const script = await bundle('test/page/markdownHarness.ts');
		({ page } = await openPage(browser, { script, style: await markdownStyle(), width: 300 }));
	});
	afterEach(() => page.evaluate(() => document.body.replaceChildren()));
	after(() => browser.close());

	/** The computed directions of the elements of a text. */
	async function directions(markdown: string, selector: string): Promise<string[]> {
		return page.evaluate(
			([text, which]) => {
				const shown = [[...text], [text]].map((pieces) => {
					const { root, view } = harness.open();
					for (const piece of pieces) view.append(piece);
					view.settle();
					return [...root.querySelectorAll(which)].map((one) => getComputedStyle(one).direction);
				});
				if (String(shown[0]) !== String(shown[1])) throw new Error('It depends on the pieces');
				return shown[0] ?? [];
			},
			[markdown, selector] as const,
		);
	}

	for (const [name, markdown, selector, expected] of [
		['paragraphs, each by its own', 'مرحبا.\n\nHello.\n\nשלום', 'p', 'rtl ltr rtl'],
		['headings', '## عنوان\n\n# Title', 'h1, h2', 'rtl ltr'],
		['a paragraph by its first letter', 'ابدأ with English\n\nStart مع', 'p', 'rtl ltr'],
		['a paragraph after code', '`npm install` ثم شغّل', 'p', 'rtl'],
		['a paragraph after closed code only', '`a\n\n`b` ثم', 'p', 'ltr rtl'],
		['a paragraph after numbers, signs, emoji', '12. 👍 – **«مهم»**', 'p', 'rtl'],
		['a paragraph after maths', '$x^2$ هو', 'p', 'rtl'],
		['strong text, links', '**[هنا](https://example.com)** x', 'p', 'rtl'],
		['items and their list', '- أول\n- second\n- ثالث', 'ul, li', 'rtl rtl ltr rtl'],
		['an item of code as its list', '1. `npm install`\n2. شغّل', 'ol, li', 'rtl rtl rtl'],
		['nested lists', '- أول\n  - inner\n  - داخل', 'ul, li', 'rtl rtl ltr ltr rtl'],
		['a list without a text of its own', '- - أول', 'ul, li', 'rtl rtl rtl rtl'],
		['task items', '- [ ] مهمة', 'li', 'rtl'],
		['a quote and its blocks', '> اقتباس\n>\n> English', 'blockquote, p', 'rtl rtl ltr'],
		['a list in a quote', '> - أول', 'blockquote, li', 'rtl rtl'],
		['a quote after its code', '> ```\n> a\n> ```\n> نص', 'blockquote', 'rtl'],
		['cells and columns', '| | اسم |\n|-|-|\n| a | ب |', 'table, td', 'rtl ltr rtl'],
		['columns by the header', '| Name |\n|-|\n| ب |', 'table, td', 'ltr rtl'],
		['code', '- نص `كود`\n\n  ```\n  نص\n  ```', 'code, pre', 'ltr ltr ltr'],
		[
			'folds, their titles apart',
			'<details><summary>عنوان</summary>\n\nEnglish\n\nنص\n\n</details>',
			'summary, p',
			'rtl ltr rtl',
		],
		['footnotes', 'a[^1]\n\n[^1]: حاشية', 'p, li', 'ltr rtl rtl'],
		['a paragraph after a line break', '<br>مرحبا', 'p', 'rtl'],
		['keys in a paragraph', '<kbd>Ctrl</kbd> x\n\nاضغط <kbd>Ctrl</kbd>', 'p', 'ltr rtl'],
		['what is struck, emphasised', '~~*قديم*~~ new', 'p', 'rtl'],
		['an address in angles', '<https://a.example> ثم', 'p', 'ltr'],
		['marks of direction', '\u200f12 abc\n\n\u200e12 نص\n\n\u061c1. b', 'p', 'rtl ltr rtl'],
		['Arabic digits, which have none', '١٢٣ abc\n\n١٢٣ نص', 'p', 'ltr rtl'],
		['presentation forms', 'ﷺ x\n\nﬡ x', 'p', 'rtl rtl'],
		['code in a quote in a list', '- > ```\n  > نص\n  > ```\n  > نص', 'pre, blockquote', 'rtl ltr'],
		['a heading of code', '# `a` ثم\n\n# `نص`', 'h1', 'rtl ltr'],
		['hard breaks', 'Hello\\\nمرحبا', 'p', 'ltr'],
		['escapes and entities', '\\*مرحبا\n\n&#1605;x', 'p', 'rtl rtl'],
		['other scripts', 'ܫܠܡܐ\n\nދިވެހި\n\nߒߞߏ', 'p', 'rtl rtl rtl'],
	] as const) {
		it(`has the direction of ${name}`, async () => {
			assert.deepEqual(await directions(markdown, selector), expected.split(' '));
		});
	}

	it('takes the direction on when its first letters come, and changes it no more', async () => {
		const seen = await page.evaluate(() => {
			const { root, view } = harness.open();
			return ['- ', '**1.', '5** ', 'مر', 'حبا abc', ' `x`'].map((piece) => {
				view.append(piece);
				const item = root.querySelector('li');
				return item && getComputedStyle(item).direction;
			});
		});
		assert.deepEqual(seen.slice(2), ['ltr', 'rtl', 'rtl', 'rtl']);
	});

	it('has the markers, the bar of a quote and the text on the side where it begins', async () => {
		const places = await page.evaluate(() => {
			const { root, view } = harness.open();
			root.style.setProperty('--vscode-textBlockQuote-border', 'red');
			view.append('- أول\n\n> اقتباس\n\n1. one\n\n> quote\n\n- [x] مهمة\n');
			view.settle();
			const box = (selector: string, index: number) =>
				root.querySelectorAll<HTMLElement>(selector)[index]?.getBoundingClientRect() ??
				new DOMRect();
			const style = (index: number) => {
				const quote = root.querySelectorAll('blockquote')[index];
				return quote ? getComputedStyle(quote) : new CSSStyleDeclaration();
			};
			const { left, right } = root.getBoundingClientRect();
			return {
				// The room for the marker.
				arabic: [box('li', 0).left - left, right - box('li', 0).right],
				english: [box('li', 1).left - left, right - box('li', 1).right],
				bars: [0, 1].map((index) => [style(index).borderLeftWidth, style(index).borderRightWidth]),
				checkBox: box('input', 0).left >= box('li', 2).right,
				wide: document.documentElement.scrollWidth,
			};
		});
		assert.equal(places.arabic[0], 0);
		assert.ok((places.arabic[1] ?? 0) > 20);
		assert.equal(places.english[1], 0);
		assert.ok((places.english[0] ?? 0) > 20);
		assert.deepEqual(places.bars, [
			['0px', '3px'],
			['3px', '0px'],
		]);
		assert.equal(places.checkBox, true);
		assert.equal(places.wide, 300);
	});

	it('lets code leave the order of the words around it alone', async () => {
		const order = await page.evaluate(() => {
			const { root, view } = harness.open();
			view.append('قبل `a.b(c)` بعد.');
			view.settle();
			const [first, last] = [
				root.querySelector('p')?.firstChild,
				root.querySelector('p')?.lastChild,
			];
			const leftOf = (node: Node | null | undefined) => {
				const range = document.createRange();
				if (node) range.selectNodeContents(node);
				return range.getBoundingClientRect().left;
			};
			return [
				leftOf(last),
				root.querySelector('code')?.getBoundingClientRect().left ?? 0,
				leftOf(first),
			];
		});
		assert.deepEqual(
			order,
			order.toSorted((a, b) => a - b),
		);
	});
});

describe('The chat: text from the right', () => {
	let chat: ChatPage;
	chatPageForEachTest(
		(page) => {
			chat = page;
		},
		{ theme: 'light' },
	);

	it('has the direction of a question, its editor, the box and the queue', async () => {
		await chat.snapshot([asked({ text: 'مرحبا.\nHello.' }), answered({ text: 'أهلا.' })], {
			queued: [{ id: 'n-1', text: 'ثم؟', attachments: 0 }],
		});
		const direction = (selector: string) =>
			chat.page
				.locator(selector)
				.first()
				.evaluate((one) => getComputedStyle(one).direction);
		assert.equal(await direction('.question-text'), 'rtl');
		assert.equal(await direction('.reply p'), 'rtl');
		await chat.page.locator('.queued-text').waitFor();
		assert.equal(await direction('.queued-text span'), 'rtl');
		await chat.box.fill('שלום');
		assert.equal(await direction('textarea[aria-label="Message"]'), 'rtl');
		await chat.box.fill('Hello');
		assert.equal(await direction('textarea[aria-label="Message"]'), 'ltr');
		await chat.button('Edit', chat.page.getByRole('article', { name: 'You' })).click();
		assert.equal(await direction('textarea[aria-label="Edit message"]'), 'rtl');
	});

	it('has the direction of what is attached, the title and the words of Find', async () => {
		const prompt = { ...excerpt, source: 'prompt' as const, label: 'مراجعة', text: 'راجع الشفرة' };
		const code = { ...excerpt, text: 'مرحبا = 1' };
		await chat.snapshot([asked({ text: 'مرحبا', excerpts: [prompt, code] }), answered()]);
		const all = (selector: string) =>
			chat.page
				.locator(selector)
				.evaluateAll((found) => found.map((one) => getComputedStyle(one).direction));
		assert.deepEqual(await all('.excerpt pre'), ['rtl', 'ltr']);
		assert.deepEqual(await all('.excerpt-link'), ['rtl', 'ltr']);
		const bidi = await chat.page
			.locator('.chat-title')
			.evaluate((title) => getComputedStyle(title, '::before').unicodeBidi);
		assert.equal(bidi, 'plaintext');
		await chat.page.locator('.chat-title').click();
		await chat.page.getByRole('textbox', { name: 'Chat Title' }).fill('مرحبا');
		assert.deepEqual(await all('input[aria-label="Chat Title"]'), ['rtl']);
		await chat.page.keyboard.press('Escape');
		await chat.page.keyboard.press('Control+f');
		await chat.page.getByRole('textbox', { name: 'Find in Chat' }).fill('مرحبا');
		assert.deepEqual(await all('input[aria-label="Find in Chat"]'), ['rtl']);
	});
});
