import type { LaterDetails } from '../../shared/conversation/laterDetails.ts';
import type { Image, ReplyExtra, ReplyFacts } from '../../shared/conversation/messages.ts';
import type { ReasoningEffort } from '../../shared/parameters/reasoningEffort.ts';
import type { ChatError } from '../errors/chatError.ts';
import type { ExchangeObserver } from '../network/exchangeObserver.ts';
import type { ChatRequest } from './chatRequest.ts';
import type { ProviderRouting } from './routing.ts';
import type { ServerKind } from './serverProfiles.ts';

/** What happens while a reply streams, in order. Text and facts may arrive in one chunk; then text comes first. */
export type ReplyEvent =
	| ChoiceEvent
	/** Of another choice of the same answer, by its index. */
	| { readonly type: 'choice'; readonly index: number; readonly event: FurtherEvent };

/** Of a choice that is not the first: its facts are those that it has for itself, and it can fail by itself. */
export type FurtherEvent = ChoiceEvent | { readonly type: 'failed'; readonly failure: ChatError };

/** What comes of one choice of an answer. */
export type ChoiceEvent =
	| { readonly type: 'text'; readonly text: string }
	| { readonly type: 'reasoning'; readonly text: string }
	/** All text so far was reasoning: its end has come, and it had no beginning to know it by. */
	| { readonly type: 'thought' }
	| { readonly type: 'extra'; readonly extra: ReceivedExtra }
	/** New or changed facts; later ones win field by field. */
	| { readonly type: 'facts'; readonly facts: ReplyFacts };

/** What came beside text, where images have their bytes still with them. */
export type ReceivedExtra =
	| Exclude<ReplyExtra, { readonly type: 'image' | 'toolCall' }>
	/** Of a tool's call a chat keeps the name. */
	| {
			readonly type: 'toolCall';
			readonly name: string;
			/** The server's name for this call; made up where it has none. */
			readonly id: string;
			/** What the tool is given, as the server sent it: JSON, by the API. */
			readonly input: string;
	  }
	| {
			readonly type: 'image';
			readonly bytes: Uint8Array;
			readonly image: Pick<Image, 'mediaType' | 'width' | 'height'>;
	  };

/** Where a request goes and who it says it is from. */
export interface Destination {
	/** E.g. "https://openrouter.ai/api/v1": http or https, no trailing slash. */
	readonly baseUrl: string;
	/** Sent as `Authorization: Bearer …`; undefined sends no such header. */
	readonly apiKey: string | undefined;
	/** Sent as HTTP-Referer; undefined or empty sends no such header. */
	readonly siteUrl: string | undefined;
	/** Sent as X-Title; undefined or empty sends no such header. */
	readonly siteName: string | undefined;
	/** What the server's answers have shown it to be; absent where that is not known. */
	readonly server?: ServerKind | undefined;
}

/** What OpenRouter's list says of a model that reasons. */
export interface ModelReasoning {
	/** The efforts that can be asked for; undefined where it does not say. */
	readonly efforts?: readonly ReasoningEffort[];
	/** It reasons always: "none" is refused. */
	readonly mandatory: boolean;
}

/** Other prices under a condition; without one always. */
export interface PriceOverride {
	/** For prompts of more tokens than this. */
	readonly minPromptTokens?: number;
	/** Minutes of the day, UTC: from the first on, before the second. */
	readonly hours?: { readonly from: number; readonly to: number };
	/** As CatalogueModel has them: those that differ. */
	readonly pricing: Readonly<Record<string, string>>;
}

/** How many tokens a model takes in all, prompt and reply, as its server tells of it. */
export interface ModelWindow {
	readonly tokens: number;
	/** At most: it is not loaded, and may be loaded with fewer. At least: some of the providers that may answer take more. */
	readonly is: 'exact' | 'atMost' | 'atLeast';
}

