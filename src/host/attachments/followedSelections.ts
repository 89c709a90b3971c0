import { Position, Range, type TextDocument, type TextDocumentChangeEvent } from 'vscode';
import {
	type FollowedSpan,
	findPiece,
	followedSpan,
	placeOf,
	spanAfter,
} from '../../core/attachments/followedSpan.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';
import { excerptOf } from './excerpts.ts';

/** Where a selection is now. */
interface Followed {
	readonly uri: string;
	/** The document in which the span is known; undefined before it is open, and once it is closed. */
	document?: TextDocument | undefined;
	/** Undefined where nothing is left of it. */
	span?: FollowedSpan | undefined;
	/** What stood there last, and at which line it began: how it is found again in a document that was closed meanwhile. */
	text: string;
	line: number;
}

/** Selections that are attached, followed through the changes of their documents for as long as anybody has them. */
export class FollowedSelections {
	readonly #followed = new WeakMap<Excerpt, Followed>();
	readonly #all = new Set<WeakRef<Followed>>();

	/** Follows a selection from now on. Its document is the one that is open, if it is. */
	follow(excerpt: Excerpt, open: TextDocument | undefined): void {
		const followed = this.#of(excerpt);
		if (followed.document === undefined && open !== undefined) find(followed, open);
	}

	/** What of a selection stands in its document now; as it was attached, and saying so, where nothing is left of it. */
	read(excerpt: Excerpt, document: TextDocument): Excerpt {
		const followed = this.#of(excerpt);
		if (followed.document !== document || followed.span === undefined) {
			find(followed, document);
			// What was changed and then taken out may be back as it was attached.
			if (followed.span === undefined) find(followed, document, excerpt);
		}
		if (followed.span === undefined) return { ...excerpt, asAttached: true };
		const { start, end } = followed.span;
		const range = new Range(document.positionAt(start), document.positionAt(end));
		return excerptOf(document, range, excerpt.source);
	}

	changed({ document, contentChanges }: TextDocumentChangeEvent): void {
		for (const followed of this.#in(document)) {
			followed.span = followed.span && spanAfter(followed.span, contentChanges);
			if (followed.span !== undefined) remember(followed, document);
		}
	}

	/** The document is open from now on: its changes are told of. */
	opened(document: TextDocument): void {
		const uri = document.uri.toString();
		for (const followed of this.#living()) {
			if (followed.uri === uri && followed.document === undefined) find(followed, document);
		}
	}

	closed(document: TextDocument): void {
		for (const followed of this.#in(document)) followed.document = undefined;
	}

	#of(excerpt: Excerpt): Followed {
		const known = this.#followed.get(excerpt);
		if (known !== undefined) return known;
		const { uri, text, startLine } = excerpt;
		const followed = { uri, text, line: startLine };
		this.#followed.set(excerpt, followed);
		this.#all.add(new WeakRef(followed));
		return followed;
	}

	#in(document: TextDocument): Followed[] {
		return this.#living().filter((followed) => followed.document === document);
	}

	#living(): Followed[] {
		return [...this.#all].flatMap((reference) => {
			const followed = reference.deref();
			if (followed === undefined) this.#all.delete(reference);
			return followed ?? [];
		});
	}
}

/** Looks for a selection in a document, by what stood there last, or by what is given. */
function find(followed: Followed, document: TextDocument, attached?: Excerpt): void {
	const text = attached?.text ?? followed.text;
	const all = document.getText().replace(/\r\n?/g, '\n');
	const piece = findPiece(all, text, attached?.startLine ?? followed.line);
	followed.document = document;
	followed.span = undefined;
	if (piece === undefined) return;
	const [start = 0, end = 0] = [piece.start, piece.end].map((offset) => {
		const { line, character } = placeOf(all, offset);
		return document.offsetAt(new Position(line, character));
	});
	followed.span = followedSpan(document.getText(), { start, end });
	remember(followed, document);
}

function remember(followed: Followed, document: TextDocument): void {
	if (followed.span === undefined) return;
	const start = document.positionAt(followed.span.start);
	const range = new Range(start, document.positionAt(followed.span.end));
	followed.text = document.getText(range).replace(/\r\n?/g, '\n');
	followed.line = start.line + 1;
}
