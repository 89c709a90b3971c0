import { withoutKey } from '../../core/access/redaction.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { ExchangeObserver } from '../../core/network/exchangeObserver.ts';
import { type ChatRequest, requestBody } from '../../core/server/chatRequest.ts';
import type { Destination, ReplyEvent, ReplyStream } from '../../core/server/chatServer.ts';
import { optionalProperties } from '../../core/server/requestChange.ts';
import { shorten } from '../../shared/text/shorten.ts';
import { endpointUrl } from '../network/endpoint.ts';
import { lostConnection } from '../network/networkError.ts';
import type { HttpResponse } from '../network/transport.ts';
import { ReplyReader } from './replyReader.ts';
import {
	answeredError,
	begin,
	end,
	isProven,
	isSuccess,
	received,
	type Sender,
	type Sending,
	send,
} from './sender.ts';

/** Milliseconds that a finished reply waits for its usage and [DONE], which some servers never send on a connection they keep. */
const AFTER_FINISH = 5_000;

/** Where servers say what they call an exchange: OpenRouter, OpenAI and most, Anthropic and AWS, Cloudflare. */
const REQUEST_IDS = ['x-generation-id', 'x-request-id', 'request-id', 'x-amzn-requestid', 'cf-ray'];

/** Longer than any id. In characters. */
const MAX_ID = 200;

/** Sends the request and yields what comes, as ChatServer.streamReply promises it. */
export function streamReply(
	sender: Sender,
	destination: Destination,
	request: ChatRequest,
	signal: AbortSignal,
	observer: ExchangeObserver | undefined,
): ReplyStream {
	const untold = new Untold();
	const events = exchange(sender, destination, request, signal, observer, untold);
	return { [Symbol.asyncIterator]: () => events, rest: () => untold.rest() };
}

/** What has come and was not told. */
class Untold {
	reader: ReplyReader | undefined;
	/** The events of the bytes that came last, and how many of them were told. */
	#events: readonly ReplyEvent[] = [];
	#told = 0;

	/** Hands the events out one by one, until `signal` is aborted. */
	*each(events: readonly ReplyEvent[], signal: AbortSignal): Generator<ReplyEvent> {
		this.#events = events;
		for (const [at, event] of events.entries()) {
			// The rest was asked for.
			if (this.#events !== events) return;
			this.#told = at + 1;
			yield event;
			signal.throwIfAborted();
		}
	}

	rest(): readonly ReplyEvent[] {
		const events = [...this.#events.slice(this.#told), ...(this.reader?.rest() ?? [])];
		this.#events = [];
		this.reader = undefined;
		return events;
	}
}

async function* exchange(
	sender: Sender,
	destination: Destination,
	request: ChatRequest,
	signal: AbortSignal,
	observer: ExchangeObserver | undefined,
	untold: Untold,
): AsyncGenerator<ReplyEvent, void> {
	const url = endpointUrl(destination.baseUrl, 'chat/completions');
	const sending = begin(sender, url, signal, observer);
	let failure: unknown = new Error('The reply was left before its end.');
	let answer: HttpResponse | undefined;
	try {
		yield* events(sender, sending, destination, request, untold, (response) => {
			answer = response;
		});
		failure = undefined;
	} catch (error) {
		failure = error instanceof ChatError ? located(error, url, answer, destination) : error;
		throw failure;
	} finally {
		end(sending, failure);
	}
}

async function* events(
	sender: Sender,
	sending: Sending,
	destination: Destination,
	request: ChatRequest,
	untold: Untold,
	onAnswer: (response: HttpResponse) => void,
): AsyncGenerator<ReplyEvent, void> {
	const { url, signal, timeout, network } = sending;
	const context = {
		url,
		apiKey: destination.apiKey,
		model: request.model,
		parameters: optionalProperties(request),
		routing: request.provider,
		proven: isProven(sender, destination),
	};
	const response = await send(sender, sending, destination, {
		accept: 'text/event-stream, application/json',
		body: requestBody(request),
	});
	onAnswer(response);
	if (!isSuccess(response)) throw await answeredError(response, context, sending);
	const reader = new ReplyReader(context, response.headers['content-type'], (text) =>
		received(sending, text),
	);
	untold.reader = reader;
	let progress = 0;
	try {
		for await (const bytes of response.body) {
			signal.throwIfAborted();
			reader.feed(bytes);
			if (reader.outcome === 'whole') response.release();
			// A comment keeps the connection, but is no progress.
			const goesOn = reader.progress > progress;
			progress = reader.progress;
			if (goesOn) timeout.end();
			const told = reader.take();
			if (told.length > 0) sender.proven.add(destination.baseUrl);
			yield* untold.each(told, signal);
			if (reader.outcome !== undefined) break;
			const patience = reader.areAllFinished
				? Math.min(AFTER_FINISH, network.idleTimeout)
				: network.idleTimeout;
			if (goesOn) timeout.wait(patience, () => fellSilent(url, patience));
		}
	} catch (error) {
		signal.throwIfAborted();
		yield* untold.each(untold.rest(), signal);
		if (!reader.isFinished) throw reader.failure ?? timeout.error ?? lostConnection(error, url);
	}
	signal.throwIfAborted();
	if (reader.outcome === undefined) {
		reader.end();
		yield* untold.each(reader.take(), signal);
	}
	if (reader.outcome instanceof ChatError) throw reader.outcome;
}

/** With what was asked, and what the server calls the exchange. */
function located(
	error: ChatError,
	{ origin, pathname }: URL,
	answer: HttpResponse | undefined,
	{ apiKey }: Destination,
): ChatError {
	const id = REQUEST_IDS.map((name) => answer?.headers[name]).find((found) => found !== undefined);
	return error.located({
		address: withoutKey(`${origin}${pathname}`, apiKey),
		...(id === undefined ? {} : { requestId: shorten(withoutKey(id, apiKey), MAX_ID) }),
	});
}

function fellSilent(url: URL, ms: number): ChatError {
	const message = `${url.host} fell silent in the middle of the reply: nothing came for ${ms / 1000} s.`;
	return new ChatError('timeout', message, { setting: 'idleTimeout' });
}
