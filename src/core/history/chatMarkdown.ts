import { imageInWords } from '../../shared/attachments/attachmentWords.ts';
import { extraInWords } from '../../shared/attachments/extraWords.ts';
import type { Excerpt, Message } from '../../shared/conversation/messages.ts';
import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { asInterrupted } from '../conversation/messageChanges.ts';
import { modelName } from '../models/modelName.ts';
import { questionAsMarkdown } from '../prompts/prompt.ts';
import { asSent } from '../secrets/asSent.ts';
import { withheldIn } from '../secrets/chatSecrets.ts';
import { withhold } from '../secrets/withheld.ts';
import { closedMarkdown } from './closedMarkdown.ts';

/** The shown branch for people: the title, then each message under its author and time (UTC). */
export function chatAsMarkdown(conversation: Conversation): string {
	const withheld = withheldIn(conversation.messages());
	const parts = asSent(conversation.path(), withheld).map(asInterrupted).map(messageAsMarkdown);
	const title = titleAsSent(conversation).replaceAll(/\s+/g, ' ');
	return `${[`# ${title}`, ...parts].join('\n\n')}\n`;
}

/** A chat's title as it is to leave this machine: a first line can end within a secret, which then is found in it no more. */
export function titleAsSent(conversation: Conversation): string {
	const withheld = withheldIn(conversation.messages());
	if (withheld.length === 0) return conversation.title;
	const title = withhold(conversation.title, withheld);
	const begun = withheld.some(({ text }) => endsInBeginning(title, text));
	return begun ? 'Chat' : title;
}

/** Whether a text ends in the first characters of another, so many that they say something of it. */
function endsInBeginning(text: string, other: string): boolean {
	const end = text.replace(/…$/, '');
	for (let length = Math.min(other.length, end.length); length >= 4; length--) {
		if (end.endsWith(other.slice(0, length))) return true;
	}
	return false;
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
	const extras = (message.extras ?? []).map((extra) => `[${extraInWords(extra)}]`);
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

/** A prompt's text stands as it is; every other excerpt is in a fence of its own. */
function closedPrompt(excerpt: Excerpt): Excerpt {
	if (excerpt.source !== 'prompt') return excerpt;
	return { ...excerpt, text: closedMarkdown(excerpt.text) };
}

function quoted(text: string): string {
	return text.replaceAll(/^/gm, '> ');
}
