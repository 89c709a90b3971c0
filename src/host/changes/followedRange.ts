import { type Disposable as Listener, type TextDocument, workspace } from 'vscode';
import { followedSpan, type Span, spanAfter } from '../../core/attachments/followedSpan.ts';

/** Follows a range of a document through the document's changes, until it is disposed of. */
export class FollowedRange implements Disposable {
	readonly #document: TextDocument;
	readonly #listener: Listener;
	/** What stands there, as it was. */
	readonly #text: string;
	#follows = true;
	/** Undefined where nothing is left of it. */
	#span: ReturnType<typeof spanAfter>;

	constructor(document: TextDocument, span: Span) {
		this.#document = document;
		const text = document.getText();
		this.#text = text.slice(span.start, span.end);
		this.#span = followedSpan(text, span);
		this.#listener = workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
			if (changed === document) this.#span = this.#span && spanAfter(this.#span, contentChanges);
		});
	}

	/** From now on nobody knows where it is. */
	[Symbol.dispose](): void {
		this.#follows = false;
		this.#listener.dispose();
	}

	/** Whether it is known where the range is in this document, which may have been closed and opened again. */
	follows(document: TextDocument): boolean {
		return this.#follows && document === this.#document;
	}

	/** Where the range is now; undefined where what stood in it has been changed. Line ends may be others. */
	now(): Span | undefined {
		const span = this.#span;
		if (span === undefined) return undefined;
		const text = this.#document.getText().slice(span.start, span.end);
		const isSame = text.replace(/\r\n?/g, '\n') === this.#text.replace(/\r\n?/g, '\n');
		return isSame ? { start: span.start, end: span.end } : undefined;
	}
}
