import type { ReplyBehaviour, StreamError } from './behaviour.ts';
import { textChunks } from './chunking.ts';
import type { Envelope, Usage } from './envelope.ts';

/** What the connection does next. Events are paced, comments and marks are not. */
export type Step =
	| { readonly do: 'write'; readonly text: string; readonly paced: boolean }
	| { readonly do: 'hold' }
	| { readonly do: 'destroy' };

/**
 * The stream of a reply as OpenRouter frames it, with everything the behaviour asks to go wrong.
 * @param alternatives so many come with each token, where its log probability is asked for
 */
export function* streamSteps(
	reply: ReplyBehaviour,
	envelope: Envelope,
	usage: Usage,
	alternatives?: number,
): Generator<Step> {
	const encoder = new EventEncoder(reply, envelope, usage, alternatives);
	if (reply.bom) {
		yield write('\uFEFF');
	}
	for (let sent = 0; sent < (reply.comments ?? 2); sent += 1) {
		yield write(encoder.comment('OPENROUTER PROCESSING'));
	}
	yield* contentSteps(reply, encoder);
	yield* endSteps(reply, encoder);
}

function* contentSteps(reply: ReplyBehaviour, encoder: EventEncoder): Generator<Step> {
	const chunking = reply.chunking ?? 'word';
	const chunks = textChunks(reply.text, chunking);
	const error = reply.ending?.kind === 'error' ? reply.ending : undefined;
	const count = Math.min(chunks.length, error?.afterChunks ?? chunks.length);
	const holds = new Set([reply.holdAfter ?? []].flat().map((after) => Math.min(after, count)));
	if (holds.has(0)) {
		yield { do: 'hold' };
	}
	// An error as the very first event leaves no room for reasoning.
	if (error?.afterChunks !== 0) {
		for (const text of textChunks(reply.reasoning ?? '', chunking)) {
			yield event(encoder.reasoning(text));
		}
	}
	const others = (reply.choices ?? []).map((other) => textChunks(other, chunking));
	for (let sent = 0; sent <= count; sent += 1) {
		if (reply.invalidEventAfter === sent) {
			yield event(encoder.data('{"id":"gen-broken","choices":[{'));
		}
		const text = chunks[sent];
		if (text === undefined || sent === count) {
			if (error === undefined) yield* restOfChoices(others, sent, encoder);
			return;
		}
		yield event(encoder.text(text));
		for (const [place, other] of others.entries()) {
			const piece = other[sent];
			if (piece !== undefined) yield event(encoder.text(piece, place + 1));
		}
		if (holds.has(sent + 1)) {
			yield { do: 'hold' };
		}
	}
}

/** What longer choices say after the first has said all. */
function* restOfChoices(
	others: readonly (readonly string[])[],
	sent: number,
	encoder: EventEncoder,
): Generator<Step> {
	for (const [place, other] of others.entries()) {
		for (const piece of other.slice(sent)) yield event(encoder.text(piece, place + 1));
	}
}

function* endSteps(reply: ReplyBehaviour, encoder: EventEncoder): Generator<Step> {
	const ending = reply.ending ?? { kind: 'done' };
	switch (ending.kind) {
		case 'cut':
			return;
		case 'error':
			yield* errorSteps(ending, encoder);
			return;
		case 'noFinish':
			yield event(encoder.data('[DONE]'));
			return;
		case 'noDone':
		case 'done':
			for (const text of encoder.finish(reply.finishReason ?? 'stop')) {
				yield event(text);
			}
			if (ending.kind === 'done') {
				yield event(encoder.data('[DONE]'));
			}
	}
}

function* errorSteps(ending: StreamError, encoder: EventEncoder): Generator<Step> {
	if (ending.shape === 'E') {
		yield { do: 'destroy' };
		return;
	}
	for (const text of encoder.error(ending)) {
		yield event(text);
	}
	if (['C', 'D', 'DNative', 'bare'].includes(ending.shape)) {
		yield event(encoder.data('[DONE]'));
	}
}

const write = (text: string): Step => ({ do: 'write', text, paced: false });
const event = (text: string): Step => ({ do: 'write', text, paced: true });

/** Writes the events of one stream. */
class EventEncoder {
	readonly #reply: ReplyBehaviour;
	readonly #envelope: Envelope;
	readonly #usage: Usage;
	readonly #lineEnd: string;
	readonly #alternatives: number | undefined;
	#first = true;

