import { partOfReply } from '../../core/editor/partOfReply.ts';
import type { MarkdownFromPage, References } from '../../shared/markdown/markdownProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { Say } from '../vscode/say.ts';
import { sayChanged } from '../vscode/sayChanged.ts';
import { openDiagram } from './openDiagram.ts';
import { openLink } from './openLink.ts';

/** The page with the text of messages. */
export interface MarkdownPage {
	readonly chats: OpenChats;
	/** Answers checkReferences. */
	sendReferences(answer: References): void;
	/** Tells the user, on the page where that is seen. */
	readonly say: Say;
}

/** What the page asks for within the text of a message. */
export function markdownHandlers({
	chats,
	sendReferences,
	say,
}: MarkdownPage): MessageHandlers<MarkdownFromPage> {
	return {
		openLink: ({ href, text }) => openLink(href, text, say),
		checkReferences: async ({ id, references }) => {
			const reply = chats.chat.conversation.reply(id);
			if (!reply) return;
			const { checkReferences } = await import('./checkReferences.ts');
			const madeAt = reply.at + (reply.facts.timing?.total ?? 0);
			const checked = await checkReferences(references, madeAt);
			sendReferences({ type: 'references', id, checked });
		},
		openReference: async ({ reference }) => {
			const { openReference } = await import('./checkReferences.ts');
			await openReference(reference, say);
		},
		openDiagram: async ({ id, ...name }) => {
			const reply = chats.chat.conversation.reply(id);
			const diagram = reply && partOfReply(reply, name);
			if (reply && !diagram) sayChanged('opened');
			if (diagram?.language.toLowerCase() === 'mermaid') await openDiagram(diagram.text);
		},
	};
}
