import type { Withheld } from '../../shared/conversation/withheldText.ts';
import { isJson } from '../../shared/text/isJson.ts';
import { withhold } from './withheld.ts';

/**
 * JSON as its strings mean it, to be searched and never parsed: a secret stands in it as it is, however it was written ("\u0026", "\n").
 * What is no JSON is given back.
 */
export function decodedJson(json: string): string {
	return withStrings(json, (meant) => `"${decodedJson(meant)}"`) ?? json;
}

/** As withhold, for JSON: in its strings, and in JSON that these hold, what they mean counts. What is no JSON is a text like others. */
export function withholdJson(json: string, withheld: readonly Withheld[]): string {
	// The beginning of JSON, or a piece of it: where it was written as most do, it is found.
	const inside = (text: string) => JSON.stringify(text).slice(1, -1);
	const inPieces = [
		...withheld,
		...withheld.flatMap(({ text, sent }) =>
			inside(text) === text ? [] : [{ text: inside(text), sent: inside(sent) }],
		),
	];
	const sentOf = (text: string): string => {
		const inStrings = withStrings(text, (meant, written) => {
			const sent = sentOf(meant);
			return sent === meant ? written : JSON.stringify(sent);
		});
		return inStrings === undefined ? withhold(text, inPieces) : withhold(inStrings, withheld);
	};
	return sentOf(json);
}

/**
 * A list or an object of JSON with other strings; undefined where it is none. Strings without a "\" are left alone: they say what they
 * mean.
 */
function withStrings(
	json: string,
	other: (meant: string, written: string) => string,
): string | undefined {
	if (!isJson(json.trimStart())) return undefined;
	const done: string[] = [];
	let at = 0;
	for (;;) {
		const start = json.indexOf('"', at);
		if (start < 0) break;
		let end = json.indexOf('"', start + 1);
		while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
		const written = json.slice(start, end + 1);
		const meant: unknown = written.includes('\\') ? JSON.parse(written) : undefined;
		done.push(json.slice(at, start), typeof meant === 'string' ? other(meant, written) : written);
		at = end + 1;
	}
	return done.join('') + json.slice(at);
}

/** Whether an odd number of "\" stands before this place. */
function isEscaped(text: string, place: number): boolean {
	let count = 0;
	while (text[place - 1 - count] === '\\') count++;
	return count % 2 === 1;
}
