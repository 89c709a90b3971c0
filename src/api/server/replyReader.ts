import { withoutKey } from '../../core/access/redaction.ts';
import type { ChatError } from '../../core/errors/chatError.ts';
import type { ReplyEvent } from '../../core/server/chatServer.ts';
import { replyEnd } from '../../shared/conversation/finishReason.ts';
import type { ReplyFacts } from '../../shared/conversation/messages.ts';
import { noticeOf } from '../errors/errorBody.ts';
import { looksLikePage, MAX_PAGE_LENGTH } from '../errors/webPage.ts';
import { isObject, listField, parseJson } from '../json/jsonFields.ts';
import type { RequestContext } from '../network/endpoint.ts';
import { isEndEvent, saysEnd } from './asides/endOfReply.ts';
import { failureSaid, withStepName } from './asides/failedParts.ts';
import { WordsBeside } from './asides/wordsBeside.ts';
import { ChoiceReader } from './choices/choiceReader.ts';
import { FurtherChoices } from './choices/furtherChoices.ts';
import { ShownChoice } from './choices/shownChoice.ts';
import { isHeartbeat, type JsonObject, partsOf, withoutEnvelope } from './eventData.ts';
import { NativeAnswer } from './native/nativeAnswers.ts';
import { ReplyBody } from './replyBody.ts';
import { readReplyChunk } from './replyChunk.ts';
import { hasExtras } from './replyExtras.ts';
import { StreamErrors } from './streamErrors.ts';

/** Characters of an answer that is not a stream. */
const MAX_ANSWER_LENGTH = 16 * 1024 * 1024;

/**
 * Turns the bytes of a 200 answer, cut anywhere, into the events of a reply. `outcome` says when it is over: 'whole', or the
 * error it failed with; events of the same bytes come before it.
 */
export class ReplyReader {
	readonly #context: RequestContext;
	readonly #errors: StreamErrors;
	readonly #onReceived: (text: string) => void;
	/** Whether the server calls its answer an event stream. */
	readonly #announced: boolean;
	readonly #body: ReplyBody;
	/** The choice that is the reply, and the others. */
	readonly #first: ChoiceReader;
	readonly #further: FurtherChoices;
	readonly #shown = new ShownChoice();
	readonly #native = new NativeAnswer();
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
		this.#errors = new StreamErrors(context);
		this.#onReceived = onReceived;
		this.#first = new ChoiceReader(context.apiKey);
		this.#further = new FurtherChoices(context.apiKey, this.#errors);
		this.#announced = contentType?.toLowerCase().includes('text/event-stream') ?? false;
		this.#body = new ReplyBody({
			onData: (data, name) => this.#onData(data, name),
			onComment: (text) => this.#onReceived(`: ${text}`),
			onWords: (line) => this.#words.takeLine(line),
			onErrorField: (value) => this.#onErrorField(value),
			onHeld: () => this.#onHeld(),
			isWhole: (data) => partsOf(data, false).length > 0 || isHeartbeat(data, undefined),
			onTooLong: () => this.#settle(this.#errors.broken('sent an event of more than 16 MB.')),
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
		return (this.isFinished || this.#shown.isOver) && this.#further.areFinished;
	}

