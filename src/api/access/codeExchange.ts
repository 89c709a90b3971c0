import type { ExchangeCode } from '../../core/access/signInPorts.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { DEFAULT_NETWORK, type NetworkSettings } from '../../core/settings/networkSettings.ts';
import { holdsError, payloadOfBody, presentable } from '../errors/errorPayload.ts';
import { parseJson, stringField } from '../json/jsonFields.ts';
import { bodyText } from '../network/bodyText.ts';
import { lostConnection, networkError } from '../network/networkError.ts';
import { loadNetworkTransport } from '../network/networkTransport.ts';
import type { HttpRequest, HttpResponse, Transport } from '../network/transport.ts';

/** The user waits; a code is good for ten minutes, so there is time to try again. */
const EXCHANGE_MS = 30_000;

/** A key with a few facts beside it. */
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * @param network how requests go out
 * @param loadTransport the HTTP library, which is loaded for the exchange and closed after it
 */
export function createCodeExchange(
	network: () => NetworkSettings = () => DEFAULT_NETWORK,
	loadTransport: () => Promise<Transport> = loadNetworkTransport,
): ExchangeCode {
	return async (origin, { code, verifier }, signal) => {
		const url = new URL('/api/v1/auth/keys', origin);
		const limited = AbortSignal.any([signal, AbortSignal.timeout(EXCHANGE_MS)]);
		const transport = await loadTransport();
		try {
			const body = { code, code_verifier: verifier, code_challenge_method: 'S256' };
			const response = await post(transport, {
				url,
				network: network(),
				body: JSON.stringify(body),
				signal: limited,
			});
			const text = await bodyText(response, MAX_ANSWER_BYTES).catch((error: unknown) => {
				throw lostConnection(error, url);
			});
			return keyIn(response.status, text.text, url, [code, verifier]);
		} catch (error) {
			signal.throwIfAborted();
			if (limited.aborted) {
				throw new ChatError('timeout', `${url.host} did not answer within 30 seconds.`);
			}
			throw error;
		} finally {
			await transport.close();
		}
	};
}

async function post(
	transport: Transport,
	request: Pick<HttpRequest, 'url' | 'network' | 'body' | 'signal'>,
): Promise<HttpResponse> {
	try {
		return await transport.send({
			...request,
			method: 'POST',
			headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
		});
	} catch (error) {
		throw networkError(error, request.url);
	}
}

function keyIn(status: number, body: string, url: URL, secrets: readonly string[]): string {
	const json = parseJson(body);
	const key = stringField(json, 'key');
	if (status === 200 && key !== undefined && !holdsError(json)) return key;
	// The words of an answer with a key in it, whatever its status, are not for anyone's eyes.
	if (key !== undefined) throw new ChatError('server', `${url.host} answered with ${status}.`);
	const words = secrets.reduce(
		(text, secret) => presentable(text, secret),
		payloadOfBody(body).text,
	);
	if (status >= 500) {
		throw new ChatError('server', `${url.host} failed (${status}).`, { status, detail: words });
	}
	if (status === 200 || status < 400) {
		throw new ChatError('server', `${url.host} answered with ${status}, but with no key.`);
	}
	const message = `${url.host} did not take the code (${status}${words === '' ? '' : `: ${words}`}).`;
	throw new ChatError('refused', message, { status });
}
