import { parseJson } from '../json/jsonFields.ts';
import { LESS_TELLING, SENTENCES } from './errorWords.ts';

/** What is looked at, in characters: errors are short. */
const MAX_TEXT = 64 * 1024;

const NAMED_TEXT = /["']?(\w{1,30})["']?\s{0,8}(?:=>|:)\s{0,8}"((?:[^"\\]|\\.){1,2000})/g;

/** The sentence in a text that would be JSON if all of it had come, or that is in the notation of Ruby or JavaScript. */
export function wordsOfBrokenJson(text: string): string | undefined {
	if (!/^\s{0,80}[[{]/.test(text)) return undefined;
	for (const names of [SENTENCES, LESS_TELLING]) {
		for (const [, name = '', quoted = ''] of text.slice(0, MAX_TEXT).matchAll(NAMED_TEXT)) {
			const words = names.includes(name) ? parseJson(`"${quoted}"`) : undefined;
			if (typeof words === 'string' && words.trim().includes(' ')) return words.trim();
		}
	}
	return undefined;
}
