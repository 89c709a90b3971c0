import type { CommandName, RunCommand } from '../../core/commands/commandNames.ts';
import type { AskedTarget } from '../../core/parameters/requestTarget.ts';
import type { Reread } from '../../shared/context/contextProtocol.ts';
import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { FromWebview } from '../../shared/panel/protocol.ts';
import { type AttachmentPage, attachmentHandlers } from '../attachments/attachmentHandlers.ts';
import { changeHandlers } from '../changes/changeHandlers.ts';
import type { Changes } from '../changes/changes.ts';
import type { Summaries } from '../chat/summaries.ts';
import { composerHandlers } from '../composer/composerHandlers.ts';
import type { Become } from '../composer/composerPorts.ts';
import { conversationHandlers } from '../conversation/conversationHandlers.ts';
import { type ErrorPage, errorHandlers } from '../errors/errorHandlers.ts';
import type { ReplyRequests } from '../inspect/replyRequests.ts';
import { summaryHandlers } from '../inspect/summaryHandlers.ts';
import { instructionHandlers } from '../instructions/instructionHandlers.ts';
import type { ProjectInstructions } from '../instructions/projectInstructions.ts';
import { type MarkdownPage, markdownHandlers } from '../markdown/markdownHandlers.ts';
import type { PreflightFindings } from '../models/preflightFindings.ts';
import type { ParametersPanel } from '../parameters/parametersPanel.ts';
import { type SuggestionPage, suggestionHandlers } from '../suggestions/suggestionHandlers.ts';
import type { ChatNews } from './chatNews.ts';

/** What a page asks for, beside what it says of itself. */
export type PageRequest = Exclude<FromWebview, { type: 'ready' | 'ack' | 'focusChanged' }>;

/** The chat on a page, as what the page asks for needs it. */
export interface RequestingPage extends AttachmentPage, ErrorPage, MarkdownPage, SuggestionPage {
	readonly requests: ReplyRequests;
	/** Whom the next message goes to. */
	target(): AskedTarget;
	/** Answers askReread. */
	sendReread(reread: Reread): void;
	readonly summaries: Summaries;
	status(): ChatStatus;
	readonly beforeSending: PreflightFindings;
	readonly parameters: ParametersPanel;
	readonly instructions: ProjectInstructions;
	readonly changes: Changes;
	readonly run: RunCommand;
	readonly news: ChatNews;
	/** Lets what is typed become something over the box before it is sent. */
	readonly become: Become;
}

/** The handlers of all topics, joined. */
export function pageHandlers(page: RequestingPage): MessageHandlers<PageRequest> {
	const { chats, requests, run } = page;
	const command = (name: CommandName) => () => run(name);
	return {
		...composerHandlers(chats, page.become),
		...conversationHandlers(chats, run, page.follow),
		...summaryHandlers(page),
		...attachmentHandlers(page),
		...suggestionHandlers(page),
		...instructionHandlers(chats, page.instructions),
		...markdownHandlers(page),
		...errorHandlers(page),
		...changeHandlers(chats, page.changes, page.say),
		...page.parameters.handlers,
		place: ({ conversation, place }) => chats.keepPlace(conversation, place),
		keepInContext: ({ id, inContext }) => chats.keepInContext(id, inContext),
		askReread: ({ id }) => {
			const words = requests.reread(id, page.target());
			page.sendReread({ type: 'reread', id, words });
		},
		finding: (message) => page.beforeSending.act(message),
		showRequest: ({ id }) => requests.show(id),
		copyAsCurl: ({ id }) => requests.copyAsCurl(id),
		runAgain: ({ id }) => requests.runAgain(id),
		askForDetails: ({ id }) => requests.askForDetails(id),
		showChanges: ({ id }) => requests.showChanges(id),
		answerNews: ({ id, button }) => page.news.answer(id, button),
		newChat: command('newChat'),
		showHistory: command('showHistory'),
		showUsage: command('showUsage'),
	};
}
