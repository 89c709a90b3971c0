import { withoutKey } from '../../core/access/redaction.ts';
import type { ExchangeCode } from '../../core/access/signInPorts.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { DEFAULT_NETWORK, type NetworkSettings } from '../../core/settings/networkSettings.ts';
import { holdsError, payloadOfBody, presentable } from '../errors/errorPayload.ts';
import { parseJson, stringField } from '../json/jsonFields.ts';
import { startTimer } from '../network/idleTimeout.ts';
import { loadNetworkTransport } from '../network/networkTransport.ts';
import type { Transport } from '../network/transport.ts';
import { fetchText } from '../server/sender.ts';

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
	return async (origin, grant, signal) => {
		const url = new URL('/api/v1/auth/keys', origin);
		const transport = await loadTransport();
		try {
			const { code, verifier } = grant;
			const body = { code, code_verifier: verifier, code_challenge_method: 'S256' };
			// There is no key yet to send with it, and nothing of it is for the log.
			const { response, text } = await fetchText(
				{
					transport: async () => transport,
					network,
					observe: () => undefined,
					startTimer,
					proven: new Set(),
				},
				url,
				{ baseUrl: origin, apiKey: undefined, siteUrl: undefined, siteName: undefined },
				signal,
				{
					body: JSON.stringify(body),
					maxBytes: MAX_ANSWER_BYTES,
					deadline: {
						ms: EXCHANGE_MS,
						error: () => new ChatError('timeout', `${url.host} did not answer within 30 seconds.`),
					},
				},
			);
			return keyIn(text, response.status, url.host, grant);
		} finally {
			await transport.close();
		}
	};
}

/** @throws ChatError where the answer holds no key, or is not a success */
function keyIn(
	text: string,
	status: number,
	host: string,
	{ code, verifier }: Parameters<ExchangeCode>[1],
): string {
	const json = parseJson(text);
	const key = stringField(json, 'key');
	if (key !== undefined) {
		if (status === 200 && !holdsError(json)) return key;
		// The words of an answer with a key in it are not for anyone's eyes.
		throw new ChatError('server', `${host} reported an error.`, { status });
	}
	if (status < 400) {
		throw new ChatError('server', `${host} answered, but with no key.`, { status });
	}
	const detail = presentable(withoutKey(payloadOfBody(text).text, code), verifier);
	if (status >= 500) {
		throw new ChatError('server', `${host} failed.`, { status, detail });
	}
	const said = detail === '' ? '.' : `: “${detail}”`;
	throw new ChatError('refused', `${host} did not take the code${said}`, { status });
}
