import { type TextDocument, type TextEditor, Uri, window, workspace } from 'vscode';
import { answeredExcerpt, rangeAnswered } from '../../../core/changes/named/answered.ts';
import { type NamedFile, namedFile } from '../../../core/changes/named/namedFile.ts';
import type { Excerpt } from '../../../shared/conversation/messages.ts';
import { SCHEMES } from '../../documents/schemes.ts';
import { editorInUse } from '../../editor/editorInUse.ts';
import { newFile } from '../../editor/newFile.ts';
import { notificationText } from '../../vscode/notificationText.ts';
import { openDocument } from '../../vscode/openDocument.ts';
import type { Say } from '../../vscode/say.ts';
import { filesNamed, workspacePlaces } from '../../vscode/workspacePlaces.ts';
import type { Changes } from '../changes.ts';
import { CannotChange, targetName } from '../changeTarget.ts';
import { FollowedRange } from '../followedRange.ts';
import type { CodeToPlace } from '../proposeChange.ts';
import type { CodeToApply } from './codeToApply.ts';
import { pickAmong, pickFile } from './pickFile.ts';

const NEW_FILE = 'New File';
const CHOOSE_FILE = 'Choose File';

/**
 * Proposes a code block as a change of the document that it is for: the file that it names, else the one that was attached to the question,
 * in whole or in part, else one that the user chooses. A file that it names is in the workspace, or it is asked for.
 */
export async function applyCode(changes: Changes, code: CodeToApply, say: Say): Promise<void> {
	const named = namedFile(code.block);
	const excerpt = code.question && answeredExcerpt(code.question, named.language);
	const { path } = named;
	const isAnswered =
		excerpt !== undefined && isThere(excerpt) && (path === undefined || isNamed(excerpt, path));
	if (isAnswered) {
		await propose(changes, code, named, Uri.parse(excerpt.uri, true));
	} else if (path === undefined) {
		await chooseAndPropose(changes, code, named);
	} else {
		const files = await filesNamed(path);
		if (files.length === 0) void offerOther(changes, code, named, path, say);
		else await propose(changes, code, named, await pickAmong(files));
	}
}

/** Proposes a code block in place of what is selected in the editor that was active last. */
export async function replaceSelection(changes: Changes, code: CodeToApply): Promise<void> {
	const editor = editorInUse();
	const problem = selectionProblem(editor);
	if (editor === undefined || problem !== undefined) {
		void window.showWarningMessage(notificationText(problem ?? ''));
		return;
	}
	const { document, selection } = editor;
	const start = document.offsetAt(selection.start);
	const end = document.offsetAt(selection.end);
	using selected = new FollowedRange(document, { start, end });
	await propose(changes, code, namedFile(code.block), document.uri, (now) => {
		const range = selected.follows(now) ? selected.now() : undefined;
		if (range !== undefined) return range;
		throw new CannotChange(
			`What was selected in ${targetName(now.uri)} has changed meanwhile. Select what this code is to replace, and choose Replace Selection again.`,
		);
	});
}

/** Puts a code block into a new file; what is there already can be changed instead. */
export async function applyAsNewFile(changes: Changes, code: CodeToApply, say: Say): Promise<void> {
	const named = namedFile(code.block);
	await newFile(code.block, (uri) => propose(changes, code, named, uri), say);
}

function selectionProblem(editor: TextEditor | undefined): string | undefined {
	if (editor === undefined) return 'No editor is open with a selection to be replaced.';
	const { document, selections } = editor;
	if (document.uri.scheme === SCHEMES.change) {
		return 'Select what is to be replaced in the file itself, not in what is proposed for it.';
	}
	const name = workspace.asRelativePath(document.uri);
	if (selections.length > 1) return `Several parts of ${name} are selected. Select one of them.`;
	return selections[0]?.isEmpty === false
		? undefined
		: `Nothing is selected in ${name}. Select what this code is to replace.`;
}

async function chooseAndPropose(
	changes: Changes,
	code: CodeToApply,
	named: NamedFile,
): Promise<void> {
	await propose(changes, code, named, await pickFile(named.path));
}

/** @param range tells what it is asked for, where that is not the part that was attached to the question */
async function propose(
	changes: Changes,
	{ conversation, reply, question, block, breaksOff }: CodeToApply,
	{ text, language }: NamedFile,
	uri: Uri | undefined,
	range?: CodeToPlace['range'],
): Promise<void> {
	if (uri === undefined) return;
	const excerpt = question && answeredExcerpt(question, language);
	const answered =
		question && excerpt?.uri === uri.toString()
			? (document: TextDocument) => rangeAnswered(question, excerpt, document.getText())
			: undefined;
	const wanted = range ?? answered;
	await changes.applyBlocks({
		conversation,
		reply,
		block: block.index,
		uri,
		parts: [{ text, language, breaksOff, ...(wanted === undefined ? {} : { range: wanted }) }],
	});
}

/** VS Code would open an empty document for one that was in no file and is closed. */
function isThere({ uri }: Excerpt): boolean {
	return !uri.startsWith('untitled:') || openDocument(uri) !== undefined;
}

/** Whether a path is that of an attached document, or its end. */
function isNamed({ uri }: Excerpt, path: string): boolean {
	const ending = path.replace(/^\/+/, '');
	return `/${Uri.parse(uri, true).path}`.endsWith(`/${ending}`);
}

async function offerOther(
	changes: Changes,
	code: CodeToApply,
	named: NamedFile,
	path: string,
	say: Say,
): Promise<void> {
	const leadsOut = workspacePlaces(path).length === 0;
	const reason = leadsOut ? 'leads out of the workspace' : 'is not in this workspace';
	const choice = await window.showWarningMessage(
		notificationText(`This code is for ${path}, which ${reason}. Nothing was changed.`),
		...(leadsOut ? [] : [NEW_FILE]),
		CHOOSE_FILE,
	);
	if (choice === NEW_FILE) await applyAsNewFile(changes, code, say);
	if (choice === CHOOSE_FILE) await chooseAndPropose(changes, code, named);
}
