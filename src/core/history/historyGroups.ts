import type { ConversationSummary } from './conversationStore.ts';

export type HistoryGroup = { label: string; chats: ConversationSummary[] };

/**
 * Chats as the history shows them, in the order they come: the pinned ones, then those of today, of yesterday, of this week
 * (since Monday), and of each month.
 *
 * @param now milliseconds since 1970; days are those of the local time zone
 */
export function groupChats(
	chats: readonly ConversationSummary[],
	pinned: ReadonlySet<string>,
	now: number,
): HistoryGroup[] {
	const labelOf = dayLabels(now);
	const first: HistoryGroup = { label: 'Pinned', chats: [] };
	const groups = new Map<string, HistoryGroup>();
	for (const chat of chats) {
		if (pinned.has(chat.id)) {
			first.chats.push(chat);
			continue;
		}
		const label = labelOf(chat.updated);
		const group = groups.get(label) ?? { label, chats: [] };
		groups.set(label, group);
		group.chats.push(chat);
	}
	return [first, ...groups.values()].filter((group) => group.chats.length > 0);
}

function dayLabels(now: number): (time: number) => string {
	const date = new Date(now);
	const daysAgo = (days: number) =>
		new Date(date.getFullYear(), date.getMonth(), date.getDate() - days).getTime();
	const today = daysAgo(0);
	const yesterday = daysAgo(1);
	const monday = daysAgo((date.getDay() + 6) % 7);
	/** Made with the first that needs it: the first such object of a process takes as long as half of this extension's code. */
	let months: Intl.DateTimeFormat | undefined;
	return (time) => {
		if (time >= today) return 'Today';
		if (time >= yesterday) return 'Yesterday';
		if (time >= monday) return 'This Week';
		months ??= new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });
		return months.format(time);
	};
}
