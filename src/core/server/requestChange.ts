import type { ChatRequest } from './chatRequest.ts';

/** How one request differs from what the settings make of it, because a server refused that; it holds for this one only. */
export interface RequestChange {
	/** The longest reply, in tokens. */
	readonly maxTokens?: number;
	/** The wire name of a property that is left out. */
	readonly without?: string;
}

/** The properties without which a request is none, or another one. */
const NEEDED = ['model', 'messages', 'stream'];

/** The properties of a request that can be left out: those that a server may be said to refuse. */
export function optionalProperties(request: ChatRequest): readonly string[] {
	return Object.keys(request).filter((name) => !NEEDED.includes(name));
}

export function withChange(request: ChatRequest, change: RequestChange): ChatRequest {
	const { maxTokens, without } = change;
	const limited = maxTokens === undefined ? request : limitedTo(request, maxTokens);
	// What is undefined does not go out.
	return without === undefined || NEEDED.includes(without)
		? limited
		: { ...limited, [without]: undefined };
}

/** Under the name that the request has for it; OpenAI's newer one where that is the one in it. */
function limitedTo(request: ChatRequest, tokens: number): ChatRequest {
	const name = 'max_completion_tokens' in request ? 'max_completion_tokens' : 'max_tokens';
	return { ...request, [name]: tokens };
}
