import assert from 'node:assert/strict';
import { recordedBody } from '../../../../src/core/context/recordedBody.ts';
import { recordDocument } from '../../../../src/core/inspect/requestDocument.ts';
import type { Reply } from '../../../../src/shared/conversation/messages.ts';
import { ChatInTest } from './chatInTest.ts';
import { standinForSuite } from './standinForSuite.ts';

describe('A request by the record of its chat', () => {
	const suite = standinForSuite();
	let test: ChatInTest;

	beforeEach(() => {
		test = new ChatInTest(suite.standin, suite.server);
		const text = 'Use tabs, and say why. '.repeat(9);
		test.instructions = [{ uri: 'file:///w/AGENTS.md', label: 'AGENTS.md', text }];
	});

	/** The last reply as a later window finds it. */
	function found() {
		const conversation = test.replayed();
		const reply = conversation.messages().at(-1);
		assert.ok(reply?.role === 'assistant');
		return { conversation, reply };
	}

	it('has the very bytes that came to the server, also in another window and later', async () => {
		test.userName = 'Ada';
		for (const [question, answer] of [
			['One?', 'Yes.'],
			['Two?\u2028"', 'No.'],
		] as const) {
			await test.ask(question, answer);
			const { conversation, reply } = found();
			const recorded = recordedBody(conversation, reply);
			assert.equal(recorded?.body, suite.standin.chats.at(-1)?.bodyText);
			assert.deepEqual([recorded?.notes, recorded?.leftOut], [[], []]);
		}
	});

	it('is of what went then: what was said, changed or left out since changes nothing of it', async () => {
		await test.ask('One?', 'Yes.');
		await test.ask('Two?', 'No.');
		const { reply: second } = found();
		const before = suite.standin.chats.at(-1)?.bodyText;
		test.chat.keepInContext(test.messages[0]?.id ?? '', 'leftOut');
		test.instructions = [];
		await test.ask('Three?', 'Perhaps.');
		const { conversation, reply } = found();
		assert.equal(recordedBody(conversation, second)?.body, before);
		const last = recordedBody(conversation, reply);
		assert.equal(last?.body, suite.standin.chats.at(-1)?.bodyText);
		assert.deepEqual(
			last?.leftOut.map(({ why }) => why),
			['leftOut', 'leftOut'],
		);
	});

	it('says what of it is gone, and how a reply that went on went out', async () => {
		suite.standin.script({ kind: 'reply', text: 'Yes, and', ending: { kind: 'cut' } });
		await test.chat.turns.send('One?', []);
		await test.settled();
		suite.standin.script({ kind: 'reply', text: ' no.' });
		await test.chat.turns.continue(test.messages.at(-1)?.id ?? '');
		await test.settled();
		const { conversation, reply } = found();
		assert.match(recordedBody(conversation, reply)?.notes.join() ?? '', /went out as it was/);
		const gone: Pick<typeof conversation, 'message' | 'pathTo'> = {
			message: () => undefined,
			pathTo: (id) => conversation.pathTo(id),
		};
		assert.match(recordedBody(gone, reply)?.notes[0] ?? '', /^Deleted since, and not here: 2 /);
	});

	it('is not recorded with replies of older versions', async () => {
		await test.ask('One?', 'Yes.');
		const { conversation, reply } = found();
		const { request: _request, ...old }: Reply = reply;
		assert.equal(recordedBody(conversation, old), undefined);
	});

	it('is shown as JSON with comments, which say that it is the record', async () => {
		await test.ask('One?', 'Yes.');
		const { conversation, reply } = found();
		const recorded = recordedBody(conversation, reply);
		assert.ok(recorded);
		const text = recordDocument(recorded);
		assert.match(text, /^\/\/ What was sent for this reply, by the record that the chat keeps/);
		const json = JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''));
		assert.equal(JSON.stringify(json.bodyAsSent), suite.standin.chats.at(-1)?.bodyText);
		assert.deepEqual(json.body, json.bodyAsSent);
	});
});
