import type { Message, Reply } from '../../shared/conversation/messages.ts';
import type { RequestRecord } from '../../shared/conversation/requestRecord.ts';
import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import { LOST_SHARED_TEXT, WORTH_IT } from './textOnce.ts';

/** A system message as it stands in a log: what the project's instructions say in it stands with the reply that has it as a part. */
type Pieces = NonNullable<RequestRecord['systemParts']>;

/** What a part of a reply says, as it stands in a system message. */
export interface PartText {
	/** The reply's id. */
	readonly of: string;
	readonly hash: string;
	readonly text: string;
}

/** The instructions whose texts stand with a reply. */
export function instructionParts({ id, parts = [] }: Pick<Reply, 'id' | 'parts'>): PartText[] {
	return parts.flatMap(({ source, hash, text = '' }) => {
		const sent = source === 'instructions' ? withoutBlankLines(text) : '';
		return sent.length < WORTH_IT ? [] : [{ of: id, hash, text: sent }];
	});
}

/** A system message without the texts that parts have; undefined where it has none of them. */
export function piecesOf(system: string, known: readonly PartText[]): Pieces | undefined {
	// One of them can hold another.
	const longestFirst = known.toSorted((a, b) => b.text.length - a.text.length);
	let pieces: Pieces = [system];
	for (const { text, of, hash } of longestFirst) {
		pieces = pieces.flatMap((piece) => {
			if (typeof piece !== 'string' || !piece.includes(text)) return [piece];
			const between = piece.split(text);
			return between.flatMap((one, at) => [
				...(one === '' ? [] : [one]),
				...(at < between.length - 1 ? [{ of, hash }] : []),
			]);
		});
	}
	return pieces.every((piece) => typeof piece === 'string') ? undefined : pieces;
}

/** The system message again. */
export function wholePieces(pieces: Pieces, find: (id: string) => Message | undefined): string {
	return pieces
		.map((piece) => {
			if (typeof piece === 'string') return piece;
			const message = find(piece.of);
			const parts = message?.role === 'assistant' ? instructionParts(message) : [];
			return parts.find(({ hash }) => hash === piece.hash)?.text ?? LOST_SHARED_TEXT;
		})
		.join('');
}
