import { type Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import type { Chat } from '../../core/chat/chat.ts';
import { CompareFeed } from '../../core/compare/compareFeed.ts';
import type { Comparison } from '../../core/compare/comparison.ts';
import { type KeptAnswers, keptAnswer } from '../../core/compare/keptAnswer.ts';
import { questionKind } from '../../core/compare/questionKind.ts';
import { type BlockName, partOfReply } from '../../core/editor/partOfReply.ts';
import type { ExchangeRecord } from '../../core/inspect/exchangeRecord.ts';
import { readPromptSettings } from '../../core/prompts/promptSettings.ts';
import {
	type CompareColumn,
	type Compared,
	type FromComparePage,
	parseFromComparePage,
	type ToComparePage,
} from '../../shared/compare/compareProtocol.ts';
import type { Question } from '../../shared/conversation/messages.ts';
import { codeNamed, type NamedBlock } from '../changes/blocks/codeToApply.ts';
import type { Changes } from '../changes/changes.ts';
import type { ChatSession } from '../chat/chatSession.ts';
import { copyText } from '../editor/hiddenText.ts';
import { openLink } from '../markdown/openLink.ts';
import { rawSettings, SECTION } from '../settings/vscodeSettings.ts';
import { pageHtml, readPage } from '../vscode/pageHtml.ts';
import { sayInNotification } from '../vscode/say.ts';
import { sayChanged } from '../vscode/sayChanged.ts';

export interface ComparePagePorts {
	/** The folder with the page's script and style: the only one it may read. */
	readonly dist: Uri;
	readonly icon: Uri;
	readonly session: ChatSession;
	/** Shows a chat at a message. */
	openChat(id: string, message: string): Promise<void>;
	/** What a page asked for could not be done. */
	failed(what: string, error: unknown): void;
	/** What was exchanged for a reply; undefined where it is not kept. */
	exchangeOf(chat: string, reply: string): Promise<ExchangeRecord | undefined>;
	/** What proposes the code of the answer that is kept. */
	readonly changes: Changes;
	/** Where it is counted what was kept. */
	readonly answers: KeptAnswers;
}

/** The page on which answers are compared, as an editor of its own. What it shows is in the chat: closed, it loses none. */
export class ComparePage {
	readonly #ports: ComparePagePorts;
	readonly #chat: Chat;
	readonly #comparison: Comparison;
	/** The first line of the question, once that was asked. */
	#question = '';
	readonly #panel: WebviewPanel;
	readonly #feed: CompareFeed;
	/** What looks at the answers' code, while it does. */
	#judging: Promise<void> | undefined;
	/** The page was closed, which may be at any time: what goes on here goes on without it. */
	#isGone = false;

	constructor(ports: ComparePagePorts, chat: Chat, comparison: Comparison) {
		this.#ports = ports;
		this.#chat = chat;
		this.#comparison = comparison;
		const { dist, icon, session } = ports;
		const panel = window.createWebviewPanel(
			'llamaChat.compare',
			'Compare Models',
			ViewColumn.Active,
			{ enableScripts: true, localResourceRoots: [dist], retainContextWhenHidden: true },
		);
		this.#panel = panel;
		panel.iconPath = icon;
		this.#feed = new CompareFeed(
			(message) => void panel.webview.postMessage(message satisfies ToComparePage),
			() => ({ ...this.#about(), columns: this.#columns() }),
		);
		const watching = session.watch(chat.conversation.id, {
			changed: (id) => this.#changed(id),
			settled: (id) => this.#changed(id),
			text: (id, text) => this.#said('text', id, text),
			reasoning: (id, text) => this.#said('reasoning', id, text),
			replaced: () => {
				this.#pushAll();
				this.#tellNothing();
			},
			sees: (id) => panel.visible && comparison.columnOf(id) !== undefined,
		});
		panel.onDidChangeViewState(() => session.seen());
		const applying = ports.changes.states.onDidChange(({ reply }) => {
			const column = comparison.columnOf(reply);
			if (column !== undefined) this.#push(column);
		});
		const settings = workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(`${SECTION}.wrapCode`)) this.#tell();
		});
		panel.onDidDispose(() => {
			settings.dispose();
			applying.dispose();
			this.#isGone = true;
			this.#feed.disconnect();
			watching[Symbol.dispose]();
			this.#leave();
		});
		panel.webview.onDidReceiveMessage((data: unknown) => {
			const message = parseFromComparePage(data);
			if (message === undefined) return;
			void this.#received(message).catch((error: unknown) => ports.failed(message.type, error));
		});
	}

	/** Fills the page. @throws FileSystemError where its files are not there */
	async load(): Promise<void> {
		const { dist } = this.#ports;
		const files = await readPage(dist, 'compare');
		if (this.#isGone) return;
		const { webview } = this.#panel;
		webview.html = pageHtml(webview, dist, files, 'editor');
	}

	/** Shows what became of a column. */
	asked(column: Comparison['columns'][number]): void {
		if (column.reply !== undefined && this.#question === '') {
			const { conversation } = this.#chat;
			const parent = conversation.reply(column.reply)?.parent ?? '';
			this.#question = firstLine(conversation.message(parent)?.text ?? '');
			this.#tell();
		}
		this.#push(column);
		this.#tellNothing();
	}

	#changed(reply: string): void {
		const column = this.#comparison.columnOf(reply);
		if (column === undefined) return;
		this.#push(column);
		this.#tellNothing();
	}

	/** Where all have come to nothing it is told why, also where they were to be judged blind. */
	#tellNothing(): void {
		if (!this.#comparison.isHidden || !this.#comparison.comesToNothing(this.#chat)) return;
		this.#tell();
		this.#pushAll();
		this.#showFirst();
	}

	#said(type: 'text' | 'reasoning', reply: string, text: string): void {
		const column = this.#comparison.columnOf(reply);
		if (column !== undefined) this.#feed.push({ type, id: column.id, text });
	}

	#push(column: Comparison['columns'][number]): void {
		this.#feed.show(this.#view(column));
	}

	#columns(): CompareColumn[] {
		return this.#comparison.columns.map((column) => this.#view(column));
	}

	/** A column as the page shows it, with what became of its code. */
	#view(column: Comparison['columns'][number]): CompareColumn {
		const view = this.#comparison.columnView(this.#chat, column);
		if (column.reply === undefined || !view.kept) return view;
		return { ...view, changes: this.#ports.changes.states.blocksOf(column.reply) };
	}

	#pushAll(): void {
		for (const column of this.#comparison.columns) this.#push(column);
	}

	/** What stands over the columns. */
	#tell(): void {
		this.#feed.push({ type: 'about', ...this.#about() });
	}

	#about(): Omit<Compared, 'columns'> {
		const wraps = rawSettings()('wrapCode') === true;
		return {
			question: this.#question,
			blind: this.#comparison.isHidden,
			...(wraps ? { wrapCode: true } : {}),
		};
	}

	async #received(message: FromComparePage): Promise<void> {
		switch (message.type) {
			case 'ready':
				return this.#feed.connect();
			case 'ack':
				return this.#feed.acknowledge(message.sequence);
			case 'stop':
				return this.#stop(message.id);
			case 'keep':
				return this.#keep(message.id);
			case 'judge':
				return this.#judge();
			case 'chances':
				return this.#tellChances();
			case 'openChat':
				return this.#openChat();
			case 'copy':
				return this.#copy(message.id, message);
			case 'apply':
				return this.#apply(message);
			case 'openChange':
				return this.#openChange(message);
			case 'openPlace':
				return this.#openChange(message, message.line);
			case 'openLink':
				return openLink(message.href, message.text, sayInNotification);
		}
	}

	/** Others may come in to the chat by now: only what stands here is stopped. */
	#stop(id: string | undefined): void {
		for (const column of this.#comparison.stop(id)) this.#push(column);
		for (const { id: column, reply } of this.#comparison.columns) {
			if (reply !== undefined && (id === undefined || id === column)) this.#chat.turns.stop(reply);
		}
	}

	async #keep(id: string): Promise<void> {
		const reply = this.#comparison.column(id)?.reply;
		if (reply === undefined) return;
		if (!(await this.#ports.session.showMessage(this.#chat.conversation.id, reply))) {
			const text = 'This answer was deleted, or its chat was. It cannot be kept.';
			void sayInNotification({ text });
			return;
		}
		// Only now: the button may have been pressed twice.
		const isFirst = this.#comparison.kept === undefined;
		this.#comparison.keep(id);
		const question = this.#chat.conversation.message(
			this.#chat.conversation.reply(reply)?.parent ?? '',
		);
		if (isFirst && question?.role === 'user') this.#count(question);
		this.#tell();
		this.#pushAll();
	}

	/** Asked again while it is done, it is done once. */
	async #judge(): Promise<void> {
		this.#judging ??= this.#judged();
		try {
			await this.#judging;
		} finally {
			this.#judging = undefined;
			this.#pushAll();
			// Also where it failed: the page waits for that.
			this.#tell();
		}
	}

	async #judged(): Promise<void> {
		const { judgeColumns } = await import('./judgeColumns.ts');
		this.#comparison.judge(await judgeColumns(this.#chat, this.#comparison));
	}

	/** Not while it is hidden whose they are: how a text is cut into tokens tells of its model. */
	async #tellChances(): Promise<void> {
		if (this.#comparison.isHidden) return;
		const { tokenChances } = await import('../../core/compare/tokenChances.ts');
		const { conversation } = this.#chat;
		for (const { id, reply } of this.#comparison.columns) {
			const once = reply === undefined ? undefined : conversation.reply(reply)?.once;
			if (reply === undefined || once?.logProbabilities === undefined) continue;
			// Its text still comes in: the page asks again once it is whole.
			if (this.#chat.turns.isReceiving(reply)) continue;
			const exchange = await this.#ports.exchangeOf(conversation.id, reply);
			const chances = exchange === undefined ? [] : tokenChances(exchange);
			const cut = exchange !== undefined && exchange.dropped > 0;
			this.#feed.push({ type: 'chances', id, chances, ...(cut ? { cut } : {}) });
		}
	}

	/** What is kept later in its place is not counted: by then it is known whose it is. */
	#count(question: Question): void {
		const { texts } = readPromptSettings(rawSettings());
		const kept = keptAnswer(this.#comparison, questionKind(question, texts), Date.now());
		if (kept !== undefined) void this.#ports.answers.append(kept);
	}

	async #openChat(): Promise<void> {
		const { kept, first } = this.#comparison;
		const reply = kept?.reply ?? (this.#comparison.isHidden ? undefined : first);
		const id = this.#chat.conversation.id;
		await this.#ports.openChat(id, reply ?? this.#chat.conversation.head ?? '');
	}

	/** Of the kept answer alone: what the user has not chosen changes nothing. */
	async #apply({ id, ...named }: NamedBlock): Promise<void> {
		const { kept } = this.#comparison;
		if (kept?.reply === undefined || kept.id !== id) return;
		const code = codeNamed(this.#chat.conversation, { ...named, id: kept.reply }, 'applied');
		if (code === undefined) return;
		const { applyCode } = await import('../changes/blocks/applyCode.ts');
		await applyCode(this.#ports.changes, code, sayInNotification);
	}

	/** Shows the change that was proposed for a code block again, or one of its places. */
	async #openChange({ id, block }: NamedBlock, line?: number): Promise<void> {
		const { reply } = this.#comparison.column(id) ?? {};
		if (reply === undefined) return;
		const source = { conversation: this.#chat.conversation.id, reply, block };
		const { changes } = this.#ports;
		await (line === undefined ? changes.openChange(source) : changes.openPlace(source, line));
	}

	async #copy(id: string, { block, mark }: BlockName): Promise<void> {
		const { reply: of } = this.#comparison.column(id) ?? {};
		const reply = of === undefined ? undefined : this.#chat.conversation.reply(of);
		if (reply === undefined) return;
		const name = {
			...(block === undefined ? {} : { block }),
			...(mark === undefined ? {} : { mark }),
		};
		const part = partOfReply(reply, name);
		if (part === undefined) sayChanged('copied');
		else await copyText(part.text);
	}

	/** The page is gone. What the chat did not show while it was judged blind is shown again. */
	#leave(): void {
		if (this.#comparison.isHidden) this.#showFirst();
	}

	/** Unless the chat shows something else by now. */
	#showFirst(): void {
		const { first } = this.#comparison;
		const { head } = this.#chat.conversation;
		if (first === undefined) return;
		if (head !== this.#chat.conversation.reply(first)?.parent) return;
		void this.#ports.session
			.showMessage(this.#chat.conversation.id, first)
			.catch((error: unknown) => this.#ports.failed('close', error));
	}
}

function firstLine(text: string): string {
	const line = text.trim().split('\n', 1)[0] ?? '';
	return line === '' ? 'Compare Models' : line;
}
