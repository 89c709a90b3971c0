import assert from 'node:assert/strict';
import { answeredExcerpt, rangeAnswered } from '../../../../src/core/changes/named/answered.ts';
import type { Excerpt, Question } from '../../../../src/shared/conversation/messages.ts';

const part = (more: Partial<Excerpt> = {}): Excerpt => ({
	uri: 'file:///w/a.ts',
	label: 'a.ts:2–3',
	language: 'typescript',
	startLine: 2,
	endLine: 3,
	version: 1,
	text: 'b\nc',
	...more,
});
const asked = (...excerpts: Excerpt[]): Question => ({
	role: 'user',
	id: 'q',
	parent: null,
	at: 0,
	text: '',
	excerpts,
});

describe('the attachment that a code block answers', () => {
	const uriOf = (language: string, ...excerpts: Excerpt[]) =>
		answeredExcerpt(asked(...excerpts), language)?.uri;

	it('is the only one, whatever else is attached beside it', () => {
		assert.equal(uriOf('ts', part()), 'file:///w/a.ts');
		assert.equal(uriOf('', part({ source: 'file' })), 'file:///w/a.ts');
		assert.equal(uriOf('ts', part({ source: 'symbol' })), 'file:///w/a.ts');
		const problems = part({ source: 'problems', uri: 'problems:' });
		assert.equal(uriOf('ts', problems, part()), 'file:///w/a.ts');
	});

	it('is none where there is none, or one of another document', () => {
		assert.equal(uriOf('ts'), undefined);
		assert.equal(uriOf('ts', part({ source: 'terminal' })), undefined);
		assert.equal(uriOf('ts', part(), part({ uri: 'file:///w/b.ts' })), undefined);
		assert.equal(uriOf('ts', part(), part({ startLine: 7 })), 'file:///w/a.ts');
	});

	for (const [block, document, is] of [
		['tsx', 'typescript', true],
		['js', 'typescriptreact', true],
		['h', 'cpp', true],
		['jsonc', 'json', true],
		['diff', 'python', true],
		['text', 'python', true],
		['python', 'plaintext', true],
		['bash', 'typescript', false],
		['python', 'typescript', false],
		['html', 'css', false],
	] as const) {
		it(`a block in ${block} is ${is ? '' : 'not '}for a document in ${document}`, () => {
			assert.equal(uriOf(block, part({ language: document })) !== undefined, is);
		});
	}
});

describe('where an attached part stands', () => {
	const rangeOf = (document: string, excerpt = part(), ...others: Excerpt[]) =>
		rangeAnswered(asked(excerpt, ...others), excerpt, document);

	it('at its lines, whatever the line ends', () => {
		assert.deepEqual(rangeOf('a\nb\nc\nd'), { start: 2, end: 5 });
		assert.deepEqual(rangeOf('a\r\nb\r\nc\r\nd'), { start: 3, end: 7 });
	});

	it('at its lines also where the same stands elsewhere', () => {
		assert.deepEqual(rangeOf('a\nb\nc\nb\nc'), { start: 2, end: 5 });
		assert.deepEqual(rangeOf('b\nc\nb\nc', part({ startLine: 3 })), { start: 4, end: 7 });
	});

	it('elsewhere, where it has moved and stands once', () => {
		assert.deepEqual(rangeOf('x\nx\nx\nb\nc'), { start: 6, end: 9 });
	});

	it('nowhere, where it is gone, is there twice, is all of a file, or one of several', () => {
		assert.equal(rangeOf('a\nb\nd'), undefined);
		assert.equal(rangeOf('x\nx\nb\nc\nb\nc'), undefined);
		assert.equal(rangeOf('b\nc', part({ source: 'file', startLine: 1 })), undefined);
		assert.equal(rangeOf('a\nb\nc', part(), part({ startLine: 9 })), undefined);
		assert.equal(rangeOf('a\n\n', part({ text: '\n' })), undefined);
	});
});
