import type { Disposable, FileStat, Uri } from 'vscode';
import type { ChangeSource } from '../../core/changes/proposal.ts';
import { SavedDocuments } from '../documents/savedDocuments.ts';
import { folderEntries } from '../vscode/folderEntries.ts';
import { ChangeStates } from './changeStates.ts';
import type { Proposals } from './proposals.ts';
import type { BlocksToApply } from './proposeChange.ts';

/**
 * Changes to documents: each is proposed as a document of ours, which VS Code's diff editor shows beside the file, and is written when it is
 * accepted. Only this file is loaded with the extension, the rest when there is a change.
 */
export class Changes extends SavedDocuments {
	/** What became of code blocks, for the page. */
	readonly states = new ChangeStates();
	readonly #folder: Uri;
	readonly #disposables: Disposable[] = [];
	#loading: Promise<Proposals> | undefined;

	/** @param folder where proposals are kept; it need not be there */
	constructor(folder: Uri) {
		super('There are only proposed changes here.');
		this.#folder = folder;
	}

	register(): Disposable[] {
		return [{ dispose: () => this.#disposables.forEach((one) => void one.dispose()) }];
	}

	/** Tells what is proposed since the window was last closed. Where that is nothing, nothing is loaded. */
	async restore(): Promise<void> {
		if (this.#loading !== undefined) return;
		if ((await folderEntries(this.#folder)).length > 0) await this.#proposals();
	}

	/** Finds the places of code blocks in a document and proposes the change; says so where there are none, or nothing to change. */
	async applyBlocks(blocks: BlocksToApply): Promise<void> {
		const proposals = await this.#proposals();
		const { applyBlocks } = await import('./proposeChange.ts');
		await applyBlocks(proposals, blocks);
	}

	/** Shows the change that was proposed for a code block again. */
	async openChange(source: ChangeSource): Promise<void> {
		const { openChange } = await import('./proposeChange.ts');
		await openChange(await this.#proposals(), source);
	}

	/** Shows a line, counted from 1, of the document that a code block was applied to. */
	async openPlace(source: ChangeSource, line: number): Promise<void> {
		const { openPlace } = await import('./proposeChange.ts');
		await openPlace(await this.#proposals(), source, line);
	}

	/** @param proposal its address; without one, the proposal in the active editor */
	async accept(proposal?: unknown): Promise<void> {
		const { acceptChanges } = await import('./acceptChanges.ts');
		await acceptChanges(await this.#proposals(), proposal);
	}

	/** @param proposal its address; without one, the proposal in the active editor */
	async discard(proposal?: unknown): Promise<void> {
		const { discardChanges } = await import('./acceptChanges.ts');
		await discardChanges(await this.#proposals(), proposal);
	}

	/** Writes down what is not on disk yet. */
	async flush(): Promise<void> {
		await (await this.#loading)?.flush();
	}

	async stat(uri: Uri): Promise<FileStat> {
		return (await this.#proposals()).stat(uri);
	}

	async readFile(uri: Uri): Promise<Uint8Array> {
		return (await this.#proposals()).read(uri);
	}

	async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
		(await this.#proposals()).write(uri, content);
	}

	#proposals(): Promise<Proposals> {
		this.#loading ??= this.#load().catch((error: unknown) => {
			this.#loading = undefined;
			throw error;
		});
		return this.#loading;
	}

	async #load(): Promise<Proposals> {
		const { Proposals } = await import('./proposals.ts');
		const proposals = await Proposals.load({
			folder: this.#folder,
			states: this.states,
			changed: (event) => this.changedFiles.fire([event]),
		});
		this.#disposables.push(...proposals.register());
		return proposals;
	}
}
