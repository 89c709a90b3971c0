import { ChatError } from '../../core/errors/chatError.ts';
import { isLoopback } from '../../core/network/loopback.ts';
import type { Failure } from '../../shared/conversation/messages.ts';
import { field, listField, stringField } from '../json/jsonFields.ts';
import { hostAndPortOf } from './endpoint.ts';
import { NotConnected } from './transport.ts';

const TIMEOUT_CODES = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];

const CONNECT_TIMEOUT_CODES = ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'];

/** How a TLS server refuses each of the protocols that it was offered. */
const NO_PROTOCOL = 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL';

/** What getaddrinfo, connect and the TLS handshake fail with, before anything could be sent. */
const CONNECT_CODES = [
	...CONNECT_TIMEOUT_CODES,
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'ENETUNREACH',
	'EHOSTUNREACH',
	'EPROTO',
	'ERR_SSL_WRONG_VERSION_NUMBER',
	NO_PROTOCOL,
];

/** What a machine without a network, or without a name server, fails with. */
const OFFLINE_CODES = ['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN'];

/** What a network that goes away fails with, before a connection and later. What TLS fails with comes while it is made. */
const LOST_CODES = ['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'];

/** OpenSSL's reasons for refusing a certificate, as Node names them. */
const CERTIFICATE_CODES = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET|UNABLE_TO_DECODE/;

/**
 * A request that failed before the server's answer began, in a sentence that names the server and the proxy on the way. The library's own
 * error is not kept: it can hold pieces of what was sent and received.
 */
export function networkError(error: unknown, url: URL): ChatError {
	if (error instanceof ChatError) return error;
	const where = hostAndPortOf(url);
	const { cause, proxy } =
		error instanceof NotConnected ? error : { cause: error, proxy: undefined };
	const code = codeOf(cause);
	const ofProxy = error instanceof NotConnected ? proxyError(error, code, where) : undefined;
	if (ofProxy !== undefined) return ofProxy;
	const more = causeOf(code, cause);
	if (!(error instanceof NotConnected) && isLost(cause)) {
		const message = `The connection to ${where} was lost before an answer came.`;
		return new ChatError('network', message, more, { retry: {} });
	}
	if (TIMEOUT_CODES.includes(code)) {
		return new ChatError('timeout', `${where} did not answer in time.`, more);
	}
	if (CONNECT_TIMEOUT_CODES.includes(code)) {
		const message = `No connection to ${where} could be made in time. Its address may be wrong, or a firewall, a proxy or a VPN is in the way.`;
		return new ChatError('timeout', message, { ...more, setting: 'baseUrl' }, { retry: {} });
	}
	if (stringField(cause, 'name') === 'HTTPParserError') {
		const message = `${where} did not answer as a web server does. Check the setting Base Url.`;
		return new ChatError('notTheApi', message, { setting: 'baseUrl' });
	}
	if (CERTIFICATE_CODES.test(code)) return certificateError(code, where, proxy, more);
	const passes = passingCode(code, url) ? { retry: {} } : {};
	const offline = OFFLINE_CODES.includes(code) && !isLoopback(url.hostname);
	const kind = offline ? 'offline' : 'network';
	return new ChatError(kind, connectionMessage(code, where, url.hostname), more, passes);
}

type Cause = Pick<Failure, 'cause'>;

/** The code, for whoever looks it up, and what the library says: for the details, not for a sentence. */
function causeOf(code: string, error?: unknown): Cause {
	const said = error instanceof Error ? error.message : '';
	const cause = [code, said].filter((part) => part !== '').join(': ');
	return cause === '' ? {} : { cause };
}

/** What went wrong between here and the proxy, or at it; undefined where there is none, and for what lies behind it. */
function proxyError(
	{ step, proxy, status, reason }: NotConnected,
	code: string,
	where: string,
): ChatError | undefined {
	if (step === 'proxyLogin') {
		const message = `The proxy ${proxy} wants a user name and a password, or did not accept those that it was given. They go into the address in the setting Http: Proxy, as in socks5://name:password@host.`;
		return new ChatError('proxy', message);
	}
	if (step !== 'proxyConnect' && step !== 'proxyAnswer') return undefined;
	if (status === 407) {
		const message = `The proxy ${proxy} asks for a user name and a password. They go into the setting Http: Proxy, or into Http: Proxy Authorization.`;
		return new ChatError('proxy', message, { status });
	}
	if (reason !== undefined) {
		const message = `The proxy ${proxy} did not connect to ${where}: ${reason}.`;
		return new ChatError('proxy', message, {}, { retry: {} });
	}
	if (status !== undefined) {
		const message = `The proxy ${proxy} did not connect to ${where}.`;
		return new ChatError('proxy', message, { status }, status >= 500 ? { retry: {} } : {});
	}
	// TLS with the proxy is told as TLS with the server is, which says what can be done about it.
	if (CERTIFICATE_CODES.test(code) || /SSL|EPROTO/.test(code)) return undefined;
	const passing = !OFFLINE_CODES.includes(code);
	const message = `The proxy ${proxy} could not be reached on the way to ${where}.`;
	return new ChatError('proxy', message, causeOf(code), passing ? { retry: {} } : {});
}

