import type { RunCommand } from '../../core/commands/commandNames.ts';
import type { ErrorFromPage } from '../../shared/errors/errorProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { doAction } from './remedyActions.ts';

/** The chat on a page, as the buttons of its failures need it. */
export interface ErrorPage {
	readonly chats: OpenChats;
	readonly run: RunCommand;
	/** Opens the page's panel of parameters. */
	showParameters(): void;
}

/** What is done with the buttons of a failure: those of a reply may ask it again, the others are the same everywhere. */
export function errorHandlers(page: ErrorPage): MessageHandlers<ErrorFromPage> {
	const { chats, run } = page;
	return {
		act: ({ action, id }) => {
			const failure = id === undefined ? chats.notice : chats.reply(id)?.failure;
			if (id !== undefined && action === 'retryWithTokens' && failure?.affordable !== undefined) {
				return chats.regenerate(id, { maxTokens: failure.affordable });
			}
			if (id !== undefined && action === 'sendWithout' && failure?.parameter !== undefined) {
				return chats.regenerate(id, { without: failure.parameter });
			}
			return action === 'openParameters' ? page.showParameters() : doAction(action, failure, run);
		},
	};
}
