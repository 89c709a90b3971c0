import { SymbolKind, type TextDocument } from 'vscode';
import type { DocumentSymbol as KnownSymbol } from '../../core/changes/change.ts';
import {
	childrenOf,
	documentSymbols,
	type FoundSymbol,
	symbolRange,
} from '../editor/documentSymbols.ts';

/** How long the extension of a language may take, in milliseconds: it may be starting. */
const SYMBOLS_MS = 5000;

/** How often the symbols are asked for where the document changes meanwhile. */
const MOST_TRIES = 3;

/**
 * The symbols of a document as it is when they come, with offsets into its text; undefined where no extension knows any. An empty answer
 * counts as none: extensions that are still starting give one.
 */
export async function knownSymbols(
	document: TextDocument,
): Promise<readonly KnownSymbol[] | undefined> {
	for (let tries = 0; tries < MOST_TRIES; tries++) {
		const { version } = document;
		const found = await documentSymbols(document.uri, SYMBOLS_MS);
		if (found.length === 0) return undefined;
		if (document.version === version) return flat(document, found);
	}
	return undefined;
}

function flat(
	document: TextDocument,
	symbols: readonly FoundSymbol[],
	container = '',
): KnownSymbol[] {
	return symbols.flatMap((symbol) => {
		const range = symbolRange(symbol);
		const within = container === '' && !('range' in symbol) ? symbol.containerName : container;
		const known = {
			name: symbol.name,
			kind: SymbolKind[symbol.kind],
			...(within === '' || within === undefined ? {} : { container: within }),
			start: document.offsetAt(range.start),
			end: document.offsetAt(range.end),
		};
		return [known, ...flat(document, childrenOf(symbol), symbol.name)];
	});
}
