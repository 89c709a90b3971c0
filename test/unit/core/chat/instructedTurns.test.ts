import assert from 'node:assert/strict';
import type { ChatRequest } from '../../../../src/core/server/chatRequest.ts';
import type { Reply } from '../../../../src/shared/conversation/messages.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import type { Standin } from '../../../standin/standin.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';
import { ChatInTest } from './chatInTest.ts';
import { standinForSuite } from './standinForSuite.ts';

const AGENTS = { uri: 'file:///w/AGENTS.md', label: 'AGENTS.md', text: 'Use tabs.' };
const SYSTEM = '# Instructions from AGENTS.md\n\nUse tabs.';

describe('turns with instructions of the project', () => {
	const suite = standinForSuite();
	let standin: Standin;
	let test: ChatInTest;

	beforeEach(() => {
		standin = suite.standin;
		test = new ChatInTest(standin, suite.server);
		test.instructions = [AGENTS];
	});

	/** The system message of the last request; undefined where there was none. */
	function system(): unknown {
		const [first] = standin.chats.at(-1)?.chat?.messages ?? [];
		return first?.role === 'system' ? first.content : undefined;
	}

	async function send(text: string): Promise<Reply> {
		standin.script({ kind: 'reply', text: 'Yes.' });
		await test.chat.turns.send(text, [EXCERPT]);
		await test.settled();
		const reply = test.messages.at(-1);
		assert.ok(reply?.role === 'assistant');
		return reply;
	}

	it('send them with a question, an edited one, another reply, and one that goes on', async () => {
		const reply = await send('Fix it.');
		assert.equal(system(), SYSTEM);
		standin.script({ kind: 'reply', text: 'No.' });
		await test.chat.turns.regenerate(reply.id);
		await test.settled();
		assert.equal(system(), SYSTEM);
		standin.script({ kind: 'reply', text: 'No.' });
		await test.chat.turns.edit(reply.parent, 'Mend it.');
		await test.settled();
		assert.equal(system(), SYSTEM);
		standin.script({ kind: 'reply', text: 'On and', finishReason: 'length' });
		await test.chat.turns.send('Say more.', []);
		await test.settled();
		test.instructions = [{ ...AGENTS, text: 'Use spaces.' }];
		standin.script({ kind: 'reply', text: ' on.' });
		await test.chat.turns.continue(test.messages.at(-1)?.id ?? '');
		await test.settled();
		assert.equal(standin.chats.length, 5);
		assert.equal(system(), '# Instructions from AGENTS.md\n\nUse spaces.');
	});

	it('ask for those of the branch that is sent, with what is attached to it', async () => {
		await send('Fix it.');
		const asked = test.instructedFor.at(-1)?.at(-1);
		assert.deepEqual(asked?.role === 'user' && asked.excerpts, [EXCERPT]);
	});

	it('send what was sent when a request is run again', async () => {
		const reply = await send('Fix it.');
		const [sent] = standin.chats;
		assert.ok(sent?.chat);
		test.instructions = [{ ...AGENTS, text: 'Use spaces.' }];
		standin.script({ kind: 'reply', text: 'Yes.' });
		const url = `${standin.baseUrl}/chat/completions`;
		await test.chat.turns.runAgain(reply.id, { request: sent.body as ChatRequest, url });
		await test.settled();
		assert.deepEqual(standin.chats.at(-1)?.body, sent.body);
	});

	it('send none that the chat has left out, until it takes it back', async () => {
		test.chat.choose({ instructions: { [AGENTS.uri]: 'leftOut' } });
		await send('Fix it.');
		assert.equal(system(), undefined);
		assert.deepEqual(test.replayed().choices, { instructions: { [AGENTS.uri]: 'leftOut' } });
		test.chat.choose({ instructions: { [AGENTS.uri]: 'sent' } });
		await send('Fix it.');
		assert.equal(system(), SYSTEM);
	});

	it('send one that takes more than a quarter of the context only when it is wanted', async () => {
		test.known = catalogueModel('meta-llama/llama-3-70b-instruct', { contextLength: 8192 });
		test.instructions = [
			{ ...AGENTS, text: 'word '.repeat(3000) },
			{ ...AGENTS, uri: 'b', text: 'B.' },
		];
		await send('Fix it.');
		assert.equal(system(), '# Instructions from AGENTS.md\n\nB.');
		test.chat.choose({ instructions: { [AGENTS.uri]: 'sent' } });
		await send('Fix it.');
		assert.match(String(system()), /^# Instructions from AGENTS\.md\n\nword word/);
	});
});
