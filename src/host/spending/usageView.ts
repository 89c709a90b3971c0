import { type Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { type KeptAnswers, keptTable } from '../../core/compare/keptAnswer.ts';
import { COMMIT_MESSAGES } from '../../core/git/commitMessagesKey.ts';
import type { ConversationStore } from '../../core/history/conversationStore.ts';
import { lentTitles } from '../../core/languageModels/askers.ts';
import type { Limits } from '../../core/spending/limits.ts';
import type { SpendingTotals } from '../../core/spending/spendingTotals.ts';
import { usageCsv } from '../../core/spending/usageCsv.ts';
import { usageReport } from '../../core/spending/usageReport.ts';
import {
	type FromUsagePage,
	parseFromUsagePage,
	type ToUsagePage,
} from '../../shared/spending/usageProtocol.ts';
import { openSettings } from '../settings/vscodeSettings.ts';
import { pageHtml, readPage } from '../vscode/pageHtml.ts';
import { fileToOffer, saveFile } from '../vscode/saveFile.ts';
import { sayFailed, unawaited } from '../vscode/say.ts';
import { currentLimits } from './spendingLimits.ts';

export interface UsageViewPorts {
	/** The folder with the page's script and style: the only one it may read. */
	readonly dist: Uri;
	readonly totals: SpendingTotals;
	readonly store: Pick<ConversationStore, 'list'>;
	/** What was kept of comparisons. */
	readonly kept: Pick<KeptAnswers, 'read'>;
}

/** What was spent, as an editor of its own; there is one at most. */
export class UsageView {
	readonly #ports: UsageViewPorts;
	#panel: WebviewPanel | undefined;
	/** The user knows why titles are missing. */
	#saidUntitled = false;
	/** How often a report was begun: one that was begun before is not shown over it. */
	#reports = 0;

	constructor(ports: UsageViewPorts) {
		this.#ports = ports;
	}

	async show(): Promise<void> {
		if (this.#panel !== undefined) {
			this.#panel.reveal();
			return;
		}
		const { dist, totals } = this.#ports;
		const panel = window.createWebviewPanel(
			'llamaChat.usage',
			'Usage and Cost',
			ViewColumn.Active,
			{ enableScripts: true, localResourceRoots: [dist] },
		);
		this.#panel = panel;
		const changes = totals.onDidChange(() => void this.#report());
		panel.onDidDispose(() => {
			changes.dispose();
			this.#panel = undefined;
		});
		panel.onDidChangeViewState(() => {
			if (panel.visible) void this.#report();
		});
		panel.webview.onDidReceiveMessage((data: unknown) => {
			const message = parseFromUsagePage(data);
			if (message !== undefined) unawaited(this.#received(message));
		});
		const files = await readPage(dist, 'usage');
		if (this.#panel === panel) panel.webview.html = pageHtml(panel.webview, dist, files, 'editor');
	}

	/** Writes every line of the ledger to a file that the user picks. */
	async exportCsv(): Promise<void> {
		const { totals } = this.#ports;
		await totals.refresh();
		if (totals.entries.length === 0) {
			void window.showInformationMessage('No reply has been paid for yet.');
			return;
		}
		const target = await window.showSaveDialog({
			title: 'Export Usage as CSV',
			defaultUri: fileToOffer('llama-chat-usage.csv'),
			filters: { CSV: ['csv'] },
		});
		if (target === undefined) return;
		const { titles } = await this.#titles();
		await saveFile(target, usageCsv(totals.entries, titles));
	}

	async #received({ type }: FromUsagePage): Promise<void> {
		switch (type) {
			case 'ready':
				await this.#ports.totals.refresh();
				return this.#report();
			case 'exportUsage':
				return this.exportCsv();
			case 'openLimits':
				return openSettings('softLimit');
		}
	}

	async #report(): Promise<void> {
		const begun = ++this.#reports;
		const { entries, unreadable } = this.#ports.totals;
		const { titles, areAll } = await this.#titles();
		const report = usageReport(entries, titles, limits(), Date.now(), unreadable, areAll);
		const kept = keptTable(await this.#ports.kept.read());
		if (begun !== this.#reports) return;
		await this.#panel?.webview.postMessage({
			type: 'report',
			report: { ...report, ...(kept === undefined ? {} : { kept }) },
		} satisfies ToUsagePage);
	}

	async #titles() {
		const chats = await this.#ports.store.list().catch((error: unknown) => this.#untitled(error));
		const areAll = chats !== undefined;
		if (areAll) this.#saidUntitled = false;
		const own = [COMMIT_MESSAGES, ...(chats ?? [])].map(({ id, title }) => [id, title] as const);
		return { titles: new Map([...lentTitles(this.#ports.totals.entries), ...own]), areAll };
	}

	/** What was spent is there without the titles of the chats. */
	#untitled(error: unknown): undefined {
		if (!this.#saidUntitled) sayFailed('The titles of the chats could not be read', error);
		this.#saidUntitled = true;
	}
}

/** A limit that is wrong is told of when something is to be sent. */
function limits(): Limits | undefined {
	try {
		return currentLimits();
	} catch {
		return undefined;
	}
}
