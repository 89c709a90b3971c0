import assert from 'node:assert/strict';
import { Chat } from '../../../../src/core/chat/chat.ts';
import type { ChatListener, ChatPorts } from '../../../../src/core/chat/chatPorts.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import {
	type ConversationEvent,
	formatEvent,
	parseEventLine,
} from '../../../../src/core/conversation/conversationEvent.ts';
import { adopted } from '../../../../src/core/conversation/fork.ts';
import { eventsOf, exportedChat, formatExport } from '../../../../src/core/history/chatExport.ts';
import { parseImport } from '../../../../src/core/history/chatImport.ts';
import type { Summary } from '../../../../src/shared/conversation/messageSummary.ts';
import { header, ORIGIN, question, reply, settle, text } from './conversationSamples.ts';

const TURNS: readonly ConversationEvent[] = [
	question('q1', null),
	reply('r1', 'q1'),
	text('r1', 'One.'),
	settle('r1'),
	question('q2', 'r1'),
	reply('r2', 'q2'),
	text('r2', 'Two.'),
	settle('r2'),
];
const SUMMARY: Summary = { id: 's', at: 5, model: 'm', text: 'Short.', of: ['q1', 'r1'] };
const SUMMED: ConversationEvent = { type: 'summary', id: 'r1', summary: SUMMARY };

function replayed(...events: readonly ConversationEvent[]): Conversation {
	const conversation = new Conversation(header);
	for (const event of events) conversation.apply(event);
	return conversation;
}

/** A chat that writes down its lines. */
function chatOf(conversation: Conversation): { chat: Chat; lines: ConversationEvent[] } {
	const lines: ConversationEvent[] = [];
	let ids = 0;
	const ports = {
		record: (event: ConversationEvent) => lines.push(event),
		newId: () => `n${++ids}`,
		processes: {},
		clock: () => 0,
	} as unknown as ChatPorts;
	const told: Partial<ChatListener> = { changed: () => {}, replaced: () => {} };
	return { chat: new Chat(conversation, ports, told as ChatListener), lines };
}

describe('the summary of a message and those above', () => {
	it('comes back from its line, and is gone with the next', () => {
		const line = parseEventLine(formatEvent(SUMMED));
		assert.deepEqual(line, { kind: 'event', event: SUMMED });
		assert.deepEqual(replayed(...TURNS, SUMMED).message('r1')?.summary, SUMMARY);
		const gone = { ...SUMMED, summary: null } as ConversationEvent;
		assert.deepEqual(replayed(...TURNS, SUMMED, gone).messages(), replayed(...TURNS).messages());
	});

	it('is taken only for a message that it names, also for a deleted one', () => {
		const other = { ...SUMMED, id: 'r2' } as ConversationEvent;
		assert.equal(replayed(...TURNS).apply(other), false);
		const deleted = replayed(...TURNS, { type: 'deleted', id: 'r1' }, SUMMED);
		deleted.apply({ type: 'restored', id: 'r1' });
		assert.deepEqual(deleted.message('r1')?.summary, SUMMARY);
	});

	it('has the log say that it is of a newer version, once and before it', () => {
		const { chat, lines } = chatOf(replayed(...TURNS));
		chat.summarise('r1', SUMMARY);
		chat.summarise('r1', { ...SUMMARY, text: 'Shorter.', edited: true });
		assert.deepEqual(
			lines.map((line) => [line.type, line.type === 'header' ? line.version : undefined]),
			[
				['header', 3],
				['summary', undefined],
				['summary', undefined],
			],
		);
		const { chat: old, lines: others } = chatOf(replayed(...TURNS));
		old.keepInContext('r1', 'pinned');
		assert.ok(others.every(({ type }) => type === 'context'));
	});

	it('comes back when its deletion is undone', () => {
		const { chat } = chatOf(replayed(...TURNS, SUMMED));
		chat.summarise('r1', null);
		assert.equal(chat.conversation.message('r1')?.summary, undefined);
		assert.equal(chat.canUndoDelete, true);
		chat.undoDelete();
		assert.deepEqual(chat.conversation.message('r1')?.summary, SUMMARY);
		assert.equal(chat.canUndoDelete, false);
	});

	it('is in an export, and comes back with the import', () => {
		const exported = exportedChat(replayed(...TURNS, SUMMED));
		const { chats } = parseImport(formatExport([exported]), 0, () => 'x');
		const [chat] = chats;
		assert.ok(chat);
		const [first, ...rest] = eventsOf(chat);
		assert.equal(first?.type === 'header' && first.version, 3);
		assert.deepEqual(replayed(...rest).message('r1')?.summary, SUMMARY);
		const [plain] = eventsOf(exportedChat(replayed(...TURNS)));
		assert.equal(plain?.type === 'header' && plain.version, 1);
	});

	it('is in a fork for the fork’s own messages', () => {
		const branch = replayed(...TURNS, SUMMED).path();
		const { chat, lines } = chatOf(new Conversation({ ...header, id: 'c-2' }));
		chat.adopt(branch, ORIGIN);
		assert.deepEqual(chat.conversation.message('n2')?.summary, { ...SUMMARY, of: ['n1', 'n2'] });
		assert.equal(lines.filter(({ type }) => type === 'header').length, 1);
		let ids = 0;
		const part = [...adopted(branch.slice(1), ORIGIN, () => `p${++ids}`)];
		assert.ok(part.every(({ summary }) => summary === undefined));
	});
});
