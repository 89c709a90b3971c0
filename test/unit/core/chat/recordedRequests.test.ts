import assert from 'node:assert/strict';
import { recordedRequest } from '../../../../src/core/context/recordedRequest.ts';
import { adopted } from '../../../../src/core/conversation/fork.ts';
import {
	type ExportedChat,
	eventsOf,
	exportedChat,
	formatExport,
} from '../../../../src/core/history/chatExport.ts';
import type { ChatRequest } from '../../../../src/core/server/chatRequest.ts';
import type { Question, Reply } from '../../../../src/shared/conversation/messages.ts';
import type { Standin } from '../../../standin/standin.ts';
import { ORIGIN } from '../conversation/conversationSamples.ts';
import { conversationOf } from '../history/exportSchema.ts';
import { ChatInTest } from './chatInTest.ts';
import { standinForSuite } from './standinForSuite.ts';

const KEY = 'sk-or-v1-0123456789abcdef0123456789abcdef';

function planned(request: Partial<ChatRequest>) {
	return {
		request: { model: 'm', messages: [], stream: true, ...request } as const,
		sent: [],
		unsent: [],
	};
}

/** A chat as it would be with what another one has in its header. */
function asOf(chat: ExportedChat, { id, created, workspace }: ExportedChat): ExportedChat {
	return { ...chat, id, created, workspace };
}

