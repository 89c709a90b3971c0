import type { RunCommand } from '../../core/commands/commandNames.ts';
import type { Action } from '../../shared/errors/action.ts';
import type { ErrorFromPage } from '../../shared/errors/errorProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { doAction } from './remedyActions.ts';

/** What makes a server ready to be asked. */
const CONNECTS = new Set<Action>(['setApiKey', 'signIn', 'connectServer']);

/** The chat on a page, as the buttons of its failures need it. */
export interface ErrorPage {
	readonly chats: OpenChats;
	readonly run: RunCommand;
	/** Shows the chat with the keyboard in its box. */
	open(): Promise<void>;
	/** Opens the page's panel of parameters. */
	showParameters(): void;
}

/** What is done with the buttons of a failure: those of a reply may ask it again, the others are the same everywhere. */
export function errorHandlers(page: ErrorPage): MessageHandlers<ErrorFromPage> {
	const { chats, run } = page;
	return {
		act: async ({ action, id, model }) => {
			const failure = id === undefined ? chats.notice : chats.chat.conversation.reply(id)?.failure;
			if (id !== undefined && action === 'retryWithTokens' && failure?.affordable !== undefined) {
				return chats.regenerate(id, { maxTokens: failure.affordable });
			}
			if (id !== undefined && action === 'sendWithout' && failure?.parameter !== undefined) {
				return chats.regenerate(id, { without: failure.parameter });
			}
			// Only what the server itself has named.
			if (action === 'useModel') {
				if (model !== undefined && failure?.instead?.includes(model)) chats.chooseModel(model);
				return;
			}
			if (action === 'openParameters') return page.showParameters();
			await doAction(action, failure, run);
			// What was asked stands in the box still, to be sent now; the question for the key had the keyboard.
			if (CONNECTS.has(action)) await page.open();
		},
	};
}
