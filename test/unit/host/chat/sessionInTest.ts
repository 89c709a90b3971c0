import type { Memento } from 'vscode';
import type { ChatClient } from '../../../../src/api/server/chatClient.ts';
import { refusesImages } from '../../../../src/core/attachments/attachments.ts';
import { ChatRecorder } from '../../../../src/core/chat/chatRecorder.ts';
import type { TurnObserver } from '../../../../src/core/chat/turnObserver.ts';
import type { ChatError } from '../../../../src/core/errors/chatError.ts';
import { TokenCorrections } from '../../../../src/core/tokens/tokenCorrection.ts';
import type { ChatSession } from '../../../../src/host/chat/chatSession.ts';
import type { LastShown, OpenChats } from '../../../../src/host/chat/openChats.ts';
import { type Files, nodeFiles } from '../../../../src/storage/disk/files.ts';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import type { Standin } from '../../../standin/standin.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';
import { settingsFor } from '../../core/chat/standinForSuite.ts';
import { unexpected } from '../../storage/disk/temporaryFolder.ts';

provideVscode();
const { ChatSession: Session } = await import('../../../../src/host/chat/chatSession.ts');
const { OpenChats: Chats, lastShownIn } = await import('../../../../src/host/chat/openChats.ts');

/** What VS Code keeps of a workspace, as it comes back after a reload: through JSON. */
export class State implements Memento {
	readonly #values = new Map<string, string>();

	keys(): readonly string[] {
		return [...this.#values.keys()];
	}

	get<T>(key: string): T | undefined {
		const text = this.#values.get(key);
		return text === undefined ? undefined : JSON.parse(text);
	}

	async update(key: string, value: unknown): Promise<void> {
		if (value === undefined) this.#values.delete(key);
		else this.#values.set(key, JSON.stringify(value));
	}
}

/** What a window is to a test, beside its chats. */
export interface WindowInTest {
	/** The number of its process. */
	readonly own?: number;
	/** The machine that it runs on. */
	readonly machine?: string;
	/** The numbers of the processes that run. */
	readonly living?: ReadonlySet<number>;
	readonly files?: Files;
	readonly onError?: (error: unknown) => void;
	/** Milliseconds since 1970. */
	readonly now?: () => number;
	readonly observer?: TurnObserver;
}

/** The chats of a window that talk to the stand-in over a real socket and are kept in real files. */
export class SessionInTest {
	readonly session: ChatSession;
	/** Those of the view. */
	readonly chats: OpenChats;
	readonly store: FileConversationStore;
	/** What was told for the page's box. */
	readonly box: string[] = [];
	refusal: ChatError | undefined;
	/** What the catalogue knows of models. */
	readonly models = new Map<string, { readonly inputModalities: readonly string[] }>();
	#watchers: (() => void)[] = [];

	constructor(
		server: ChatClient,
		standin: Standin,
		folder: string,
		state: State,
		{
			own = 1,
			living = new Set(),
			machine,
			files = nodeFiles,
			onError = unexpected,
			now = Date.now,
			observer,
		}: WindowInTest = {},
	) {
		const settings = settingsFor(standin);
		const { baseUrl } = settings;
		this.store = new FileConversationStore(folder, onError, files);
		this.session = new Session(
			{
				server,
				store: this.store,
				models: { model: () => undefined },
				tokens: new TokenCorrections({ get: () => undefined, update: async () => {} }),
				memento: state,
				workspace: null,
				recorderFor: (log, changed) => new ChatRecorder(log, changed),
				prepare: async () => {
					if (this.refusal !== undefined) throw this.refusal;
					const noSite = { siteUrl: undefined, siteName: undefined };
					return { settings, destination: { baseUrl, apiKey: undefined, ...noSite } };
				},
				refusesImages: (_baseUrl, model) => refusesImages(this.models.get(model)),
				newId: () => crypto.randomUUID(),
				now,
				clock: () => performance.now(),
				observer,
				processes: {
					own,
					...(machine === undefined ? {} : { machine }),
					live: (process) => living.has(process),
				},
			},
			{ settled: () => this.#told(), deleted: () => {}, seen: () => {} },
		);
		this.chats = this.open(lastShownIn(state), this.box);
	}

	/**
	 * One more place that shows chats.
	 * @param box gets what is told for its page's box
	 */
	open(last: LastShown = { id: undefined, keep: () => {} }, box: string[] = []): OpenChats {
		const told = (line?: string) => {
			if (line !== undefined) box.push(line);
			this.#told();
		};
		return new Chats(
			this.session,
			{
				changed: () => told(),
				text: () => told(),
				reasoning: () => told(),
				replaced: () => told(),
				statusChanged: () => told(),
				accepted: () => told('accepted'),
				refused: () => told('refused'),
				returned: (text) => told(`returned ${text}`),
				unqueued: (text) => told(`unqueued ${text}`),
			},
			last,
		);
	}

	#told(): void {
		for (const watch of this.#watchers) watch();
	}

	/** Resolves when something has become so; rejects, with what was waited for, where it does not. */
	until(isSo: () => boolean): Promise<void> {
		return new Promise((resolve, reject) => {
			const late = setTimeout(() => reject(new Error(`Waited in vain until ${isSo}`)), 20_000);
			const watch = () => {
				if (!isSo()) return;
				clearTimeout(late);
				this.#watchers = this.#watchers.filter((other) => other !== watch);
				resolve();
			};
			this.#watchers.push(watch);
			watch();
		});
	}

	/** The shown messages. */
	get texts(): string[] {
		return this.chats.chat.messages().map(({ text }) => text);
	}

	get queued(): string[] {
		return this.chats.box.messageQueue.messages.map(({ text }) => text);
	}
}
