/**
 * What the stand-in does with one chat request: everything a real server, or a broken one, has been seen to do.
 * The shapes of replies and errors follow OpenRouter's documentation and recorded traffic.
 */
export type Behaviour =
	| AnswerBehaviour
	| ReplyBehaviour
	| JsonBehaviour
	| ErrorBehaviour
	| HangBehaviour
	| ResetBehaviour
	| RedirectBehaviour
	| RawBehaviour;

/** The default: tells what was received, or explains the code in an explain request. */
export interface AnswerBehaviour extends StreamShape {
	readonly kind: 'answer';
}

/** Streams this text; answers a request without `stream: true` with plain JSON, as the real server does. */
export interface ReplyBehaviour extends StreamShape {
	readonly kind: 'reply';
	readonly text: string;
	/** Who is said to have answered. Default "Stand-in". */
	readonly provider?: string;
	/** Streamed as `delta.reasoning` and `delta.reasoning_details` before the text. */
	readonly reasoning?: string;
}

/** How the text becomes events and the events become bytes on the wire. */
export interface StreamShape {
	/** Milliseconds between events; 0 still gives each event a turn of the event loop. Default: the stand-in's pace (15). */
	readonly pace?: number;
	/** Default: the stand-in's chunking ("word"). */
	readonly chunking?: Chunking;
	/** How many ": OPENROUTER PROCESSING" comments come first. Default 2. */
	readonly comments?: number;
	/**
	 * After how many text chunks the stream waits for `release()`: 0 is after the comments and before the first event, a
	 * number beyond the last chunk is just before the finish. An array holds at each.
	 */
	readonly holdAfter?: number | readonly number[];
	/** Line ends. Default LF. */
	readonly lineEnd?: '\n' | '\r\n';
	/** A byte order mark before everything else. */
	readonly bom?: boolean;
	/** `data:{…}` instead of `data: {…}`. */
	readonly noSpaceAfterColon?: boolean;
	/** Where the usage comes. Default "last". */
	readonly usage?: UsagePlace;
	/** The server's context window: of a longer prompt it reads, and counts, only so many tokens, without a word. */
	readonly window?: number;
	/** How many of the prompt's tokens are said to be from the cache, and how many to have been put into it. Default 0. */
	readonly cached?: number;
	readonly written?: number;
	/** Who is said to have answered, in the place of the model that was asked. */
	readonly model?: string;
	/** The texts of further choices, from index 1 on: their chunks come in turns with those of the first. */
	readonly choices?: readonly string[];
	/** Default "stop". */
	readonly finishReason?: string;
	/** An event that is not JSON comes after this many text chunks; the stream then goes on. */
	readonly invalidEventAfter?: number;
	/** Default `{ kind: 'done' }`. */
	readonly ending?: Ending;
}

/**
 * "word", "line" and "whole" say how much text one event carries. "byte" and a number carry a word per event, and write the
 * stream in pieces of that many bytes, so that events and UTF-8 sequences are split anywhere.
 */
export type Chunking = 'word' | 'line' | 'whole' | 'byte' | number;

/**
 * - last: a chunk of its own after the finish chunk that repeats its finish_reason (what OpenRouter sends)
 * - emptyChoices: a chunk of its own with `choices: []` (what its documentation and OpenAI say)
 * - withFinish: in the finish chunk; first: in the first chunk; none: never
 */
export type UsagePlace = 'last' | 'emptyChoices' | 'withFinish' | 'first' | 'none';

export type Ending =
	/** Finish chunk, usage, [DONE]. */
	| { readonly kind: 'done' }
	/** Finish chunk and usage, but the stream ends without [DONE]: a whole answer. */
	| { readonly kind: 'noDone' }
	/** [DONE] without any finish_reason. */
	| { readonly kind: 'noFinish' }
	/** The stream just ends: neither finish_reason nor [DONE]. A truncated answer. */
	| { readonly kind: 'cut' }
	| StreamError;

