import { partOfReply } from '../../core/editor/partOfReply.ts';
import type { MarkdownFromPage } from '../../shared/markdown/markdownProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { sayChanged } from '../vscode/sayChanged.ts';
import { openDiagram } from './openDiagram.ts';
import { openLink } from './openLink.ts';

/** What the page asks for within the text of a message. */
export function markdownHandlers(chats: OpenChats): MessageHandlers<MarkdownFromPage> {
	return {
		openLink: ({ href, text }) => openLink(href, text),
		openDiagram: async ({ id, ...name }) => {
			const reply = chats.reply(id);
			const diagram = reply && partOfReply(reply, name);
			if (reply && !diagram) sayChanged('opened');
			if (diagram?.language.toLowerCase() === 'mermaid') await openDiagram(diagram.text);
		},
	};
}
