import { isJson } from '../../shared/text/isJson.ts';
import { cut } from '../../shared/text/shorten.ts';
import { fromCommand, withoutTalk } from './aroundMessage.ts';
import { fencedMessage } from './fencedMessage.ts';

/** What came of an answer: a commit message, or why it is none, to be read after "The model's answer ". */
export type CommitAnswer = { readonly message: string } | { readonly isNone: string };

/** The longest first line that is taken for one: a paragraph is an explanation. */
const LONGEST_SUBJECT = 200;

/** The commit message in a model's answer, without all that models put around one. */
export function commitAnswer(answer: string): CommitAnswer {
	const said = withoutThinking(answer.replace(/\r\n?/g, '\n'))
		.replace(/^(?:[^\S\n]*\n)+/, '')
		.trimEnd();
	if (said === '') return { isNone: 'is empty' };
	const bare = fencedMessage(said) ?? withoutTalk(said);
	const message = tidied(fromCommand(bare) ?? bare);
	return checked(message);
}

/** Tags between which a model reasons in its text. */
const THINKING = ['think', 'thinking', 'reasoning', 'thought'];

/** A server may have cut off where it begins, or where it ends. */
function withoutThinking(answer: string): string {
	let said = answer;
	for (const tag of THINKING) {
		const [open, close] = [`<${tag}>`, `</${tag}>`];
		const parts = said.split(close);
		const before = parts.length > 1 && !(parts[0] ?? '').includes(open) ? parts.slice(1) : parts;
		said = before.map((part) => part.split(open, 1)[0] ?? '').join('');
	}
	return said;
}

const QUOTES: readonly (readonly [string, string])[] = [
	['"', '"'],
	["'", "'"],
	['`', '`'],
	['“', '”'],
	['„', '“'],
	['«', '»'],
	['「', '」'],
	['**', '**'],
	['__', '__'],
];

/** Without quotes, tags and Markdown's marks, and with one blank line below the first. */
function tidied(text: string): string {
	const said = unquoted(withoutTags(text.trim()));
	const lines = said.split('\n').map((line) => line.trimEnd());
	const cited = lines.every((line) => line === '' || line.startsWith('>'));
	const plain = (cited ? lines.map((line) => line.replace(/^>\s?/, '')) : lines).map(plainLine);
	const [first = '', ...rest] = plain;
	const subject = unquoted(
		first.replace(/^(?:subject|title|summary)\s*[:：]\s*(?=\S)/i, '').trim(),
	);
	const body = rest
		.join('\n')
		.replace(/^\n+/, '')
		.replace(/^(?:body|description)\s*[:：]\s*/i, '');
	return body.trim() === ''
		? subject
		: `${subject}\n\n${body.replace(/\n{3,}/g, '\n\n').trimEnd()}`;
}

const TAGS = ['commit_message', 'commit-message', 'commit', 'message', 'answer'];

/** What a tag around the message holds. */
function withoutTags(text: string): string {
	const tag = TAGS.find((name) => text.startsWith(`<${name}>`));
	if (tag === undefined) return text;
	const [inner = ''] = text.slice(tag.length + 2).split(`</${tag}>`, 1);
	return inner.trim();
}

function unquoted(text: string): string {
	let said = text;
	for (let before = ''; before !== said; ) {
		before = said;
		for (const [open, close] of QUOTES) {
			const inner = said.slice(open.length, said.length - close.length);
			const wraps =
				said.length > open.length + close.length && said.startsWith(open) && said.endsWith(close);
			if (wraps && !inner.includes(open) && !inner.includes(close)) said = inner.trim();
		}
	}
	return said;
}

/** Git takes lines that begin with # for comments when a message is edited. A line of "#12" is none of Markdown's. */
function plainLine(line: string): string {
	const heading = line.replace(/^#{1,6}\s+/, '');
	return /^\*\*[^*]+\*\*:?$/.test(heading) ? heading.replaceAll('**', '') : heading;
}

const REFUSED =
	/^(i['’]?m sorry|i am sorry|sorry,|i (?:can(?:not|['’]t)|am (?:unable|not able)|['’]m (?:unable|not able)|don['’]t (?:see|have))|unfortunately,|as\s+an\s+ai\b|there (?:are|is) no (?:changes?|diff)|no changes (?:were|are|have|to commit|found|detected)\b|please (?:provide|share|send)|(?:could|can) you (?:please )?(?:provide|share|send)|it (?:looks|seems|appears) like (?:you|there))/i;

function checked(message: string): CommitAnswer {
	const [subject = ''] = message.split('\n', 1);
	if (!/[\p{L}\p{N}]/u.test(subject))
		return { isNone: message.trim() === '' ? 'is empty' : 'has no words in its first line' };
	if (REFUSED.test(subject)) return { isNone: `is no commit message: ${begun(subject)}` };
	if (/\?$/.test(subject)) return { isNone: `is a question: ${begun(subject)}` };
	if (subject.length > LONGEST_SUBJECT)
		return { isNone: `is a text and no commit message: ${begun(subject)}` };
	if (/^(diff --git |@@ |[-+]{3} [ab]\/|index [0-9a-f]+\.\.)/.test(subject))
		return { isNone: 'repeats the changes' };
	if (/<(type|scope|subject|description|summary|body)>/i.test(subject))
		return { isNone: `is a template: ${begun(subject)}` };
	if (/^1[.)] /.test(subject)) return { isNone: `is a list: ${begun(subject)}` };
	if (/^(`{3}|~{3})/.test(subject)) return { isNone: 'is code and no commit message' };
	if (isJson(message)) return { isNone: 'is JSON and no text' };
	return { message };
}

function begun(text: string): string {
	return text.length <= 80 ? `“${text}”` : `“${cut(text, 79)}…”`;
}
