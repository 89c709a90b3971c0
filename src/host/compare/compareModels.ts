import { Comparison } from '../../core/compare/comparison.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import type { ShelfStore } from '../../core/models/modelGroups.ts';
import type { Destination } from '../../core/server/chatServer.ts';
import type { SpendingGuard } from '../../core/spending/spendingGuard.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { Say } from '../vscode/say.ts';
import { ColumnPlans } from './columnPlans.ts';
import { ComparePage, type ComparePagePorts } from './comparePage.ts';
import { pickComparison } from './comparePicker.ts';

export interface CompareModelsPorts extends ComparePagePorts {
	readonly models: ModelCatalogues;
	readonly preferences: ShelfStore;
	readonly guard: SpendingGuard;
}

/** Where models are compared: the chat that had the keyboard last. */
export interface CompareWhere {
	readonly chats: OpenChats;
	readonly destination: Destination;
	readonly say: Say;
}

/**
 * Has one question answered by several models side by side: that of a reply, what is in the box, or the last one.
 * @param reply the id of a reply of the shown chat
 */
export async function compareModels(
	ports: CompareModelsPorts,
	{ chats, destination, say }: CompareWhere,
	reply?: string,
): Promise<void> {
	const { chat } = chats;
	const asked = questionOf(chats, reply);
	if (asked === null) {
		await say({ text: 'There is no question to compare answers to. Type one, then compare.' });
		return;
	}
	const { models, preferences, guard, session } = ports;
	const plans = new ColumnPlans({ chats, models, guard, asking: session.ports }, asked);
	const { choices } = chat.conversation;
	const picked = await pickComparison({
		models,
		preferences,
		destination,
		choices,
		plan: (choice) => plans.of(choice),
	});
	// Another chat may be shown by now: the question is not asked there.
	if (picked === undefined || chats.chat !== chat) return;
	const { columns, isBlind } = picked;
	const comparison = new Comparison(columns, isBlind);
	let page: ComparePage | undefined;
	let loaded: Promise<void> | undefined;
	await chats.compare(
		asked,
		columns,
		(index, became) => {
			const column = comparison.asked(index, became);
			// While all are refused there is nothing to show: the notice says why.
			if (column === undefined || comparison.first === undefined) return;
			if (page === undefined) {
				page = new ComparePage(ports, chat, comparison);
				loaded = page.load();
				// With Send Anyway nobody waits for it below any more.
				loaded.catch((error: unknown) => ports.failed('compare', error));
			}
			page.asked(column);
		},
		{ hidden: isBlind, isStopped: (index) => comparison.isStopped(index) },
	);
	await loaded;
}

/** The question's id; undefined for what is in the box, null where there is none. */
function questionOf(
	{ chat, box }: OpenChats,
	reply: string | undefined,
): string | undefined | null {
	const { conversation } = chat;
	if (reply !== undefined) {
		// Above it may be a reply whose tools have answered.
		const above = conversation.pathTo(conversation.reply(reply)?.parent ?? null);
		return above.findLast(({ role }) => role === 'user')?.id ?? null;
	}
	if (!box.isEmpty) return undefined;
	return conversation.path().findLast(({ role }) => role === 'user')?.id ?? null;
}
