import * as v from 'valibot';
import type { ReasoningEffort } from '../../shared/parameters/reasoningEffort.ts';
import type { WireSampling } from '../../shared/parameters/sampling.ts';
import type { ProviderRouting, Routing } from './routing.ts';
import {
	effortFields,
	fitSampling,
	profileFor,
	type SentEffort,
	type SentSampling,
	type ServerKind,
} from './serverProfiles.ts';

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
	/** The tools that the model called, in a message of role "assistant". */
	readonly tool_calls?: readonly WireToolCall[];
	/** Which of those calls a message of role "tool" answers. */
	readonly tool_call_id?: string;
}

export interface WireToolCall {
	readonly id: string;
	readonly type: 'function';
	/** With what it is given, as JSON. */
	readonly function: { readonly name: string; readonly arguments: string };
}

/** A tool that the model may call; the seed's Tool. */
export interface WireTool {
	readonly type: 'function';
	readonly function: {
		readonly name: string;
		readonly description: string;
		/** A JSON schema of what it is given. */
		readonly parameters: object;
	};
}

/** The body of POST {baseUrl}/chat/completions, field for field as it goes out. */
export interface ChatRequest extends SentSampling, SentEffort {
	readonly model: string;
	readonly messages: readonly WireMessage[];
	readonly stream: true;
	readonly tools?: readonly WireTool[];
	/** Whether it must call one of them; it may where this is absent. */
	readonly tool_choice?: 'required';
	/** Whether the answer says how likely each token was, and with how many alternatives. */
	readonly logprobs?: true;
	readonly top_logprobs?: number;
	/** OpenRouter always reports usage; other servers only when asked. */
	readonly stream_options?: { readonly include_usage: true };
	/** OpenRouter only: models that answer where the chosen one cannot. */
	readonly models?: readonly string[];
	/** OpenRouter only. */
	readonly provider?: ProviderRouting;
	/** OpenRouter only: switches off its silent cutting of prompts on models of 8k context and less. */
	readonly plugins?: readonly [{ readonly id: 'context-compression'; readonly enabled: false }];
	/** OpenRouter only: requests with the same one go to the same provider, whose cache then knows the beginning. At most 256 characters. */
	readonly session_id?: string;
	/** OpenRouter only: has it say what it passes on to the provider. */
	readonly debug?: { readonly echo_upstream_body: true };
}

/**
 * Puts a request together. A sampling parameter that is not set is not in the request at all: OpenRouter passes on just what
 * it gets, so sending a "default" would change the answer. Nor is one that the server does not take (serverProfiles.ts).
 */
export function buildChatRequest(parts: {
	readonly baseUrl: string;
	/** What the server's answers have shown it to be; undefined where it has not answered yet. */
	readonly server?: ServerKind | undefined;
	readonly model: string;
	readonly systemPrompt: string;
	readonly messages: readonly WireMessage[];
	/** Who the user's messages are from; undefined where they do not say. */
	readonly userName?: string | undefined;
	readonly sampling: WireSampling;
	/** How much the model is to reason; left to it where this is undefined. */
	readonly effort?: ReasoningEffort | undefined;
	/** Sent to OpenRouter alone: no other server has providers to choose from. */
	readonly routing?: Routing;
	/** What OpenRouter is to know the requests of one chat by; undefined where it is not to know. */
	readonly session?: string | undefined;
	/** Whether OpenRouter is to say what it passes on. */
	readonly debugEcho?: boolean;
	/** The tools that the model may call, and whether it must. */
	readonly tools?: Pick<ChatRequest, 'tools' | 'tool_choice'>;
}): ChatRequest {
	const system: WireMessage[] =
		parts.systemPrompt.trim() === '' ? [] : [{ role: 'system', content: parts.systemPrompt }];
	const profile = profileFor(parts.baseUrl, parts.server);
	return {
		model: parts.model,
		messages: [...system, ...parts.messages.map((message) => named(message, parts.userName))],
		...fitSampling(profile, parts.sampling).sent,
		...effortFields(profile, parts.effort),
		stream: true,
		...parts.tools,
		...(profile.alwaysCounts ? {} : { stream_options: { include_usage: true } }),
		...(profile.kind === 'openrouter'
			? {
					...parts.routing,
					...(parts.session === undefined ? {} : { session_id: parts.session }),
					plugins: [{ id: 'context-compression', enabled: false }],
					...(parts.debugEcho ? { debug: { echo_upstream_body: true } } : {}),
				}
			: {}),
	};
}

/** A message as it goes out where the user's say who they are from. */
export function named(message: WireMessage, name: string | undefined): WireMessage {
	return name === undefined || message.role !== 'user' ? message : { ...message, name };
}

/** The bytes that go out. Half of a character, which a cut or a selection may have left, is U+FFFD: many servers refuse all of it else. */
export function requestBody(request: object): string {
	return JSON.stringify(request, (_name, value: unknown) =>
		typeof value === 'string' ? value.toWellFormed() : value,
	);
}

const Fields = v.object({
	model: v.string(),
	messages: v.pipe(v.array(v.object({ role: v.string() })), v.minLength(1)),
	stream: v.literal(true),
});

/** Checked, but given on as it is: a parser's copy would have its fields in another order, and be another body. */
const SentBody = v.pipe(
	v.string(),
	v.parseJson(),
	v.custom<ChatRequest>((value) => v.is(Fields, value)),
);

/** The request of a kept body, which gives the same bytes again; undefined where it is none of ours. */
export function parseSentBody(body: string): ChatRequest | undefined {
	const parsed = v.safeParse(SentBody, body);
	return parsed.success && JSON.stringify(parsed.output) === body ? parsed.output : undefined;
}
