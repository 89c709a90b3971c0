import { Position, Selection, type TextDocument, Uri, window, workspace } from 'vscode';
import type { Hunk, Placed } from '../../core/changes/change.ts';
import { type AskedBlock, placeBlocks } from '../../core/changes/placeBlocks.ts';
import type { ChangeSource, Proposal } from '../../core/changes/proposal.ts';
import { isEdited, rebaseProposal } from '../../core/changes/rebaseProposal.ts';
import { withHunks } from '../../core/changes/text/edits.ts';
import { withoutHidden } from '../../shared/text/hiddenCharacters.ts';
import { insertable } from '../editor/hiddenText.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { unawaited } from '../vscode/say.ts';
import type { AskedOf, ChangeStates } from './changeStates.ts';
import { CannotChange, openTarget, readOnlyReason, targetName } from './changeTarget.ts';
import { knownSymbols } from './knownSymbols.ts';
import type { Proposals } from './proposals.ts';
import { sayUnplaced, whyUnplaced } from './sayUnplaced.ts';
import { sayGone } from './shown/sayGone.ts';
import { showDiff } from './shown/showDiff.ts';

const OPEN_EDITED = 'Open What Was Edited';
const PROPOSE_ANEW = 'Propose Anew';

/** A place in a document's text: UTF-16 units, the end not included. */
interface Range {
	readonly start: number;
	readonly end: number;
}

/** Code blocks of one document that have no place yet. */
export interface BlocksToApply extends AskedOf {
	/** The document that they are for. */
	readonly uri: Uri;
	/** One for each; the change stands at the block that is named. */
	readonly parts: readonly CodeToPlace[];
}

/** A code block that has no place yet. */
export interface CodeToPlace {
	/** The block without its fence. */
	readonly text: string;
	/** As the fence names it; '' for none. */
	readonly language: string;
	/** The reply ended within it before it was whole. */
	readonly breaksOff?: boolean;
	/**
	 * Tells what it was asked for, once the block is placed: until then the document may change. Undefined where that was no part of the document
	 * or is not to be found; throws CannotChange where it has to be there.
	 */
	readonly range?: (document: TextDocument) => Range | undefined;
}

/** What is placed, and the text that its offsets are of. */
interface PlacedIn {
	readonly base: string;
	readonly placed: Placed;
}

/** Finds the places of code blocks in a document and proposes the change. */
export async function applyBlocks(proposals: Proposals, blocks: BlocksToApply): Promise<void> {
	await orSayWhyNot(proposals.states, blocks, async () => {
		const document = await openTarget(blocks.uri);
		const anew = () =>
			orSayWhyNot(proposals.states, blocks, async () => {
				// The one from before may be closed by then, and say what the file was.
				await placeAndPropose(proposals, blocks, await openTarget(blocks.uri));
			});
		if (await reopened(proposals, blocks, document, anew)) return;
		await placeAndPropose(proposals, blocks, document);
	});
}

async function placeAndPropose(
	proposals: Proposals,
	blocks: BlocksToApply,
	document: TextDocument,
): Promise<void> {
	const symbols = await knownSymbols(document);
	const base = document.getText();
	const asked = blocks.parts.map((part) => askedIn(document, part));
	const placed = placeBlocks(base, asked, {
		...(symbols === undefined ? {} : { symbols }),
		language: document.languageId,
		tabSize: tabSizeOf(document),
		path: blocks.uri.path,
	});
	await propose(proposals, blocks, document, { base, placed });
}

function askedIn(document: TextDocument, part: CodeToPlace): AskedBlock {
	const { text, language, breaksOff = false } = part;
	const range = part.range?.(document);
	return {
		block: { text, breaksOff, ...(language === '' ? {} : { language }) },
		...(range === undefined ? {} : { range }),
	};
}

/** Shows the change that was proposed last for a code block; says so where there is none any more. */
export async function openChange(proposals: Proposals, source: ChangeSource): Promise<void> {
	await showLeft(proposals, proposals.latest(source));
}

async function showLeft(proposals: Proposals, proposal: Proposal | undefined): Promise<void> {
	if (proposal === undefined) {
		sayGone();
		return;
	}
	await showDiff(proposals.current(proposal));
}

/** Shows a line of the document that a code block was applied to. */
export async function openPlace(
	{ states }: Proposals,
	source: ChangeSource,
	line: number,
): Promise<void> {
	const target = states.targetOf(source);
	if (target === undefined) return;
	await orSayWhyNot(states, source, async () => {
		const document = await openTarget(Uri.parse(target, true));
		const place = document.validatePosition(new Position(line - 1, 0));
		const selection = new Selection(place, place);
		await window.showTextDocument(document, { selection, preview: false });
	});
}

