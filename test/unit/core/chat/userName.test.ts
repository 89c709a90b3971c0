import assert from 'node:assert/strict';
import { recordedRequest } from '../../../../src/core/context/recordedRequest.ts';
import type { Reply } from '../../../../src/shared/conversation/messages.ts';
import { ChatInTest } from './chatInTest.ts';
import { standinForSuite } from './standinForSuite.ts';

describe('The name of the user', () => {
	const suite = standinForSuite();
	let test: ChatInTest;

	beforeEach(() => {
		test = new ChatInTest(suite.standin, suite.server);
		test.instructions = [{ uri: 'file:///w/AGENTS.md', label: 'AGENTS.md', text: 'Use tabs.' }];
	});

	/** The messages of the last request as they came: role and name. */
	function came(): (readonly [string, string | undefined])[] {
		const { messages = [] } = suite.standin.chats.at(-1)?.chat ?? {};
		return messages.map(({ role, name }) => [role, name]);
	}

	function last(): Reply {
		const reply = test.messages.at(-1);
		assert.ok(reply?.role === 'assistant');
		return reply;
	}

	it('goes with each message of the user and with no other, and is kept with the reply', async () => {
		test.userName = 'Ada';
		await test.ask('One?', 'Yes.');
		await test.ask('Two?', 'No.');
		assert.deepEqual(came(), [
			['system', undefined],
			['user', 'Ada'],
			['assistant', undefined],
			['user', 'Ada'],
		]);
		assert.equal(last().request?.userName, 'Ada');
		const kept = test.replayed().messages().at(-1);
		assert.ok(kept?.role === 'assistant');
		assert.equal(kept.request?.userName, 'Ada');
	});

	it('is in no message where it is not set, and in no record', async () => {
		await test.ask('One?', 'Yes.');
		const { body } = suite.standin.chats.at(-1) ?? {};
		assert.doesNotMatch(JSON.stringify(body), /"name"/);
		assert.equal('userName' in (last().request ?? {}), false);
	});

	it('is blanked in the record where it is the key', () => {
		const messages = [{ role: 'user', content: 'Hi', name: 'abc-0123456789' }] as const;
		const request = { model: 'm', messages, stream: true } as const;
		const record = recordedRequest({ request, sent: [], unsent: [] }, 'abc-0123456789');
		assert.equal(record.userName, '[key]');
	});
});
