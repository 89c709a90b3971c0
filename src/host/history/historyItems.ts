import { env, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { ConversationSummary, SearchHit } from '../../core/history/conversationStore.ts';
import { excerptOf } from '../../core/history/foundExcerpt.ts';
import type { FoundLine } from '../../core/history/foundMessage.ts';
import { groupChats } from '../../core/history/historyGroups.ts';
import { historyTime } from '../../core/history/historyTime.ts';
import { plainLine } from '../../shared/markdown/plainLine.ts';
import { notificationLabel } from '../vscode/notificationText.ts';
import { quickButton } from '../vscode/quickButtons.ts';

/** A row of the history; a separator has no chat, and only what was searched for has been found. */
export type HistoryItem = QuickPickItem & {
	readonly chat?: ConversationSummary;
	readonly found?: FoundLine;
};

/** What is to be told of a chat beside its summary. */
export interface ChatMarks {
	readonly pinned: ReadonlySet<string>;
	/** Whether a chat is shown, in the view or in an editor. */
	isOpen(id: string): boolean;
	isReplying(id: string): boolean;
}

export const BESIDE = quickButton('split-horizontal', 'Open to the Side');
export const RENAME = quickButton('edit', 'Rename');
export const PIN = quickButton('pin', 'Pin');
export const UNPIN = quickButton('pinned', 'Unpin');
export const DELETE = quickButton('trash', 'Delete');

/** All chats under their days. */
export function groupedItems(
	chats: readonly ConversationSummary[],
	marks: ChatMarks,
): HistoryItem[] {
	return groupChats(chats, marks.pinned, Date.now()).flatMap((group) => [
		{ label: group.label, kind: QuickPickItemKind.Separator },
		...group.chats.map((chat) => historyItem(chat, marks)),
	]);
}

/** The chats in which something was found, each with the line it was found in. */
export function foundItems(
	query: string,
	hits: readonly SearchHit[],
	marks: ChatMarks,
): HistoryItem[] {
	return hits.map(({ chat, line }) => ({
		...historyItem(chat, marks),
		found: { query, line },
		...(line === '' ? {} : { detail: notificationLabel(excerptOf(line, query)) }),
		// VS Code marks what is typed where it finds that as it is, and would hide the rest.
		alwaysShow: true,
	}));
}

function historyItem(chat: ConversationSummary, marks: ChatMarks): HistoryItem {
	const { id, title, updated, messages } = chat;
	const when = historyTime(updated, Date.now(), env.language);
	const replying = marks.isReplying(id);
	const open = marks.isOpen(id);
	const facts = [
		...(open ? ['open'] : []),
		...(replying ? ['replying'] : []),
		when,
		messages === 1 ? '1 message' : `${messages} messages`,
	];
	return {
		chat,
		label: notificationLabel(plainLine(title) || title),
		description: facts.join(' · '),
		buttons: [BESIDE, RENAME, marks.pinned.has(id) ? UNPIN : PIN, DELETE],
		...(open || replying
			? { iconPath: new ThemeIcon(replying ? 'loading~spin' : 'circle-filled') }
			: {}),
	};
}
