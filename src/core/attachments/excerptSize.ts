import type { Excerpt } from '../../shared/conversation/messages.ts';

/** The most text that one message takes from documents, in UTF-8 bytes: about 130,000 tokens, the context of today's Llamas. */
export const MAX_EXCERPT_BYTES = 512 * 1024;

/** The size of all texts together, in UTF-8. */
export function textBytes(excerpts: readonly Pick<Excerpt, 'text'>[]): number {
	const encoder = new TextEncoder();
	return excerpts.reduce((sum, { text }) => sum + encoder.encode(text).length, 0);
}

/** Rounded up, so that what is too much never looks as if it were not. */
export function kilobytes(bytes: number): string {
	return `${Math.ceil(bytes / 1024).toLocaleString('en')} KB`;
}
