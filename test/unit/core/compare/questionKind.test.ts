import assert from 'node:assert/strict';
import { questionKind } from '../../../../src/core/compare/questionKind.ts';
import { BUILT_IN_PROMPTS } from '../../../../src/core/prompts/builtInPrompts.ts';
import type { Excerpt } from '../../../../src/shared/conversation/messages.ts';

const excerpt = (fields: Partial<Excerpt> = {}): Excerpt => ({
	uri: 'file:///a.ts',
	label: 'a.ts',
	language: 'typescript',
	startLine: 1,
	endLine: 1,
	version: 1,
	text: 'a();',
	...fields,
});

const asked = (text: string, ...excerpts: Excerpt[]) => questionKind({ text, excerpts });

describe('the kind of a question', () => {
	it('is told by the prompt that it begins with', () => {
		const kinds = BUILT_IN_PROMPTS.map(({ name, text }) => [name, asked(text, excerpt())]);
		assert.deepEqual(Object.fromEntries(kinds), {
			explain: 'explain',
			fix: 'fix',
			bugs: 'fix',
			tests: 'tests',
			doc: 'code',
			improve: 'code',
		});
	});

	it('stays the same where words were added to the prompt, or nothing goes along', () => {
		assert.equal(asked('Explain this code. Why is it slow?', excerpt()), 'explain');
		assert.equal(asked('  Explain this code.'), 'explain');
		assert.equal(asked('Explain this codec to me'), 'text');
		assert.equal(asked('Please: Explain this code.'), 'text');
	});

	it('is told by the prompt as the settings have it', () => {
		const changed = new Map([
			['explain', 'Erkläre das.'],
			['fix', ''],
		]);
		const kind = (text: string) => questionKind({ text, excerpts: [] }, changed);
		assert.equal(kind('Erkläre das.\n\nGenau.'), 'explain');
		assert.equal(kind('Erkläre das.x'), 'text');
		assert.equal(kind('Explain this code.'), 'text');
		assert.equal(kind('anything'), 'text');
	});

	it('is else told by code that goes along or stands in it', () => {
		const rows: [string, Excerpt[], string][] = [
			['Why?', [], 'text'],
			['Why?', [excerpt()], 'code'],
			['Why?', [excerpt({ source: 'symbol' })], 'code'],
			['Why?', [excerpt({ source: 'changes', language: 'diff' })], 'code'],
			['Why?', [excerpt({ source: 'file', language: 'markdown' })], 'text'],
			['Why?', [excerpt({ source: 'paste', language: 'plaintext' })], 'text'],
			['Why?', [excerpt({ source: 'chat' }), excerpt({ source: 'file' })], 'code'],
			['What does\n\n```js\na();\n```\n\ndo?', [], 'code'],
			['What does `a()` do?', [], 'text'],
		];
		for (const [text, excerpts, kind] of rows) assert.equal(asked(text, ...excerpts), kind, text);
	});
});