/** An error after HTTP 200. */
export interface StreamError {
	readonly kind: 'error';
	/**
	 * - A: a choice with finish_reason "error" beside `error`, and the stream ends; AString: the same with a string code
	 * - B: `choices: []` beside `error`, and the stream ends
	 * - C: finish_reason "length" twice, then `error` with finish_reason null and usage, then [DONE]
	 * - D: no error object, only finish_reason "error"; DNative: only native_finish_reason "network_error"; both then [DONE]
	 * - E: the socket is destroyed
	 * - bare: `{"error":{…}}` and nothing else, then [DONE] (vLLM)
	 */
	readonly shape: 'A' | 'AString' | 'B' | 'C' | 'D' | 'DNative' | 'E' | 'bare';
	/** Text chunks before it; 0 makes it the first event. Default: all of them. */
	readonly afterChunks?: number;
	/** Default 502 (400 in shape C). */
	readonly code?: number;
	/** Default "Provider returned error" ("Token limit reached" in shape C). */
	readonly message?: string;
	readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Answers with one JSON body whatever `stream` says. */
export interface JsonBehaviour {
	readonly kind: 'json';
	readonly text: string;
	readonly reasoning?: string;
	/** The texts of further choices, from index 1 on. */
	readonly choices?: readonly string[];
	/** Default "stop". */
	readonly finishReason?: string;
	/** White space before the body, as OpenRouter sends to keep the connection alive. */
	readonly padded?: boolean;
	/** Content-Type. Default "application/json". */
	readonly contentType?: string;
	/** An error inside the 200: top-level beside the choices, or inside the choice with the text as partial content. */
	readonly error?: {
		readonly place: 'top' | 'choice';
		readonly code: number;
		readonly message: string;
	};
}

/** A whole error answer; with status 200 it is an error that calls itself a success. */
export interface ErrorBehaviour {
	readonly kind: 'error';
	readonly status: number;
	readonly body: ErrorBody;
	readonly headers?: Readonly<Record<string, string>>;
}

export type ErrorBody =
	/** {"error":{"code":status,"message","metadata"?},"user_id"?} (OpenRouter). */
	| {
			readonly shape: 'object';
			readonly message: string;
			readonly metadata?: Readonly<Record<string, unknown>>;
			readonly userId?: string;
			/** OpenRouter's `error.availability`. */
			readonly availability?: Readonly<Record<string, unknown>>;
	  }
	/** {"error":{"message","type","param":null,"code":null}} (OpenAI and Ollama). */
	| { readonly shape: 'openai'; readonly message: string; readonly type?: string }
	/** "Provider returned error" with the provider's own body in metadata.raw, as a string or as JSON in a string. */
	| { readonly shape: 'raw'; readonly raw: string; readonly providerName?: string }
	/** {"error":"…"} (LM Studio). */
	| { readonly shape: 'string'; readonly message: string }
	/** {"code":"…","error":"…"} (xAI). */
	| { readonly shape: 'codeAndString'; readonly code: string; readonly message: string }
	/** {"detail":"…"} (Mistral). */
	| { readonly shape: 'detail'; readonly message: string }
	/** {"status":"failure","message":"…"} (Portkey). */
	| { readonly shape: 'message'; readonly message: string }
	/** {"success":false,"error":{"name":"ZodError","message":"[…]"}}. */
	| { readonly shape: 'zod'; readonly message: string; readonly path: readonly string[] }
	/** A page, as from a proxy or CDN. */
	| { readonly shape: 'html'; readonly message: string }
	| { readonly shape: 'text'; readonly message: string }
	| { readonly shape: 'empty' };

/** Sends nothing, not even headers, until released; then does `next`, or drops the connection. */
export interface HangBehaviour {
	readonly kind: 'hang';
	readonly next?: Behaviour;
}

/** Drops the connection before any byte of an answer. */
export interface ResetBehaviour {
	readonly kind: 'reset';
}

export interface RedirectBehaviour {
	readonly kind: 'redirect';
	readonly location: string;
	/** Default 307. */
	readonly status?: 301 | 302 | 303 | 307 | 308;
}

/** Exactly these bytes as the body; `{ hold: true }` among them waits for `release()`. */
export interface RawBehaviour {
	readonly kind: 'raw';
	/** Default 200. */
	readonly status?: number;
	/** Default Content-Type text/event-stream. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Each part is one write. */
	readonly parts: readonly (string | Uint8Array | { readonly hold: true })[];
	/** Default "end"; "destroy" drops the connection instead. */
	readonly finish?: 'end' | 'destroy';
}
