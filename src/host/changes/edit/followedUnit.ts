import { type Disposable as Listener, type TextDocument, workspace } from 'vscode';
import { followedSpan, type Span, spanAfter } from '../../../core/attachments/followedSpan.ts';
import { rangeAnswered } from '../../../core/changes/named/answered.ts';
import type { Excerpt, Question } from '../../../shared/conversation/messages.ts';
import { CannotChange, targetName } from '../changeTarget.ts';
import type { EditUnit } from './editUnit.ts';

/** Follows code that is being edited through the changes of its document. */
export class FollowedUnit implements Disposable {
	readonly #document: TextDocument;
	readonly #listener: Listener;
	#follows = true;
	/** Undefined where nothing is left of it. */
	#span: ReturnType<typeof spanAfter>;

	constructor({ document, range }: EditUnit) {
		this.#document = document;
		const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
		this.#span = followedSpan(document.getText(), { start, end });
		this.#listener = workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
			if (changed === document) this.#span = this.#span && spanAfter(this.#span, contentChanges);
		});
	}

	/** From now on the code is looked for by its text. */
	[Symbol.dispose](): void {
		this.#follows = false;
		this.#listener.dispose();
	}

	/**
	 * Where the code stands now that a question had.
	 * @param now the document, which may have been closed and opened again
	 * @throws CannotChange where it is not there any more as it was sent
	 */
	rangeIn(now: TextDocument, question: Question): Span {
		const [sent] = question.excerpts;
		const found = sent && this.#find(now, question, sent);
		if (found !== undefined) return found;
		throw new CannotChange(
			`${targetName(now.uri)} was changed where it was being edited, while the reply came in. The reply is in the chat: Apply looks for its place.`,
		);
	}

	#find(now: TextDocument, question: Question, sent: Excerpt): Span | undefined {
		const text = now.getText();
		if (now !== this.#document || !this.#follows) return rangeAnswered(question, sent, text);
		const span = this.#span;
		const isSame =
			span !== undefined && text.slice(span.start, span.end).replace(/\r\n?/g, '\n') === sent.text;
		return isSame ? { start: span.start, end: span.end } : undefined;
	}
}
