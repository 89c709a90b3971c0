import { BlockParser } from '../../../../src/shared/markdown/blockParser.ts';
import type { Block, LinkDefinition } from '../../../../src/shared/markdown/blocks.ts';

/** The tree and the definitions of a text that is given in pieces. */
export function parse(pieces: readonly string[]): {
	root: Block;
	definitions: readonly LinkDefinition[];
} {
	const parser = new BlockParser();
	for (const piece of pieces) parser.append(piece);
	parser.end();
	return { root: parser.root, definitions: parser.definitions };
}

/** Cuts a text at the given places, which are taken modulo its length. */
export function cut(text: string, places: readonly number[]): string[] {
	const ends = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
	return [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}
