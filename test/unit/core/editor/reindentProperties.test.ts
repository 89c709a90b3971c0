import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { IndentStyle } from '../../../../src/core/editor/levels.ts';
import { reindent as reindentAt } from '../../../../src/core/editor/reindent.ts';

const SPACES_4 = { insertSpaces: true, tabSize: 4 };
const SPACES_2 = { insertSpaces: true, tabSize: 2 };
const TABS = { insertSpaces: false, tabSize: 4 };

/** Lands at the end of what stands before it. */
function reindent(text: string, before: string, style: IndentStyle, language = ''): string {
	return reindentAt(text, { line: before, column: before.length }, style, language);
}

/** Lines of code, by the white space they go in by and what one level is. */
type Part = (outer: string, level: string) => string[];

const PYTHON: readonly Part[] = [
	(outer) => [`${outer}x = 1`],
	(outer) => [`${outer}# don't \`or\` """`],
	() => [''],
	(outer) => [outer],
	() => ['  '],
	(outer) => [`${outer}y = f(a, '"""')`],
	(outer) => [`${outer}g(one,`, `${outer}  two)`],
	(outer) => [`${outer}s = """a`, '   b', '\tc', '"""'],
	(outer) => [`${outer}"""Does.`, '', `${outer}- one`, `${outer}  more`, `${outer}"""`],
	(outer, level) => [`${outer}call(`, `${outer}${level}a,`, `${outer})`],
];
const SCRIPT: readonly Part[] = [
	(outer) => [`${outer}x();`],
	(outer) => [`${outer}// don't \` /*`],
	() => [''],
	(outer) => [outer],
	(outer) => [`${outer}y(/\`/, "\`");`],
	(outer) => [`${outer}g(one,`, `${outer}  two);`],
	(outer) => [`${outer}const s = \`a \${b({`, ' `c` })}', '\td`;'],
	(outer) => [`${outer}/**`, `${outer} * a`, `${outer} */`],
	(outer) => [`${outer}return a`, `${outer}   .b();`],
	(outer, level) => [`${outer}call({`, `${outer}${level}a,`, `${outer}});`],
];

/** Code of blocks in blocks, in a style, and that style. */
function code(parts: readonly Part[], opens: string, closes: string | undefined) {
	const { tree } = fc.letrec<{ tree: Part; block: Part }>((tie) => ({
		tree: fc.oneof({ depthSize: 'small' }, fc.constantFrom(...parts), tie('block')),
		block: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map(
			(inner): Part =>
				(outer, level) => [
					outer + opens,
					`${outer}${level}first`,
					...inner.flatMap((part) => part(outer + level, level)),
					...(closes === undefined ? [] : [outer + closes]),
				],
		),
	}));
	return fc
		.tuple(
			fc.array(tree, { minLength: 1, maxLength: 5 }),
			fc.constantFrom(SPACES_2, SPACES_4, TABS),
			fc.constantFrom('\n', '\r\n'),
		)
		.map(([trees, style, end]) => {
			const level = style.insertSpaces ? ' '.repeat(style.tabSize) : '\t';
			const lines = ['top', ...trees.flatMap((part) => part('', level)), 'top'];
			return { text: lines.join(end), style };
		});
}

const KINDS = [
	['python', code(PYTHON, 'if x:', undefined)],
	['javascript', code(SCRIPT, 'if (x) {', '}')],
] as const;

describe('reindent, whatever the code', () => {
	for (const [language, samples] of KINDS) {
		it(`leaves ${language} that fits byte for byte`, () => {
			fc.assert(
				fc.property(samples, ({ text, style }) => {
					assert.equal(reindent(text, '', style, language), text);
				}),
			);
		});

		it(`gives ${language} back as it was when it is taken out of any depth again`, () => {
			const depths = fc.constantFrom('  ', '    ', '\t', '\t\t', '\t  ');
			fc.assert(
				fc.property(samples, depths, ({ text, style }, depth) => {
					const there = depth + reindent(text, depth, style, language);
					assert.equal(reindent(there, '', style, language), text);
				}),
			);
		});
	}

	it('never changes anything but white space at the start of lines', () => {
		const line = fc
			.tuple(
				fc.constantFrom('', ' ', '  ', '    ', '\t', '\t\t', ' \t'),
				fc.constantFrom('x', '{', 'é 漢', ''),
			)
			.map(([space, word]) => space + word);
		fc.assert(
			fc.property(
				fc.array(line, { minLength: 1, maxLength: 12 }),
				fc.constantFrom('', '  ', '\t', '\tx = '),
				fc.constantFrom(SPACES_2, SPACES_4, TABS),
				(lines, before, style) => {
					const result = reindent(lines.join('\n'), before, style);
					const bare = (text: string) => text.split('\n').map((each) => each.trimStart());
					assert.deepEqual(bare(result), bare(lines.join('\n')));
				},
			),
		);
	});

	it('keeps the order of depths: what was deeper stays deeper', () => {
		const depths = fc.array(fc.nat(5), { minLength: 2, maxLength: 12 });
		fc.assert(
			fc.property(depths, fc.constantFrom(SPACES_2, SPACES_4, TABS), (list, style) => {
				const text = list.map((depth) => `${'    '.repeat(depth)}x`).join('\n');
				// The first line loses its indentation to the place it lands on, so a line is put before it.
				const result = reindent(`x\n${text}`, '', style).split('\n').slice(1);
				const widths = result.map((each) => each.length - each.trimStart().length);
				for (let a = 0; a < list.length; a++) {
					for (let b = 0; b < list.length; b++) {
						assert.equal(
							Math.sign((widths[a] ?? 0) - (widths[b] ?? 0)),
							Math.sign((list[a] ?? 0) - (list[b] ?? 0)),
						);
					}
				}
			}),
		);
	});
});
