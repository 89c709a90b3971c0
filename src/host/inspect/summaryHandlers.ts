import { env } from 'vscode';
import type { ContextFromPage } from '../../shared/context/contextProtocol.ts';
import type { Summary } from '../../shared/conversation/messageSummary.ts';
import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { Summaries } from '../chat/summaries.ts';
import type { ReplyRequests } from './replyRequests.ts';

interface SummarisingPage {
	readonly chats: OpenChats;
	readonly summaries: Summaries;
	readonly requests: ReplyRequests;
	status(): ChatStatus;
}

/** What the page asks for about summaries of what does not fit. */
export function summaryHandlers({
	chats,
	summaries,
	requests,
	status,
}: SummarisingPage): MessageHandlers<
	Exclude<ContextFromPage, { type: 'keepInContext' | 'askReread' }>
> {
	/** What the page says that it does not fit. */
	const noRoom = () =>
		(status().context?.unsent ?? []).flatMap(({ id, why }) => (why === 'noRoom' ? id : []));
	const summaryOf = (id: string) => chats.chat.conversation.message(id)?.summary;
	const change = (id: string, part: (before: Summary) => Summary | null) => {
		const before = summaryOf(id);
		if (before === undefined) return;
		chats.chat.summarise(id, part(before));
		chats.listener.statusChanged();
	};
	return {
		summarise: () => {
			chats.dismissNotice();
			// It goes on while other things are done, and is said to.
			void summaries.make(chats.chat, noRoom());
		},
		previewSummary: () => requests.previewSummary(() => summaries.preview(chats.chat, noRoom())),
		cancelSummary: () => summaries.cancel(chats.chat.conversation.id),
		editSummary: ({ id, text }) =>
			change(id, (before) =>
				text === before.text || text.trim() === '' ? before : { ...before, text, edited: true },
			),
		useSummary: ({ id, used }) =>
			change(id, ({ leftOut: _before, ...summary }) =>
				used ? summary : { ...summary, leftOut: true },
			),
		deleteSummary: ({ id }) => change(id, () => null),
		copySummary: async ({ id }) => {
			const text = summaryOf(id)?.text;
			if (text !== undefined) await env.clipboard.writeText(text);
		},
		showSummaryRequest: async ({ id }) => {
			const kept = summaryOf(id)?.id;
			if (kept !== undefined) await requests.showKept(kept);
		},
	};
}
