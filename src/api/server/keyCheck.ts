import { ChatError } from '../../core/errors/chatError.ts';
import type { Destination, KeyCheck, KeyCredit } from '../../core/server/chatServer.ts';
import { parseDecimal } from '../../shared/text/decimal.ts';
import { errorOfAnswer } from '../errors/errorBody.ts';
import { holdsError } from '../errors/errorPayload.ts';
import { field, isObject, numberField, parseJson } from '../json/jsonFields.ts';
import { endpointUrl } from '../network/endpoint.ts';
import { fetchText, MAX_ERROR_BYTES, type Sender } from './sender.ts';

/** A key is checked while the user waits for the box to close; a server that takes longer has told nothing about the key. */
const KEY_CHECK_MS = 10_000;

/**
 * Asks `GET {baseUrl}/key`, as ChatServer.checkKey promises it.
 * @throws the signal's reason
 */
export async function checkKey(
	sender: Sender,
	destination: Destination,
	signal: AbortSignal,
): Promise<KeyCheck> {
	try {
		const url = endpointUrl(destination.baseUrl, 'key');
		const context = { url, apiKey: destination.apiKey };
		const { response, text } = await fetchText(sender, url, destination, signal, {
			maxBytes: MAX_ERROR_BYTES,
			deadline: { ms: KEY_CHECK_MS, error: tooLate },
		});
		const { status } = response;
		if (status === 401 || status === 403) {
			const { detail = '' } = errorOfAnswer(status, response.headers, text, context).toFailure();
			return { result: 'refused', detail };
		}
		const json = parseJson(text);
		const accepted = status === 200 && isObject(json) && !holdsError(json);
		if (!accepted) return { result: 'unknown' };
		const credit = readKeyCredit(json);
		return credit === undefined ? { result: 'accepted' } : { result: 'accepted', credit };
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof ChatError) return { result: 'unreachable', detail: error.message };
		throw error;
	}
}

function tooLate(): ChatError {
	return new ChatError('timeout', 'The server did not answer within 10 seconds.');
}

/** What an answer to `GET {baseUrl}/key` says of money; undefined where it says nothing (any server but OpenRouter). */
function readKeyCredit(json: unknown): KeyCredit | undefined {
	const data = field(json, 'data');
	const remaining = amount(data, 'limit_remaining');
	const usedToday = amount(data, 'usage_daily');
	return remaining === undefined && usedToday === undefined ? undefined : { remaining, usedToday };
}

function amount(data: unknown, name: string): string | undefined {
	const value = numberField(data, name);
	return value === undefined ? undefined : parseDecimal(value);
}
