import {
	commands,
	type DocumentSymbol,
	type Range,
	type SymbolInformation,
	type Uri,
} from 'vscode';
import { answerInTime } from '../vscode/answerInTime.ts';

/** What VS Code hands out has the fields of both, and is no instance of DocumentSymbol. */
export type FoundSymbol = DocumentSymbol | SymbolInformation;

/**
 * What the extension of a language says of a document: its symbols, those within others as their children. Empty where no extension knows
 * any, it fails, or has no answer in time; one that is still starting gives an empty answer too. Never rejects.
 * @param limit how long it may take, in milliseconds
 */
export async function documentSymbols(uri: Uri, limit: number): Promise<readonly FoundSymbol[]> {
	const symbols = await answerInTime(
		commands.executeCommand<readonly FoundSymbol[] | undefined>(
			'vscode.executeDocumentSymbolProvider',
			uri,
		),
		limit,
	);
	return symbols ?? [];
}

/** All of a symbol. */
export function symbolRange(symbol: FoundSymbol): Range {
	return 'range' in symbol ? symbol.range : symbol.location.range;
}

export function childrenOf(symbol: FoundSymbol): readonly FoundSymbol[] {
	return 'children' in symbol ? symbol.children : [];
}
