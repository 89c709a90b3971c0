import assert from 'node:assert/strict';
import { failureForLog, LastFailure, word } from '../../../../src/core/log/logWords.ts';
import { FailureKind, type Reply } from '../../../../src/shared/conversation/messages.ts';

describe('a failure in the log', () => {
	it('is told in full where all its words are ours', () => {
		const message = 'Nothing is listening at 127.0.0.1:1.';
		assert.equal(failureForLog({ kind: 'network', message }), `network: ${message}`);
		const cause = 'ECONNREFUSED: connect 127.0.0.1:1';
		assert.equal(
			failureForLog({ kind: 'network', message, cause }),
			`network (ECONNREFUSED): ${message}`,
		);
		const proxy = 'The proxy http://p.test asks for a user name and a password.';
		assert.equal(
			failureForLog({ kind: 'proxy', message: proxy, status: 407 }),
			`proxy (HTTP 407): ${proxy}`,
		);
		const late = 'x.test sent nothing of an answer for 300 s.';
		assert.equal(
			failureForLog({ kind: 'timeout', message: late, setting: 'firstEventTimeout' }),
			`timeout (setting firstEventTimeout): ${late}`,
		);
	});

	it('has sentences of these kinds, and of no other', () => {
		const told = FailureKind.options.filter((kind) =>
			failureForLog({ kind, message: 'Our words.' }).endsWith(': Our words.'),
		);
		assert.deepEqual(
			new Set(told),
			new Set([
				...['noKey', 'badKey', 'network', 'offline', 'proxy', 'certificate', 'notTheApi'],
				...['badSetting', 'overLimit', 'timeout'],
			]),
		);
	});

	it('has the code of a connection, and none that a server made up', () => {
		const cause = 'ECONNRESET: my secret';
		const line = (kind: FailureKind) => failureForLog({ kind, message: 'x', cause });
		assert.match(line('brokenStream'), /^brokenStream \(ECONNRESET\): /);
		assert.match(line('offline'), /^offline \(ECONNRESET\): x$/);
		assert.doesNotMatch(line('server'), /ECONNRESET|secret/);
		const parameter = failureForLog({ kind: 'badParameter', message: 'x', parameter: 'top_k' });
		assert.match(parameter, /^badParameter \(parameter top_k\): /);
		assert.equal(failureForLog({ kind: 'network', message: 'x', cause: 'none' }), 'network: x');
	});

	it('is told by its kind where a server’s words can repeat what was said', () => {
		for (const kind of ['badRequest', 'moderation', 'brokenStream', 'server', 'refused'] as const) {
			const line = failureForLog({ kind, message: 'x.test: my secret', detail: 'my secret' });
			assert.ok(line.startsWith(`${kind}: `));
			assert.doesNotMatch(line, /secret/);
		}
		const late = failureForLog({ kind: 'timeout', message: 'x.test: my secret', status: 524 });
		assert.equal(late, 'timeout (HTTP 524): No answer in time');
	});

	it('is kept until the next one', () => {
		const last = new LastFailure();
		assert.equal(last.line, undefined);
		const failed: Reply = {
			role: 'assistant',
			id: 'r',
			parent: 'q',
			at: 1,
			model: 'maker/model',
			text: 'What was said',
			reasoning: '',
			status: 'failed',
			facts: {},
		};
		last.settled({ ...failed, failure: { kind: 'rateLimit', message: 'x', status: 429 } });
		last.settled(failed);
		assert.match(last.line ?? '', /rateLimit \(HTTP 429\): Rate limited$/);
	});
});

describe('a name from a server in the log', () => {
	it('makes no line of its own and holds no text', () => {
		assert.equal(word('Some Cloud'), 'Some Cloud');
		assert.equal(
			word('stop\n2026-01-01 [error] All is lost\u202e'),
			'stop 2026-01-01 [error] All is lost',
		);
		assert.equal(word('x'.repeat(500)).length, 80);
	});
});
