import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../vscode/browser.ts';
import { bundle, markdownStyle, openPage } from './chromium.ts';
import type { Harness } from './markdownHarness.ts';

declare const harness: Harness;

/** What is open over several lines, in languages of several kinds; the last line of each has no colour of what was open before it. */
const BLOCKS: readonly (readonly [language: string, code: string])[] = [
	[
		'ts',
		'/**\n * Adds up.\n */\nexport function sum(a: number[]) {\n\tconst t = `a\nb`;\n}\nconst n = 1;\n',
	],
	['python', 'class A:\n    """One.\n    Two.\n    """\n    def f(self):\n        return None\n'],
	['html', '<script>\nconst a = 1;\n</script>\n<!-- one\ntwo -->\n<p class="x">text</p>\n'],
	['css', '/* one\ntwo */\nbody {\n\tmargin: 0;\n}\n'],
	['twig', '{# one\ntwo #}\n{% if a %}\n<b>text</b>\n{% endif %}\n'],
	['sh', 'cat <<EOF\none\nEOF\nif true; then echo "a\nb"; fi\n'],
];

describe('the colours of code that streams', () => {
	let browser: Browser;
	let page: Page;
	let errors: Error[];

	before(async () => {
		browser = await launchChromium();
	});
	after(() => browser.close());
	beforeEach(async () => {
		const script = await bundle('test/page/markdownHarness.ts');
		({ page, errors } = await openPage(browser, { script, style: await markdownStyle() }));
		await page.evaluate(() => Object.assign(globalThis, { opened: harness.open() }));
	});
	afterEach(async () => {
		assert.deepEqual(errors, []);
		await page.close();
	});

	const append = (text: string) =>
		page.evaluate((piece) => Reflect.get(globalThis, 'opened').view.append(piece), text);
	const settle = () => page.evaluate(() => Reflect.get(globalThis, 'opened').view.settle());
	/** Resolves when the page has coloured all it can. */
	const idle = () =>
		page.evaluate(async () => {
			for (let quiet = 0; quiet < 3; quiet++) {
				const before = document.body.innerHTML;
				await new Promise((resolve) => requestIdleCallback(resolve));
				await new Promise((resolve) => setTimeout(resolve));
				if (document.body.innerHTML !== before) quiet = -1;
			}
		});
	/** Each line of the block with the classes that each of its characters has. */
	const coloured = () =>
		page.evaluate(() => {
			const code = document.querySelector('code');
			const found: string[] = [];
			const walker = document.createTreeWalker(code ?? document, NodeFilter.SHOW_TEXT);
			for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
				let classes = '';
				for (let at = node.parentElement; at !== null && at !== code; at = at.parentElement) {
					if (at.className.startsWith('hljs')) classes = `${at.className} ${classes}`;
				}
				for (const character of node.textContent ?? '') found.push(`${character}${classes}`);
			}
			// A line's end has no colour that could be seen.
			return found.filter((one) => !one.startsWith('\n'));
		});

	it('come line by line, before the block is complete', async () => {
		await append('```ts\nconst a = 1;\nlet b');
		await page.waitForSelector('.hljs-keyword');
		assert.equal(await page.locator('.hljs-keyword').allTextContents().then(String), 'const');
		await append(' = 2;\nx');
		await page.locator('.hljs-keyword', { hasText: 'let' }).waitFor();
		assert.equal(await page.locator('code').textContent(), 'const a = 1;\nlet b = 2;\nx');
	});

	it('are those that the whole gets, also where something goes over several lines', async () => {
		for (const [language, code] of BLOCKS) {
			await page.evaluate(() => {
				document.body.replaceChildren();
				Object.assign(globalThis, { opened: harness.open() });
			});
			await append(`\`\`\`${language}\n`);
			for (const line of code.match(/[^\n]*\n/g) ?? []) {
				await append(line.slice(0, 3));
				await append(line.slice(3));
				await idle();
			}
			// Within another language a grammar waits until as much is new as it is to read again.
			const more = `${'z'.repeat(code.length)}\nx`;
			await append(more);
			await idle();
			// The last line may go on, and waits.
			const streamed = (await coloured()).slice(0, -1);
			assert.ok(
				streamed.some((one) => one.includes('hljs-')),
				language,
			);
			assert.equal(await page.locator('code').textContent(), `${code}${more}`);
			assert.ok((await page.locator('.code-piece').count()) > 0, language);
			await append('\n```\n');
			await idle();
			assert.deepEqual(streamed, (await coloured()).slice(0, -1), language);
		}
	});

	it('leave the block as it would be without them once it is complete', async () => {
		const text = `\`\`\`ts\n${'const a = "b"; // c\n\n'.repeat(40)}\`\`\`\n`;
		await page.evaluate((whole) => {
			const { root, view } = harness.open();
			root.id = 'whole';
			view.append(whole);
			view.settle();
		}, text);
		for (const line of text.match(/[^\n]*\n/g) ?? []) await append(line);
		await settle();
		await idle();
		const [streamed, whole] = await page.evaluate(() =>
			['.markdown:not(#whole) code', '#whole code'].map(
				(selector) => document.querySelector(selector)?.innerHTML,
			),
		);
		assert.ok(streamed?.includes('hljs-'));
		assert.equal(streamed, whole);
	});

	it('stay on the lines that keep them when the block is complete, which keep their nodes', async () => {
		const lines = [
			'// Adds up.',
			'const sum = (',
			'\ta: number,',
			'\tb: number,',
			') => a + b;',
			'/* One,',
			'two. */',
			...Array.from({ length: 40 }, (_, at) => `let n${at} = "${at}"; // ${at}`),
			'const last\u202e = 1;',
		];
		await append('```ts\n');
		for (const line of lines) {
			await append(`${line}\n`);
			await idle();
		}
		await page.evaluate(() => {
			const code = document.querySelector('code') ?? document.body;
			const spans = [...code.querySelectorAll('.code-piece > *')];
			const least = { coloured: spans.length };
			new MutationObserver(() => {
				least.coloured = Math.min(least.coloured, code.querySelectorAll('.code-piece > *').length);
			}).observe(code, { childList: true, subtree: true });
			Object.assign(globalThis, { spans, least });
		});
		await append('```\n');
		await idle();
		const seen = await page.evaluate(() => {
			const spans: Element[] = Reflect.get(globalThis, 'spans');
			return {
				lost: spans.filter((span) => !span.isConnected).map(({ textContent }) => textContent),
				coloured: spans.length,
				least: Reflect.get(globalThis, 'least').coloured,
				marks: document.querySelectorAll('.hidden-character').length,
				functions: [...document.querySelectorAll('.hljs-title')].map((span) => span.textContent),
			};
		});
		// Only now is it known that this is a function: the line is another, and no line below it.
		assert.deepEqual(seen.functions, ['sum']);
		assert.ok(seen.coloured > 80, `${seen.coloured} coloured pieces`);
		for (const piece of seen.lost) assert.match(piece ?? '', /^(const|sum|a|b|number|:)$/);
		assert.ok(seen.least >= seen.coloured - seen.lost.length, 'the block was never without them');
		assert.equal(seen.marks, 1);
		assert.equal(await page.locator('code').textContent(), lines.join('\n'));
	});

	it('are read at most twice over however long something goes on', async () => {
		const text = Array.from({ length: 150 }, (_, at) => `  some words, number ${at}`).join('\n');
		for (const [language, code, most] of [
			['ts', `${text.replaceAll('some', '// some')}\n`, 1],
			['ts', `const a = 1;\n/*\n${text}\n*/\nlet b;\n`, 1.5],
			['ts', `const a = \`\n${text}\n\`;\nlet b;\n`, 1.7],
			['python', `def f():\n    """One.\n${text}\n    """\n    return 1\n`, 1.7],
			['css', `/*\n${text}\n*/\nbody { margin: 0; }\n`, 1.5],
			['html', `<!--\n${text}\n-->\n<p>text</p>\n`, 1.5],
			['html', `<script>\n${text}\n</script>\n<p>text</p>\n`, 2],
			['sh', `cat <<EOF\n${text}\nEOF\necho a\n`, 2],
			['json', `{\n${'  "a": [1, 2],\n'.repeat(100)}}\n`, 2],
			['scss', `a {\n${'  b { margin: 0; }\n'.repeat(100)}}\n`, 2],
		] as const) {
			const read = await page.evaluate(([name, whole]) => harness.charactersRead(name, whole), [
				language,
				code,
			] as const);
			const times = read / code.length;
			assert.ok(times > 0.4 && times <= most, `${language}: ${times} times\n${code.slice(0, 40)}`);
		}
	});

	it('touch no line twice, and move none', async () => {
		await append(`\`\`\`ts\n${'const a = 1;\n'.repeat(20)}x`);
		await idle();
		const seen = await page.evaluate(async () => {
			const code = document.querySelector('code');
			const spans = [...document.querySelectorAll('code [class^=hljs]')];
			const rowOf = (span: Element | undefined) => span?.getBoundingClientRect().top;
			const before = { row: rowOf(spans.at(-1)), width: code?.clientWidth };
			let removed = 0;
			new MutationObserver((records) => {
				for (const { removedNodes } of records) {
					for (const node of removedNodes) if (node instanceof Element) removed++;
				}
			}).observe(code ?? document, { childList: true, subtree: true });
			const { view } = Reflect.get(globalThis, 'opened');
			const heights: boolean[] = [];
			for (let line = 0; line < 12; line++) {
				view.append('\nconst b = 2;\nx');
				const plain = code?.offsetHeight;
				const count = () => document.querySelectorAll('.hljs-keyword').length;
				while (count() < 21 + line) await new Promise((done) => setTimeout(done));
				heights.push(plain === code?.offsetHeight);
			}
			const after = { row: rowOf(spans.at(-1)), width: code?.clientWidth };
			return { removed, heights, same: spans.every((span) => span.isConnected), before, after };
		});
		assert.equal(seen.removed, 0);
		assert.ok(seen.same);
		assert.ok(seen.heights.every(Boolean));
		assert.deepEqual(seen.after, seen.before);
	});

	it('wait while a part of the block is selected, which stays so', async () => {
		await append('```ts\nconst a = 1;\nconst b = 2;\nx');
		await page.waitForSelector('.hljs-keyword');
		await idle();
		await page.evaluate(() => {
			const code = document.querySelector('code');
			if (code) document.getSelection()?.selectAllChildren(code);
		});
		await append('\nconst c = 3;\nlet d');
		await idle();
		assert.equal(await page.locator('.hljs-keyword').count(), 2);
		assert.ok(
			(await page.evaluate(() => String(document.getSelection()))).startsWith(
				'const a = 1;\nconst b = 2;',
			),
		);
		await page.evaluate(() => document.getSelection()?.removeAllRanges());
		await page.locator('.hljs-keyword').nth(2).waitFor();
	});

	it('are for code alone, in a language that is known', async () => {
		await append('```\nconst a = 1;\n```\n\n```nonsense\nconst a = 1;\nb');
		await idle();
		assert.equal(await page.locator('[class^=hljs]').count(), 0);
		assert.equal(await page.locator('code').last().textContent(), 'const a = 1;\nb');
	});

	it('keep characters marked that cannot be seen', async () => {
		await append('```ts\nconst a\u202e = 1;\nlet b');
		await page.waitForSelector('.hljs-keyword');
		assert.equal(await page.locator('.hidden-character').count(), 1);
		assert.equal(await page.locator('code').textContent(), 'const a\u202e = 1;\nlet b');
	});
});