async function orSayWhyNot(
	states: ChangeStates,
	source: AskedOf,
	act: () => Promise<void>,
): Promise<void> {
	try {
		await act();
	} catch (error) {
		if (!(error instanceof CannotChange)) throw error;
		const text = error.message;
		states.set(source, { phase: 'refused', text });
		if (states.isReadAt(source)) return;
		void window.showWarningMessage(notificationText(`${text} Nothing was changed.`));
	}
}

/**
 * Opens the proposal of this block that was edited by hand, on top of what the document has become. Where that has changed at the same place, it
 * asks, and does not wait for the answer: a notification can stand there for hours, and Apply would do nothing until then.
 * @param anew proposes it as if it had not been edited
 * @returns whether there was one
 */
async function reopened(
	proposals: Proposals,
	source: ChangeSource,
	document: TextDocument,
	anew: () => Promise<void>,
): Promise<boolean> {
	const found = proposals.find(source, document.uri);
	const existing = found && proposals.current(found);
	if (existing === undefined || !isEdited(existing)) return false;
	const rebased = rebaseProposal(existing, document.getText());
	if ('text' in rebased) {
		proposals.keep(rebased);
	} else {
		const said = notificationText(
			`${targetName(document.uri)} has changed where you edited this proposal by hand.`,
		);
		const asked = window.showWarningMessage(said, OPEN_EDITED, PROPOSE_ANEW);
		unawaited(
			asked.then(async (choice) => {
				if (choice === PROPOSE_ANEW) await anew();
				// It may be accepted or discarded by then.
				else if (choice === OPEN_EDITED)
					await showLeft(proposals, proposals.find(source, document.uri));
			}),
		);
		return true;
	}
	await showDiff(proposals.current(existing));
	return true;
}

async function propose(
	proposals: Proposals,
	source: AskedOf,
	document: TextDocument,
	wanted: PlacedIn,
): Promise<void> {
	const { base } = wanted;
	const placed = await withoutSurprises(wanted);
	if (placed === undefined) return;
	if (document.getText() !== base || withHunks(base, placed.hunks) !== placed.text) {
		throw new CannotChange(
			`${targetName(document.uri)} has changed meanwhile. Apply the code again.`,
		);
	}
	const { hunks, unplaced } = placed;
	const name = targetName(document.uri);
	const missing = whyUnplaced(placed);
	const isReadAtBlock = proposals.states.isReadAt(source);
	if (unplaced.length > 0 && !isReadAtBlock) unawaited(sayUnplaced(document, placed));
	const lines = unplaced.flatMap((one) => (one.why === 'ambiguous' ? one.places : []));
	proposals.states.setPlaces(source, { target: document.uri.toString(), lines });
	if (placed.text === base) {
		if (unplaced.length > 0) {
			proposals.states.set(source, { phase: 'refused', text: missing.join('; ') });
			return;
		}
		const text = `${name} has this code already: there is nothing to change.`;
		proposals.states.set(source, { phase: 'unchanged', text });
		if (!isReadAtBlock) void window.showInformationMessage(notificationText(text));
		return;
	}
	const readOnly = await readOnlyReason(document);
	if (readOnly !== undefined) {
		const rest = 'You can look at the change, but not accept it.';
		void window.showWarningMessage(notificationText(`${readOnly} ${rest}`));
	}
	const existing = proposals.find(source, document.uri);
	const proposal: Proposal = {
		id: existing?.id ?? crypto.randomUUID(),
		conversation: source.conversation,
		reply: source.reply,
		block: source.block,
		target: document.uri.toString(),
		language: document.languageId,
		base,
		hunks: [...hunks],
		text: placed.text,
		missing,
		time: Date.now(),
	};
	proposals.keep(proposal);
	await showDiff(proposal);
}

/** Asks about characters that cannot be seen. Undefined where the change is not wanted then. */
async function withoutSurprises({ base, placed }: PlacedIn): Promise<Placed | undefined> {
	const code = placed.hunks.map(({ text }) => text).join('\n');
	const wanted = await insertable(code);
	if (wanted === undefined || wanted === code) return wanted === undefined ? undefined : placed;
	const hunks: Hunk[] = placed.hunks.map((hunk) => ({ ...hunk, text: withoutHidden(hunk.text) }));
	return { ...placed, hunks, text: withHunks(base, hunks) };
}

function tabSizeOf(document: TextDocument): number {
	const editor = window.visibleTextEditors.find((one) => one.document === document);
	const shown = editor?.options.tabSize;
	if (typeof shown === 'number') return Math.max(1, shown);
	return workspace.getConfiguration('editor', document).get('tabSize', 4);
}
