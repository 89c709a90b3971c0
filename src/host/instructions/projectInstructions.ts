import { type Disposable, EventEmitter, RelativePattern, Uri, workspace } from 'vscode';
import { attachedUris } from '../../core/instructions/attachedFiles.ts';
import { type InstructionFile, instructionsId } from '../../core/instructions/instructionFile.ts';
import { isInstructionPath, WATCHED } from '../../core/instructions/instructionPlaces.ts';
import type { Attachment, Message } from '../../shared/conversation/messages.ts';
import { instructionFolders, LOCATIONS_SETTING } from './instructionFolders.ts';

/** More than there are chats side by side. */
const MOST_SHOWN = 50;

/** The instructions for a message with these files attached. */
interface Shown {
	readonly uris: readonly string[];
	files: readonly InstructionFile[];
	isReading: boolean;
	/** They are no longer what would be read. */
	isStale: boolean;
}

/**
 * The project's own instructions in this window: read anew for each message that is sent, and meanwhile kept as they are, to be shown.
 * Nothing is looked for before the chat is used.
 */
export class ProjectInstructions {
	readonly #changed = new EventEmitter<void>();
	/** What is shown may be other than it was. */
	readonly onDidChange = this.#changed.event;
	readonly #disposables: Disposable[] = [this.#changed];
	#watchers: Disposable[] = [];
	#used = false;
	#following = false;
	/** What is shown, by the attached files that it is for: the one that was shown last is the last. */
	readonly #shown = new Map<string, Shown>();

	/** The instructions for a message at the end of this branch, as they are now. */
	async read(path: readonly Message[]): Promise<readonly InstructionFile[]> {
		this.#used = true;
		this.#follow();
		const uris = attachedUris(path);
		const files = await filesFor(uris);
		const shown = this.#shown.get(keyOf(uris));
		if (shown !== undefined) this.#show(shown, files);
		return files;
	}

	/**
	 * The instructions for what would be sent now, as they were last read. Where they may be others by now they are read anew, and
	 * whoever listens is told.
	 */
	shown(path: readonly Message[], attachments: readonly Attachment[]): readonly InstructionFile[] {
		const shown = this.#shownFor(attachedUris(path, attachments));
		if (this.#used && shown.isStale) {
			this.#follow();
			void this.#refresh(shown);
		}
		return shown.files;
	}

	/** Several chats may be shown at a time, with other files attached to each. */
	#shownFor(uris: readonly string[]): Shown {
		const key = keyOf(uris);
		const last = [...this.#shown.values()].at(-1);
		const shown = this.#shown.get(key) ?? {
			uris,
			files: last?.files ?? [],
			isStale: true,
			isReading: false,
		};
		this.#shown.delete(key);
		this.#shown.set(key, shown);
		for (const old of [...this.#shown.keys()].slice(0, -MOST_SHOWN)) this.#shown.delete(old);
		return shown;
	}

	/** One of those that are shown, by the name that the page has for it. */
	named(id: string): InstructionFile | undefined {
		return [...this.#shown.values()]
			.flatMap(({ files }) => files)
			.findLast((file) => instructionsId(file) === id);
	}

	/** The user is about to write a message: from now on files are looked at, where somebody asks for them. */
	begunToUse(): void {
		if (this.#used) return;
		this.#used = true;
		this.#changed.fire();
	}

	register(): Disposable {
		return {
			dispose: () => {
				for (const one of [...this.#disposables, ...this.#watchers]) one.dispose();
			},
		};
	}

	/** Follows, from the first reading on, what can make another one give something else. */
	#follow(): void {
		if (this.#following) return;
		this.#following = true;
		const again = () => this.#again();
		const elsewhere = () => {
			this.#watch();
			again();
		};
		this.#watch();
		this.#disposables.push(
			workspace.onDidChangeTextDocument(({ document }) => {
				if (isInstructionPath(document.uri.path)) again();
			}),
			workspace.onDidGrantWorkspaceTrust(again),
			workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration(LOCATIONS_SETTING)) elsewhere();
			}),
			workspace.onDidChangeWorkspaceFolders(elsewhere),
		);
	}

	#watch(): void {
		for (const watcher of this.#watchers) watcher.dispose();
		const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
		// What is within the workspace is watched with it.
		const others = instructionFolders()
			.map(({ uri }) => uri)
			.filter((uri) => workspace.getWorkspaceFolder(uri) === undefined);
		this.#watchers = [...folders, ...others].flatMap((folder) => {
			const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, WATCHED));
			const again = () => this.#again();
			return [
				watcher,
				watcher.onDidCreate(again),
				watcher.onDidChange(again),
				watcher.onDidDelete(again),
			];
		});
	}

	/** They are read when somebody asks for them: not where the setting is off. */
	#again(): void {
		for (const shown of this.#shown.values()) shown.isStale = true;
		this.#changed.fire();
	}

	/** Reads until nothing has changed meanwhile. */
	async #refresh(shown: Shown): Promise<void> {
		if (shown.isReading) return;
		shown.isReading = true;
		try {
			while (shown.isStale) {
				shown.isStale = false;
				const files = await filesFor(shown.uris);
				if (!shown.isStale) this.#show(shown, files);
			}
		} finally {
			shown.isReading = false;
		}
	}

	#show(shown: Shown, files: readonly InstructionFile[]): void {
		if (JSON.stringify(files) === JSON.stringify(shown.files)) return;
		shown.files = files;
		this.#changed.fire();
	}
}

/** What reads them is loaded for the first message only. */
async function filesFor(uris: readonly string[]): Promise<InstructionFile[]> {
	const { readInstructions } = await import('./readInstructions.ts');
	return readInstructions(uris.map((uri) => Uri.parse(uri)));
}

function keyOf(uris: readonly string[]): string {
	return uris.join('\n');
}
