import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../vscode/browser.ts';
import { bundle, markdownStyle, openPage } from './chromium.ts';
import type { Harness } from './markdownHarness.ts';

declare const harness: Harness;

/** What is closed when the rest begins, the elements that hold it, and the one within which the rest may change anything. */
interface Case {
	readonly closed: string;
	readonly rest: string;
	readonly kept: string;
	readonly open: string;
}

const many = (count: number, line: (index: number) => string) =>
	Array.from({ length: count }, (_, index) => line(index)).join('');

/** Each is streamed character by character. */
const cases: Readonly<Record<string, Case>> = {
	'the open item of a list': {
		closed: `${many(70, (index) => `${index + 1}. item *${index}* of many\n`)}71. the open`,
		rest: ' one **grows**, `code` and [all](https://example.com)',
		kept: 'li',
		open: 'li:last-child li:last-child',
	},
	'the open item of the innermost list': {
		closed: `${many(5, (index) => `- outer ${index}\n  - inner\n    - innermost ${index}\n`)}    - open`,
		rest: ' one *grows* on',
		kept: 'li',
		open: 'li:last-child li:last-child li:last-child',
	},
	'the open row of a table': {
		closed: `| a | b |\n| - | - |\n${many(8, (index) => `| ${index} | *b* |\n`)}| open`,
		rest: ' row | with `code` |',
		kept: 'tr',
		open: 'tbody tr:last-child',
	},
	'the open piece of a code block': {
		closed: `\`\`\`ts\n${many(300, (index) => `const a${index} = 1;\n`)}const open`,
		rest: ' = 2; // and *so* on',
		kept: '.code-piece',
		open: '.code-part:last-child .code-piece:last-child',
	},
	'the open paragraph of a quote': {
		closed: `${many(40, (index) => `> paragraph ${index}\n>\n`)}> the open`,
		rest: ' one **grows** on',
		kept: 'blockquote p',
		open: 'blockquote > .part:last-child > p:last-child',
	},
	'the open block of a long reply': {
		closed: `${many(80, (index) => `## Part ${index}\n\nA *paragraph*.\n\n`)}The open`,
		rest: ' one **grows** on',
		kept: 'p, h2',
		open: '.markdown > .part:last-child > p:last-child',
	},
};

describe('A reply that streams', () => {
	let browser: Browser;
	let page: Page;
	let errors: Error[];

	before(async () => {
		browser = await launchChromium();
		const script = await bundle('test/page/markdownHarness.ts');
		const style = await markdownStyle();
		({ page, errors } = await openPage(browser, { script, style, width: 300 }));
	});

	afterEach(async () => {
		assert.deepEqual(errors, []);
		await page.evaluate(() => document.body.replaceChildren());
	});

	after(() => browser.close());

	for (const [what, streamed] of Object.entries(cases)) {
		it(`touches only ${what}, and keeps what is selected above it`, async () => {
			const result = await page.evaluate(async ({ closed, rest, kept, open }) => {
				const { root, view } = harness.open();
				view.append(closed);
				// A table decides on its columns once it is in the page.
				await new Promise(requestAnimationFrame);
				const before = [...root.querySelectorAll(kept)];
				const shown = before.map((element) => element.outerHTML);
				const opened = root.parentElement?.querySelector(open) ?? null;
				const first = before[0] ?? root;
				document.getSelection()?.selectAllChildren(first);
				const selected = String(document.getSelection());
				const observer = new MutationObserver(() => {});
				const all = { childList: true, subtree: true, characterData: true, attributes: true };
				observer.observe(root, all);
				for (const character of rest) view.append(character);
				const touched = observer.takeRecords().map(({ target }) => target);
				observer.disconnect();
				const after = [...root.querySelectorAll(kept)];
				return {
					count: before.length,
					moved: before.filter((element, index) => after[index] !== element).length,
					changed: before.flatMap((element, index) =>
						element.outerHTML === shown[index] || element.contains(opened) ? [] : [shown[index]],
					),
					touched: touched.length,
					outside: touched.filter((node) => !opened?.contains(node)).length,
					selectionStays: selected !== '' && String(document.getSelection()) === selected,
				};
			}, streamed);
			assert.ok(result.count > 5, 'something is closed');
			assert.ok(result.touched > 0, 'something has come');
			assert.deepEqual(
				{ ...result, count: 0, touched: 0 },
				{ count: 0, touched: 0, moved: 0, changed: [], outside: 0, selectionStays: true },
			);
		});
	}

	it('keeps a selection through everything that comes after it', async () => {
		const selected = await page.evaluate(() => {
			const { root, view } = harness.open();
			view.append('First a paragraph to select.\n\n');
			const text = root.querySelector('p')?.firstChild ?? root;
			document.getSelection()?.setBaseAndExtent(text, 6, text, 17);
			const rest =
				'# Title\n\n- one\n- two\n\n| a |\n|---|\n| b |\n\n```ts\nlet a;\n```\n\n> quote\n\n[a]: https://example.com\n\nEnd';
			for (const character of rest.repeat(20)) view.append(character);
			view.settle();
			return String(document.getSelection());
		});
		assert.equal(selected, 'a paragraph');
	});

	it('shows the same however it came, also where it has many items and blocks', async () => {
		const texts = [
			many(100, (index) => `${index + 7}. item ${index}\n${index === 60 ? '\n' : ''}`),
			many(100, (index) => `- item\n\n  and ${index}\n\n`),
			`- ${many(80, (index) => `paragraph ${index}\n\n  `)}`,
			many(80, (index) => `> ${index}\n>\n`),
			many(100, (index) => `${index}\n\n[${index}]: /a\n\n`),
			`\`\`\`\n${many(400, (index) => `line ${index}\n`)}\`\`\``,
		];
		const different = await page.evaluate(
			(list) =>
				list.filter(
					(text) => harness.render([text]) !== harness.render(text.match(/[\s\S]{1,3}/g) ?? []),
				),
			texts,
		);
		assert.deepEqual(different, []);
	});

	it('numbers a long list on, and to a screen reader it is one list', async () => {
		const list = await page.evaluate(() => {
			const { root, view } = harness.open();
			view.append(Array.from({ length: 70 }, (_, index) => `${index + 5}. item\n`).join(''));
			view.settle();
			return [...root.querySelectorAll('ol')].map(({ start, role }) => ({ start, role }));
		});
		assert.deepEqual(list, [
			{ start: 5, role: null },
			{ start: 37, role: 'none' },
			{ start: 69, role: 'none' },
		]);
		const tree = await page.locator('body').ariaSnapshot();
		assert.equal(tree.match(/- list:/g)?.length, 1);
		assert.equal(tree.match(/- listitem:/g)?.length, 70);
	});

	it('is text where marks around a word look like it, whatever comes word by word', async () => {
		const words =
			'a *b* c **d e** f_g_h `i j` k http://l.mn/o p <q r> [s t](http://u.v w) &amp; &am p; x ~~y z~~ \\* ! ![a](http://b.c) "d" e@f.gh 1. - + = # %  \nend'.split(
				/(?<= )/,
			);
		const different = await page.evaluate((list) => {
			const seen: string[] = [];
			for (let start = 0; start < list.length; start++) {
				const pieces = [...list.slice(start), ...list.slice(0, start)];
				const characters = [...pieces.join('')];
				const once = harness.render([pieces.join('')]);
				if (harness.render(pieces) !== once) seen.push(pieces.join(''));
				if (harness.render(characters) !== once) seen.push(characters.join('|'));
			}
			return seen;
		}, words);
		assert.deepEqual(different, []);
	});
});
