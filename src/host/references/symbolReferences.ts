import {
	commands,
	type Location,
	type Range,
	type SymbolInformation,
	type TextDocument,
	type Uri,
	workspace,
} from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import { excerptOf } from '../attachments/excerpts.ts';
import {
	childrenOf,
	documentSymbols,
	type FoundSymbol,
	symbolRange,
} from '../editor/documentSymbols.ts';
import { editorInUse } from '../editor/editorInUse.ts';
import { answerInTime } from '../vscode/answerInTime.ts';
import { MOST_OFFERS, type Offer, type OfferSource, type Offers } from './offers.ts';

/** How long the extensions of the languages may take, in milliseconds. */
const SYMBOLS_MS = 3000;

/** The symbols of the workspace; before anything is typed, those of the document in use. */
export const symbolReferences: OfferSource = {
	find: async (query): Promise<Offers> => {
		const found = query === '' ? await activeSymbols() : await workspaceSymbols(query);
		const offers = found.slice(0, MOST_OFFERS).map(symbolOffer);
		if (offers.length > 0) return { offers };
		const note =
			query === ''
				? 'Type the beginning of a symbol.'
				: 'No extension knows such a symbol of this workspace.';
		return { offers, note };
	},
};

interface Found {
	readonly name: string;
	/** The class or module that it is in. */
	readonly container: string;
	readonly uri: Uri;
	/** All of it, or no more than its name. */
	readonly range: Range;
}

async function workspaceSymbols(query: string): Promise<Found[]> {
	const symbols = await answerInTime(
		commands.executeCommand<readonly SymbolInformation[] | undefined>(
			'vscode.executeWorkspaceSymbolProvider',
			query,
		),
		SYMBOLS_MS,
	);
	return (symbols ?? []).flatMap(({ name, containerName, location }) =>
		hasRange(location)
			? { name, container: containerName, uri: location.uri, range: location.range }
			: [],
	);
}

/** Some extensions leave the range to be asked for later. */
function hasRange(location: Location | undefined): location is Location {
	return location?.range !== undefined;
}

async function activeSymbols(): Promise<Found[]> {
	const document = editorInUse()?.document;
	if (document === undefined) return [];
	const found: Found[] = [];
	const visit = (symbols: readonly FoundSymbol[], container: string) => {
		for (const symbol of symbols) {
			found.push({ name: symbol.name, container, uri: document.uri, range: symbolRange(symbol) });
			visit(childrenOf(symbol), symbol.name);
		}
	};
	visit(await documentSymbols(document.uri, SYMBOLS_MS), '');
	return found;
}

function symbolOffer({ name, container, uri, range }: Found): Offer {
	const label = workspace.asRelativePath(uri);
	const { line, character } = range.start;
	return {
		id: `symbol ${line}:${character} ${name} ${uri.toString()}`,
		name,
		description: container === '' ? label : `${container} · ${label}`,
		insert: `#symbol:${name}`,
		take: async ({ target, conversation }) => {
			const document = await workspace.openTextDocument(uri);
			const body = await bodyOf(document, name, range);
			const excerpt = excerptOf(document, body, 'symbol');
			if (excerpt.text.trim() === '') {
				throw new ChatError('refused', `${name} is not in ${label} any more.`);
			}
			target.chats.box.attach([excerpt], conversation);
		},
	};
}

/** The whole of a symbol, of which often only the name is known, from the start of its first line. */
async function bodyOf(document: TextDocument, name: string, known: Range): Promise<Range> {
	let body: Range | undefined;
	const visit = (symbols: readonly FoundSymbol[]) => {
		for (const symbol of symbols) {
			const range = symbolRange(symbol);
			if (!range.contains(known.start)) continue;
			// The innermost of that name: others of it can stand around. Some call a function "f()".
			if (plain(symbol.name) === plain(name)) body = range;
			visit(childrenOf(symbol));
		}
	};
	visit(await documentSymbols(document.uri, SYMBOLS_MS));
	const all = document.validateRange(body ?? known);
	const end = body === undefined ? document.lineAt(all.end.line).range.end : all.end;
	return all.with({ start: all.start.with({ character: 0 }), end });
}

function plain(name: string): string {
	return name.replace(/\(.*/s, '');
}
