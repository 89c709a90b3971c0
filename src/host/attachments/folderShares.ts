import { MAX_EXCERPT_BYTES, textBytes } from '../../core/attachments/excerptSize.ts';
import { type ContextRoom, isFolder } from '../../core/context/folderRoom.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';

/** How large a folder may be. */
export interface FolderRoom {
	/** In UTF-8. */
	readonly bytes: number;
	/** Undefined where it is not known how much the model takes. */
	readonly context: ContextRoom | undefined;
}

/**
 * The room of a message, shared by its folders one after the other. Each leaves to those after it what they had, or, where there is
 * no room for all of that, their part of it.
 */
export class FolderShares {
	readonly #context: ContextRoom | undefined;
	#folders: readonly Excerpt[];
	#bytes: number;
	#tokens: number;

	/** @param excerpts all texts of the message, its folders as they were attached */
	constructor(excerpts: readonly Excerpt[], context: ContextRoom | undefined) {
		const others = excerpts.filter((excerpt) => !isFolder(excerpt));
		this.#folders = excerpts.filter(isFolder);
		this.#bytes = MAX_EXCERPT_BYTES - textBytes(others);
		this.#context = context;
		this.#tokens = context?.tokens ?? 0;
	}

	/** What this folder may take, which is the first of those that have not taken theirs. */
	of(folder: Excerpt): FolderRoom {
		const later = this.#folders.filter((other) => other !== folder);
		const bytes = share(this.#bytes, textBytes([folder]), textBytes(later));
		const context = this.#context;
		if (context === undefined) return { bytes, context };
		const { tokensOf } = context;
		const had = later.reduce((sum, { text }) => sum + tokensOf(text), 0);
		const tokens = share(this.#tokens, tokensOf(folder.text), had);
		return { bytes, context: { tokens, tokensOf } };
	}

	take(folder: Excerpt, { text }: Excerpt): void {
		this.#folders = this.#folders.filter((other) => other !== folder);
		this.#bytes -= textBytes([{ text }]);
		this.#tokens -= this.#context?.tokensOf(text) ?? 0;
	}
}

/** Of what is left, all but what the later ones had; or the part that falls to it where that is less. */
function share(left: number, had: number, later: number): number {
	const all = had + later;
	const part = all === 0 ? left : Math.floor((left * had) / all);
	return Math.max(0, left - later, Math.min(had, part));
}
