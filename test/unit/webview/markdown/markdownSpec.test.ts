import assert from 'node:assert/strict';
import commonmark from 'commonmark-spec';
import MarkdownIt from 'markdown-it';
import { markdownItInline, pageInline, type Rendering, toHtml } from './markdownHtml.ts';

const examples = commonmark.tests.map(({ markdown, html, ...rest }) => ({
	...rest,
	markdown: markdown.replaceAll('→', '\t'),
	html: html.replaceAll('→', '\t'),
}));

describe('Markdown: the examples of CommonMark 0.31.2', () => {
	const rendering = { inline: markdownItInline(new MarkdownIt('commonmark')), passHtml: true };

	// In these an HTML block holds a blank line, which ends it for us: an end that never comes must not take the rest. Or code.
	const otherwise: readonly number[] = [161, 169, 170, 171, 172, 173, 179, 180, 182];

	it('come out otherwise only where an HTML block holds a blank line or code', () => {
		const others = examples.filter(({ markdown, html }) => toHtml(markdown, rendering) !== html);
		assert.deepEqual(
			others.map(({ number }) => number),
			otherwise,
		);
	});

	for (const section of new Set(examples.map((example) => example.section))) {
		it(section, () => {
			for (const { number, markdown, html } of examples.filter((one) => one.section === section)) {
				if (otherwise.includes(number)) continue;
				assert.equal(toHtml(markdown, rendering), html, `example ${number}`);
			}
		});
	}

	const differences = (other: Rendering) =>
		examples.filter(({ markdown, html }) => toHtml(markdown, other) !== html);
	const md = new MarkdownIt('commonmark', { html: false });
	const htmlAsText = differences({ inline: markdownItInline(md), passHtml: false });

	it('are 652, of which 580 come out the same when raw HTML is text', () => {
		assert.equal(examples.length, 652);
		assert.equal(examples.length - htmlAsText.length, 580);
		assert.deepEqual(countBySection(htmlAsText), {
			'Backslash escapes': 1,
			'Entity and numeric character references': 1,
			'HTML blocks': 44,
			'Link reference definitions': 1,
			Lists: 2,
			'Code spans': 1,
			'Emphasis and strong emphasis': 3,
			Links: 4,
			'Raw HTML': 13,
			'Hard line breaks': 2,
		});
	});

	it('differ in the page only by raw HTML, links and images', () => {
		const inPage = differences({ inline: pageInline, passHtml: false });
		assert.equal(examples.length - inPage.length, 507);
		const others = inPage.filter(
			(example) => !htmlAsText.includes(example) && !/<a |<img /.test(example.html),
		);
		// In these three a bare URL is a link for us.
		assert.deepEqual(
			others.map(({ number }) => number),
			[602, 608, 611],
		);
	});
});

describe('Markdown: tables of GitHub Flavored Markdown', () => {
	const md = new MarkdownIt('commonmark', { html: true });
	const rendering = { inline: markdownItInline(md), passHtml: true };
	const reference = new MarkdownIt({ html: true, xhtmlOut: true }).disable('strikethrough');

	for (const [name, markdown] of Object.entries({
		'with outer pipes': '| foo | bar |\n| --- | --- |\n| baz | bim |',
		'aligned, without outer pipes': '| abc | defghi |\n:-: | -----------:\nbar | baz',
		'with escaped pipes': '| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |',
		'ended by another block': '| abc | def |\n| --- | --- |\n| bar | baz |\n> bar',
		'ended by a blank line': '| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar',
		'with too few delimiters': '| abc | def |\n| --- |\n| bar |',
		'with ragged rows': '| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |',
		'without a body': '| abc | def |\n| --- | --- |',
		'under a paragraph': 'text\n| a |\n|---|\n| b |',
		'in a tight list': '- x\n  | a | b |\n  |--|--|\n  | 1 | 2 |\n- y\n',
		'in a quote, not continued lazily': '> | a |\n> |---|\nx',
	})) {
		it(name, () => {
			const expected = reference
				.render(markdown)
				.replace(/ style="text-align:(\w+)"/g, ' align="$1"');
			assert.equal(toHtml(markdown, rendering), expected);
		});
	}
});

function countBySection(list: readonly { section: string }[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { section } of list) counts[section] = (counts[section] ?? 0) + 1;
	return counts;
}
