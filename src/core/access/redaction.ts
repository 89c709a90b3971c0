/** Below this a "key" is a dummy such as "ollama", and blanking it would only garble what is said. In characters. */
const SHORTEST_SECRET = 8;

/** No word of a reply is that long by chance: what is one letter for letter is a key that somebody sent back. */
const SHORTEST_IN_REPLY = 20;

/** So much of a key at the end of a text is one that was cut off. */
const TELLING = 12;

const BLANK = '[key]';

/**
 * A text from a server, or about one, as it may be shown, logged and kept: without the key, however it is written (in small letters, as
 * hosts are; escaped, as in JSON and in addresses; cut off at the end of the text).
 */
export function withoutKey(text: string, apiKey: string | undefined): string {
	if (apiKey === undefined || apiKey.length < SHORTEST_SECRET) return text;
	const blanked = text.replace(patternOf(apiKey), BLANK);
	for (let length = apiKey.length - 1; length >= TELLING; length--) {
		if (blanked.endsWith(apiKey.slice(0, length))) return blanked.slice(0, -length) + BLANK;
	}
	return blanked;
}

/** A piece of a reply without the key. Dummies may well be words of it: they stay. */
export function replyWithoutKey(text: string, apiKey: string | undefined): string {
	return apiKey === undefined || apiKey.length < SHORTEST_IN_REPLY
		? text
		: text.replace(patternOf(apiKey), BLANK);
}

/** Before each sign there may be any number of backslashes: JSON within JSON within a string. */
function patternOf(apiKey: string): RegExp {
	const written = [...new Set([apiKey, escapedForUrl(apiKey)])];
	const patterns = written.map((one) => one.replaceAll(/\W/g, '\\\\*\\$&'));
	return new RegExp(patterns.join('|'), 'gi');
}

/** What is half of a pair of UTF-16 units cannot be escaped; no header carries it either. */
function escapedForUrl(text: string): string {
	return /[\ud800-\udfff]/.test(text) ? text : encodeURIComponent(text);
}

/** An account's id in JSON, also where that stands in a string of other JSON, which doubles the backslashes. */
const USER_ID = /(\\{0,63}")user_id\1(\s*:\s*)(?:\\*"[^"\\]*\\*"|\d+)/g;

/** A text from a server as it may be kept: without the id of the account, which tells one user from another. */
export function withoutUserId(text: string): string {
	return text.includes('user_id') ? text.replace(USER_ID, '$1user_id$1$2$1[not kept]$1') : text;
}
