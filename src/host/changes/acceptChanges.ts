import {
	EndOfLine,
	NotebookRange,
	Range,
	Selection,
	type TextDocument,
	Uri,
	ViewColumn,
	WorkspaceEdit,
	window,
	workspace,
} from 'vscode';
import type { Proposal } from '../../core/changes/proposal.ts';
import { editsBetween, rebaseProposal, takenAsShown } from '../../core/changes/rebaseProposal.ts';
import { SCHEMES } from '../documents/schemes.ts';
import { tabOf } from '../editor/editorInUse.ts';
import { showWritten } from '../editor/showWritten.ts';
import { setContextKeys } from '../vscode/contextKeys.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { unawaited } from '../vscode/say.ts';
import {
	CannotChange,
	notebookOf,
	openTarget,
	readOnlyReason,
	targetName,
} from './changeTarget.ts';
import { countAgain, problemCount, problemsInWords } from './problemCounts.ts';
import { factsInWords } from './proofInWords.ts';
import type { Proposals } from './proposals.ts';
import { closeProposal, proposalInFront } from './shown/proposalTabs.ts';
import { sayGone } from './shown/sayGone.ts';

const TAKE_AS_SHOWN = 'Take as Shown';

/**
 * Writes what a proposal shows into its document, as one step to undo, and closes the proposal. The document is left unsaved, as after
 * typing. Says why it cannot, and writes nothing then.
 */
export async function acceptChanges(proposals: Proposals, address: unknown): Promise<void> {
	const proposal = proposalAt(proposals, address);
	if (proposal === undefined) return;
	try {
		await accept(proposals, proposal);
	} catch (error) {
		if (!(error instanceof CannotChange)) throw error;
		void window.showWarningMessage(notificationText(`${error.message} Nothing was written.`));
	}
}

/** Forgets a proposal, with what was edited in it by hand, and closes it. */
export async function discardChanges(proposals: Proposals, address: unknown): Promise<void> {
	const proposal = proposalAt(proposals, address);
	if (proposal === undefined) return;
	await closeProposal(proposal);
	proposals.remove(proposal);
	proposals.states.set(proposal, { phase: 'discarded', text: 'discarded' });
}

function proposalAt(proposals: Proposals, address: unknown): Proposal | undefined {
	const uri = address instanceof Uri ? address : undefined;
	const named = uri && proposals.at(uri);
	if (named !== undefined) return proposals.current(named);
	if (uri?.scheme === SCHEMES.change) {
		// Not another one, which may be in front by now.
		sayGone();
		return undefined;
	}
	const inFront = proposalInFront();
	const found = inFront && proposals.at(inFront);
	if (found !== undefined) return proposals.current(found);
	void window.showInformationMessage('No proposed change is in the active editor.');
	return undefined;
}

async function accept(proposals: Proposals, proposal: Proposal): Promise<void> {
	const document = await openTarget(Uri.parse(proposal.target, true));
	const readOnly = await readOnlyReason(document);
	if (readOnly !== undefined) throw new CannotChange(readOnly);
	const name = targetName(document.uri);
	const proved = rebaseProposal(proposals.current(proposal), document.getText());
	const facts = 'text' in proved ? await factsInWords(proved) : '';
	const problems = problemCount(document.uri);
	// From here to the edit nothing else has its turn: the text is the one that is written over.
	const now = document.getText();
	const rebased = rebaseProposal(proposals.current(proposal), now);
	if ('collisions' in rebased) {
		unawaited(sayCollisions(proposals, proposal, document, rebased.collisions));
		return;
	}
	const after = withLineEnds(rebased.text, document);
	const edit = new WorkspaceEdit();
	const edits = editsBetween(now, after);
	for (const { start, end, text } of edits) {
		edit.replace(document.uri, rangeOf(document, start, end), text);
	}
	const { version } = document;
	if (edits.length > 0) {
		const done = await workspace.applyEdit(edit, { isRefactoring: false });
		// VS Code answers true for some documents that it leaves as they are.
		if (!done || document.version === version) {
			throw new CannotChange(`VS Code has not taken the change of ${name}: it may be read-only.`);
		}
	}
	setContextKeys({ changed: true });
	const say = (text: string) => proposals.states.set(proposal, { phase: 'accepted', text });
	say(`${facts}; ${problemsInWords(problems, undefined)}`);
	countAgain(document.uri, (count) => say(`${facts}; ${problemsInWords(problems, count)}`));
	await keepOpen(document);
	await closeProposal(proposal);
	proposals.remove(proposal);
	await showAccepted(document, edits[0]?.start ?? 0);
}

/** It can stand there for hours: by the answer the proposal may be gone, and until then nothing waits for it. */
async function sayCollisions(
	proposals: Proposals,
	proposal: Proposal,
	document: TextDocument,
	collisions: readonly { readonly line: number }[],
): Promise<void> {
	const lines = collisions.map(({ line }) => line);
	const where = `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
	const choice = await window.showWarningMessage(
		notificationText(
			`${targetName(document.uri)} has changed since this was proposed, and the change collides with that at ${where}. ` +
				'Nothing was written. Take as Shown makes the right side of the diff, as it is, what the next Accept writes.',
		),
		TAKE_AS_SHOWN,
	);
	if (choice !== TAKE_AS_SHOWN) return;
	const left = proposals.find(proposal, document.uri);
	if (left === undefined) sayGone();
	else proposals.keep(takenAsShown(left, document.getText()));
}

/** An untitled document that no other editor shows would go away with the diff. */
async function keepOpen(document: TextDocument): Promise<void> {
	if (!document.isUntitled || tabOf(document.uri) !== undefined) return;
	await showWritten(document, { preview: false });
}

/** Shows what was written, where one looks next. */
async function showAccepted(document: TextDocument, offset: number): Promise<void> {
	const notebook = notebookOf(document.uri);
	if (notebook !== undefined) {
		const found = workspace.notebookDocuments.find(({ uri }) => uri === notebook.uri);
		const selections = [new NotebookRange(notebook.cell, notebook.cell + 1)];
		if (found !== undefined) await window.showNotebookDocument(found, { selections });
		return;
	}
	const place = document.positionAt(offset);
	const viewColumn = tabOf(document.uri)?.group.viewColumn ?? ViewColumn.Active;
	const selection = new Selection(place, place);
	await showWritten(document, { viewColumn, selection, preview: false });
}

function rangeOf(document: TextDocument, start: number, end: number): Range {
	return new Range(document.positionAt(start), document.positionAt(end));
}

/** Line ends as the document has them: the proposal of a text of one line had none to go by. */
function withLineEnds(text: string, { eol }: TextDocument): string {
	return text.replace(/\r\n|\r|\n/g, eol === EndOfLine.CRLF ? '\r\n' : '\n');
}
