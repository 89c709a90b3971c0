import assert from 'node:assert/strict';
import { closedMarkdown } from '../../../../src/core/history/closedMarkdown.ts';
import { BlockParser } from '../../../../src/shared/markdown/blockParser.ts';

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
});
