import assert from 'node:assert/strict';
import { type Failure, FailureKind } from '../../../../src/shared/conversation/messages.ts';
import { remediesFor } from '../../../../src/shared/errors/remedies.ts';

const labels = (failure: Failure, canSignIn = false) =>
	remediesFor(failure, canSignIn).map(({ label }) => label);

describe('remedies', () => {
	it('lead to the setting only where one is named or the address is in doubt', () => {
		for (const kind of FailureKind.options) {
			const actions = remediesFor({ kind, message: 'm' }).map(({ action }) => action);
			const inDoubt = kind === 'notTheApi' || kind === 'network';
			assert.equal(actions.includes('openSetting'), inDoubt, kind);
		}
		assert.deepEqual(labels({ kind: 'badSetting', message: 'm', setting: 'topK' }), [
			'Open Setting',
		]);
	});

	it('offer all ways to a server where a key is missing, signing in only where that brings one', () => {
		const noKey = { kind: 'noKey', message: 'm' } as const;
		assert.deepEqual(labels(noKey, true), [
			'Sign In with OpenRouter',
			'Set API Key',
			'Connect to Server',
		]);
		assert.deepEqual(labels(noKey), ['Set API Key', 'Connect to Server']);
	});

	it('offer all ways to a server where the key is not accepted, too', () => {
		const badKey: Failure = { kind: 'badKey', message: 'm' };
		assert.deepEqual(labels(badKey), ['Set API Key', 'Connect to Server']);
		const address = 'https://openrouter.ai/api/v1/chat/completions';
		for (const kind of ['badKey', 'noKey'] as const) {
			const at = labels({ kind, message: 'm', address });
			assert.deepEqual(at.toSorted(), [
				'Connect to Server',
				'Set API Key',
				'Sign In with OpenRouter',
			]);
		}
		assert.ok(
			!labels({ ...badKey, address: 'https://openrouter.ai.x.test/v1' }).includes('Sign In'),
		);
	});

	it('offer a key where it is missing or wrong, and a model where it is gone', () => {
		assert.equal(remediesFor({ kind: 'noKey', message: 'm' })[0]?.label, 'Set API Key');
		assert.equal(remediesFor({ kind: 'badKey', message: 'm' })[0]?.label, 'Set API Key');
		assert.equal(remediesFor({ kind: 'modelUnavailable', message: 'm' })[0]?.label, 'Select Model');
	});

	it('offer another server wherever none was reached', () => {
		const failed: Failure[] = [
			{ kind: 'network', message: 'Nothing is listening at 127.0.0.1:1.' },
			{ kind: 'offline', message: 'The name x.test could not be found.' },
			{ kind: 'timeout', message: 'No connection in time.', setting: 'baseUrl' },
		];
		for (const failure of failed) {
			assert.equal(labels(failure)[0], 'Connect to Server', failure.kind);
		}
		for (const kind of ['notTheApi', 'badSetting'] as const) {
			const first = labels({ kind, message: 'm', setting: 'baseUrl' }).slice(0, 2);
			assert.ok(first.includes('Connect to Server'), kind);
			assert.ok(first.includes('Open Setting'), kind);
		}
		for (const kind of ['proxy', 'certificate'] as const) {
			const first = labels({ kind, message: 'm' }).slice(0, 2);
			assert.deepEqual(first, ['Open Proxy Settings', 'Connect to Server'], kind);
		}
		const slow = labels({ kind: 'timeout', message: 'm', setting: 'idleTimeout' });
		assert.ok(!slow.includes('Connect to Server'));
	});
});