	/**
	 * Whether all of a reply is there, so that no error can take it back: neither an empty one nor one that an error has ended. One that has
	 * reached its length may have come no further than its reasoning.
	 */
	get #isWhole(): boolean {
		const isCut = replyEnd(this.#facts.finish_reason) === 'length' && this.#first.hasBegun;
		return this.isFinished && (this.#saidAnything || isCut) && this.#failure === undefined;
	}

	get #soFar(): { readonly hasBegun: boolean; readonly hasText: boolean } {
		return { hasBegun: this.#first.hasBegun, hasText: this.#saidAnything };
	}

	/** The events since the last call. */
	take(): readonly ReplyEvent[] {
		const events = this.#events;
		this.#events = [];
		return events;
	}

	/** What was held back, for a reply that ends without an outcome: by a stop, or with its connection. */
	rest(): readonly ReplyEvent[] {
		if (this.#outcome === undefined) {
			this.#addAll(this.#shown.rest());
			this.#giveRest();
		}
		return this.take();
	}

	feed(bytes: Uint8Array): void {
		if (this.#outcome === undefined) this.#body.feed(bytes);
	}

	/** The body has ended: settles `outcome`. */
	end(): void {
		this.#ending = true;
		if (this.#outcome === undefined) this.#body.end();
		if (this.#body.format === 'json') this.#readAnswer();
		else if (this.#body.format === 'page') this.#settlePage();
		else this.#endStream();
	}

	#onHeld(): void {
		const { format, held } = this.#body;
		this.#progress++;
		if (format === 'page' && held.length > MAX_PAGE_LENGTH) this.#settlePage();
		if (held.length > MAX_ANSWER_LENGTH) {
			this.#settle(this.#errors.broken('sent an answer of more than 16 MB.'));
		}
	}

	#onData(data: string, name: string | undefined): void {
		if (this.#outcome !== undefined) return;
		this.#onReceived(data);
		const failure = failureSaid(name, data);
		if (failure !== undefined) this.#fail(failure);
		else if (data.trim() !== '') this.#onSaid(data, name);
		if (!isEndEvent(name, data)) return;
		this.#addAll(this.#shown.rest());
		this.#saidEnd = this.#first.hasBegun;
	}

	#onSaid(data: string, name: string | undefined): void {
		const parts = partsOf(data, this.#ending);
		for (const part of parts) {
			if (this.#outcome !== undefined) return;
			if (part === 'done') this.#settleDone();
			else this.#addPart({ ...withStepName(part, name) });
		}
		if (parts.length === 0 && isHeartbeat(data, name)) this.#words.noteEvent(name, data);
		else if (parts.length === 0) this.#onBadData(data);
	}

	#addPart(json: JsonObject): void {
		this.#sawData = true;
		this.#progress++;
		this.#body.opened();
		this.#addAll(this.#shown.take(this.#native.read(json, this.#soFar)));
	}

	#addAll(parts: readonly object[]): void {
		for (const part of parts) if (this.#outcome === undefined) this.#add(part, 'delta');
	}

	#onBadData(data: string): void {
		// The last event of a connection that broke off: what it stood for is judged at the end.
		if (this.#ending && this.#sawData) return;
		// What follows a finished reply takes nothing back.
		if (this.isFinished) return;
		const isPage = looksLikePage(data);
		if (!isPage && this.#words.take(data, this.#sawData)) return;
		this.#settle(this.#errors[isPage ? 'page' : 'badData'](data, this.#sawData));
	}

	#onErrorField(value: string): void {
		this.#onReceived(`error: ${value}`);
		this.#fail(value);
	}

	/** The server's error, as JSON or in words. */
	#fail(said: string): void {
		this.#addAll(this.#shown.rest());
		const failure = this.#errors.said(said);
		if (this.#isWhole) this.#tellFacts(noticeOf(failure, this.#facts));
		else this.#settle(failure);
	}

	#tellFacts(facts: ReplyFacts): void {
		if (Object.keys(facts).length === 0) return;
		this.#facts = { ...this.#facts, ...facts };
		this.#errors.provider = this.#facts.provider;
		this.#events.push({ type: 'facts', facts });
	}

	#add(json: unknown, expected: 'delta' | 'message'): void {
		const known = {
			facts: this.#facts,
			shown: this.#shown.index,
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
		let failure = error === undefined ? undefined : this.#errors.ofPart(error);
		if (this.#isWhole && hasEndedBadly) failure ??= this.#errors.ofFinish(reason);
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
			this.#failure = this.#errors.ofFinish(reason);
		} else if (facts?.native_finish_reason === 'network_error') {
			this.#failure ??= this.#errors.ofFinish('network_error');
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
		this.#onReceived(this.#body.held);
		const answer = parseJson(this.#body.held);
		if (answer === undefined || Array.isArray(answer)) {
			this.#readLines();
			return;
		}
		const json = isObject(answer)
			? this.#native.read(withoutEnvelope(answer), this.#soFar)
			: answer;
		this.#add(json, 'message');
		if (this.#outcome !== undefined) return;
		if (listField(json, 'choices').length > 0) this.#settle(this.#failure ?? 'whole');
		else this.#settle(this.#errors.noReply(this.#body.held, true));
	}

	/** Some servers and proxies send the parts of a stream as lines of JSON, without the frame of events. */
	#readLines(): void {
		const parts = partsOf(this.#body.held, true);
		const isWhole = parseJson(this.#body.held) !== undefined;
		if (parts.length === 0) this.#settle(this.#errors.noReply(this.#body.held, isWhole));
		for (const part of parts) {
			if (part === 'done') this.#settleDone();
			else if (this.#outcome === undefined) this.#addPart(part);
		}
		this.#addAll(this.#shown.rest());
		// A list that is closed has all of the reply.
		this.#saidEnd ||= isWhole && this.#first.hasBegun;
		this.#endStream();
	}

	#settlePage(): void {
		this.#onReceived(this.#body.held);
		this.#settle(this.#errors.page(this.#body.held, false));
	}

	#endStream(): void {
		this.#addAll(this.#shown.rest());
		if (this.#outcome !== undefined) return;
		if (this.isFinished) {
			if (!this.#saidEnd) this.#events.push(...this.#further.breakOff());
			this.#settle(this.#whyFailed ?? 'whole');
		} else if (this.#sawData || this.#announced) {
			this.#settle(this.#whyFailed ?? this.#brokenOff());
		} else {
			if (this.#body.held !== '') this.#onReceived(this.#body.held);
			const what = this.#body.held === '' ? 'nothing' : 'something that is not a chat reply';
			this.#settle(this.#errors.notTheApi(what, this.#body.held));
		}
	}

	/** Why the reply failed; where nothing of one came, also what a tool or a step on the way to it has said. */
	get #whyFailed(): ChatError | undefined {
		const { failedStep } = this.#words;
		if (this.#failure !== undefined || failedStep === undefined || this.#saidAnything)
			return this.#failure;
		return this.#errors.ofStep(failedStep);
	}

	/** The last word of a stream. Words before it that were no part of the reply may be why no reason for its end came. */
	#settleDone(): void {
		this.#addAll(this.#shown.rest());
		if (this.#outcome !== undefined) return;
		if (!this.isFinished && this.#words.endsAtLimit) this.#tellFacts({ finish_reason: 'limit' });
		const isWhole =
			this.isFinished || !(this.#words.mayBeWhy(this.#first.hasBegun) || this.#body.page !== '');
		this.#settle(this.#whyFailed ?? (isWhole ? 'whole' : this.#brokenOff()));
	}

	#brokenOff(): ChatError {
		return this.#errors.brokenOff(this.#words.last, this.#body.page, this.#sawData);
	}

	#settle(outcome: 'whole' | ChatError): void {
		if (this.#outcome !== undefined) return;
		this.#giveRest();
		this.#outcome = outcome;
	}
}
