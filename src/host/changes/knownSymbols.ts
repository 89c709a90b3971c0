import {
	commands,
	type DocumentSymbol,
	type SymbolInformation,
	SymbolKind,
	type TextDocument,
} from 'vscode';
import type { DocumentSymbol as KnownSymbol } from '../../core/changes/change.ts';
import { answerInTime } from '../vscode/answerInTime.ts';

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
		const found = await answerInTime(
			commands.executeCommand<readonly (DocumentSymbol | SymbolInformation)[] | undefined>(
				'vscode.executeDocumentSymbolProvider',
				document.uri,
			),
			SYMBOLS_MS,
		);
		if (found === undefined || found.length === 0) return undefined;
		if (document.version === version) return flat(document, found);
	}
	return undefined;
}

/** What VS Code hands out has the fields of both, and is no instance of DocumentSymbol. */
function flat(
	document: TextDocument,
	symbols: readonly (DocumentSymbol | SymbolInformation)[],
	container = '',
): KnownSymbol[] {
	return symbols.flatMap((symbol) => {
		const range = 'range' in symbol ? symbol.range : symbol.location.range;
		const within = container === '' && !('range' in symbol) ? symbol.containerName : container;
		const known = {
			name: symbol.name,
			kind: SymbolKind[symbol.kind],
			...(within === '' || within === undefined ? {} : { container: within }),
			start: document.offsetAt(range.start),
			end: document.offsetAt(range.end),
		};
		const children = 'children' in symbol ? symbol.children : [];
		return [known, ...flat(document, children, symbol.name)];
	});
}
