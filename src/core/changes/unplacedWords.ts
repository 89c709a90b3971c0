import type { Unplaced } from './change.ts';

/** So many lines or names are told; of more, the number is enough. */
const MOST = 8;

/** Why a part of a block has no place, as a clause. */
export function unplacedInWords(unplaced: Unplaced): string {
	switch (unplaced.why) {
		case 'ambiguous':
			return `1 part not placed: it fits in ${unplaced.places.length} places, at ${lines(unplaced.places)}`;
		case 'notFound':
			return '1 part not placed: what it changes was not found';
		case 'placeholders':
			return `1 part not placed: it leaves code out at ${lines(unplaced.lines)} of the block, and which code is not certain`;
		case 'losesSymbols': {
			const names = unplaced.names.map((name) => `\`${name}\``);
			return `1 part not placed: ${inWords(names)} would be lost`;
		}
		case 'incomplete':
			return '1 part not placed: it breaks off';
	}
}

function lines(numbers: readonly number[]): string {
	const all = numbers.map(String);
	return `${all.length === 1 ? 'line' : 'lines'} ${inWords(all)}`;
}

function inWords(all: readonly string[]): string {
	const told = all.length > MOST ? [...all.slice(0, MOST), `${all.length - MOST} more`] : all;
	const last = told.at(-1) ?? '';
	return told.length < 2 ? last : `${told.slice(0, -1).join(', ')} and ${last}`;
}
