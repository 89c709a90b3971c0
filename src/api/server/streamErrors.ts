import { ChatError } from '../../core/errors/chatError.ts';
import {
	errorInReply,
	errorOfFinish,
	errorOfPage,
	errorOfStep,
	notTheApi,
	quoted,
} from '../errors/errorBody.ts';
import { titleOf } from '../errors/webPage.ts';
import { isObject, parseJson } from '../json/jsonFields.ts';
import type { RequestContext } from '../network/endpoint.ts';

/** Words of a server that has failed, whatever is at its address. */
const FAILURE =
	/\b(?:internal server error|bad gateway|service unavailable|gateway time-?out|upstream|overloaded|out of memory|timed? ?out|crash(?:ed)?)\b|^(?:error|exception|failed)\b.{3}/i;

/** How what fails in an answer of 200 is put. */
export class StreamErrors {
	readonly #context: RequestContext;
	/** Who answers behind the server, where it has said so. */
	provider: string | undefined;

	constructor(context: RequestContext) {
		this.#context = context;
	}

	/** @param error the JSON that reports it */
	ofPart(error: unknown): ChatError {
		return errorInReply(error, this.#context);
	}

	/** @param said the server's error, as JSON or in words */
	said(said: string): ChatError {
		const json = parseJson(said);
		return this.ofPart(isObject(json) ? json : { message: said });
	}

	/** @param part what a tool or a step says of its failure */
	ofStep(part: unknown): ChatError {
		return errorOfStep(part, this.#context);
	}

	/** A reason for the end that is none of a good one. */
	ofFinish(reason: string): ChatError {
		return errorOfFinish(reason, this.provider, this.#context);
	}

	/** @param what goes on after the name of the server */
	broken(what: string): ChatError {
		return new ChatError('brokenStream', `${this.#context.url.host} ${what}`);
	}

	/** @param what comes after “answered with” */
	notTheApi(what: string, detail: string): ChatError {
		return notTheApi(what, this.#context, detail);
	}

	/**
	 * JSON that has nothing of a reply.
	 * @param isWhole whether it is closed
	 */
	noReply(json: string, isWhole: boolean): ChatError {
		return isWhole
			? this.notTheApi('JSON that is not a chat reply', json)
			: this.broken('broke off in the middle of its answer.');
	}

	/**
	 * Data that is no part of a reply.
	 * @param hasParts whether parts of one have come before
	 */
	badData(data: string, hasParts: boolean): ChatError {
		return hasParts
			? this.broken(`sent something that is not a part of a reply: ${quoted(data, this.#context)}`)
			: this.notTheApi('events that are not parts of a reply', data);
	}

	/**
	 * A web page in place of a reply, or of the rest of one: a proxy's, which says in it what failed.
	 * @param hasParts whether parts of a reply have come before
	 */
	page(page: string, hasParts: boolean): ChatError {
		const failure = errorOfPage(page, this.#context);
		if (failure !== undefined) return failure;
		return hasParts
			? this.ofPart({ message: page })
			: this.notTheApi('a web page, not with a chat reply', titleOf(page));
	}

	/**
	 * The end of a stream that is none of a reply.
	 * @param last the last words beside the parts; '' for none
	 * @param page the web page beside them; '' for none
	 * @param hasParts whether parts of a reply have come
	 */
	brokenOff(last: string, page: string, hasParts: boolean): ChatError {
		if (page !== '') return this.page(page, true);
		if (last !== '' && !hasParts) {
			if (FAILURE.test(last)) return this.said(last);
			return this.notTheApi('events that are not parts of a reply', last);
		}
		const said = last === '' ? '.' : `, and sent: ${quoted(last, this.#context)}`;
		return this.broken(`ended the stream before the reply was whole${said}`);
	}
}
