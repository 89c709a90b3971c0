import assert from 'node:assert/strict';
import {
	isCertificateError,
	isConnectFailure,
	lostConnection,
	networkError,
	wantsHttp2,
} from '../../../../src/api/network/networkError.ts';
import { NotConnected } from '../../../../src/api/network/transport.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { failureForLog } from '../../../../src/core/log/logWords.ts';

const SERVER = new URL('https://user:secret@server.test/v1/models');
const HERE = new URL('http://127.0.0.1:11434/v1');
const PROXY = 'http://proxy.test:8080';
const NO_PROTOCOL = 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL';

function failing(code: string): Error {
	return Object.assign(new Error(`failed: ${code}`), { code });
}

describe('a network error', () => {
	it('has words for each cause, with server and port but no password', () => {
		for (const [code, kind, words] of [
			['ECONNREFUSED', 'network', /^Nothing is listening at server\.test:443/],
			['ENOTFOUND', 'offline', /^The name server\.test could not be found/],
			['EAI_AGAIN', 'offline', /could not be looked up/],
			['EHOSTUNREACH', 'network', /^server\.test:443 cannot be reached/],
			['ENETUNREACH', 'offline', /^server\.test:443 cannot be reached/],
			['ENETDOWN', 'offline', /^server\.test:443 cannot be reached/],
			['ECONNRESET', 'network', /closed the connection without an answer/],
			['EPIPE', 'network', /closed the connection without an answer/],
			['UND_ERR_SOCKET', 'network', /closed the connection without an answer/],
			['EPROTO', 'network', /made no encrypted connection/],
			['ERR_SSL_WRONG_VERSION_NUMBER', 'network', /made no encrypted connection/],
			['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'network', /made no encrypted connection/],
			[
				NO_PROTOCOL,
				'network',
				/^server\.test:443 takes neither kind of connection that Llama Chat can make\.$/,
			],
			[
				'CERT_HAS_EXPIRED',
				'certificate',
				/^The certificate of server\.test:443 was .*: it has expired/,
			],
			['CERT_NOT_YET_VALID', 'certificate', /was not accepted: it is not valid yet\.$/],
			['CERT_REVOKED', 'certificate', /was not accepted: it was revoked\.$/],
			['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate', /: neither Node’s .* vouch for it\.$/],
			['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', /: neither Node’s .* vouch for it\.$/],
			['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', /: it is for another name\.$/],
			['UND_ERR_CONNECT_TIMEOUT', 'timeout', /^No connection to server\.test:443/],
			['ETIMEDOUT', 'timeout', /^No connection to server\.test:443/],
			['UND_ERR_HEADERS_TIMEOUT', 'timeout', /did not answer in time/],
			['UND_ERR_BODY_TIMEOUT', 'timeout', /did not answer in time/],
			['ESOMETHING', 'network', /^The request to server\.test:443 failed\.$/],
		] as const) {
			const error = networkError(failing(code), SERVER);
			assert.equal(error.kind, kind, code);
			assert.match(error.message, words);
			// The code is for the details and the log: no sentence has one, or a question.
			assert.doesNotMatch(error.message, /[A-Z]{2,}_|\bE[A-Z]{4,}|\?/);
			assert.match(error.toFailure().cause ?? '', new RegExp(`^${code}: `));
			assert.match(failureForLog(error.toFailure()), new RegExp(`\\b${code}\\b`));
			assert.ok(!error.message.includes('secret'));
		}
	});

	it('tells a connection that was lost from one that did not come about, though the codes are the same', () => {
		for (const code of ['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN']) {
			for (const syscall of ['read', 'write', 'writev']) {
				const lost = Object.assign(failing(code), { syscall });
				for (const error of [lost, new TypeError('fetch failed', { cause: lost })]) {
					const told = networkError(error, SERVER);
					assert.equal(told.kind, 'network', code);
					assert.equal(
						told.message,
						'The connection to server.test:443 was lost before an answer came.',
					);
					assert.deepEqual(told.retry, {}, 'it may have been read, so it counts');
					assert.equal(isConnectFailure(error), false);
				}
			}
			const refused = Object.assign(failing(code), { syscall: 'connect' });
			assert.doesNotMatch(networkError(refused, SERVER).message, /was lost/);
			assert.equal(isConnectFailure(refused), code !== 'ENETDOWN');
			const inTls = new NotConnected(Object.assign(failing(code), { syscall: 'read' }));
			assert.doesNotMatch(networkError(inTls, SERVER).message, /was lost/);
		}
		const handshake = Object.assign(failing('EPROTO'), { syscall: 'write' });
		assert.match(networkError(handshake, SERVER).message, /made no encrypted connection/);
		assert.ok(isConnectFailure(handshake));
	});

	it('finds the cause inside what wraps it', () => {
		const tried = new AggregateError([failing('ECONNREFUSED'), failing('ECONNREFUSED')]);
		assert.match(networkError(tried, SERVER).message, /Nothing is listening/);
		const wrapped = new TypeError('terminated', { cause: failing('ECONNRESET') });
		assert.match(networkError(wrapped, SERVER).message, /closed the connection/);
		assert.equal(networkError('odd', SERVER).message, 'The request to server.test:443 failed.');
	});

	it('in mid-reply tells a lost connection from silence', () => {
		const lost = lostConnection(failing('UND_ERR_SOCKET'), SERVER);
		assert.equal(lost.kind, 'brokenStream');
		assert.equal(
			lost.message,
			'The connection to server.test:443 was lost in the middle of the reply.',
		);
		assert.equal(lost.toFailure().cause, 'UND_ERR_SOCKET');
		assert.match(failureForLog(lost.toFailure()), /^brokenStream \(UND_ERR_SOCKET\): /);
		const silent = lostConnection(failing('UND_ERR_BODY_TIMEOUT'), SERVER);
		assert.equal(silent.kind, 'timeout');
		assert.equal(silent.message, 'server.test:443 fell silent in the middle of the reply.');
		assert.equal(silent.toFailure().cause, 'UND_ERR_BODY_TIMEOUT');
	});

	it('is tried again where it may well pass, and only there', () => {
		const passing = (url: URL, ...codes: string[]) =>
			codes.filter((code) => networkError(failing(code), url).retry !== undefined);
		const codes = ['ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'UND_ERR_SOCKET'];
		const late = ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'];
		const lasting = ['ENOTFOUND', 'EAI_AGAIN', 'EPROTO', 'CERT_HAS_EXPIRED', 'ESOMETHING'];
		const silent = ['UND_ERR_HEADERS_TIMEOUT'];
		const all = [...codes, ...late, 'ECONNREFUSED', ...lasting, ...silent];
		assert.deepEqual(passing(SERVER, ...all), [...codes, ...late, 'ECONNREFUSED']);
		// A server of this machine that is not running does not start by being asked.
		assert.deepEqual(passing(HERE, ...all), [...codes, ...late]);
	});

	it('leads to the address where that may be wrong', () => {
		const settingOf = (error: unknown) => networkError(error, SERVER).toFailure().setting;
		assert.equal(settingOf(failing('ETIMEDOUT')), 'baseUrl');
		assert.equal(settingOf(failing('UND_ERR_HEADERS_TIMEOUT')), undefined);
		const odd = Object.assign(failing('HPE_INVALID_CONSTANT'), { name: 'HTTPParserError' });
		assert.equal(settingOf(odd), 'baseUrl');
		assert.equal(networkError(odd, SERVER).kind, 'notTheApi');
	});

	it('is not that this machine is offline where the server is on it', () => {
		assert.equal(networkError(failing('ENETUNREACH'), HERE).kind, 'network');
	});

	it('that was put into words before stays as it is', () => {
		const said = new ChatError('refused', 'No.');
		assert.equal(networkError(said, SERVER), said);
		assert.equal(lostConnection(said, SERVER), said);
	});

	it('has no details where there are none', () => {
		assert.deepEqual(networkError(undefined, SERVER).toFailure(), {
			kind: 'network',
			message: 'The request to server.test:443 failed.',
		});
		assert.equal(networkError(new Error('odd'), SERVER).toFailure().cause, 'odd');
	});

	it('of a proxy says what it answered with, and whether to try again', () => {
		const tried = (more: ConstructorParameters<typeof NotConnected>[1], code = '') => {
			const cause = code === '' ? undefined : failing(code);
			return networkError(new NotConnected(cause, { proxy: PROXY, ...more }), SERVER);
		};
		for (const [error, kind, words, again] of [
			[
				tried({ step: 'proxyLogin' }),
				'proxy',
				/wants a user name and a password, or .*socks5:\/\/name/,
				false,
			],
			[
				tried({ step: 'proxyAnswer', status: 407 }),
				'proxy',
				/password\. .*Http: Proxy Auth/,
				false,
			],
			[tried({ step: 'proxyAnswer', status: 403 }), 'proxy', /server\.test:443\.$/, false],
			[tried({ step: 'proxyAnswer', status: 499 }), 'proxy', /443\.$/, false],
			[tried({ step: 'proxyAnswer', status: 500 }), 'proxy', /443\.$/, true],
			[tried({ step: 'proxyAnswer', reason: 'it failed' }), 'proxy', /443: it failed\.$/, true],
			[tried({ step: 'proxyConnect' }, 'ECONNREFUSED'), 'proxy', /could not be reached/, true],
			[tried({ step: 'proxyConnect' }, 'ENOTFOUND'), 'proxy', /could not be reached/, false],
			[tried({ step: 'proxyConnect' }, 'EPROTO'), 'network', /made no encrypted connection/, false],
			[tried({ step: 'proxyConnect' }, 'CERT_REVOKED'), 'certificate', /it was revoked/, false],
			[tried({ step: 'tls' }, 'CERT_REVOKED'), 'certificate', /through the proxy http:/, false],
			[tried({ step: 'tcp' }, 'ECONNRESET'), 'network', /closed the connection/, true],
		] as const) {
			assert.equal(error.kind, kind, error.message);
			assert.match(error.message, words);
			if (kind === 'proxy') assert.ok(error.message.includes(PROXY), error.message);
			assert.equal(error.retry !== undefined, again, error.message);
		}
		assert.equal(tried({ step: 'proxyAnswer', status: 407 }).toFailure().status, 407);
		assert.equal(tried({ step: 'proxyAnswer', status: 502 }).toFailure().status, 502);
		const { cause } = tried({ step: 'proxyConnect' }, 'ECONNREFUSED').toFailure();
		assert.equal(cause, 'ECONNREFUSED');
	});

	it('of a certificate names a proxy only where there is one', () => {
		const { message } = networkError(failing('CERT_REVOKED'), SERVER);
		assert.equal(message, 'The certificate of server.test:443 was not accepted: it was revoked.');
	});
});

describe('an error of fetch', () => {
	it('says whether a connection came about', () => {
		for (const code of [
			'UND_ERR_CONNECT_TIMEOUT',
			'ETIMEDOUT',
			'ECONNREFUSED',
			'ENOTFOUND',
			'EAI_AGAIN',
			'ENETUNREACH',
			'EHOSTUNREACH',
			'EPROTO',
			'ERR_SSL_WRONG_VERSION_NUMBER',
			NO_PROTOCOL,
			'CERT_HAS_EXPIRED',
			'SELF_SIGNED_CERT_IN_CHAIN',
		]) {
			assert.ok(isConnectFailure(new TypeError('fetch failed', { cause: failing(code) })), code);
		}
		for (const code of ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT']) {
			assert.equal(isConnectFailure(failing(code)), false, code);
		}
		assert.equal(isConnectFailure(new TypeError('fetch failed')), false);
	});

	it('says whether it was the certificate, or a server of HTTP/2 alone', () => {
		assert.ok(isCertificateError(failing('CERT_HAS_EXPIRED')));
		assert.equal(isCertificateError(failing('EPROTO')), false);
		assert.ok(wantsHttp2(failing(NO_PROTOCOL)));
		assert.equal(wantsHttp2(failing('EPROTO')), false);
	});
});
