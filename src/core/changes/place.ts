import type { IndentStyle } from '../editor/levels.ts';
import type { Unplaced } from './change.ts';
import type { Targets } from './symbols/targets.ts';
import type { DocumentLines } from './text/documentLines.ts';
import type { Edit } from './text/edits.ts';

/** What is known where a block is placed. */
export interface Place {
	readonly document: DocumentLines;
	/** Of the document, else of the block; '' where nobody has named one. */
	readonly language: string;
	readonly style: IndentStyle;
	/** Absent where no symbols are known. */
	readonly targets?: Targets;
}

/** What has found its place, and what has not. */
export interface Outcome {
	readonly edits: readonly Edit[];
	readonly unplaced: readonly Unplaced[];
}

export const NOTHING: Outcome = { edits: [], unplaced: [] };

export function refused(...unplaced: readonly Unplaced[]): Outcome {
	return { edits: [], unplaced };
}

export function together(outcomes: readonly Outcome[]): Outcome {
	return {
		edits: outcomes.flatMap(({ edits }) => edits),
		unplaced: outcomes.flatMap(({ unplaced }) => unplaced),
	};
}