function certificateError(
	code: string,
	where: string,
	proxy: string | undefined,
	more: Cause,
): ChatError {
	const through = proxy === undefined ? '' : ` through the proxy ${proxy}`;
	const message = `The certificate of ${where}${through} was not accepted: ${certificateReason(code)}.`;
	return new ChatError('certificate', message, more);
}

function certificateReason(code: string): string {
	switch (code) {
		case 'CERT_HAS_EXPIRED':
			return 'it has expired';
		case 'CERT_NOT_YET_VALID':
			return 'it is not valid yet';
		case 'CERT_REVOKED':
			return 'it was revoked';
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
			return 'it is for another name';
		default:
			return 'neither Node’s certificate authorities nor the system’s vouch for it';
	}
}

/** Whether what failed may well work in a moment. A server of this machine that is not running does not start by being asked again. */
function passingCode(code: string, url: URL): boolean {
	if (code === 'ECONNREFUSED') return !isLoopback(url.hostname);
	return ['ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'UND_ERR_SOCKET'].includes(code);
}

/** The same for a reply that had begun: what has come stays, and the kind says that more was to come. */
export function lostConnection(error: unknown, url: URL): ChatError {
	if (error instanceof ChatError) return error;
	const where = hostAndPortOf(url);
	const code = codeOf(error);
	if (TIMEOUT_CODES.includes(code)) {
		const message = `${where} fell silent in the middle of the reply.`;
		return new ChatError('timeout', message, causeOf(code));
	}
	const message = `The connection to ${where} was lost in the middle of the reply.`;
	return new ChatError('brokenStream', message, causeOf(code));
}

function connectionMessage(code: string, where: string, hostname: string): string {
	switch (code) {
		case 'ECONNREFUSED':
			return `Nothing is listening at ${where}.`;
		case 'ENOTFOUND':
			return `The name ${hostname} could not be found. It may be misspelt, or this machine is offline.`;
		case 'EAI_AGAIN':
			return `The name ${hostname} could not be looked up. This machine may be offline.`;
		case 'ENETUNREACH':
		case 'ENETDOWN':
		case 'EHOSTUNREACH':
			return `${where} cannot be reached from here. This machine may be offline.`;
		case 'ECONNRESET':
		case 'EPIPE':
		case 'UND_ERR_SOCKET':
			return `${where} closed the connection without an answer.`;
		case 'EPROTO':
		case 'ERR_SSL_WRONG_VERSION_NUMBER':
		case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
			return `${where} made no encrypted connection. If it takes unencrypted requests, begin the setting Base Url with http:// instead of https://.`;
		case NO_PROTOCOL:
			return `${where} takes neither kind of connection that Llama Chat can make.`;
		default:
			return `The request to ${where} failed.`;
	}
}

/** Whether an error of fetch means that no connection came about. */
export function isConnectFailure(error: unknown): boolean {
	return (CONNECT_CODES.includes(codeOf(error)) && !isLost(error)) || isCertificateError(error);
}

/**
 * Whether a connection that there was is gone, as that of a VPN: what fails with the codes of connecting may also fail later, when the
 * server may have read all that was sent.
 */
function isLost(error: unknown): boolean {
	return LOST_CODES.includes(codeOf(error)) && /^(?:read|write)/.test(ofCause(error, 'syscall'));
}

export function isCertificateError(error: unknown): boolean {
	return CERTIFICATE_CODES.test(codeOf(error));
}

/** Whether a server has closed a connection since it speaks no HTTP/1.1. */
export function wantsHttp2(error: unknown): boolean {
	return codeOf(error) === NO_PROTOCOL;
}

/** Node wraps: an AggregateError holds one error per address tried, a fetch-like error its cause. */
function codeOf(error: unknown): string {
	return ofCause(error, 'code');
}

function ofCause(error: unknown, name: 'code' | 'syscall'): string {
	const [first] = listField(error, 'errors');
	return (
		stringField(error, name) ??
		stringField(field(error, 'cause'), name) ??
		stringField(first, name) ??
		''
	);
}
