import assert from 'node:assert/strict';
import { lostConnection, networkError } from '../../../../src/api/network/networkError.ts';
import { failureForLog } from '../../../../src/core/log/logWords.ts';

const SERVER = new URL('https://user:secret@server.test/v1/models');

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
			['ECONNRESET', 'network', /closed the connection without an answer/],
			[
				'CERT_HAS_EXPIRED',
				'certificate',
				/^The certificate of server\.test:443 was .*: it has expired/,
			],
			['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate', /certificate/],
			['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', /certificate/],
			['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', /: it is for another name\.$/],
			['UND_ERR_CONNECT_TIMEOUT', 'timeout', /^No connection to server\.test:443/],
			['UND_ERR_HEADERS_TIMEOUT', 'timeout', /did not answer in time/],
			['ESOMETHING', 'network', /^The request to server\.test:443 failed\.$/],
		] as const) {
			const error = networkError(failing(code), SERVER);
			assert.equal(error.kind, kind, code);
			assert.match(error.message, words);
			// The code is for the details and the log: no sentence has one, or a question.
			assert.doesNotMatch(error.message, /[A-Z]{2,}_|\bE[A-Z]{4,}|\?/);
			assert.match(error.toFailure().detail ?? '', new RegExp(`^${code}: `));
			assert.match(failureForLog(error.toFailure()), new RegExp(`\\b${code}\\b`));
			assert.ok(!error.message.includes('secret'));
		}
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
		assert.equal(lost.toFailure().detail, 'UND_ERR_SOCKET');
		assert.match(failureForLog(lost.toFailure()), /^brokenStream \(UND_ERR_SOCKET\): /);
		assert.equal(lostConnection(failing('UND_ERR_BODY_TIMEOUT'), SERVER).kind, 'timeout');
	});
});
