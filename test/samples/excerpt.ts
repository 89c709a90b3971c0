import type { Excerpt } from '../../src/shared/conversation/messages.ts';

/** The smallest piece of code that can go along with a question. */
export const EXCERPT: Excerpt = {
	uri: 'file:///a.ts',
	label: 'a.ts',
	language: 'typescript',
	startLine: 1,
	endLine: 1,
	version: 1,
	text: 'let a;',
};
