import assert from 'node:assert/strict';
import { withoutBlankLines } from '../../../../src/shared/text/blankLines.ts';

describe('withoutBlankLines', () => {
	const CODE = '    def f(x):\n        return x\n    y = f(1)';
	const texts: [what: string, text: string, expected: string][] = [
		['keeps the first line’s blanks', CODE, CODE],
		['keeps its tabs', '\t\tif (a) {\n\t\t}', '\t\tif (a) {\n\t\t}'],
		['keeps no-break and ideographic spaces', '\u00a0a\n\u3000b', '\u00a0a\n\u3000b'],
		['keeps blanks at the end of the last line', 'a  ', 'a  '],
		['takes blank lines before', `\n \t\n${CODE}`, CODE],
		['takes blank lines after', `${CODE}\n\n  \n`, CODE],
		['takes those of Windows', `\r\n  \r\n${CODE}\r\n\r\n`, CODE],
		['takes those of an old Mac', `\r${CODE}\r \r`, CODE],
		['keeps blank lines within', 'a\n\n\n  b', 'a\n\n\n  b'],
		['makes nothing of blanks alone', ' \n\t \u3000\r\n', ''],
		['makes nothing of nothing', '', ''],
	];
	for (const [what, text, expected] of texts) {
		it(what, () => assert.equal(withoutBlankLines(text), expected));
	}

	it('is through at once with a million blanks', () => {
		const blanks = ' \n'.repeat(500_000);
		assert.equal(withoutBlankLines(`${blanks} a${blanks}b${blanks}`), ` a${blanks}b `);
	});
});
