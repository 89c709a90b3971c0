import { join } from 'node:path';
import { type Change, changedSource } from './change.ts';

/** A change that no test can notice, because what the product does stays the same. */
export interface EquivalentChange extends Change {
	/** Why nobody can tell the difference. */
	readonly why: string;
}

export const EQUIVALENT: readonly EquivalentChange[] = [];

/** Which mutants are explained. */
export class Equivalents {
	/** By path and text. */
	readonly #why = new Map<string, string>();

	/**
	 * @param root the project's folder
	 * @throws Error where the code of one has changed
	 */
	constructor(root: string, changes: readonly EquivalentChange[] = EQUIVALENT) {
		for (const change of changes) {
			const file = join(root, 'src', change.file);
			this.#why.set(`${file}\n${changedSource(root, change)}`, change.why);
		}
	}

	/** Why a mutant does what the source does; undefined where nobody says that it does. */
	why(file: string, source: string): string | undefined {
		return this.#why.get(`${file}\n${source}`);
	}
}
