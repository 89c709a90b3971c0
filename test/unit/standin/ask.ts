import { DEFAULT_MODEL } from '../../standin/catalogue.ts';
import type { Standin } from '../../standin/standin.ts';

export const QUESTION = {
	model: DEFAULT_MODEL,
	messages: [{ role: 'user', content: 'Hello' }],
	stream: true,
};

/** Sends a body, or exactly this text, as a chat request. */
export function ask(
	standin: Standin,
	body: unknown = QUESTION,
	init: RequestInit = {},
): Promise<Response> {
	return fetch(`${standin.baseUrl}/chat/completions`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
		...init,
	});
}

export interface Chunk {
	readonly id: string;
	readonly object: string;
	readonly model: string;
	readonly provider: string;
	readonly choices: readonly {
		readonly index: number;
		readonly delta: {
			readonly role?: string;
			readonly content?: string;
			readonly reasoning?: string;
		};
		readonly finish_reason: string | null;
		readonly native_finish_reason: string | null;
	}[];
	readonly usage?: {
		readonly prompt_tokens: number;
		readonly completion_tokens: number;
		readonly total_tokens: number;
		readonly cost: number;
	};
	readonly error?: { readonly code: number | string; readonly message: string };
}

/** The JSON events of a stream. */
export function chunksOf(stream: string): readonly Chunk[] {
	return stream
		.split(/\r?\n\r?\n/)
		.filter((event) => event.startsWith('data:') && !event.includes('[DONE]'))
		.map((event): Chunk => JSON.parse(event.slice('data:'.length)));
}

/** All text of a stream. */
export function textOf(stream: string): string {
	return chunksOf(stream)
		.map((chunk) => chunk.choices[0]?.delta.content ?? '')
		.join('');
}

/** What arrives before the connection breaks, or ends. */
export async function readUntilBroken(
	response: Response,
): Promise<{ readonly text: string; readonly broken: boolean }> {
	const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
	let text = '';
	try {
		for await (const bytes of response.body ?? []) {
			text += decoder.decode(bytes, { stream: true });
		}
		return { text, broken: false };
	} catch {
		return { text, broken: true };
	}
}
