import { Uri } from 'vscode';
import { MadeDocuments } from './madeDocuments.ts';
import { SCHEMES } from './schemes.ts';

/** So many are kept, each of half a megabyte at most. */
const KEPT = 50;

/** The texts that were shown last, by their names. */
const texts = new Map<string, string>();

/** They, as documents; after a reload their texts are nowhere any more, until one is shown again. */
export const shownTexts = new MadeDocuments(
	SCHEMES.text,
	({ query }) => texts.get(query) ?? 'This text is not kept. Open it in the chat again.\n',
);

/**
 * The address of a text that is in no file, to be shown and not to be changed: VS Code asks to save what can be.
 * @param label of its tab
 * @param id names the text; the same text has the same name
 */
export function addressOfText(label: string, id: string, text: string): Uri {
	texts.delete(id);
	texts.set(id, text);
	for (const oldest of texts.keys()) {
		if (texts.size <= KEPT) break;
		texts.delete(oldest);
	}
	const name = label.replaceAll(/[/\\]/g, '∕');
	const address = Uri.from({ scheme: SCHEMES.text, path: `/${name}`, query: id });
	// Of a tab that a reload has left open VS Code does not ask again by itself.
	shownTexts.changed(address);
	return address;
}
