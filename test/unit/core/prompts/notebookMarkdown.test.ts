import assert from 'node:assert/strict';
import { notebookAsMarkdown } from '../../../../src/core/prompts/notebookMarkdown.ts';

describe('a notebook as Markdown', () => {
	it('has its texts as they are, and its code in fences that it cannot close', () => {
		const cells = [
			{ isCode: false, language: 'markdown', text: '\n# Title\n\n' },
			{ isCode: true, language: 'python', text: 'a = """\n```\n"""\n' },
			{ isCode: true, language: 'sql', text: '  select 1' },
		];
		assert.equal(
			notebookAsMarkdown(cells),
			'# Title\n\n````python\na = """\n```\n"""\n````\n\n```sql\n  select 1\n```',
		);
	});

	it('keeps the indentation that a text begins with: it is code', () => {
		const text = '\n    let a;\n\nbut';
		assert.equal(
			notebookAsMarkdown([{ isCode: false, language: 'markdown', text }]),
			'    let a;\n\nbut',
		);
	});

	it('leaves empty cells out', () => {
		assert.equal(notebookAsMarkdown([{ isCode: true, language: 'python', text: ' \n' }]), '');
		assert.equal(notebookAsMarkdown([]), '');
	});
});
