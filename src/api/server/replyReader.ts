import { StringDecoder } from 'node:string_decoder';
import { withoutKey } from '../../core/access/redaction.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { ReplyEvent } from '../../core/server/chatServer.ts';
import { replyEnd } from '../../shared/conversation/finishReason.ts';
import type { ReplyFacts } from '../../shared/conversation/messages.ts';
import { errorInReply, errorOfFinish, noticeOf, notTheApi, quoted } from '../errors/errorBody.ts';
import { MAX_PAGE_LENGTH, titleOf } from '../errors/webPage.ts';
import { isObject, listField, parseJson } from '../json/jsonFields.ts';
import type { RequestContext } from '../network/endpoint.ts';
import { isEndEvent, saysEnd } from './asides/endOfReply.ts';
import { isFailureEvent, withStepName } from './asides/failedParts.ts';
import { failureIn } from './asides/labels.ts';
import { WordsBeside } from './asides/wordsBeside.ts';
import { ChoiceReader } from './choices/choiceReader.ts';
import { FurtherChoices } from './choices/furtherChoices.ts';
import { type BodyFormat, formatOf, isHeartbeat, partsOf, withoutEnvelope } from './eventData.ts';
import { readReplyChunk } from './replyChunk.ts';
import { hasExtras } from './replyExtras.ts';
import { SseParser } from './sseParser.ts';

/** Characters of an answer that is not a stream. */
const MAX_ANSWER_LENGTH = 16 * 1024 * 1024;

/** Enough of an answer that is nothing known to quote it. */
const MAX_OPENING_LENGTH = 400;

/**
 * Turns the bytes of a 200 answer, cut anywhere, into the events of a reply. `outcome` says when it is over: 'whole', or the
 * error it failed with; events of the same bytes come before it.
 */
export class ReplyReader {
	readonly #context: RequestContext;
	readonly #onReceived: (text: string) => void;
	/** Whether the server calls its answer an event stream. */
	readonly #announced: boolean;
	readonly #decoder = new StringDecoder('utf8');
	readonly #parser: SseParser;
	/** The choice that is the reply, and the others. */
	readonly #first: ChoiceReader;
	readonly #further: FurtherChoices;
	#format: BodyFormat | undefined;
	/** All of an answer that is not a stream; of a stream, its beginning until its first event. */
	#held = '';
	#sawData = false;
	readonly #words = new WordsBeside();
	#events: ReplyEvent[] = [];
	#facts: ReplyFacts = {};
	/** Whether there is anything of an answer: an end without one is none. */
	#saidAnything = false;
	/** Whether the server has said that the reply is over, without a reason for it. */
	#saidEnd = false;
	/** Why the reply counts as failed if nothing worse comes: a finish_reason that reports an error. */
	#failure: ChatError | undefined;
	#progress = 0;
	#ending = false;
	#outcome: 'whole' | ChatError | undefined;

