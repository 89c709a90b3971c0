import { imageInWords } from '../../shared/attachments/attachmentWords.ts';
import { extraInWords } from '../../shared/attachments/extraWords.ts';
import type { Excerpt, Message, ReplyExtra } from '../../shared/conversation/messages.ts';
import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { asInterrupted } from '../conversation/messageChanges.ts';
import { modelName } from '../models/modelName.ts';
import { fenceFor, questionAsMarkdown } from '../prompts/prompt.ts';
import { asSent } from '../secrets/asSent.ts';
import { withheldOf } from '../secrets/chatSecrets.ts';
import { titleSent } from '../secrets/titleSent.ts';
import { closedMarkdown } from './closedMarkdown.ts';

/** The shown branch for people: the title, where it was forked from, then each message under its author and time (UTC). */
export function chatAsMarkdown(conversation: Conversation): string {
	const withheld = withheldOf(conversation);
	const parts = asSent(conversation.path(), withheld).map(asInterrupted).map(messageAsMarkdown);
	const inLine = (title: string) => titleSent(title, withheld).replaceAll(/\s+/g, ' ');
	const { origin } = conversation;
	const from = origin === undefined ? [] : [`Forked from “${inLine(origin.title)}”.`];
	return `${[`# ${inLine(conversation.title)}`, ...from, ...parts].join('\n\n')}\n`;
}

/** A chat's title as it is to leave this machine. */
export function titleAsSent(conversation: Conversation): string {
	return titleSent(conversation.title, withheldOf(conversation));
}

function messageAsMarkdown(message: Message): string {
	const time = `${new Date(message.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
	if (message.role === 'user') {
		const images = (message.images ?? []).map((image) => `[image: ${imageInWords(image)}]`);
		const text = questionAsMarkdown(
			closedMarkdown(message.text),
			message.excerpts.map(closedPrompt),
		);
		return ['## You', `*${time}*`, text, ...images].filter((part) => part !== '').join('\n\n');
	}
	const facts = [message.model, time, ...(message.status === 'complete' ? [] : [message.status])];
	const failure = message.failure === undefined ? [] : [quoted(message.failure.message)];
	const extras = (message.extras ?? []).flatMap((extra) => [
		`[${extraInWords(extra)}]`,
		...toolTexts(extra),
	]);
	const name = modelName(message.model);
	return [
		`## ${name}`,
		`*${facts.join(' · ')}*`,
		closedMarkdown(withoutBlankLines(message.text)),
		...extras,
		...failure,
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

/** What a tool was called with and what it answered, each in a fence that it cannot close. */
function toolTexts(extra: ReplyExtra): string[] {
	if (extra.type !== 'toolCall') return [];
	const { input, result } = extra;
	const fenced = (text: string, language = '') =>
		`${fenceFor(text)}${language}\n${text}\n${fenceFor(text)}`;
	return [
		...(input === undefined ? [] : [fenced(input, 'json')]),
		...(result === undefined ? [] : [`It answered:\n\n${fenced(result)}`]),
	];
}

/** A prompt's text stands as it is; every other excerpt is in a fence of its own. */
function closedPrompt(excerpt: Excerpt): Excerpt {
	if (excerpt.source !== 'prompt') return excerpt;
	return { ...excerpt, text: closedMarkdown(excerpt.text) };
}

function quoted(text: string): string {
	return text.replaceAll(/^/gm, '> ');
}
