import type { WireSampling } from './sampling.ts';

/** A part of a message's content; the seed's TextContent and ImageContentPart. */
export type ContentPart =
	| { readonly type: 'text'; readonly text: string }
	| {
			readonly type: 'image_url';
			readonly image_url: { readonly url: string; readonly detail?: string };
	  };

/** The seed's Message. */
export interface WireMessage {
	readonly role: 'system' | 'user' | 'assistant' | 'tool';
	readonly content: string | readonly ContentPart[];
	readonly name?: string;
}

/** The body of POST {baseUrl}/chat/completions, field for field as it goes out. */
export interface ChatRequest extends WireSampling {
	readonly model: string;
	readonly messages: readonly WireMessage[];
	readonly stream: true;
	/** OpenRouter always reports usage; other servers only when asked. */
	readonly stream_options?: { readonly include_usage: true };
	/** OpenRouter only: switches off its silent cutting of prompts on models of 8k context and less. */
	readonly plugins?: readonly [{ readonly id: 'context-compression'; readonly enabled: false }];
}

/** Whether a server is OpenRouter itself, which has rules of its own. */
export function isOpenRouter(baseUrl: string): boolean {
	const host = new URL(baseUrl).hostname;
	return host === 'openrouter.ai' || host.endsWith('.openrouter.ai');
}

/**
 * Puts a request together. A sampling parameter that is not set is not in the request at all: OpenRouter passes on just what
 * it gets, so sending a "default" would change the answer.
 */
export function buildChatRequest(parts: {
	readonly baseUrl: string;
	readonly model: string;
	readonly systemPrompt: string;
	readonly messages: readonly WireMessage[];
	readonly sampling: WireSampling;
}): ChatRequest {
	const system: WireMessage[] =
		parts.systemPrompt.trim() === '' ? [] : [{ role: 'system', content: parts.systemPrompt }];
	return {
		model: parts.model,
		messages: [...system, ...parts.messages],
		...parts.sampling,
		stream: true,
		...(isOpenRouter(parts.baseUrl)
			? { plugins: [{ id: 'context-compression', enabled: false }] }
			: { stream_options: { include_usage: true } }),
	};
}