export interface CatalogueModel {
	readonly id: string;
	/** The server's name for it, else its id. */
	readonly name: string;
	/** The id that never changes, under which it may answer; absent where that is `id`, or the server does not say. */
	readonly canonical?: string;
	/** The id of the model that `id` stands for now; absent where it stands for no other, or the server does not say. */
	readonly aliasTarget?: string;
	/** Tokens; undefined where the server does not say. */
	readonly contextLength: number | undefined;
	/** How sure that is, where the server was asked for this very model. Never in a list. */
	readonly window?: ModelWindow['is'];
	/** The longest reply in tokens, never more than the context; undefined where the server does not say. */
	readonly maxCompletionTokens: number | undefined;
	/** In US dollars per token, as the decimal strings the server sends ("0.0000003"; "-1" where it varies), by their wire names. */
	readonly pricing: Readonly<Record<string, string>> | undefined;
	/** Prices that hold for some requests in place of these; the later ones win. Absent where there are none. */
	readonly priceOverrides?: readonly PriceOverride[];
	/** "text", "image", …; undefined where the server does not say. */
	readonly inputModalities: readonly string[] | undefined;
	/** Wire names; undefined where the server does not say. OpenRouter's is the union over the model's providers. */
	readonly supportedParameters: readonly string[] | undefined;
	/** How it reasons; absent where the server does not say. */
	readonly reasoning?: ModelReasoning;
	/** The day it goes away, YYYY-MM-DD; undefined where none is announced. */
	readonly expires: string | undefined;
	/** Unix time in seconds; undefined where the server does not say. */
	readonly created: number | undefined;
	/** One paragraph for people; undefined where the server does not say. */
	readonly description: string | undefined;
}

/** What `GET {baseUrl}/models` tells. */
export interface ModelList {
	readonly models: readonly CatalogueModel[];
	/** What the answer shows the server to be. */
	readonly server: ServerKind;
}

/** What a server says of a key's money, in US dollars as decimals. */
export interface KeyCredit {
	/** What is left of the key's limit; undefined for a key without one. */
	readonly remaining: string | undefined;
	/** Since midnight UTC. */
	readonly usedToday: string | undefined;
}

/** What `GET {baseUrl}/key` made of a key. */
export type KeyCheck =
	| { readonly result: 'accepted'; readonly credit?: KeyCredit }
	/** The server has no such endpoint, or answered something that says nothing about the key. */
	| { readonly result: 'unknown' }
	/** 401 or 403; `detail` is the server's own words. */
	| { readonly result: 'refused'; readonly detail: string }
	/** The server could not be reached. */
	| { readonly result: 'unreachable'; readonly detail: string };

/** A reply as it comes. */
export interface ReplyStream extends AsyncIterable<ReplyEvent> {
	/**
	 * What has come and was not told yet: most of it may still become something else, as the first characters of an image. It is told
	 * once, here or by the loop. Who leaves the loop asks for it in the same moment.
	 */
	rest?(): readonly ReplyEvent[];
}

/** The port that hides the network. Its one implementation is api/server/chatClient.ts. */
export interface ChatServer {
	/**
	 * Sends the request and yields what comes. Ends normally only when the reply is whole ([DONE], the end of a stream after a
	 * finish_reason, or a whole non-streamed answer). Leaving the loop, or aborting the signal, closes the socket.
	 *
	 * @throws ChatError for every failure, before or in mid-reply; the signal's abort reason when aborted.
	 */
	streamReply(
		destination: Destination,
		request: ChatRequest,
		signal: AbortSignal,
		observer?: ExchangeObserver,
	): ReplyStream;

	/** @throws ChatError */
	listModels(destination: Destination, signal: AbortSignal): Promise<ModelList>;

	/** Never throws for what a server says or fails to say; the signal's abort reason when aborted. */
	checkKey(destination: Destination, signal: AbortSignal): Promise<KeyCheck>;

	/**
	 * What OpenRouter says of a reply afterwards, by the id that it gave it. Absent where nobody asks.
	 * @throws ChatError also where it does not know the reply, or not yet; the signal's abort reason when aborted
	 */
	replyDetails?(
		destination: Destination,
		id: string,
		signal: AbortSignal,
	): Promise<Omit<LaterDetails, 'at'>>;
}

/** Tells windows, and is the client as well: not all that ask for replies ask for them. */
export interface WindowServer {
	/**
	 * The window of a model, where the server's kind has a way to tell it: undefined where it has none, or says nothing of this model.
	 * @param provider which providers may answer, at OpenRouter
	 * @throws ChatError where the server cannot be reached or takes more than ten seconds; the signal's abort reason when aborted
	 */
	modelWindow(
		destination: Destination,
		model: string,
		provider: ProviderRouting | undefined,
		signal: AbortSignal,
	): Promise<ModelWindow | undefined>;
}
