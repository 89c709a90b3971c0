import { ChatError } from '../core/chatError.ts';
import { hostAndPortOf } from './endpoint.ts';
import { field, listField, stringField } from './jsonFields.ts';

const TIMEOUT_CODES = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];

const CONNECT_TIMEOUT_CODES = ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'];

/** OpenSSL's reasons for refusing a certificate, as Node names them. */
const CERTIFICATE_CODES = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET|UNABLE_TO_DECODE/;

/**
 * A request that failed before the server's answer began, in words that name the server. The library's own error is not kept:
 * it can hold pieces of what was sent and received.
 */
export function networkError(error: unknown, url: URL): ChatError {
	if (error instanceof ChatError) return error;
	const where = hostAndPortOf(url);
	const code = codeOf(error);
	if (TIMEOUT_CODES.includes(code)) {
		return new ChatError('timeout', `${where} did not answer in time (${code}).`);
	}
	if (CONNECT_TIMEOUT_CODES.includes(code)) {
		const message = `No connection to ${where} could be made in time (${code}). Is the address right, and is a firewall or a VPN in the way?`;
		return new ChatError('timeout', message, { setting: 'baseUrl' });
	}
	if (stringField(error, 'name') === 'HTTPParserError') {
		const message = `${where} did not answer in HTTP. Check llamaChat.baseUrl.`;
		return new ChatError('notTheApi', message, { setting: 'baseUrl' });
	}
	const more = error instanceof Error && error.message !== '' ? { detail: error.message } : {};
	return new ChatError('network', connectionWords(code, where, url.hostname), more);
}

/** The same for a reply that had begun: what has come stays, and the kind says that more was to come. */
export function lostConnection(error: unknown, url: URL): ChatError {
	if (error instanceof ChatError) return error;
	const where = hostAndPortOf(url);
	const code = codeOf(error);
	if (TIMEOUT_CODES.includes(code)) {
		const message = `${where} fell silent in the middle of the reply (${code}).`;
		return new ChatError('timeout', message);
	}
	const message = `The connection to ${where} was lost in the middle of the reply${inBrackets(code)}.`;
	return new ChatError('brokenStream', message);
}

function connectionWords(code: string, where: string, hostname: string): string {
	switch (code) {
		case 'ECONNREFUSED':
			return `Nothing is listening at ${where} (${code}). Is the server running?`;
		case 'ENOTFOUND':
			return `The name ${hostname} could not be found (${code}). Is it spelt right, and is this machine online?`;
		case 'EAI_AGAIN':
			return `The name ${hostname} could not be looked up just now (${code}). Is this machine online?`;
		case 'ENETUNREACH':
		case 'EHOSTUNREACH':
			return `There is no way to ${where} from here (${code}). Is this machine online?`;
		case 'ECONNRESET':
		case 'EPIPE':
		case 'UND_ERR_SOCKET':
			return `${where} closed the connection without an answer (${code}).`;
		case 'EPROTO':
		case 'ERR_SSL_WRONG_VERSION_NUMBER':
		case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
			return `${where} did not speak TLS (${code}). Should llamaChat.baseUrl start with http:// instead of https://?`;
		default:
			return CERTIFICATE_CODES.test(code)
				? `The certificate of ${where} was not accepted (${code}).`
				: `The request to ${where} failed${inBrackets(code)}.`;
	}
}

function inBrackets(code: string): string {
	return code === '' ? '' : ` (${code})`;
}

/** Node wraps: an AggregateError holds one error per address tried, a fetch-like error its cause. */
function codeOf(error: unknown): string {
	const [first] = listField(error, 'errors');
	return (
		stringField(error, 'code') ??
		stringField(field(error, 'cause'), 'code') ??
		stringField(first, 'code') ??
		''
	);
}
