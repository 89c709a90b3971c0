import { withoutKey, withoutUserId } from '../access/redaction.ts';
import type {
	AnswerHead,
	ExchangeObserver,
	ReceivedPiece,
	Retry,
	SentRequest,
} from '../network/exchangeObserver.ts';
import { EVENT_OVERHEAD, type ExchangeRecord } from './exchangeRecord.ts';
import { SplitKey } from './splitKey.ts';

/** Far more than a reply has, with what each event takes beside its text; beyond it, only how much came is kept. */
const MAX_EVENT_CHARACTERS = 4_000_000;

/** Headers of an answer that tell one user from another. */
const PERSONAL = /^(set-cookie|.*user-?id)$/i;

type Attempt = ExchangeRecord['attempts'][number];

/** Takes down what goes over the wire for one reply. What is secret or personal is left out as it comes, so that nothing later can show it. */
export class ExchangeRecorder implements ExchangeObserver {
	readonly #chat: string;
	readonly #reply: string;
	readonly #apiKey: string | undefined;
	readonly #sent: () => void;
	readonly #attempts: Attempt[] = [];
	readonly #events: ExchangeRecord['events'] = [];
	readonly #split: SplitKey;
	#body = '';
	#characters = 0;
	#dropped = 0;

	/**
	 * @param apiKey what is never to be kept, whoever sends it back
	 * @param sent is called each time that the request has gone out
	 */
	constructor(chat: string, reply: string, apiKey: string | undefined, sent = () => {}) {
		this.#chat = chat;
		this.#reply = reply;
		this.#apiKey = apiKey;
		this.#sent = sent;
		this.#split = new SplitKey(apiKey);
	}

	sending({ at, method, url, headers, body, transport, proxy }: SentRequest): void {
		this.#body = body;
		this.#attempts.push({
			at,
			method,
			url: this.#clean(url),
			headers: this.#cleanHeaders(headers),
			transport,
			proxy: proxy ?? null,
		});
		this.#sent();
	}

	answered({ at, status, headers }: AnswerHead): void {
		this.#addToLast({ answer: { at, status, headers: this.#cleanHeaders(headers) } });
	}

	received({ at, text }: ReceivedPiece): void {
		const clean = this.#clean(text);
		const size = clean.length + EVENT_OVERHEAD;
		if (this.#characters + size > MAX_EVENT_CHARACTERS) {
			this.#dropped += clean.length;
			return;
		}
		this.#characters += size;
		const event = { at, text: clean };
		this.#events.push(event);
		this.#split.add(event);
	}

	retrying({ at, reason, wait }: Retry): void {
		this.#addToLast({ retried: { at, reason: this.#clean(reason), wait } });
	}

	/** All that was taken down until now; undefined where nothing went out. */
	exchange(ended?: ExchangeRecord['ended']): ExchangeRecord | undefined {
		if (this.#attempts.length === 0) return undefined;
		return {
			version: 1,
			chat: this.#chat,
			reply: this.#reply,
			body: this.#body,
			attempts: [...this.#attempts],
			events: [...this.#events],
			dropped: this.#dropped,
			...(ended === undefined ? {} : { ended }),
		};
	}

	#addToLast(part: Pick<Attempt, 'answer' | 'retried'>): void {
		const last = this.#attempts.pop();
		if (last !== undefined) this.#attempts.push({ ...last, ...part });
	}

	#cleanHeaders(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
		return Object.fromEntries(
			Object.entries(headers).flatMap(([name, value]) => {
				if (value === undefined) return [];
				return [[name, PERSONAL.test(name) ? '[not kept]' : this.#clean(value)]];
			}),
		);
	}

	#clean(text: string): string {
		return withoutKey(withoutUserId(text), this.#apiKey);
	}
}
