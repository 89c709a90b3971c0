import type { Question } from '../../shared/conversation/messages.ts';
import { codeBlocks } from '../../shared/markdown/codeBlocks.ts';
import { BUILT_IN_PROMPTS, type BuiltInName } from '../prompts/builtInPrompts.ts';

/** What is asked, as far as answers are told apart by it. The order is that of the table. */
export const QUESTION_KINDS = ['explain', 'fix', 'tests', 'code', 'text'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** What stands over the column of a kind. */
export const KIND_NAMES: Readonly<Record<QuestionKind, string>> = {
	explain: 'Explain',
	fix: 'Fix',
	tests: 'Tests',
	code: 'Other with code',
	text: 'Text',
};

/** Looking for bugs is for the sake of mending them. What is not here is told by what goes along. */
const OF_PROMPT: Partial<Record<BuiltInName, QuestionKind>> = {
	explain: 'explain',
	fix: 'fix',
	bugs: 'fix',
	tests: 'tests',
};

/**
 * The kind of a question: by the prompt that it begins with, else by whether code goes along or stands in it.
 * @param changed the texts that the settings give to prompts, by their names
 */
export function questionKind(
	{ text, excerpts }: Pick<Question, 'text' | 'excerpts'>,
	changed: ReadonlyMap<string, string> = new Map(),
): QuestionKind {
	for (const { name, text: own } of BUILT_IN_PROMPTS) {
		const kind = OF_PROMPT[name];
		const prompt = (changed.get(name) ?? own).trim();
		if (kind !== undefined && prompt !== '' && beginsWith(text, prompt)) return kind;
	}
	const hasCode = excerpts.some(isCode) || codeBlocks(text).length > 0;
	return hasCode ? 'code' : 'text';
}

/** What was added by hand stands after the prompt. */
function beginsWith(text: string, prompt: string): boolean {
	const begin = text.trimStart();
	return begin.startsWith(prompt) && !/^[\p{L}\p{N}]/u.test(begin.slice(prompt.length));
}

/** A chat, a paste and what a terminal says need not be code; a plain text is none. */
function isCode({ source = 'selection', language }: Question['excerpts'][number]): boolean {
	switch (source) {
		case 'selection':
		case 'file':
		case 'symbol':
			return language !== 'plaintext' && language !== 'markdown';
		case 'folder':
		case 'problems':
		case 'changes':
			return true;
		default:
			return false;
	}
}
