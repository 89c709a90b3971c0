import {
	type NotebookCell,
	NotebookCellKind,
	type NotebookDocument,
	Range,
	SymbolKind,
	type TextDocument,
	type TextEditor,
	workspace,
} from 'vscode';
import { kilobytes, MAX_EXCERPT_BYTES, textBytes } from '../../core/attachments/excerptSize.ts';
import { paragraphAround } from '../../core/editor/paragraph.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { notebookAsMarkdown } from '../../core/prompts/notebookMarkdown.ts';
import type { Excerpt, ExcerptSource } from '../../shared/conversation/messages.ts';
import {
	childrenOf,
	documentSymbols,
	type FoundSymbol,
	symbolRange,
} from '../editor/documentSymbols.ts';
import { editorReadIn, hasCell, notebookInUse } from '../editor/editorInUse.ts';

/** How long the symbols of a document may take: a language that is still loading answers late, and a person waits. */
const SYMBOLS_MS = 3000;

/** What a person means by "this": not the single variable under the cursor, but what it stands in. */
const EXPLAINABLE = new Set([
	SymbolKind.Class,
	SymbolKind.Constructor,
	SymbolKind.Enum,
	SymbolKind.Function,
	SymbolKind.Interface,
	SymbolKind.Method,
	SymbolKind.Struct,
]);

/**
 * What the user is at: the selections, or with none the symbol or paragraph around the cursor; in a notebook with several cells
 * selected, or outside any cell's editor, the selected cells.
 *
 * @param attached what the message has already
 * @throws ChatError of kind tooLong, naming the limit; of kind refused where there is nothing to take
 */
export async function excerptsAtCursor(attached: readonly Excerpt[] = []): Promise<Excerpt[]> {
	const excerpts = await takeExcerpts();
	if (excerpts.length === 0) {
		throw new ChatError(
			'refused',
			'There is no code at the cursor. Open a file and select what you mean.',
		);
	}
	checkSize(excerpts, attached);
	return excerpts;
}

async function takeExcerpts(): Promise<Excerpt[]> {
	const editor = editorReadIn();
	const notebook = notebookInUse();
	const cells = notebook?.selections.flatMap((range) => notebook.notebook.getCells(range)) ?? [];
	return editor === undefined || cells.length > 1 ? fromCells(cells) : fromEditor(editor);
}

/**
 * Sees to it that a message takes so much code.
 * @throws ChatError of kind tooLong
 */
export function checkSize(excerpts: readonly Excerpt[], attached: readonly Excerpt[]): void {
	const bytes = textBytes([...excerpts, ...attached]);
	if (bytes <= MAX_EXCERPT_BYTES) return;
	const all = attached.length === 0 ? 'has' : 'and what is attached already have';
	throw new ChatError(
		'tooLong',
		`The selection ${all} ${kilobytes(bytes)}; one message takes at most ${kilobytes(MAX_EXCERPT_BYTES)}. Select less. Nothing was sent.`,
	);
}

/**
 * The code that a place of a document stands in: the innermost function or class around it, else the paragraph; or, where that is longer
 * than this, as many lines around the place.
 */
export async function excerptAround(
	document: TextDocument,
	place: Range,
	mostLines: number,
): Promise<Excerpt> {
	const around =
		(await symbolAround(document, place)) ?? paragraphRange(document, place.start.line) ?? place;
	const lines = around.end.line - around.start.line + 1;
	if (lines <= mostLines) return excerptOf(document, around);
	const before = Math.floor(mostLines / 2);
	const start = Math.max(around.start.line, place.start.line - before);
	const range = new Range(start, 0, start + mostLines - 1, Number.MAX_SAFE_INTEGER);
	return excerptOf(document, document.validateRange(range));
}

async function fromEditor(editor: TextEditor): Promise<Excerpt[]> {
	const { document } = editor;
	const selected = editor.selections
		.filter((selection) => !selection.isEmpty)
		.toSorted((a, b) => a.start.compareTo(b.start));
	if (selected.length > 0) return selected.map((range) => excerptOf(document, range));
	const around =
		(await symbolAround(document, editor.selection)) ??
		paragraphRange(document, editor.selection.active.line);
	return around === undefined ? [] : [excerptOf(document, around)];
}

function fromCells(cells: readonly NotebookCell[]): Excerpt[] {
	return cells
		.map(({ document }) => excerptOf(document, wholeRange(document), 'file'))
		.filter(({ text }) => text.trim() !== '');
}

/** All of a document. */
export function wholeRange(document: TextDocument): Range {
	return document.validateRange(new Range(0, 0, document.lineCount, 0));
}

function paragraphRange(document: TextDocument, cursor: number): Range | undefined {
	const span = paragraphAround((line) => document.lineAt(line).text, document.lineCount, cursor);
	return span && new Range(span.first, 0, span.last, document.lineAt(span.last).text.length);
}

/** The innermost symbol around the selection that is worth explaining, from whichever extension knows the language. */
async function symbolAround(document: TextDocument, at: Range): Promise<Range | undefined> {
	// Where there is no answer, the paragraph does as well.
	const symbols = await documentSymbols(document.uri, SYMBOLS_MS);
	let innermost: Range | undefined;
	const visit = (list: readonly FoundSymbol[]) => {
		for (const symbol of list) {
			const range = symbolRange(symbol);
			if (!range.contains(at)) continue;
			const inside = innermost === undefined || innermost.contains(range);
			if (EXPLAINABLE.has(symbol.kind) && inside) innermost = range;
			visit(childrenOf(symbol));
		}
	};
	visit(symbols);
	// From the start of its first line, so that the code keeps its shape.
	return innermost?.with({ start: innermost.start.with({ character: 0 }) });
}

/** A piece of a document as it is now. */
export function excerptOf(
	document: TextDocument,
	range: Range,
	source: ExcerptSource = 'selection',
): Excerpt {
	// A selection of whole lines ends at the start of the next one, which has no part in it.
	const ends = range.end.character === 0 && range.end.line > range.start.line;
	return {
		uri: document.uri.toString(),
		label: documentLabel(document),
		language: document.languageId,
		startLine: range.start.line + 1,
		endLine: ends ? range.end.line : range.end.line + 1,
		version: document.version,
		text: document.getText(range).replace(/\r\n?/g, '\n'),
		source,
	};
}

/** All cells of a notebook as they are now, saved or not, and nothing of what they have put out. */
export function notebookExcerpt(notebook: NotebookDocument): Excerpt {
	const text = notebookAsMarkdown(
		notebook.getCells().map(({ kind, document }) => ({
			isCode: kind === NotebookCellKind.Code,
			language: document.languageId,
			text: document.getText(),
		})),
	);
	return {
		uri: notebook.uri.toString(),
		label: workspace.asRelativePath(notebook.uri),
		language: 'markdown',
		startLine: 1,
		endLine: text.split('\n').length,
		version: notebook.version,
		text,
		source: 'file',
	};
}

function documentLabel(document: TextDocument): string {
	const notebook = workspace.notebookDocuments.find((candidate) => hasCell(candidate, document));
	if (notebook === undefined) return workspace.asRelativePath(document.uri);
	const index = notebook.getCells().findIndex((cell) => cell.document === document);
	return `${workspace.asRelativePath(notebook.uri)}, cell ${index + 1}`;
}