describe('The record of a request', () => {
	const suite = standinForSuite();
	let standin: Standin;
	let test: ChatInTest;

	beforeEach(() => {
		standin = suite.standin;
		test = new ChatInTest(standin, suite.server);
		const text = 'Use tabs, and say why. '.repeat(9);
		test.instructions = [{ uri: 'file:///w/AGENTS.md', label: 'AGENTS.md', text }];
	});

	function last(): Reply {
		const reply = test.messages.at(-1);
		assert.ok(reply?.role === 'assistant');
		return reply;
	}

	/** The body of the last request, as it came. */
	function body() {
		const { messages = [], model: _model, ...rest } = standin.chats.at(-1)?.chat ?? {};
		return { system: messages[0]?.content, parameters: rest };
	}

	async function send(text: string, reply: string): Promise<Reply> {
		await test.ask(text, reply);
		return last();
	}

	it('is what came to the server, with every reply; the log has each text of it once', async () => {
		const first = await send('One?', 'Yes.');
		const { system, parameters, messages, leftOut } = first.request ?? {};
		assert.deepEqual({ system, parameters }, body());
		assert.deepEqual([messages, leftOut], [[first.parent], []]);
		const second = await send('Two?', 'No.');
		assert.equal(second.request?.system, system);
		assert.deepEqual(second.request?.messages, [first.parent, first.id, second.parent]);
		const log = test.events.map((event) => JSON.stringify(event)).join('\n');
		const text = test.instructions[0]?.text.trim() ?? '';
		assert.match(system ?? '', new RegExp(text));
		assert.equal(log.split(text).length - 1, 1);
		assert.match(log, new RegExp(`"systemOf":"${first.id}"`));
		test.instructions = [];
		const third = await send('Three?', 'So.');
		assert.equal(third.request?.system, '');
	});

	it('has what the project says once in the log, also within system messages that differ, and all of it when that is read', async () => {
		const [file] = test.instructions;
		assert.ok(file);
		const text = `\n\n${'Name what "you" mean, \\ and why. '.repeat(4)}\n`;
		test.instructions = [file, { uri: 'file:///w/b.md', label: 'b.md', text }];
		const systems: unknown[] = [];
		for (const [at, prompt] of ['Be brief.', 'Be kind.', 'Be brief.', ''].entries()) {
			test.systemPrompt = prompt;
			await send(`${at}?`, 'Yes.');
			systems.push(body().system);
		}
		standin.script({ kind: 'reply', text: 'On and', finishReason: 'length' });
		await test.chat.turns.send('Go!', []);
		await test.settled();
		test.systemPrompt = 'Go on.';
		standin.script({ kind: 'reply', text: ' on.' });
		await test.chat.turns.continue(last().id);
		await test.settled();
		systems.push(systems.at(-1), body().system);
		const whole = exportedChat(test.chat.conversation);
		const imported = eventsOf(whole);
		for (const events of [test.events, imported]) {
			const log = events.map((event) => JSON.stringify(event)).join('\n');
			for (const one of [file.text, text]) {
				const written = JSON.stringify(one.trim()).slice(1, -1);
				assert.equal(log.split(written).length - 1, 1, one);
			}
		}
		const again = exportedChat(conversationOf(imported));
		assert.equal(formatExport([asOf(again, whole)]), formatExport([whole]));
		const recorded = test.replayed().path();
		assert.deepEqual(recorded, test.messages);
		assert.deepEqual(
			recorded.flatMap((message) =>
				message.role === 'user'
					? []
					: [message.request, ...(message.continuations ?? [])].map((one) => one?.system),
			),
			systems,
		);
	});

	it('is read of a log that has the whole of each system message', () => {
		const { conversation } = test.chat;
		const whole = 'Use tabs. '.repeat(9);
		const reply: Reply = {
			...{ role: 'assistant', id: 'r', parent: 'q', at: 1, model: 'm', text: '', reasoning: '' },
			...{ status: 'complete', facts: {} },
			request: { system: whole, parameters: {}, leftOut: [] },
		};
		const question: Question = {
			...{ role: 'user', id: 'q', parent: null, at: 1, text: '?' },
			excerpts: [],
		};
		conversation.apply({ type: 'message', message: question });
		conversation.apply({ type: 'message', message: reply });
		const shared = { system: '', systemOf: 'r', parameters: {}, leftOut: [] };
		const later = { ...reply, id: 'r2', request: shared };
		conversation.apply({ type: 'message', message: later });
		const lost = { ...shared, systemOf: 'r', systemParts: ['a ', { of: 'r', hash: 'none' }] };
		const { systemOf: _of, ...damaged } = lost;
		conversation.apply({ type: 'message', message: { ...reply, id: 'r3', request: damaged } });
		assert.deepEqual(
			['r', 'r2', 'r3'].map((id) => conversation.reply(id)?.request?.system),
			[whole, whole, 'a (This text could not be read from the disk.)'],
		);
	});

	it('says which reply had nothing to send, and what went each time that a reply went on', async () => {
		const empty = await send('One?', '');
		standin.script({ kind: 'reply', text: 'On and', finishReason: 'length' });
		await test.chat.turns.send('Two?', []);
		await test.settled();
		assert.deepEqual(last().request?.leftOut, [{ id: empty.id, why: 'empty' }]);
		const { request } = last();
		test.instructions = [];
		standin.script({ kind: 'reply', text: ' on.' });
		await test.chat.turns.continue(last().id);
		await test.settled();
		assert.deepEqual(last().request, request);
		assert.equal(last().continuations?.length, 1);
		assert.equal(last().continuations?.[0]?.at, 1, 'when it went out');
		assert.equal(last().continuations?.[0]?.system, '');
		assert.equal(last().continuations?.[0]?.messages?.at(-1), last().id);
	});

	it('has no key, wherever it stood, and no half of a character', () => {
		const { system, parameters } = recordedRequest(
			planned({
				messages: [{ role: 'system', content: `Use ${KEY} and \ud83e.` }],
				stop: [KEY],
			}),
			KEY,
		);
		assert.equal(system, 'Use [key] and \ufffd.');
		assert.deepEqual(parameters, { stop: ['[key]'], stream: true });
	});

	it('of a request that went out before is of the messages that went then, where that is known', () => {
		const before = { messages: ['q'], leftOut: [{ id: 'r', why: 'noRoom' as const }] };
		const again = recordedRequest(planned({ temperature: 1 }), undefined, before);
		assert.deepEqual(again, {
			system: '',
			parameters: { temperature: 1, stream: true },
			...before,
		});
		const unknown = recordedRequest(planned({}), undefined, { leftOut: [] });
		assert.equal('messages' in unknown, false);
	});

	it('names the messages of a fork by their ids there', async () => {
		const reply = await send('One?', 'Yes.');
		let ids = 0;
		const [question, fork] = adopted(test.messages, ORIGIN, () => `f${++ids}`);
		assert.ok(fork?.role === 'assistant');
		assert.deepEqual(fork.request?.messages, [question?.id]);
		assert.equal(fork.request?.system, reply.request?.system);
	});
});
