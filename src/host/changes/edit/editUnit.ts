import { Range, type TextDocument, type TextEditor, workspace } from 'vscode';
import { enclosingUnit } from '../../../core/changes/asked/enclosingUnit.ts';
import { ChatError } from '../../../core/errors/chatError.ts';
import { SCHEMES } from '../../documents/schemes.ts';
import { editorInUse } from '../../editor/editorInUse.ts';
import { knownSymbols } from '../knownSymbols.ts';

/** One piece of code that is to be written anew. */
export interface EditUnit {
	readonly document: TextDocument;
	readonly range: Range;
}

/**
 * What the user means to be edited: what is selected, in the order of the document, or with one cursor the function or class around it.
 * @throws ChatError of kind refused, with what to do
 */
export async function unitsAtCursors(): Promise<readonly [EditUnit, ...EditUnit[]]> {
	const editor = editorInUse();
	if (editor === undefined) throw refused('No editor is active. Click into the code to be edited.');
	const { document, selection } = editor;
	const name = workspace.asRelativePath(document.uri);
	if (document.uri.scheme === SCHEMES.change) {
		throw refused(
			'Select what is to be edited in the file itself, not in what is proposed for it.',
		);
	}
	if (editor.selections.length > 1) return selected(editor, name);
	if (document.getText(selection).trim() !== '') return [{ document, range: selection }];
	return [{ document, range: await rangeAround(editor, name) }];
}

/** Several selections; a cursor that selects nothing may have been set by mistake. */
function selected(
	{ document, selections }: TextEditor,
	name: string,
): readonly [EditUnit, ...EditUnit[]] {
	const ranges = selections.toSorted((one, other) => one.start.compareTo(other.start));
	const [first, ...others] = ranges.map((range) => ({ document, range }));
	if (first === undefined || ranges.some((range) => document.getText(range).trim() === '')) {
		throw refused(
			`There are ${ranges.length} cursors in ${name}, and not all of them select something. Select each part that is to be edited, or one alone.`,
		);
	}
	if (ranges.some(({ start }, index) => start.line === ranges[index - 1]?.end.line)) {
		throw refused(
			`Two of the selections in ${name} are in one line. Select whole lines, or one part alone.`,
		);
	}
	return [first, ...others];
}

async function rangeAround({ document, selection }: TextEditor, name: string): Promise<Range> {
	const { version } = document;
	const symbols = await knownSymbols(document);
	if (symbols === undefined) {
		throw refused(
			`Nothing is selected, and no extension has told which functions ${name} has. Select the code to be edited.`,
		);
	}
	if (document.version !== version) {
		throw refused(`${name} has changed meanwhile. Choose Edit Selection again.`);
	}
	const at = document.offsetAt(selection.active);
	const unit = enclosingUnit(document.getText(), symbols, at);
	if (unit !== undefined) {
		return new Range(document.positionAt(unit.start), document.positionAt(unit.end));
	}
	throw refused(
		`Nothing is selected in ${name}, and the cursor is in no function or class. Select the code to be edited.`,
	);
}

function refused(why: string): ChatError {
	return new ChatError('refused', why);
}
