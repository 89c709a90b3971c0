import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/shared/conversation/messages.ts';
import { technicalLines, wordsApart } from '../../../../src/shared/errors/failureDetails.ts';
import { adviceFor } from '../../../../src/shared/errors/failureTable.ts';

describe('the details of a failure', () => {
	it('are its numbers, names and addresses, each under its name', () => {
		const failure: Failure = {
			kind: 'server',
			message: 'openrouter.ai failed: Overloaded.',
			detail: 'Overloaded',
			status: 503,
			code: 'provider_overloaded',
			address: 'https://openrouter.ai/api/v1/chat/completions',
			requestId: 'gen-1',
			setting: 'topK',
			parameter: 'top_k',
		};
		assert.deepEqual(technicalLines(failure), [
			'Status: HTTP 503',
			'Code: provider_overloaded',
			'Address: https://openrouter.ai/api/v1/chat/completions',
			'Request: gen-1',
			'Setting: llamaChat.topK',
			'Parameter: top_k',
		]);
		assert.equal(wordsApart(failure), '', 'the sentence has them');
	});

	it('are none where there is nothing technical', () => {
		assert.deepEqual(technicalLines({ kind: 'tooLong', message: 'Too long.' }), []);
	});

	it('have what the library says, which is no server’s', () => {
		const cause = 'ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1';
		const message = 'Nothing is listening at 127.0.0.1:1.';
		assert.deepEqual(technicalLines({ kind: 'network', message, cause }), [`Cause: ${cause}`]);
		// Older logs have it as the server's.
		for (const failure of [
			{ kind: 'network', message, detail: cause },
			{ kind: 'brokenStream', message: 'Lost.', detail: 'UND_ERR_SOCKET' },
			{ kind: 'offline', message, detail: 'odd' },
		] as const) {
			assert.deepEqual(technicalLines(failure), [`Cause: ${failure.detail}`]);
			assert.equal(wordsApart(failure), '');
		}
	});

	it('leave the server’s words and numbers outside, wherever the sentence does not have them', () => {
		for (const [message, detail, apart] of [
			['x.test did not accept the API key.', 'Key expired on 1 May.', 'Key expired on 1 May.'],
			['The credit is enough for 27 tokens.', 'You can only afford 27', 'You can only afford 27'],
			['x.test failed: Two lines.', 'Two\n lines', ''],
			['x.test failed: Why.', 'Why.', ''],
		] as const) {
			const failure: Failure = { kind: 'badKey', message, detail };
			assert.equal(wordsApart(failure), apart);
			assert.deepEqual(technicalLines(failure), [], 'nothing is told twice');
		}
	});

	it('have all of what is too long to stand outside', () => {
		const detail = `Limit 8192. ${'x'.repeat(900)}`;
		const failure: Failure = { kind: 'badRequest', message: 'x.test refused.', detail };
		assert.match(wordsApart(failure), /^Limit 8192\. x+…$/);
		assert.ok(wordsApart(failure).length <= 400);
		assert.deepEqual(technicalLines(failure), [`The server says: ${detail}`]);
		const quoted: Failure = { ...failure, message: `x.test refused: ${detail.slice(0, 200)}…` };
		assert.equal(wordsApart(quoted), '');
		assert.deepEqual(technicalLines(quoted), [`The server says: ${detail}`]);
	});
});

describe('the advice of a failure', () => {
	it('is not given where its sentence leads to a setting', () => {
		const failure = (message: string): Failure => ({ kind: 'network', message });
		assert.match(adviceFor(failure('Nothing is listening at x.test.')), /setting Base Url/);
		assert.equal(adviceFor(failure('Begin the setting Base Url with http://.')), '');
		assert.equal(
			adviceFor(failure('Begin llamaChat.baseUrl with http://.')),
			'',
			'of an older log',
		);
		const proxy: Failure = { kind: 'proxy', message: 'They go into the setting Http: Proxy.' };
		assert.equal(adviceFor(proxy), '');
		const elsewhere: Failure = { kind: 'notTheApi', message: 'Check the setting Base Url.' };
		assert.match(adviceFor(elsewhere), /\/v1/, 'it is about something else');
		assert.match(adviceFor({ ...proxy, message: 'It did not answer.' }), /Http: Proxy/);
	});
});
