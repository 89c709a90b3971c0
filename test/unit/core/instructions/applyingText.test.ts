import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyingText } from '../../../../src/core/instructions/applyingText.ts';

const PY = '/work/src/sum.py';
const TEXT = 'Name the types.';

function file(...header: string[]): string {
	return ['---', ...header, '---', TEXT].join('\n');
}

/** Headers as VS Code's documentation and its own templates write them, and whether the file applies to src/sum.py. */
const CASES: [name: string, text: string, applies: boolean][] = [
	['in single quotes', file("applyTo: '**/*.py'"), true],
	['in double quotes', file('applyTo: "**/*.py"'), true],
	['without quotes', file('applyTo: **/*.py'), true],
	['that is always', file('applyTo: **'), true],
	['that is one star', file('applyTo: *'), true],
	['of several globs', file('applyTo: "**/*.ts,**/*.py"'), true],
	['of several globs without quotes', file('applyTo: **/*.ts, **/*.py'), true],
	['with braces', file('applyTo: "**/*.{ts,py}"'), true],
	['with braces without quotes', file('applyTo: src/*.{ts,py}'), true],
	['with a name and a description', file('name: Py', 'description: A: b', 'applyTo: src/**'), true],
	['with a comment behind it', file("applyTo: '**/*.py' # Python"), true],
	['with fields that nobody knows', file('x: [a, b]', 'applyTo: "*.py"', 'y:', '  z: 1'), true],
	['with Windows’ line ends', file('applyTo: "*.py"').replaceAll('\n', '\r\n'), true],
	['behind a byte order mark', `\uFEFF${file('applyTo: "*.py"')}`, true],
	['that means other files', file("applyTo: '**/*.ts'"), false],
	['that is empty', file('applyTo:'), false],
	['that is empty, in quotes', file("applyTo: ''"), false],
	['that is not there', file('description: By hand'), false],
	['in a header of nothing', file(), false],
	['in a comment', file('# applyTo: "**"'), false],
	['in another case', file('applyto: "**"'), false],
	['below the first line', `\n${file('applyTo: "**"')}`, false],
	['without a header', TEXT, false],
];

describe('the applyTo of a file', () => {
	for (const [name, text, applies] of CASES) {
		it(`${name} ${applies ? 'applies' : 'does not apply'}`, async () => {
			const said = await applyingText(text, [PY]);
			assert.equal(said, applies ? TEXT : undefined);
		});
	}

	it('is a problem of its line where it cannot be read', async () => {
		const cases: [string, number][] = [
			[file('name: a', 'applyTo: ["**"]'), 3],
			[file('applyTo:', '  - "**"'), 2],
			[file('applyTo: {a: b}'), 2],
			[file('applyTo: "**'), 2],
			['---\napplyTo: "**"\n', 1],
		];
		for (const [text, line] of cases) {
			const said = await applyingText(text, [PY]);
			assert.ok(typeof said === 'object', text);
			assert.equal(said.line, line, text);
			assert.notEqual(said.problem, '');
		}
	});

	it('never throws, and gives nothing but the text below the header', async () => {
		const line = fc.constantFrom(
			'applyTo: "**"',
			'applyTo: [',
			'---',
			'',
			'a: *b',
			'\t-',
			'"',
			'{',
		);
		await fc.assert(
			fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.string(), async (lines, rest) => {
				const text = ['---', ...lines, '---', rest].join('\n');
				const said = await applyingText(text, [PY]);
				if (typeof said === 'string') assert.ok(text.replace(/\r\n?/g, '\n').endsWith(said));
			}),
		);
	});
});
