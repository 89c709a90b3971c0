/** What of the text in the message box has to be in the message as it stands. */
export interface KeptText {
	/** The first line, where git itself has written it or looks for it: of a merge, a revert, a fixup. */
	readonly subject: string | undefined;
	/** Lines at the end such as "Signed-off-by: …". */
	readonly trailers: readonly string[];
}

const OF_GIT =
	/^(Merge (branch|branches|tag|tags|commit|commits|remote-tracking branch|remote-tracking branches|pull request|'|[0-9a-f]{7,40}\b)|Revert "|Reapply "|(fixup|squash|amend)! )/;

/** A word with a hyphen, as those that git and Gerrit write, or one that names an issue; with something behind it. */
const TRAILER =
	/^([A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)+|Refs?|Fixes|Closes|Resolves|Issue|Bug|Ticket): \S/;

/** @param text what stands in the box */
export function keptText(text: string): KeptText {
	const lines = text.replace(/\r\n?/g, '\n').split('\n');
	const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#'))?.trim();
	return {
		subject: first !== undefined && OF_GIT.test(first) ? first : undefined,
		trailers: lines.map((line) => line.trim()).filter((line) => TRAILER.test(line)),
	};
}

/** A message that has what is to be kept. */
export function withKept(message: string, { subject, trailers }: KeptText): string {
	const whole = subject === undefined ? message : withSubject(message, subject);
	const has = new Set(whole.split('\n').map((line) => line.trim()));
	const missing = trailers.filter((trailer) => !has.has(trailer));
	if (missing.length === 0) return whole;
	const last = whole.split('\n').at(-1) ?? '';
	const joins = whole.includes('\n') && TRAILER.test(last) ? '\n' : '\n\n';
	return `${whole}${joins}${missing.join('\n')}`;
}

function withSubject(message: string, subject: string): string {
	const [first = '', ...rest] = message.split('\n');
	if (first === subject) return message;
	// The model's own line of the same kind, in other words.
	const word = /^\S+/.exec(subject)?.[0] ?? subject;
	const body = first.startsWith(`${word} `) ? rest.join('\n').replace(/^\n+/, '') : message;
	return body === '' ? subject : `${subject}\n\n${body}`;
}
