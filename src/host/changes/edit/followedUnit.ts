import type { TextDocument } from 'vscode';
import type { Span } from '../../../core/attachments/followedSpan.ts';
import { rangeAnswered } from '../../../core/changes/named/answered.ts';
import type { Question } from '../../../shared/conversation/messages.ts';
import { CannotChange, targetName } from '../changeTarget.ts';
import { FollowedRange } from '../followedRange.ts';
import type { EditUnit } from './editUnit.ts';

/** Follows code that is being edited through the changes of its document; once disposed of, it looks for it by its text. */
export class FollowedUnit implements Disposable {
	readonly #range: FollowedRange;

	constructor({ document, range }: EditUnit) {
		const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
		this.#range = new FollowedRange(document, { start, end });
	}

	[Symbol.dispose](): void {
		this.#range[Symbol.dispose]();
	}

	/**
	 * Where the code stands now that a question had.
	 * @param now the document, which may have been closed and opened again
	 * @throws CannotChange where it is not there any more as it was sent
	 */
	rangeIn(now: TextDocument, question: Question): Span {
		const found = this.#find(now, question);
		if (found !== undefined) return found;
		throw new CannotChange(
			`${targetName(now.uri)} was changed where it was being edited, while the reply came in. The reply is in the chat: Apply looks for its place.`,
		);
	}

	#find(now: TextDocument, question: Question): Span | undefined {
		if (this.#range.follows(now)) return this.#range.now();
		// Of several parts it is not certain which of them stands where.
		const [sent] = question.excerpts;
		return sent && rangeAnswered(question, sent, now.getText());
	}
}
