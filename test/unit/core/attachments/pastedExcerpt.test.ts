import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import { pastedExcerpt } from '../../../../src/core/attachments/pastedExcerpt.ts';
import { questionAsMarkdown } from '../../../../src/core/prompts/prompt.ts';
import { isLongPaste, lineCountOf } from '../../../../src/shared/attachments/pastedText.ts';
import { Excerpt } from '../../../../src/shared/conversation/messages.ts';

const line = fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.replace(/[\r\n]/g, ''));
const pasted = fc
	.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 80 })
	.chain((lines) => line.map((last) => lines.map((one) => one.join('')).join('') + last));

describe('a pasted text', () => {
	it('becomes a chip from 31 lines on, however they end, and not for its length alone', () => {
		assert.equal(isLongPaste(Array(30).fill('a').join('\n')), false);
		assert.equal(isLongPaste(`${Array(30).fill('a').join('\n')}\n`), false);
		assert.equal(isLongPaste(Array(31).fill('a').join('\n')), true);
		assert.equal(isLongPaste('\r\n'.repeat(30)), false);
		assert.equal(isLongPaste('x'.repeat(100_000)), false);
		assert.equal(isLongPaste('\n'.repeat(600_000)), false);
		assert.equal(pastedExcerpt(Array(1412).fill('a').join('\r\n')).label, 'Pasted, 1,412 lines');
	});

	it('is whole in its chip, whatever it is, and says how many lines it has', () => {
		fc.assert(
			fc.property(pasted, (text) => {
				const excerpt = pastedExcerpt(text);
				const back: unknown = JSON.parse(JSON.stringify(excerpt));
				assert.deepEqual(v.parse(Excerpt, back), excerpt);
				assert.equal(excerpt.text, text.replace(/\r\n?/g, '\n'));
				assert.equal(excerpt.endLine, lineCountOf(text));
				const lines = excerpt.text.split('\n');
				if (lines.length > 1 && lines.at(-1) === '') lines.pop();
				assert.equal(excerpt.endLine, lines.length);
				assert.ok(questionAsMarkdown('', [excerpt]).includes(excerpt.text));
			}),
		);
	});
});
