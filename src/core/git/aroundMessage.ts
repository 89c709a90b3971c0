import { withoutEnd } from '../../shared/text/withoutEnd.ts';

/** The message of `git commit -m "…" -m "…"`; undefined for anything else. */
export function fromCommand(text: string): string | undefined {
	const lines = text.split('\n');
	const at = lines.findIndex((line) => /^(?:\$ )?git commit\b/.test(line.trimStart()));
	if (at < 0) return undefined;
	const command = lines.slice(at).join('\n');
	const parts: string[] = [];
	const given = /(?:-[a-z]{0,4}m|--message)[ =]{0,2}(["'])/g;
	for (let match = given.exec(command); match !== null; match = given.exec(command)) {
		const { text: part, end } = quotedFrom(command, given.lastIndex, match[1] ?? '"');
		parts.push(part);
		given.lastIndex = end;
	}
	return parts.length === 0 ? undefined : parts.join('\n\n');
}

/** What stands in quotes as a shell reads it: a backslash counts in double ones only. */
function quotedFrom(command: string, start: number, quote: string): { text: string; end: number } {
	let text = '';
	for (let at = start; at < command.length; at++) {
		const character = command.charAt(at);
		if (character === quote) return { text, end: at + 1 };
		const next = command.charAt(at + 1);
		const escaped = quote === '"' && character === '\\' && '"\\$`'.includes(next) && next !== '';
		text += escaped ? next : character;
		if (escaped) at++;
	}
	return { text, end: command.length };
}

/** What names a message before it, without the marks around it. */
const LABEL =
	/^(?:here(?:['’]s| is)\b.*|(?:(?:suggested|proposed|generated|final|possible|the|your|git) )*commit message)$/i;

/** What models say after a message. */
const AFTER =
	/^(?:explanation|rationale|reasoning|note:|notes:|note\*\*|breakdown|why this|th(?:is|e) commit message|this message (?:follows|uses|is|describes|captures|summari[sz]es|adheres|reflects|clearly)|this follows|i (?:have|hope|chose|used|kept)|i['’]ve|let me know|feel free|please let|if you(?:['’]d| would| want| need)|would you like|alternative(?:ly)?|in this (?:commit )?message|erklärung|diese (?:commit-)?nachricht|explication|ce message|explicación|este mensaje)/i;

const MARKS = '#*_>` ';

/** A message that stands in no fence, without what is said before and after it. */
export function withoutTalk(text: string): string {
	const [first = '', ...rest] = text.split('\n');
	const paragraphs = paragraphsOf(withoutLead(first, rest));
	const end = paragraphs.findIndex(
		(paragraph, at) => at > 0 && (AFTER.test(withoutMarks(paragraph)) || isRule(paragraph)),
	);
	return (end < 0 ? paragraphs : paragraphs.slice(0, end)).join('\n\n');
}

/** The lead is a line that ends in a colon with a blank one below it, in whatever language, or one that names a message. */
function withoutLead(first: string, rest: readonly string[]): string {
	const all = [first, ...rest].join('\n');
	const below = rest.join('\n').trim();
	const colon = first.search(/[:：]/);
	if (colon < 0) return all;
	const isLabel = LABEL.test(withoutMarks(first.slice(0, colon)));
	const inLine = withoutMarks(first.slice(colon + 1));
	if (isLabel && inLine !== '')
		return [trimmedOf(first.slice(colon + 1), '* _'), ...rest].join('\n');
	const ends = /[:：]$/.test(withoutMarks(first));
	return below !== '' && (isLabel || (ends && rest[0]?.trim() === '')) ? below : all;
}

function paragraphsOf(text: string): string[] {
	const paragraphs: string[][] = [[]];
	for (const line of text.split('\n')) {
		if (line.trim() === '') paragraphs.push([]);
		else paragraphs.at(-1)?.push(line);
	}
	return paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
}

/** A rule of Markdown, which parts the message from the rest. */
function isRule(paragraph: string): boolean {
	const [line = ''] = paragraph.split('\n', 1);
	return line.length >= 3 && ['-', '*', '_'].some((mark) => line === mark.repeat(line.length));
}

function withoutMarks(text: string): string {
	return trimmedOf(text, MARKS);
}

/** Without these characters at both ends. */
function trimmedOf(text: string, characters: string): string {
	let start = 0;
	while (start < text.length && characters.includes(text.charAt(start))) start++;
	let said = text.slice(start);
	for (let before = ''; before !== said; ) {
		before = said;
		for (const character of characters) said = withoutEnd(said, character);
	}
	return said;
}
