import type { Excerpt, Question } from '../../../shared/conversation/messages.ts';
import { languageNamed } from '../../editor/languageNames.ts';

/** A place in a text: UTF-16 units, the end not included. */
interface Range {
	readonly start: number;
	readonly end: number;
}

/** Languages of which code blocks name one for the other. */
const FAMILIES = [
	['typescript', 'typescriptreact', 'javascript', 'javascriptreact'],
	['c', 'cpp', 'objective-c', 'objective-cpp', 'cuda'],
	['json', 'jsonc'],
	['html', 'vue', 'svelte', 'xml', 'php'],
	['css', 'scss', 'less'],
	['shellscript', 'dotenv', 'properties'],
];

/** Blocks in these are for any document. */
const OF_ANY = new Set(['', 'plaintext', 'diff', 'code']);

/**
 * What of a document was attached to the question that a code block answers, where that is of one document and the block's language does not
 * speak against it; undefined otherwise. Of several parts of one document it is the first.
 * @param language as the block names it
 */
export function answeredExcerpt(question: Question, language: string): Excerpt | undefined {
	const [first, ...others] = question.excerpts.filter(isOfDocument);
	if (first === undefined || others.some(({ uri }) => uri !== first.uri)) return undefined;
	return mayBeFor(languageNamed(language), first.language) ? first : undefined;
}

/**
 * Where a part of a document that was attached stands in it; undefined for the whole of one, for several parts, and where it is there no more
 * or in several places.
 */
export function rangeAnswered(
	question: Question,
	{ uri, source, text, startLine }: Excerpt,
	document: string,
): Range | undefined {
	const parts = question.excerpts.filter((one) => isOfDocument(one) && one.uri === uri);
	if (parts.length !== 1 || source === 'file' || text.trim() === '') return undefined;
	const wanted = document.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
	const starts = startsOf(document, wanted);
	const there = starts.filter((start) => lineAt(document, start) === startLine);
	const [start, ...more] = there.length > 0 ? there : starts;
	return start === undefined || more.length > 0 ? undefined : { start, end: start + wanted.length };
}

function isOfDocument({ source = 'selection' }: Excerpt): boolean {
	return source === 'selection' || source === 'symbol' || source === 'file';
}

function mayBeFor(block: string, document: string): boolean {
	if (OF_ANY.has(block) || OF_ANY.has(document) || block === document) return true;
	return FAMILIES.some((family) => family.includes(block) && family.includes(document));
}

function startsOf(text: string, wanted: string): number[] {
	const starts: number[] = [];
	for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
		starts.push(at);
	}
	return starts;
}

/** Counted from 1. */
function lineAt(text: string, offset: number): number {
	return text.slice(0, offset).split('\n').length;
}
