import assert from 'node:assert/strict';
import commonmark from 'commonmark-spec';
import fc from 'fast-check';
import { BlockParser } from '../../../../src/shared/markdown/blockParser.ts';
import type { Block } from '../../../../src/shared/markdown/blocks.ts';
import { codeBlocks } from '../../../../src/shared/markdown/codeBlocks.ts';
import { replies } from './markdownReplies.ts';
import { cut, parse } from './markdownTree.ts';

const texts = [
	...Object.values(replies),
	...commonmark.tests.map(({ markdown }) => markdown.replaceAll('→', '\t')),
];

describe('Markdown: a text in pieces', () => {
	it('gives the same tree whichever way it is cut', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...texts),
				fc.array(fc.nat(100_000), { maxLength: 30 }),
				(text, places) => {
					assert.deepEqual(parse(cut(text, places)), parse([text]));
				},
			),
			{ numRuns: 1500 },
		);
	});

	it('gives the same tree character by character', () => {
		for (const text of texts) {
			if (text.length < 2000) assert.deepEqual(parse([...text]), parse([text]), text);
		}
	});

	it('gives the same tree for any characters that mean something', () => {
		const markup = fc.constantFrom(
			...[
				'- ',
				'* ',
				'1. ',
				'> ',
				'#',
				'```',
				'~~~',
				'|',
				'---',
				'=',
				'\n',
				'\n',
				'\r\n',
				'\r',
				'\n\n',
			],
			...[
				'    ',
				'\t',
				' ',
				'a',
				'[x]',
				'[a]: /b',
				'<div>',
				'<b>',
				'`',
				':-',
				'\\',
				'\0',
				'$$',
				'\\[',
				'\\]',
				'\\(',
			],
		);
		fc.assert(
			fc.property(fc.array(fc.array(markup), { maxLength: 12 }), (lines) => {
				const pieces = lines.map((line) => line.join(''));
				assert.deepEqual(parse(pieces), parse([pieces.join('')]));
			}),
			{ numRuns: 1500 },
		);
	});

	it('does not change what is final', () => {
		for (const text of Object.values(replies)) {
			const parser = new BlockParser();
			const final = new Map<Block, string>();
			for (const character of text.slice(0, 3000)) {
				parser.append(character);
				for (const block of finalBlocks(parser, parser.root)) {
					const before = final.get(block);
					if (before) assert.equal(JSON.stringify(block), before);
					else final.set(block, JSON.stringify(block));
				}
			}
			const blocks = new Set(allBlocks(parser.root));
			for (const block of final.keys()) assert.ok(blocks.has(block));
		}
	});

	it('does not take a paragraph for a heading, or text for a table, before its line is over', () => {
		const parser = new BlockParser();
		const types = () => parser.root.children.map((block) => block.type);
		parser.append('text\n-');
		assert.deepEqual(types(), ['paragraph']);
		parser.append(' item');
		assert.deepEqual(types(), ['paragraph', 'list']);
		parser.append('\n\n```t');
		assert.deepEqual(types(), ['paragraph', 'list']);
		parser.append('s\n');
		assert.deepEqual(types(), ['paragraph', 'list', 'code']);
	});

	it('shows a line that is not finished', () => {
		const parser = new BlockParser();
		parser.append('# Ti');
		assert.deepEqual(parser.root.children[0], {
			...{ type: 'heading', level: 1, lines: ['Ti'] },
			...{ startLine: 0, lastLine: 0, closedAt: Number.POSITIVE_INFINITY },
		});
	});

	it('reads nesting without end as text', () => {
		assert.equal(depthOf(parse([`${'> '.repeat(5000)}deep`]).root), 102);
		assert.ok(depthOf(parse([`${'- '.repeat(5000)}deep`]).root) <= 102);
	});
});

describe('codeBlocks', () => {
	it('numbers the blocks in document order, in lists and quotes too', () => {
		assert.deepEqual(codeBlocks(replies['mixed'] ?? ''), [
			{
				index: 0,
				info: 'python',
				language: 'python',
				text: 'def total(values):\n    """Add them up.\n\n    Blank lines count.\n    """\n    return sum(values)',
			},
			{ index: 1, info: 'py', language: 'py', text: 'total((1, 2))' },
		]);
	});

	it('keeps a fence inside a longer one as text', () => {
		assert.deepEqual(codeBlocks(replies['nestedFences'] ?? ''), [
			{ index: 0, info: 'markdown', language: 'markdown', text: '# Title\n\n```js\nrun();\n```' },
			{ index: 1, info: '', language: '', text: '```\nnot closed by backticks' },
		]);
	});

	it('includes an unclosed block, at every prefix of a text', () => {
		const text = replies['unclosedFence'] ?? '';
		const whole = 'const a = 1;\n\nconst b = 2;';
		for (let end = text.indexOf('ts\n') + 3; end <= text.length; end++) {
			const [block, ...others] = codeBlocks(text.slice(0, end));
			assert.deepEqual(others, []);
			assert.equal(block?.language, 'ts');
			assert.ok(whole.startsWith(block?.text.trimEnd() ?? '?'), block?.text);
		}
		assert.equal(codeBlocks(text)[0]?.text, whole);
	});

	it('says of the last block that its fence is not closed', () => {
		const open = (text: string) => codeBlocks(text).map(({ isOpen }) => isOpen);
		assert.deepEqual(open('```\na\n```\n\n```ts\nb'), [undefined, true]);
		assert.deepEqual(open('```\na\n'), [true]);
		assert.deepEqual(open('- ```\n  a'), [true]);
		for (const closed of [
			'```\na\n```',
			'```\na\n```\n',
			'```\na\n```\n\nText',
			'- ```\n  a\n\nText',
		]) {
			assert.deepEqual(open(closed), [undefined], closed);
		}
	});

	it('takes the first word of the info string as the language', () => {
		const languages = ['``` ts title="a b"\n```', '~~~c++\n~~~', '```\n```', '    indented'].map(
			(text) => codeBlocks(text)[0]?.language,
		);
		assert.deepEqual(languages, ['ts', 'c++', '', '']);
		assert.equal(codeBlocks('``` ts title="a b"\n```')[0]?.info, 'ts title="a b"');
	});

	it('reads Windows line ends and tabs', () => {
		assert.deepEqual(codeBlocks(replies['windows'] ?? ''), [
			{ index: 0, info: 'c', language: 'c', text: 'int main(void) {\n\treturn 0;\n}' },
		]);
		assert.deepEqual(
			codeBlocks(replies['tabs'] ?? '').map(({ text }) => text),
			['code', '  quoted code', 'indented\n\n\nstill'],
		);
	});
});

function* allBlocks(block: Block): Generator<Block> {
	yield block;
	if ('children' in block) for (const child of block.children) yield* allBlocks(child);
}

function finalBlocks(parser: BlockParser, root: Block): Block[] {
	return [...allBlocks(root)].filter((block) => parser.isFinal(block));
}

function depthOf(block: Block): number {
	if (!('children' in block)) return 1;
	return 1 + Math.max(0, ...block.children.map(depthOf));
}
