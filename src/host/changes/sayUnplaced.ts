import { commands, Location, Position, type TextDocument, window } from 'vscode';
import type { Placed } from '../../core/changes/change.ts';
import { unplacedInWords } from '../../core/changes/unplacedWords.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { targetName } from './changeTarget.ts';

const SHOW_PLACES = 'Show Places';

/** Why parts of a code block have no place in a document; none where all of them have one. */
export function whyUnplaced({ unplaced, withoutSymbols }: Placed): string[] {
	const reasons = unplaced.map(unplacedInWords);
	if (reasons.length > 0 && withoutSymbols) {
		reasons.push(
			'no extension has told the symbols of this file, so nothing was placed by its name',
		);
	}
	return reasons;
}

/** Tells which parts of a code block have no place in a document, and why; what fits several places can be shown at each. */
export async function sayUnplaced(document: TextDocument, placed: Placed): Promise<void> {
	const name = targetName(document.uri);
	const reasons = whyUnplaced(placed);
	const rest = placed.hunks.length === 0 ? 'Nothing was changed.' : 'The rest is in the diff.';
	const places = placed.unplaced.flatMap((one) => (one.why === 'ambiguous' ? one.places : []));
	const help =
		places.length === 0 ? '' : ' Select the one that is meant, and use Replace Selection.';
	const choice = await window.showWarningMessage(
		notificationText(`${name}: ${reasons.join('; ')}. ${rest}${help}`),
		...(places.length === 0 ? [] : [SHOW_PLACES]),
	);
	if (choice === SHOW_PLACES) await showPlaces(document, places);
}

/** VS Code's own list of places, beside the first. */
async function showPlaces(document: TextDocument, lines: readonly number[]): Promise<void> {
	const places = [...new Set(lines)].map((line) => new Position(line - 1, 0));
	const [first = new Position(0, 0)] = places;
	await commands.executeCommand(
		'editor.action.goToLocations',
		document.uri,
		first,
		places.map((place) => new Location(document.uri, place)),
		'peek',
		'There is no such place any more.',
	);
}
