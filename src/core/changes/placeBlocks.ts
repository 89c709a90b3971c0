import type { BlockToPlace, Placed, PlaceKnown } from './change.ts';
import { placeBlock } from './placeBlock.ts';
import { withHunks } from './text/edits.ts';

/** A code block, and what it was asked for: offsets into the document. */
export interface AskedBlock {
	readonly block: BlockToPlace;
	readonly range?: NonNullable<PlaceKnown['range']>;
}

/** Finds the places of several code blocks in one document, each by itself as `placeBlock` does. None is placed where two would meet. */
export function placeBlocks(
	document: string,
	blocks: readonly AskedBlock[],
	known: Omit<PlaceKnown, 'range'>,
): Placed {
	const placed = blocks.map(({ block, range }) =>
		placeBlock(document, block, { ...known, ...(range && { range }) }),
	);
	const all = placed
		.flatMap(({ hunks }) => hunks)
		.toSorted((one, other) => one.start - other.start);
	const meets = all.some(({ start }, index) => {
		const before = all[index - 1];
		return before !== undefined && (start < before.end || start === before.start);
	});
	const hunks = meets ? [] : all;
	return {
		hunks,
		unplaced: [
			...placed.flatMap(({ unplaced }) => unplaced),
			...(meets ? [{ why: 'notFound' } as const] : []),
		],
		text: withHunks(document, hunks),
		withoutSymbols: known.symbols === undefined,
	};
}
