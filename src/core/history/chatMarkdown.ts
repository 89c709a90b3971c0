import { imageInWords } from '../../shared/attachments/attachmentWords.ts';
import { extraInWords } from '../../shared/attachments/extraWords.ts';
import type { Excerpt, Message } from '../../shared/conversation/messages.ts';
import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { asInterrupted } from '../conversation/messageChanges.ts';
import { modelName } from '../models/modelName.ts';
import { questionAsMarkdown } from '../prompts/prompt.ts';
import { closedMarkdown } from './closedMarkdown.ts';

/** The shown branch for people: the title, then each message under its author and time (UTC). */
export function chatAsMarkdown(conversation: Conversation): string {
	const parts = conversation.path().map(asInterrupted).map(messageAsMarkdown);
	const title = conversation.title.replaceAll(/\s+/g, ' ');
	return `${[`# ${title}`, ...parts].join('\n\n')}\n`;
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
