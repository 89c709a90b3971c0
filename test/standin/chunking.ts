import type { Chunking } from './behaviour.ts';

/** The text in the pieces that events carry; joined they are the text again. */
export function textChunks(text: string, chunking: Chunking): readonly string[] {
	switch (chunking) {
		case 'whole':
			return text === '' ? [] : [text];
		case 'line':
			return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
		default:
			// A word with the space before it, as tokenizers cut.
			return text.match(/\s*\S+|\s+/g) ?? [];
	}
}

/** One write's bytes in the pieces they go out in, or whole when the chunking is about text only. */
export function byteChunks(bytes: Uint8Array, chunking: Chunking): readonly Uint8Array[] {
	const size =
		typeof chunking === 'number' ? Math.max(1, chunking) : chunking === 'byte' ? 1 : undefined;
	if (size === undefined) {
		return [bytes];
	}
	const pieces: Uint8Array[] = [];
	for (let at = 0; at < bytes.length; at += size) {
		pieces.push(bytes.subarray(at, at + size));
	}
	return pieces;
}
