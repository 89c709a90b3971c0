import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import {
	type ConversationEvent,
	formatEvent,
	WITHHELD_VERSION,
} from '../../../../src/core/conversation/conversationEvent.ts';
import { chatAsMarkdown } from '../../../../src/core/history/chatMarkdown.ts';
import { readLog } from '../../../../src/storage/conversation/readLog.ts';
import { anyEvent, chat, header } from '../../core/conversation/conversationSamples.ts';

const NEWLINE = 0x0a;

function asBytes(events: ConversationEvent[]): Buffer {
	return Buffer.from(events.map((event) => `${formatEvent(event)}\n`).join(''));
}

/** All messages of all branches that can be reached, and what is shown. */
function state(conversation: Conversation, ids: string[]) {
	const messages = ids.map((id) => [conversation.message(id), conversation.siblings(id)]);
	return { messages, path: conversation.path(), title: conversation.title };
}

const log = asBytes([header, ...chat]);

describe('reading a log', () => {
	it('gives the conversation that was live, for any events that it took', () => {
		const ids = [...'abcdefgh'];
		fc.assert(
			fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
				const live = new Conversation(header);
				const taken = events.filter((event) => live.apply(event));
				const read = readLog('c-1', asBytes([header, ...taken]), 0);
				assert.deepEqual(state(read.conversation, ids), state(live, ids));
				assert.deepEqual(read.events, [header, ...taken]);
				assert.deepEqual(read.unreadable, []);
			}),
		);
	});

	it('loads all whole lines of a log that was cut off at any byte', () => {
		for (let end = 0; end <= log.length; end++) {
			const { events, unreadable, conversation } = readLog('c-1', log.subarray(0, end), 5);
			// A line is whole with its last byte; its line end may be missing.
			const whole = log.subarray(0, end + 1).filter((byte) => byte === NEWLINE).length;
			const expected = [header, ...chat].slice(0, whole);
			assert.deepEqual(events.slice(1), expected.slice(1), `cut at ${end}`);
			assert.deepEqual(unreadable, [], `cut at ${end}`);
			assert.equal(conversation.created, whole > 0 ? header.created : 5);
		}
	});

	it('loads every line but those that a flipped bit has spoilt, and tells which these are', () => {
		const lines = log.toString().split('\n');
		for (let at = 0; at < log.length; at++) {
			for (const bit of [0, 6]) {
				const damaged = Buffer.from(log);
				damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
				const { events, unreadable } = readLog('c-1', damaged, 0);
				const line = log.subarray(0, at).filter((byte) => byte === NEWLINE).length;
				const found = new Set(events.map(formatEvent));
				for (const [index, text] of lines.entries()) {
					const isWhole = index !== line && text !== '' && index > 0;
					assert.ok(!isWhole || found.has(text), `bit ${bit} of byte ${at}: line ${index + 1}`);
				}
				// Damage inside a string can leave a line that reads well: then the line is not missing.
				const isMissing = events.length < chat.length + 1;
				assert.ok(!isMissing || unreadable.length > 0 || damaged.at(-1) !== NEWLINE, `byte ${at}`);
			}
		}
	});

	it('finds the line that another window got stuck to the end of a torn one', () => {
		const [first, second] = chat.map(formatEvent);
		const glued = `{"type":"text","id":"r1","te${second}`;
		const bytes = Buffer.from(`${formatEvent(header)}\n${first}\n${glued}\n`);
		const { events, unreadable } = readLog('c-1', bytes, 0);
		assert.deepEqual(events, [header, ...chat.slice(0, 2)]);
		assert.deepEqual(unreadable, [{ line: 3, text: glued }]);
	});

	it('finds two whole lines that stick together, and reads them in full', () => {
		const lines = [header, ...chat].map(formatEvent);
		const stuck = `${lines.slice(0, 3).join('\n')}\n${lines.slice(3).join('')}\n`;
		const { events, unreadable } = readLog('c-1', Buffer.from(stuck), 0);
		assert.deepEqual(events, [header, ...chat]);
		assert.deepEqual(unreadable, []);
	});

	it('takes what looks like a line within a line for what it is', () => {
		const extra: ConversationEvent = { type: 'text', id: 'r1', extras: [{ type: 'audio' }] };
		const { events, unreadable } = readLog('c-1', asBytes([header, ...chat, extra]), 0);
		assert.deepEqual(events.at(-1), extra);
		assert.deepEqual(unreadable, []);
	});

	it('has something stand for a message whose line is lost, among the events too', () => {
		const lines = [header, ...chat].filter(
			(event) => event.type !== 'message' || event.message.id !== 'q1',
		);
		const { events, conversation } = readLog('c-1', asBytes(lines), 0);
		const [standIn] = conversation.path();
		assert.deepEqual(events[1], { type: 'message', message: standIn });
		assert.ok(standIn?.role === 'user' && standIn.id === 'q1');
		assert.equal(events.length, lines.length + 1);
	});

	it('takes a line for lost unless the next one has it all; empty ones say nothing', () => {
		const [first = '', second = ''] = chat.map(formatEvent);
		const torn = second.slice(0, -5);
		const text = ['', formatEvent(header), '', first, torn, second, torn, first, '', ''].join('\n');
		const { events, unreadable } = readLog('c-1', Buffer.from(text), 0);
		assert.deepEqual(unreadable, [{ line: 7, text: torn }]);
		assert.equal(events.length, 4);
	});

	it('goes by the first header, also where a newer one follows', () => {
		const later = { ...header, created: header.created + 1, workspace: 'file:///other' };
		const newer = { ...later, version: WITHHELD_VERSION + 1 } as unknown as ConversationEvent;
		for (const other of [later, newer]) {
			const { events, newer: isNewer } = readLog('c-1', asBytes([header, other]), 0);
			assert.deepEqual(events, [header]);
			assert.equal(isNewer, other === newer);
		}
		const [own] = readLog('c-1', asBytes([newer, header]), 0).events;
		assert.ok(own?.type === 'header');
		assert.equal(own.created, later.created);
	});

	it('goes by the name of the file when the header says otherwise or is lost', () => {
		assert.equal(readLog('copy', log, 0).conversation.id, 'copy');
		const { conversation } = readLog('c-2', asBytes(chat), 77);
		assert.equal(conversation.id, 'c-2');
		assert.equal(conversation.created, 77);
		assert.equal(conversation.path().length, 4);
	});

	it('takes a type it does not know for damage, but not below the header of a newer version', () => {
		const pinned = '{"type":"pinned","id":"r1"}\n';
		const old = readLog('c-1', Buffer.concat([log, Buffer.from(pinned)]), 0);
		assert.equal(old.newer, false);
		assert.deepEqual(old.unreadable, [{ line: chat.length + 2, text: pinned.trimEnd() }]);
		const newer = Buffer.from('{"type":"header","version":2,"created":9,"workspace":null}\n');
		const read = readLog('c-1', Buffer.concat([newer, asBytes(chat), Buffer.from(pinned)]), 0);
		assert.equal(read.newer, true);
		assert.equal(read.conversation.created, 9);
		assert.equal(read.conversation.path().length, 4);
		assert.deepEqual(read.unreadable, []);
	});

	it('reads a line whose time is none with the nearest one, and the rest of it as it stands', () => {
		for (const time of [9e15, 1e300, -5, 1.5]) {
			const [first, ...others] = [header, ...chat].map(
				(event) => JSON.parse(formatEvent(event)) as { at?: number; message?: object },
			);
			const lines = [first && { ...first, created: time }, ...others].map((line) => {
				if (line?.at !== undefined) return { ...line, at: time };
				return line?.message === undefined
					? line
					: { ...line, message: { ...line.message, at: time } };
			});
			const bytes = Buffer.from(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
			const { conversation, unreadable } = readLog('c-1', bytes, 7);
			assert.deepEqual(unreadable, []);
			const whole = readLog(
				'c-1',
				Buffer.from(`${[header, ...chat].map(formatEvent).join('\n')}\n`),
				7,
			);
			assert.deepEqual(
				conversation.messages().map(({ text }) => text),
				whole.conversation.messages().map(({ text }) => text),
			);
			for (const { at } of conversation.messages()) new Date(at).toISOString();
			new Date(conversation.created).toISOString();
			chatAsMarkdown(conversation);
		}
	});
});
