/** The text without the signs at its end that are this one. */
export function withoutEnd(text: string, sign: string): string {
	let end = text.length;
	while (end > 0 && text[end - 1] === sign) end--;
	return text.slice(0, end);
}

/** The text without the signs at its beginning that are this one. */
export function withoutBeginning(text: string, sign: string): string {
	let start = 0;
	while (text[start] === sign) start++;
	return text.slice(start);
}
