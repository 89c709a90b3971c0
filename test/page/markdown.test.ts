import assert from 'node:assert/strict';
import commonmark from 'commonmark-spec';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { codeBlocks } from '../../src/shared/markdown/codeBlocks.ts';
import { replies } from '../unit/shared/markdown/markdownReplies.ts';
import { cut } from '../unit/shared/markdown/markdownTree.ts';
import { launchChromium } from '../vscode/browser.ts';
import { bundle, markdownStyle, openPage } from './chromium.ts';
import type { Harness } from './markdownHarness.ts';

declare const harness: Harness;

const examples = commonmark.tests.map(({ markdown }) => markdown.replaceAll('→', '\t'));

describe('Markdown in the page', () => {
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

	it('is the same whichever way a text is cut', async () => {
		const texts = [...Object.values(replies), ...examples];
		const samples = fc.sample(
			fc.record({
				text: fc.constantFrom(...texts),
				places: fc.array(fc.nat(100_000), { maxLength: 30 }),
			}),
			600,
		);
		const cuts = samples.map(({ text, places }) => ({ text, pieces: cut(text, places) }));
		const different = await page.evaluate(
			(list) =>
				list.filter(({ text, pieces }) => harness.render([text]) !== harness.render(pieces)),
			cuts,
		);
		assert.deepEqual(different, []);
	});

	it('is the same where it was complete and went on, and is seldom made anew for that', async () => {
		const texts = [...Object.values(replies), ...examples].filter((text) => text.length < 5000);
		const samples = fc.sample(
			fc.record({
				text: fc.constantFrom(...texts),
				places: fc.array(fc.nat(5000), { minLength: 1, maxLength: 4 }),
			}),
			600,
		);
		const cuts = samples
			.map(({ text, places }) => ({ text, pieces: cut(text, places).filter(Boolean) }))
			.filter(({ pieces }) => pieces.length > 1);
		const { different, anew, often } = await page.evaluate((list) => {
			const ends = list.map(({ text, pieces }) => ({ text, pieces, ...harness.goOn(pieces) }));
			return {
				different: ends.filter(({ text, html }) => html !== harness.render([text])),
				anew: ends.reduce((sum, end) => sum + end.anew, 0),
				often: ends.reduce((sum, { pieces }) => sum + pieces.length - 1, 0),
			};
		}, cuts);
		assert.deepEqual(different, []);
		assert.ok(anew < often / 10, `${anew} of ${often}`);
	});

	it('is the same character by character', async () => {
		const texts = [...Object.values(replies), ...examples].filter((text) => text.length < 2000);
		const different = await page.evaluate(
			(list) => list.filter((text) => harness.render([text]) !== harness.render([...text])),
			texts,
		);
		assert.deepEqual(different, []);
	});

	it('is the same when a long paragraph grows by a few characters at a time', async () => {
		const same = await page.evaluate((text) => {
			const { root, view } = harness.open();
			for (const piece of text.match(/[\s\S]{1,5}/g) ?? []) view.append(piece);
			view.settle();
			return root.innerHTML === harness.render([text]);
		}, replies['longParagraph'] ?? '');
		assert.equal(same, true);
	});

	it('is a link where one without a target stood in its place', async () => {
		const links = await page.evaluate(() => {
			const { root, view } = harness.open();
			for (const piece of ['a ~~b  \nc [d]() e~', '~ http://a.bc', '/d']) view.append(piece);
			view.settle();
			const shown = root.innerHTML;
			return { shown, whole: harness.render(['a ~~b  \nc [d]() e~~ http://a.bc/d']) };
		});
		assert.match(links.shown, /<a href="http:\/\/a\.bc\/d"/);
		assert.equal(links.shown, links.whole);
	});

	it('never touches a node of a closed block', async () => {
		const touched = await page.evaluate((text) => {
			const { root, view } = harness.open();
			const before = text.slice(0, text.indexOf('***'));
			view.append(before);
			const top = [...root.children].slice(0, -1);
			const nodes = top.flatMap((block) => [...allNodes(block)]);
			const records: string[] = [];
			const observer = new MutationObserver(() => {});
			for (const block of top) {
				observer.observe(block, {
					...{ childList: true, subtree: true, characterData: true, attributes: true },
				});
			}
			for (const character of text.slice(before.length)) view.append(character);
			for (const record of observer.takeRecords()) records.push(record.type);
			observer.disconnect();
			return { records, kept: nodes.every((node) => root.contains(node)), count: nodes.length };

			function* allNodes(node: Node): Generator<Node> {
				yield node;
				for (const child of node.childNodes) yield* allNodes(child);
			}
		}, replies['mixed'] ?? '');
		assert.deepEqual(touched.records, []);
		assert.equal(touched.kept, true);
		assert.ok(touched.count > 60);
	});

	it('keeps the items above the open one, and a selection in the open paragraph', async () => {
		const result = await page.evaluate(() => {
			const { root, view } = harness.open();
			view.append('- one\n- two\n- three **bold** and');
			const items = [...root.querySelectorAll('li')];
			const text = items[2]?.querySelector('p')?.firstChild;
			document.getSelection()?.setBaseAndExtent(text ?? root, 0, text ?? root, 5);
			for (const piece of [' more', ' text `co', 'de`\n', '- four', '\n\nafter'])
				view.append(piece);
			return {
				same: items.every((item, index) => root.querySelectorAll('li')[index] === item),
				selected: String(document.getSelection()),
			};
		});
		assert.deepEqual(result, { same: true, selected: 'three' });
	});

	it('touches only the open piece of a long code block', async () => {
		const touched = await page.evaluate(() => {
			const { root, view } = harness.open();
			view.append(`\`\`\`ts\n${'const a = 1;\n'.repeat(500)}`);
			const pieces = new Set<Node | null>();
			const observer = new MutationObserver(() => {});
			observer.observe(root, { childList: true, subtree: true, characterData: true });
			for (const piece of ['const', ' b', ' = 2;', '\n', 'const c']) view.append(piece);
			for (const { target } of observer.takeRecords()) pieces.add(target);
			observer.disconnect();
			return { touched: pieces.size, pieces: root.querySelectorAll('.code-piece').length };
		});
		assert.deepEqual(touched, { touched: 1, pieces: 63 });
	});

	it('numbers, names and holds code blocks as the extension host reads them', async () => {
		for (const text of [...Object.values(replies), ...examples]) {
			const shown = await page.evaluate((markdown) => {
				const { root, view } = harness.open();
				for (const piece of markdown.match(/[\s\S]{1,7}/g) ?? []) view.append(piece);
				view.settle();
				const blocks = [...root.querySelectorAll<HTMLElement>('.code-block')].map((block) => ({
					index: Number(block.dataset['index']),
					language: block.querySelector('.code-language')?.textContent,
					text: block.querySelector('code')?.textContent,
					button: block.querySelector('button')?.textContent,
				}));
				view.dispose();
				root.remove();
				return blocks;
			}, text);
			assert.deepEqual(
				shown,
				codeBlocks(text).map(({ index, language, text: code }) => ({
					index,
					language,
					text: code,
					button: `${index} ${language}`,
				})),
			);
		}
	});

	it('shows a table only when its header is complete, and its rows as they grow', async () => {
		const shown = await page.evaluate(() => {
			const { root, view } = harness.open();
			return ['| a ', '| b |', '\n|--', '-|:-:|', '\n', '| 1', ' | 2 |\n'].map((piece) => {
				view.append(piece);
				return root.textContent;
			});
		});
		assert.deepEqual(shown, ['', '', '', '', 'ab', 'ab1', 'ab12']);
	});

	it('makes a link of a reference whose definition comes later', async () => {
		const shown = await page.evaluate(() => {
			const { root, view } = harness.open();
			view.append('See [it].\n\n| a |\n|---|\n| [it] |\n\n');
			view.append('[it]: https://example.com/\n\nEnd');
			const before = root.querySelectorAll('a').length;
			const first = root.firstChild;
			view.settle();
			return {
				before,
				kept: first === root.firstChild,
				after: [...root.querySelectorAll('a')].map((link) => `${link.text} ${link.title}`),
			};
		});
		const link = 'it https://example.com/';
		assert.deepEqual(shown, { before: 0, kept: true, after: [link, link] });
	});

	it('shows footnotes where they are defined, and refers to those that are', async () => {
		const shown = await page.evaluate(() => {
			const { root, view } = harness.open();
			for (const character of 'One[^1], two[^b], none[^c].\n\n[^1]: First *note*\n[^b]: Second\n\n    more\n\nEnd[^1]') {
				view.append(character);
			}
			view.settle();
			const html = root.innerHTML;
			const items = [...root.querySelectorAll<HTMLElement>('li')];
			return {
				text: root.querySelector('p')?.textContent,
				references: [...root.querySelectorAll('sup')].map((one) => one.title),
				items: items.map(
					(item) => `${getComputedStyle(item, '::marker').content} ${item.innerText}`,
				),
				same:
					html ===
					harness.render([
						'One[^1], two[^b], none[^c].\n\n[^1]: First *note*\n[^b]: Second\n\n    more\n\nEnd[^1]',
					]),
			};
		});
		assert.deepEqual(shown, {
			text: 'One1, twob, none[^c].',
			references: ['Footnote 1', 'Footnote b', 'Footnote 1'],
			items: ['"1. " First note', '"b. " Second\n\nmore'],
			same: true,
		});
	});

	it('folds what stands between details, and leaves what nothing closes', async () => {
		const many = Array.from({ length: 40 }, (_, index) => `P${index}`).join('\n\n');
		const texts = [
			'<details>\n<summary>More *here*</summary>\n\nIn **it**\n\n```ts\na\n```\n\n</details>\n\nAfter',
			'<details open onclick="x">\n\nOuter\n\n<details>\n<summary>Inner</summary>\n\nIn\n\n</details>\n\nB\n\n</details>',
			'<details><summary>One</summary>In *one* block.\n</details>\n\n<details>\n<summary>Two</summary>\nBegin\n\nEnd\n</details>',
			'<details>\n<summary>Never</summary>\n\nOpen',
			'- <details>\n\n  x\n\n</details>\n\ny',
			`<details>\n\n${many}\n\n</details>\n\n${many}`,
		];
		const shown = await page.evaluate(
			(list) =>
				list.map((text) => {
					const whole = harness.render([text]);
					const root = document.createElement('div');
					root.append(document.createRange().createContextualFragment(whole));
					const shape = [...root.querySelectorAll('details')].map(
						(one) => `${one.firstElementChild?.textContent}: ${one.children.length} ${one.open}`,
					);
					return { same: whole === harness.render([...text]), shape };
				}),
			texts,
		);
		assert.deepEqual(shown, [
			{ same: true, shape: ['More here: 3 false'] },
			{ same: true, shape: ['Details: 4 false', 'Inner: 2 false'] },
			{ same: true, shape: ['One: 2 false', 'Two: 3 false'] },
			{ same: true, shape: [] },
			{ same: true, shape: [] },
			{ same: true, shape: ['Details: 41 false'] },
		]);
	});

	it('hands clicks on links over and follows none', async () => {
		await page.evaluate(() => {
			const opened = harness.open();
			Object.assign(globalThis, { opened });
			opened.view.append('[web](https://example.com/a) ![pic](https://example.com/b.png)');
			opened.view.settle();
		});
		await page.getByRole('link', { name: 'web' }).click();
		await page.getByRole('link', { name: 'pic' }).click({ button: 'middle' });
		await page.getByRole('link', { name: 'pic' }).click({ button: 'right' });
		await page.getByRole('link', { name: 'web' }).press('Enter');
		const links = await page.evaluate(() => Reflect.get(globalThis, 'opened').links);
		assert.deepEqual(links, [
			'https://example.com/a',
			'https://example.com/b.png',
			'https://example.com/a',
		]);
		assert.equal(page.context().pages().length, 1);
		assert.equal(await page.locator('img').count(), 0);
	});

	it('colours a block when it is complete, but not while it is selected', async () => {
		await page.evaluate(() => {
			const { root, view } = harness.open();
			view.append(
				'```ts\nconst a = 1;\n```\n\n```python\ndef f(): pass\n```\n\n```nonsense\nx\n```\n',
			);
			const first = root.querySelector('code');
			if (first) document.getSelection()?.selectAllChildren(first);
			view.append('\n```rust\nfn main() {');
		});
		await page.waitForSelector('[data-index="1"] .hljs-keyword');
		assert.equal(await page.locator('[data-index="0"] .code-piece').count(), 1);
		assert.equal(await page.evaluate(() => String(document.getSelection())), 'const a = 1;');
		await page.evaluate(() => document.getSelection()?.removeAllRanges());
		await page.waitForSelector('[data-index="0"] .hljs-keyword');
		assert.equal(await page.locator('[data-index="0"] code').textContent(), 'const a = 1;');
		assert.equal(await page.locator('[data-index="2"] .code-piece').count(), 1);
		assert.equal(await page.locator('[data-index="3"] .code-piece').count(), 1);
	});

	it('folds a long block that nobody reads when it closes, and never after', async () => {
		await page.evaluate(() => {
			const { view } = harness.open();
			const block = (lines: number) => `\`\`\`\n${'line\n'.repeat(lines)}\`\`\`\n\n`;
			view.append(block(30));
			view.append(block(60).repeat(2));
			view.append(block(40).slice(0, -5));
			Object.assign(globalThis, { view });
		});
		const button = page.getByRole('button', { name: /^Show / });
		const shown = () => button.allTextContents();
		// The first long one is on the screen; for the last one, which is open, there is room alone.
		assert.deepEqual(await shown(), ['Show less', 'Show all 60 lines']);
		assert.equal(await page.locator('.code-fold').count(), 3);
		const height = () => page.evaluate(() => document.querySelector('.markdown')?.scrollHeight);
		const open = await height();
		await page.evaluate(() => {
			// In the last block the reader has selected something.
			const code = [...document.querySelectorAll('code')].at(-1);
			if (code) document.getSelection()?.selectAllChildren(code);
			Reflect.get(globalThis, 'view').append('```');
			Reflect.get(globalThis, 'view').append('\n');
		});
		const closed = ['Show less', 'Show all 60 lines', 'Show less'];
		assert.deepEqual(await shown(), closed);
		assert.equal(await height(), open);
		await page.evaluate(() => {
			document.getSelection()?.removeAllRanges();
			Reflect.get(globalThis, 'view').append('\nAfter');
			Reflect.get(globalThis, 'view').settle();
		});
		assert.deepEqual(await shown(), closed);
		const pre = page.locator('[data-index="2"] pre');
		const folded = (await pre.boundingBox())?.height ?? 0;
		await page.getByRole('button', { name: 'Show all 60 lines', exact: true }).press('Enter');
		const whole = (await pre.boundingBox())?.height ?? 0;
		assert.ok(whole > 2.5 * folded, `${folded} of ${whole}`);
		await page
			.locator('[data-index="2"]')
			.getByRole('button', { name: 'Show less' })
			.press('Enter');
		assert.equal((await pre.boundingBox())?.height, folded);
		assert.equal((await pre.textContent())?.split('\n').length, 60);
	});

	it('moves nothing below a long block when the text is settled', async () => {
		const places = await page.evaluate(() => {
			const { root, view } = harness.open();
			for (let line = 0; line < 33; line++) view.append(line === 0 ? '```ts\n' : `line ${line}\n`);
			view.append('```\n\nAfter');
			const top = () => root.querySelector('p')?.getBoundingClientRect().top;
			const before = top();
			view.settle();
			return { before, after: top(), buttons: root.querySelectorAll('.code-fold').length };
		});
		assert.equal(places.after, places.before);
		assert.equal(places.buttons, 1);
	});

	it('lets a table that is too wide scroll, its rows low and its columns never narrower', async () => {
		const seen = await page.evaluate(() => {
			const { root, view } = harness.open();
			const cell = 'a_long_identifier_of_code';
			const prose = 'some words that say what it is for, and when';
			const header = '| Name | Kind | Notes |\n|-|-|-|\n';
			const text = `${header}| \`${cell}\` | ${cell} | ${prose} |\n| \`${cell}\` | x | y |\n`;
			const widths: number[][] = [];
			for (const piece of text.split(/(?<=[ \n])/)) {
				view.append(piece);
				const cells = [...root.querySelectorAll('th')];
				if (cells.length > 0) widths.push(cells.map(({ offsetWidth }) => offsetWidth));
			}
			view.settle();
			const scroller = root.querySelector('.table-scroller');
			return {
				widths,
				scrolls: (scroller?.scrollWidth ?? 0) > (scroller?.clientWidth ?? 0),
				height: root.querySelectorAll('tr')[1]?.offsetHeight ?? 0,
			};
		});
		for (const [index, now] of seen.widths.entries()) {
			const before = seen.widths[index - 1] ?? now;
			assert.ok(
				now.every((width, column) => width >= (before[column] ?? 0)),
				JSON.stringify(seen.widths),
			);
		}
		assert.equal(seen.scrolls, true);
		assert.ok(seen.height < 100, String(seen.height));
	});

	it('folds a long block of a text that was shown before it was in the page', async () => {
		const folded = await page.evaluate(() => {
			const { root, view } = harness.open();
			root.remove();
			view.append(`\`\`\`\n${'line\n'.repeat(31)}\`\`\``);
			view.settle();
			return [...root.querySelectorAll('.folded > button')].map((button) => button.textContent);
		});
		assert.deepEqual(folded, ['Show all 31 lines']);
	});

	it('draws maths, shows its source on demand, and leaves what it cannot draw', async () => {
		await page.evaluate(() => {
			const { root, view } = harness.open();
			Object.assign(globalThis, { root, view });
			view.append('Money: $5 and $10.\n\n$$\n\\frac{a}{b}\n- c\n');
		});
		const shown = () => page.evaluate(() => Reflect.get(globalThis, 'root').innerText);
		assert.equal(await shown(), 'Money: $5 and $10.\n\n$$\n\\frac{a}{b}\n- c');
		await page.evaluate(() => {
			const { view } = Object(globalThis);
			view.append('$$\n\nThen \\(\\sqrt{x}\\) and \\(\\nonsense\\) and ');
			view.append('\\(\\href{https://example.com}{x}\\) and \\[\\includegraphics{a.png}\\].');
			view.settle();
		});
		await page.locator('.maths.display math mfrac').waitFor();
		await page.locator('math msqrt').waitFor();
		assert.equal(await page.locator('math').count(), 2);
		assert.equal(await page.locator('a, img').count(), 0);
		assert.match(await shown(), /Then .* and \\\(\\nonsense\\\) and \\\(\\href/s);
		const button = page.getByRole('button', { name: 'Show Source', exact: true }).first();
		await button.press('Enter');
		assert.equal(await button.getAttribute('aria-pressed'), 'true');
		await page.getByText('\\frac{a}{b}').waitFor();
		await page.locator('mfrac').waitFor({ state: 'hidden' });
	});

	it('lets a wide formula scroll in itself', async () => {
		await page.evaluate(() => {
			const { view } = harness.open();
			view.append(`Wide: \\(${'x + '.repeat(100)}1\\).\n\n$$\n${'y + '.repeat(100)}1\n$$\n`);
			view.settle();
		});
		await page.locator('math').nth(1).waitFor();
		assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 300);
	});

	it('keeps a formula in the page while the text after it grows', async () => {
		const kept = await page.evaluate(() => {
			const { root, view } = harness.open();
			view.append('The root \\(x_1\\) is ');
			const formula = root.querySelector('.maths');
			for (const piece of ['*the*', ' first', ' of \\(', 'x_2', '\\) two.']) view.append(piece);
			const formulas = root.querySelectorAll('.maths');
			return { same: formulas[0] === formula, count: formulas.length };
		});
		assert.deepEqual(kept, { same: true, count: 2 });
	});

	it('knows the languages that programmers ask about, by their usual names', async () => {
		const names =
			'ts tsx typescript js jsx mjs javascript py python rb ruby rs rust go golang java kt kotlin swift c h cpp c++ cc ' +
			'cs csharp c# php sh bash zsh shell console powershell ps1 pwsh sql postgresql json jsonc yaml yml toml ini ' +
			'html xml svg vue css scss less md markdown dockerfile docker make makefile cmake diff patch lua perl pl r ' +
			'scala haskell hs elixir ex erlang erl clojure clj dart graphql gql protobuf proto nginx vim objectivec objc ' +
			'groovy gradle matlab julia fortran f90 latex tex wasm fsharp f# ocaml ml elm nim nix vb vbnet delphi pascal ' +
			'lisp scheme prolog awk tcl verilog vhdl glsl http asm x86asm bat cmd properties handlebars jinja django ' +
			'text txt plaintext Python TypeScript python:main.py js{1,3}';
		const unknown = await page.evaluate((list) => harness.unknownLanguages(list), names.split(' '));
		assert.deepEqual(unknown, []);
	});

	it('leaves very long code plain', async () => {
		await page.evaluate(() => {
			const { view } = harness.open();
			view.append(`\`\`\`ts\n${'const a = 1;\n'.repeat(8000)}\`\`\`\n\n\`\`\`ts\nlet b;\n\`\`\`\n`);
			view.settle();
		});
		await page.waitForSelector('[data-index="1"] .hljs-keyword');
		assert.equal(await page.locator('[data-index="0"] .hljs-keyword').count(), 0);
	});

	it('shows task lists, numbers and looseness', async () => {
		const shown = await page.evaluate(() => {
			const { root, view } = harness.open();
			view.append('3. a\n4. b\n\n- [x] c\n- [ ] d\n\n- e');
			view.settle();
			return {
				start: root.querySelector('ol')?.start,
				tight: [...root.children].map((list) => list.classList.contains('tight')),
				boxes: [...root.querySelectorAll('input')].map((box) => [box.checked, box.disabled]),
			};
		});
		assert.deepEqual(shown, {
			start: 3,
			tight: [true, false],
			boxes: [
				[true, true],
				[false, true],
			],
		});
	});

	it('is never wider than a panel of 300 px', async () => {
		for (const text of Object.values(replies)) {
			const overflow = await page.evaluate((markdown) => {
				const { root, view } = harness.open();
				view.append(
					`${markdown}\n\n| ${'wide '.repeat(60)} | b |\n|---|---|\n\n**${'x'.repeat(300)}**`,
				);
				view.settle();
				const width = document.documentElement.scrollWidth;
				view.dispose();
				root.remove();
				return width;
			}, text);
			assert.equal(overflow, 300);
		}
	});
});
