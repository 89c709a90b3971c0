import assert from 'node:assert/strict';
import { Chat } from '../../../../src/core/chat/chat.ts';
import type { ChatListener, ChatPorts } from '../../../../src/core/chat/chatPorts.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { versionOf } from '../../../../src/core/conversation/logVersion.ts';
import type { Message, ReplyExtra } from '../../../../src/shared/conversation/messages.ts';
import { header, question, reply } from './conversationSamples.ts';

/** A line as an older product would not understand it. */
function changed(event: ConversationEvent, fields: object): ConversationEvent {
	assert.ok(event.type === 'message');
	return { type: 'message', message: { ...event.message, ...fields } as Message };
}

const WITHHELD = changed(question('q1', null), {
	withheld: [{ text: 'hunter2', sent: 'PLACEHOLDER_1_PASSWORD' }],
});
const CALL: ReplyExtra = { type: 'toolCall', name: 'look', id: 'c1', input: '{}' };

describe('The version that a line of the log needs', () => {
	it('keeps older products from going on where they would send a secret, or leave out a tool’s answer', () => {
		assert.equal(versionOf(WITHHELD), 4);
		const answered = { ...CALL, result: 'fine' };
		assert.equal(versionOf(changed(reply('r1', 'q1'), { extras: [answered] })), 4);
	});

	it('is the first for what they read as it is meant', () => {
		assert.equal(versionOf(question('q1', null)), 1);
		assert.equal(versionOf(changed(reply('r1', 'q1'), { extras: [CALL] })), 1);
	});

	it('stands in the log before the line', () => {
		assert.ok(WITHHELD.type === 'message');
		const lines: ConversationEvent[] = [];
		let ids = 0;
		const ports = {
			processes: { own: 1, live: () => true },
			newId: () => `n${++ids}`,
			record: (line: ConversationEvent) => lines.push(line),
		};
		const chat = new Chat(
			new Conversation(header),
			ports as Partial<ChatPorts> as ChatPorts,
			{ replaced: () => {} } as Partial<ChatListener> as ChatListener,
		);
		chat.adopt([WITHHELD.message]);
		assert.deepEqual(
			lines.map((line) => [line.type, line.type === 'header' ? line.version : undefined]),
			[
				['header', 4],
				['message', undefined],
			],
		);
	});
});