	constructor(
		reply: ReplyBehaviour,
		envelope: Envelope,
		usage: Usage,
		alternatives: number | undefined,
	) {
		this.#alternatives = alternatives;
		this.#reply = reply;
		this.#envelope = envelope;
		this.#usage = usage;
		this.#lineEnd = reply.lineEnd ?? '\n';
	}

	comment(text: string): string {
		return `: ${text}${this.#lineEnd}${this.#lineEnd}`;
	}

	data(text: string): string {
		const colon = this.#reply.noSpaceAfterColon ? 'data:' : 'data: ';
		return `${colon}${text}${this.#lineEnd}${this.#lineEnd}`;
	}

	text(content: string, index = 0): string {
		const logprobs =
			this.#alternatives === undefined ? {} : { logprobs: logprobsOf(content, this.#alternatives) };
		return this.#content({ content, role: 'assistant' }, index, logprobs);
	}

	reasoning(text: string): string {
		const detail = { type: 'reasoning.text', text, format: 'unknown', index: 0 };
		return this.#content({
			content: '',
			role: 'assistant',
			reasoning: text,
			reasoning_details: [detail],
		});
	}

	/** The finish chunk, and the usage where the reply wants it. */
	finish(reason: string): readonly string[] {
		const others = (this.#reply.choices ?? []).map((_, place) => ({
			...choice(EMPTY_DELTA, 'stop'),
			index: place + 1,
		}));
		const choices = [choice(EMPTY_DELTA, reason), ...others];
		const usage = this.#usage;
		switch (this.#reply.usage ?? 'last') {
			case 'last':
				return [this.#chunk({ choices }), this.#chunk({ service_tier: null, choices, usage })];
			case 'emptyChoices':
				return [this.#chunk({ choices }), this.#chunk({ choices: [], usage })];
			case 'withFinish':
				return [this.#chunk({ choices, usage })];
			default:
				return [this.#chunk({ choices })];
		}
	}

	error(ending: StreamError): readonly string[] {
		const inC = ending.shape === 'C';
		const code = ending.code ?? (inC ? 400 : 502);
		const error = {
			code: ending.shape === 'AString' ? 'server_error' : code,
			message: ending.message ?? (inC ? 'Token limit reached' : 'Provider returned error'),
			...(ending.metadata === undefined ? {} : { metadata: ending.metadata }),
		};
		switch (ending.shape) {
			case 'B':
				return [this.#chunk({ error, choices: [] })];
			case 'C': {
				const length = this.#chunk({ choices: [choice(EMPTY_DELTA, 'length')] });
				const failed = { error, choices: [choice(EMPTY_DELTA, null)], usage: this.#usage };
				return [length, length, this.#chunk(failed)];
			}
			case 'D':
				return [this.#chunk({ choices: [choice(EMPTY_DELTA, 'error')] })];
			case 'DNative':
				return [this.#chunk({ choices: [choice(EMPTY_DELTA, null, 'network_error')] })];
			case 'bare':
				return [this.data(JSON.stringify({ error }))];
			default:
				return [this.#chunk({ error, choices: [choice({ content: '' }, 'error')] })];
		}
	}

	#content(delta: object, index = 0, more: object = {}): string {
		const withUsage = this.#first && this.#reply.usage === 'first';
		this.#first = false;
		const usage = withUsage ? { usage: this.#usage } : {};
		return this.#chunk({ choices: [{ ...choice(delta, null), ...more, index }], ...usage });
	}

	#chunk(rest: object): string {
		const { id, created, model, provider } = this.#envelope;
		const head = { id, object: 'chat.completion.chunk', created, model, provider };
		return this.data(JSON.stringify({ ...head, ...rest }));
	}
}

/** A chunk is one token. How likely it is depends on its text alone. */
function logprobsOf(token: string, alternatives: number): object {
	const likely = (text: string, logprob: number) => ({
		token: text,
		logprob,
		bytes: [...Buffer.from(text)],
	});
	const logprob = -((token.length * 7) % 30) / 10;
	const others = Array.from({ length: alternatives }, (_, at) =>
		at === 0 ? likely(token, logprob) : likely(`${token}${at}`, logprob - at),
	);
	return { content: [{ ...likely(token, logprob), top_logprobs: others }], refusal: null };
}

const EMPTY_DELTA = { content: '', role: 'assistant' };

function choice(delta: object, finish: string | null, native: string | null = finish): object {
	return { index: 0, delta, finish_reason: finish, native_finish_reason: native };
}
