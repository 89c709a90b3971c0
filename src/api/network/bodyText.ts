import type { HttpResponse } from './transport.ts';

/**
 * Reads a body as UTF-8 up to `limit` bytes; of a longer one, its beginning, and the socket is closed.
 *
 * @throws whatever the transport throws
 */
export async function bodyText(
	response: HttpResponse,
	limit: number,
): Promise<{ readonly text: string; readonly cut: boolean }> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of response.body) {
		chunks.push(chunk);
		length += chunk.length;
		if (length > limit) break;
	}
	const bytes = Buffer.concat(chunks, Math.min(length, limit));
	return { text: new TextDecoder().decode(bytes), cut: length > limit };
}