	/** @param onReceived is told each event, and a body that is no stream, as it came */
	constructor(
		context: RequestContext,
		contentType: string | undefined,
		onReceived: (text: string) => void = () => {},
	) {
		this.#context = context;
		this.#onReceived = onReceived;
		this.#first = new ChoiceReader(context.apiKey);
		this.#further = new FurtherChoices(context.apiKey, {
			ofPart: (error) => errorInReply(error, context),
			ofFinish: (reason) => this.#providerFailure(reason),
			broken: (what) => this.#broken(what),
		});
		this.#announced = contentType?.toLowerCase().includes('text/event-stream') ?? false;
		this.#parser = new SseParser({
			onData: (data, name) => this.#onData(data, name),
			onComment: (text) => this.#onReceived(`: ${text}`),
			onErrorField: (value) => this.#onErrorField(value),
			isWhole: (data) => partsOf(data, false).length > 0 || isHeartbeat(data, undefined),
			onTooLong: () => this.#settle(this.#broken('sent an event of more than 16 MB.')),
		});
	}

	/** Grows with each event, and with each piece of an answer that is no stream; a comment is neither. */
	get progress(): number {
		return this.#progress;
	}

	get outcome(): 'whole' | ChatError | undefined {
		return this.#outcome;
	}

	/** What a finish_reason has already said about a reply whose connection was lost afterwards. */
	get failure(): ChatError | undefined {
		return this.#failure;
	}

	/** Whether the model has said all, though facts may follow: the connection's end cannot take that back. */
	get isFinished(): boolean {
		return this.#facts.finish_reason !== undefined || this.#saidEnd;
	}

	/** As `isFinished`, of all choices: only facts can follow. */
	get areAllFinished(): boolean {
		return this.isFinished && this.#further.areFinished;
	}

	/** Whether all of a reply is there, so that no error can take it back: neither an empty one nor one that an error has ended. */
	get #isWhole(): boolean {
		return this.isFinished && this.#saidAnything && this.#failure === undefined;
	}

	/** The events since the last call. */
	take(): readonly ReplyEvent[] {
		const events = this.#events;
		this.#events = [];
		return events;
	}

	/** What was held back, for a reply that ends without an outcome: by a stop, or with its connection. */
	rest(): readonly ReplyEvent[] {
		if (this.#outcome === undefined) this.#giveRest();
		return this.take();
	}

	feed(bytes: Uint8Array): void {
		this.#read(this.#decoder.write(bytes));
	}

	/** The body has ended: settles `outcome`. */
	end(): void {
		this.#ending = true;
		this.#read(this.#decoder.end());
		if (this.#format === 'json') this.#readAnswer();
		else if (this.#format === 'page') this.#settlePage();
		else this.#endStream();
	}

	#read(text: string): void {
		if (this.#outcome !== undefined) return;
		// Padding and a byte order mark in front say nothing: OpenRouter keeps slow answers alive with blank lines.
		const rest = this.#format === undefined ? (this.#held + text).trimStart() : text;
		if (rest === '') return;
		if (this.#format === undefined) {
			this.#format = formatOf(rest);
			this.#held = this.#format === undefined ? rest : '';
		}
		if (this.#format === undefined) return;
		if (this.#format === 'stream') {
			if (!this.#sawData) this.#held = (this.#held + rest).slice(0, MAX_OPENING_LENGTH);
			this.#parser.feed(rest);
			return;
		}
		this.#held += rest;
		this.#progress++;
		if (this.#format === 'page' && this.#held.length > MAX_PAGE_LENGTH) this.#settlePage();
		if (this.#held.length > MAX_ANSWER_LENGTH) {
			this.#settle(this.#broken('sent an answer of more than 16 MB.'));
		}
	}

	#onData(data: string, name: string | undefined): void {
		if (this.#outcome !== undefined) return;
		this.#onReceived(data);
		const failure = isFailureEvent(name, data) ? data.trim() || name : failureIn(data);
		if (failure !== undefined) this.#fail(failure);
		else if (data.trim() !== '') this.#onSaid(data, name);
		if (isEndEvent(name, data)) this.#saidEnd = this.#first.hasBegun;
	}

	#onSaid(data: string, name: string | undefined): void {
		const parts = partsOf(data, this.#ending);
		for (const part of parts) {
			if (this.#outcome !== undefined) return;
			if (part === 'done') this.#settleDone();
			else this.#addPart(withStepName(part, name));
		}
		if (parts.length === 0 && isHeartbeat(data, name)) this.#words.noteEvent(name, data);
		else if (parts.length === 0) this.#onBadData(data);
	}

	#addPart(json: unknown): void {
		this.#sawData = true;
		this.#progress++;
		this.#held = '';
		this.#add(json, 'delta');
	}

	#onBadData(data: string): void {
		// The last event of a connection that broke off: what it stood for is judged at the end.
		if (this.#ending && this.#sawData) return;
		// What follows a finished reply takes nothing back.
		if (this.isFinished) return;
		if (this.#words.take(data, this.#sawData)) return;
		const piece = quoted(data, this.#context);
		this.#settle(
			this.#sawData
				? this.#broken(`sent something that is not a part of a reply: ${piece}`)
				: notTheApi('events that are not parts of a reply', this.#context, data),
		);
	}

	#onErrorField(value: string): void {
		this.#onReceived(`error: ${value}`);
		this.#fail(value);
	}

	/** The server's error, as JSON or in words. */
	#fail(said: string): void {
		const json = parseJson(said);
		const failure = errorInReply(isObject(json) ? json : { message: said }, this.#context);
		if (this.#isWhole) this.#tellFacts(noticeOf(failure, this.#facts));
		else this.#settle(failure);
	}

	#tellFacts(facts: ReplyFacts): void {
		if (Object.keys(facts).length === 0) return;
		this.#facts = { ...this.#facts, ...facts };
		this.#events.push({ type: 'facts', facts });
	}

	#add(json: unknown, expected: 'delta' | 'message'): void {
		const known = {
			facts: this.#facts,
			hasBegun: this.#first.hasBegun,
			usage: this.#first.usage,
			factsOf: (index: number) => this.#further.factsOf(index),
		};
		const { facts, error, further, ...own } = readReplyChunk(json, expected, known, (said) =>
			withoutKey(said, this.#context.apiKey),
		);
		const isEnd = error === undefined && !this.#words.isTrouble && saysEnd(json);
		const isLast = isEnd || (facts?.finish_reason ?? this.#facts.finish_reason) !== undefined;
		this.#saidAnything ||= own.content.text.trim() !== '' || hasExtras(own.extras);
		const said = this.#first.add(own, isLast);
		this.#words.note(json, said.length > 0);
		// What goes on has not ended.
		this.#saidEnd = (isEnd || (this.#saidEnd && said.length === 0)) && this.#first.hasBegun;
		const others = [...further].flatMap((one) => this.#further.add(...one));
		for (const event of [...said, ...others]) this.#events.push(event);
		const reason = facts?.finish_reason ?? '';
		const hasEndedBadly = replyEnd(reason) === 'failed';
		let failure = error === undefined ? undefined : errorInReply(error, this.#context);
		if (this.#isWhole && hasEndedBadly) failure ??= this.#providerFailure(reason);
		if (failure !== undefined && this.#isWhole) {
			// Beside its error such a chunk may say that the reply ended with one.
			const { finish_reason, native_finish_reason, ...others } = facts ?? {};
			this.#tellFacts({ ...others, ...noticeOf(failure, this.#facts) });
			return;
		}
		this.#tellFacts(facts ?? {});
		if (failure !== undefined) {
			this.#settle(failure);
		} else if (hasEndedBadly) {
			this.#failure = this.#providerFailure(reason);
		} else if (facts?.native_finish_reason === 'network_error') {
			this.#failure ??= this.#providerFailure('network_error');
		}
	}

	/** What waited for more of the answer, when nothing more comes. */
	#giveRest(): void {
		const rest = [...this.#first.end(), ...this.#further.end()];
		for (const event of rest) this.#events.push(event);
	}

	/** A server may ignore `stream` and send the whole answer at once. */
	#readAnswer(): void {
		if (this.#outcome !== undefined) return;
		this.#onReceived(this.#held);
		const answer = parseJson(this.#held);
		if (answer === undefined || Array.isArray(answer)) {
			this.#readLines();
			return;
		}
		const json = isObject(answer) ? withoutEnvelope(answer) : answer;
		this.#add(json, 'message');
		if (this.#outcome !== undefined) return;
		if (listField(json, 'choices').length > 0) this.#settle(this.#failure ?? 'whole');
		else this.#settle(notTheApi('JSON that is not a chat reply', this.#context, this.#held));
	}

	/** Some servers and proxies send the parts of a stream as lines of JSON, without the frame of events. */
	#readLines(): void {
		const parts = partsOf(this.#held, true);
		if (parts.length === 0 && parseJson(this.#held) !== undefined) {
			this.#settle(notTheApi('JSON that is not a chat reply', this.#context, this.#held));
			return;
		}
		if (parts.length === 0) {
			this.#settle(this.#broken('broke off in the middle of its answer.'));
			return;
		}
		for (const part of parts) {
			if (part === 'done') this.#settleDone();
			else if (this.#outcome === undefined) this.#addPart(part);
		}
		this.#endStream();
	}

	#settlePage(): void {
		this.#onReceived(this.#held);
		this.#settle(
			notTheApi('a web page, not with a chat reply', this.#context, titleOf(this.#held)),
		);
	}

	#endStream(): void {
		this.#parser.end();
		if (this.#outcome !== undefined) return;
		if (this.isFinished) {
			if (!this.#saidEnd) this.#events.push(...this.#further.breakOff());
			this.#settle(this.#failure ?? 'whole');
		} else if (this.#sawData || this.#announced) {
			this.#settle(this.#failure ?? this.#brokenOff());
		} else {
			if (this.#held !== '') this.#onReceived(this.#held);
			const what = this.#held === '' ? 'nothing' : 'something that is not a chat reply';
			this.#settle(notTheApi(what, this.#context, this.#held));
		}
	}

	#providerFailure(reason: string): ChatError {
		return errorOfFinish(reason, this.#facts.provider, this.#context);
	}

	/** The last word of a stream. Words before it that were no part of the reply may be why no reason for its end came. */
	#settleDone(): void {
		const isWhole = this.isFinished || !this.#words.mayBeWhy(this.#first.hasBegun);
		this.#settle(this.#failure ?? (isWhole ? 'whole' : this.#brokenOff()));
	}

	#brokenOff(): ChatError {
		const { last } = this.#words;
		if (last !== '' && !this.#sawData) {
			return notTheApi('events that are not parts of a reply', this.#context, last);
		}
		const said = last === '' ? '.' : `, and sent: ${quoted(last, this.#context)}`;
		return this.#broken(`ended the stream before the reply was whole${said}`);
	}

	#broken(what: string): ChatError {
		return new ChatError('brokenStream', `${this.#context.url.host} ${what}`);
	}

	#settle(outcome: 'whole' | ChatError): void {
		if (this.#outcome !== undefined) return;
		this.#giveRest();
		this.#outcome = outcome;
	}
}
