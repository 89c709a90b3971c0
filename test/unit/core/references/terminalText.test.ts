import assert from 'node:assert/strict';
import { terminalText } from '../../../../src/core/references/terminalText.ts';

describe('the text of a terminal', () => {
	const cases: readonly [what: string, copied: string, text: string][] = [
		['is without colours', '\u001B[1;31merror\u001B[0m: \u001B[38:5:9mno\u001B[m', 'error: no'],
		['is without titles', '\u001B]0;bash\u0007$ ls\u001B]633;C\u001B\\', '$ ls'],
		['keeps the words of a link', '\u001B]8;;http://x\u0007here\u001B]8;;\u0007', 'here'],
		['is without moves and other signs', '\u001B(B\u001B=a\u001B7b\u001B[2K\u0007c\u0000', 'abc'],
		['is without those of one byte', '\u009B31mred\u009Dtitle\u009C!', 'red!'],
		['is without what a sequence was cut off in', 'a\u001B]0;tit', 'a'],
		['has no blanks behind lines, and no empty lines around', '\r\n\n a  \t\r\nb \n\n', ' a\nb'],
		['keeps tabs and empty lines between', 'a\tb\n\n\nc', 'a\tb\n\n\nc'],
		['has the last of what a line has said', '10%\r 50%\rdone\r\nnext', 'done\nnext'],
		['has what a shorter one has left', 'abcdef\rxy', 'xycdef'],
		['has what was typed over', 'lx\b \bs', 'ls'],
		['keeps signs of any language', '✔ größe 日本 😀 \u001B[32m✓\u001B[0m', '✔ größe 日本 😀 ✓'],
		['can be nothing', ' \r\n \u001B[0m', ''],
	];
	for (const [what, copied, text] of cases) {
		it(what, () => assert.equal(terminalText(copied), text));
	}
});
