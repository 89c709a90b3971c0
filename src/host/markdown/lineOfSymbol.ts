import type { Uri } from 'vscode';
import { childrenOf, documentSymbols, type FoundSymbol } from '../editor/documentSymbols.ts';
import { readTextFile } from '../vscode/readTextFile.ts';

/** How long the extension of a language may take, in milliseconds. */
const SYMBOLS_MS = 3000;

/**
 * The line, counted from 1, at which a file declares a symbol; undefined where it does not, or more than once. What VS Code knows of the
 * file counts, else its text.
 * @param most of a larger file the text is not read, in bytes
 */
export async function lineOfSymbol(
	uri: Uri,
	symbol: string,
	most: number,
): Promise<number | undefined> {
	const known = await documentSymbols(uri, SYMBOLS_MS);
	const lines = known.length > 0 ? linesKnown(known, symbol) : await linesInText(uri, symbol, most);
	return lines.length === 1 ? lines[0] : undefined;
}

/** Some extensions call a function "f()". */
function linesKnown(symbols: readonly FoundSymbol[], name: string): number[] {
	return symbols.flatMap((symbol) => {
		const range = 'selectionRange' in symbol ? symbol.selectionRange : symbol.location.range;
		const own = symbol.name.replace(/\(.*/s, '') === name ? [range.start.line + 1] : [];
		return [...own, ...linesKnown(childrenOf(symbol), name)];
	});
}

/** Words that declare what follows them, in the languages that have such words. */
const DECLARES =
	/\b(?:function\*?|def|fn|func|fun|sub|class|interface|type|enum|struct|trait|module|const|let|var|val)\s+(?:\([^()\n]{0,80}\)\s*)?([\p{L}_$][\p{L}\p{N}_$]*)/gu;

async function linesInText(uri: Uri, name: string, most: number): Promise<number[]> {
	try {
		const lines = (await readTextFile(uri, most)).split('\n');
		return lines.flatMap((line, index) =>
			[...line.matchAll(DECLARES)].flatMap(([, declared]) => (declared === name ? index + 1 : [])),
		);
	} catch {
		return [];
	}
}
