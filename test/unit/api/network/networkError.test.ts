import assert from 'node:assert/strict';
import { lostConnection, networkError } from '../../../../src/api/network/networkError.ts';

const SERVER = new URL('https://user:secret@server.test/v1/models');

function failing(code: string): Error {
	return Object.assign(new Error(`failed: ${code}`), { code });
}

describe('a network error', () => {
	it('has words for each cause, with server and port but no password', () => {
		for (const [code, kind, words] of [
			['ECONNREFUSED', 'network', /^Nothing is listening at server\.test:443/],
			['ENOTFOUND', 'offline', /^The name server\.test could not be found/],
			['EAI_AGAIN', 'offline', /could not be looked up just now/],
			['EHOSTUNREACH', 'network', /^There is no way to server\.test:443/],
			['ECONNRESET', 'network', /closed the connection without an answer/],
			['CERT_HAS_EXPIRED', 'certificate', /^The certificate of server\.test:443 was not accepted/],
			['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate', /certificate/],
			['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', /certificate/],
			['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', /certificate/],
			['UND_ERR_CONNECT_TIMEOUT', 'timeout', /^No connection to server\.test:443/],
			['UND_ERR_HEADERS_TIMEOUT', 'timeout', /did not answer in time/],
			['ESOMETHING', 'network', /^The request to server\.test:443 failed \(ESOMETHING\)/],
		] as const) {
			const error = networkError(failing(code), SERVER);
			assert.equal(error.kind, kind, code);
			assert.match(error.message, words);
			assert.ok(error.message.includes(code));
			assert.ok(!error.message.includes('secret'));
		}
	});

	it('finds the cause inside what wraps it', () => {
		const tried = new AggregateError([failing('ECONNREFUSED'), failing('ECONNREFUSED')]);
		assert.match(networkError(tried, SERVER).message, /ECONNREFUSED/);
		const wrapped = new TypeError('terminated', { cause: failing('ECONNRESET') });
		assert.match(networkError(wrapped, SERVER).message, /ECONNRESET/);
		assert.equal(networkError('odd', SERVER).message, 'The request to server.test:443 failed.');
	});

	it('in mid-reply tells a lost connection from silence', () => {
		assert.equal(lostConnection(failing('UND_ERR_SOCKET'), SERVER).kind, 'brokenStream');
		assert.equal(lostConnection(failing('UND_ERR_BODY_TIMEOUT'), SERVER).kind, 'timeout');
	});
});
