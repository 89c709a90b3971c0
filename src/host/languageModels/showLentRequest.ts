import { env, window } from 'vscode';
import { historyTime } from '../../core/history/historyTime.ts';
import { lentKey } from '../../core/languageModels/askers.ts';
import type { LentRequest } from '../../core/languageModels/lentRequests.ts';
import { notificationLabel } from '../vscode/notificationText.ts';

/**
 * Shows a request that another extension has made, which the user picks.
 * @param requests the last one first
 * @param show shows it, by what it is kept under
 */
export async function showLentRequest(
	requests: readonly LentRequest[],
	show: (chat: string, reply: string) => Promise<void>,
): Promise<void> {
	if (requests.length === 0) {
		void window.showInformationMessage('No other extension has asked your models yet.');
		return;
	}
	const now = Date.now();
	const items = requests.map((request) => ({
		label: notificationLabel(request.asker),
		description: notificationLabel(request.model),
		detail: historyTime(request.at, now, env.language),
		request,
	}));
	const title = 'Show Request of Another Extension';
	const picked = await window.showQuickPick(items, { title, matchOnDescription: true });
	if (picked !== undefined) await show(lentKey(picked.request.asker), picked.request.reply);
}
