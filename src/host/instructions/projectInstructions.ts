import { type Disposable, EventEmitter, RelativePattern, Uri, workspace } from 'vscode';
import { attachedUris } from '../../core/instructions/attachedFiles.ts';
import { type InstructionFile, instructionsId } from '../../core/instructions/instructionFile.ts';
import { isInstructionPath, WATCHED } from '../../core/instructions/instructionPlaces.ts';
import type { Attachment, Message } from '../../shared/conversation/messages.ts';
import { instructionFolders, LOCATIONS_SETTING } from './instructionFolders.ts';

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
	/** The attached files that the shown instructions are for. */
	#shownFor: readonly string[] = [];
	#shown: readonly InstructionFile[] = [];
	#reading = false;
	/** What is shown is no longer what would be read. */
	#stale = true;

	/** The instructions for a message at the end of this branch, as they are now. */
	async read(path: readonly Message[]): Promise<readonly InstructionFile[]> {
		this.#used = true;
		this.#follow();
		const uris = attachedUris(path);
		const files = await filesFor(uris);
		if (sameUris(uris, this.#shownFor)) this.#show(files);
		return files;
	}

	/**
	 * The instructions for what would be sent now, as they were last read. Where they may be others by now they are read anew, and
	 * whoever listens is told.
	 */
	shown(path: readonly Message[], attachments: readonly Attachment[]): readonly InstructionFile[] {
		const uris = attachedUris(path, attachments);
		if (!sameUris(uris, this.#shownFor)) {
			this.#shownFor = uris;
			this.#stale = true;
		}
		if (this.#used && this.#stale) {
			this.#follow();
			void this.#refresh();
		}
		return this.#shown;
	}

	/** One of those that are shown, by the name that the page has for it. */
	named(id: string): InstructionFile | undefined {
		return this.#shown.find((file) => instructionsId(file) === id);
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
		this.#stale = true;
		this.#changed.fire();
	}

	/** Reads until nothing has changed meanwhile. */
	async #refresh(): Promise<void> {
		if (this.#reading) return;
		this.#reading = true;
		try {
			while (this.#stale) {
				this.#stale = false;
				const files = await filesFor(this.#shownFor);
				if (!this.#stale) this.#show(files);
			}
		} finally {
			this.#reading = false;
		}
	}

	#show(files: readonly InstructionFile[]): void {
		if (JSON.stringify(files) === JSON.stringify(this.#shown)) return;
		this.#shown = files;
		this.#changed.fire();
	}
}

/** What reads them is loaded for the first message only. */
async function filesFor(uris: readonly string[]): Promise<InstructionFile[]> {
	const { readInstructions } = await import('./readInstructions.ts');
	return readInstructions(uris.map((uri) => Uri.parse(uri)));
}

function sameUris(some: readonly string[], others: readonly string[]): boolean {
	return some.length === others.length && some.every((uri, index) => uri === others[index]);
}
