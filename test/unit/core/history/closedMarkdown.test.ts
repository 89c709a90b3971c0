import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { closedMarkdown } from '../../../../src/core/history/closedMarkdown.ts';
import { BlockParser } from '../../../../src/shared/markdown/blockParser.ts';

/** Lines that open or close something, in themselves or with others. */
const LINES = [
	['', 'text', '# Title', '***', '    code', '| a |'],
	['```', '```js', '````', '``` a ` b', '```\u00a0', '```x', '~~~', '~~~ ```', '  ```', '\t```'],
	[
		'- item',
		'-',
		'1. ```js',
		'- ```',
		'-\t~~~',
		'  - ```',
		'   text',
		'> quote',
		'> ```',
		'> - ~~~',
	],
	[
		'<!-- c',
		'-->',
		'<!-- a --> <!--',
		'<script>',
		'</script>',
		'<style media="',
		'</style> <style>',
	],
	[
		'<PRE>',
		'</pre>',
		'<pre><code>',
		'<textarea',
		'<?php',
		'<![CDATA[',
		'<!DOCTYPE',
		'<div>',
		'<form> needs *this*',
		'<br>',
		'- <pre>',
	],
].flat();

describe('what a Markdown text leaves open', () => {
	for (const [text, closing] of [
		['Sure:\n\n```js\nconst a =', '```'],
		['What is ```?\n```', '```'],
		['~~~\na\n```\nb', '~~~'],
		['`````md\n```\nx\n```', '`````'],
		['```\na\n``` b', '```'],
		['<!-- a note\n\nmore', '-->'],
		['<script>\nlet a;', '</script>'],
		['<PRE>\nx', '</pre>'],
		['$$\nx^2', '$$'],
		['<details>\n<summary>More</summary>\n\ntext', '\n</details>'],
		['<details>\n\n```\ncode', '```\n\n</details>'],
		['```\na\n```\u00a0\nb', '```'],
		['a\n<form> needs\n```js\na\n\n```js\nb', '```'],
		['x\n<T>\n```\na', '```'],
		['- a\n  ```js\n  open in a list\n\nThen:\n```py\nb', '```'],
		['1. a\n   ```\n   open\n<pre>\nb', '</pre>'],
		['> ```\n> open in a quote\n\n~~~~\n~~~', '~~~~'],
		['````md\n```js\na\n```', '````'],
		['  ```\n  a', '```'],
		['<!DOCTYPE html', '>'],
		['<script>\n</style>\n```\nb', '```'],
		['<!-- a\n```\nb', '-->'],
		['<br>\n```js\nx\n\n```js\ny', '```'],
		['a\n<br>\n```\nx\n\ny', '```'],
	] as const) {
		it(`is closed: ${JSON.stringify(text)}`, () => {
			assert.equal(closedMarkdown(text), `${text}\n${closing}`);
			assert.equal(closedMarkdown(`${text}\n`), `${text}\n${closing}`);
			const parser = new BlockParser();
			parser.append(`${closedMarkdown(text)}\n\n## You\n`);
			parser.end();
			assert.equal(parser.root.children.at(-1)?.type, 'heading');
		});
	}

	for (const text of [
		'',
		'plain\n',
		'```js\na\n```\n',
		'~~~\n```\n~~~',
		'- one\n\n  ```\n  open in a list',
		'> ```\n> open in a quote',
		'    ```\n    not a fence',
		'``` is ` code in a line ```',
		'<!-- one line -->',
		'<pre>one line</pre>',
		'It costs $$ or `$$`',
		'$$ x $$',
		'<details><summary>a</summary>b</details>',
		'use `<details>` here',
	]) {
		it(`is nothing: ${JSON.stringify(text)}`, () => {
			assert.equal(closedMarkdown(text), text);
		});
	}

	it('goes by other readers where the page has code between tags', () => {
		const opened = '<div>\n```js\na\n\nb\n```';
		assert.equal(closedMarkdown(opened), `${opened}\n\`\`\``);
		for (const over of [
			'<div>\n```js\na\n\nb',
			'<br>\n```js\na\n\nb',
			'a\n\n <BR />\n```\na\n\nb',
			'<details>\n```js\na\n</details>',
		])
			assert.equal(closedMarkdown(over), over);
	});

	it('is closed for any other reader: what follows is what it was', () => {
		const markdownIt = new MarkdownIt('commonmark', { html: true });
		const swallowed = LINES.flatMap((first) => LINES.map((second) => `${first}\n${second}`))
			.flatMap((two) => LINES.map((third) => `${two}\n${third}`))
			.filter((_text, at) => at % 7 === 0)
			.filter((text) => {
				const tokens = markdownIt.parse(`${closedMarkdown(text)}\n\n## Next\n`, {});
				const [heading, title] = tokens.slice(-3);
				return heading?.type !== 'heading_open' || heading.level > 0 || title?.content !== 'Next';
			});
		assert.deepEqual(swallowed, []);
	});
});
