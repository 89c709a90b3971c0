import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { asInterrupted } from '../../../../src/core/conversation/messageChanges.ts';
import { anyEvent, chat, header, question, reply, settle, text } from './conversationSamples.ts';

function replay(events: ConversationEvent[]): Conversation {
	const conversation = new Conversation(header);
	for (const event of events) {
		conversation.apply(event);
	}
	return conversation;
}

function ids(conversation: Conversation): string[] {
	return conversation.path().map((message) => message.id);
}

describe('a conversation', () => {
	it('loses more replies to one question than a call takes as arguments', () => {
		const conversation = replay([
			question('q', null),
			...Array.from({ length: 200_000 }, (_, index) => reply(`r${index}`, 'q')),
		]);
		conversation.apply({ type: 'deleted', id: 'q' });
		assert.deepEqual(ids(conversation), []);
	});

	it('is empty at first', () => {
		const conversation = new Conversation(header);
		assert.equal(conversation.title, 'New Chat');
		assert.equal(conversation.head, null);
		assert.deepEqual(conversation.path(), []);
		assert.equal(conversation.lastReply(), undefined);
		assert.equal(conversation.workspace, 'file:///home/me/project');
	});

	it('shows the branch that the newest message is in', () => {
		const conversation = replay(chat);
		assert.deepEqual(ids(conversation), ['q1', 'r1', 'q2', 'r3']);
		assert.deepEqual(ids(replay(chat.slice(0, 8))), ['q1', 'r2']);
		assert.equal(conversation.lastReply()?.text, 'A tab');
		assert.equal(conversation.lastReply()?.reasoning, 'Hm. ');
		assert.equal(replay(chat.slice(0, 9)).lastReply()?.id, 'r1');
	});

	it('keeps what a reply said and how it ended', () => {
		const message = replay(chat).message('r1');
		assert.ok(message?.role === 'assistant');
		assert.equal(message.text, 'A newline — 行 \u{1f999} is `\\n`.\n');
		assert.equal(message.status, 'complete');
		assert.deepEqual(message.facts, { finish_reason: 'stop' });
	});

	it('has siblings in order and finds the newest branch below each', () => {
		const conversation = replay(chat);
		assert.deepEqual(conversation.siblings('r2'), ['r1', 'r2']);
		assert.deepEqual(conversation.siblings('q1'), ['q1']);
		assert.deepEqual(conversation.siblings('nobody'), []);
		assert.equal(conversation.leafBelow('r1'), 'r3');
		assert.equal(conversation.leafBelow('r2'), 'r2');
		// r2 was added after r1, but the chat then went on below r1.
		assert.equal(conversation.leafBelow('q1'), 'r3');
		assert.equal(conversation.leafBelow('nobody'), undefined);
	});

	it('moves its head to any message and to none', () => {
		const conversation = replay(chat);
		assert.ok(conversation.apply({ type: 'head', id: 'r2' }));
		assert.deepEqual(ids(conversation), ['q1', 'r2']);
		assert.ok(conversation.apply({ type: 'head', id: null }));
		assert.deepEqual(ids(conversation), []);
	});

	it('deletes a message with all below it and shows what is left', () => {
		const conversation = replay([...chat, { type: 'deleted', id: 'r1' }]);
		assert.deepEqual(ids(conversation), ['q1', 'r2']);
		assert.deepEqual(conversation.siblings('r2'), ['r2']);
		assert.equal(conversation.message('r3'), undefined);
		assert.ok(conversation.wasDeleted('r3'));
		assert.ok(conversation.apply({ type: 'deleted', id: 'r2' }));
		assert.deepEqual(ids(conversation), ['q1']);
		assert.ok(conversation.apply({ type: 'deleted', id: 'q1' }));
		assert.equal(conversation.head, null);
	});

	it('leaves the head alone when another branch is deleted', () => {
		assert.deepEqual(ids(replay([...chat, { type: 'deleted', id: 'r2' }])), [
			'q1',
			'r1',
			'q2',
			'r3',
		]);
	});

	it('ignores what names a message that is not there, and what is there already', () => {
		const conversation = replay([...chat, { type: 'deleted', id: 'q2' }]);
		const before = conversation.path();
		const refused: ConversationEvent[] = [
			header,
			question('q1', null),
			question('q9', 'nobody'),
			question('own', 'own'),
			reply('r3', 'q1'),
			reply('r9', 'q2'),
			text('nobody', 'x'),
			text('r3', 'x'),
			text('q1', 'x'),
			settle('q1'),
			settle('r3'),
			{ type: 'head', id: 'r3' },
			{ type: 'deleted', id: 'r3' },
		];
		for (const event of refused) {
			assert.equal(conversation.apply(event), false, JSON.stringify(event));
		}
		assert.deepEqual(conversation.path(), before);
	});

	it('keeps what is said of a deleted message, and below it, for its return', () => {
		const said: ConversationEvent[] = [
			text('r3', ' is a tab'),
			settle('r3', 'stopped'),
			question('q9', 'r3', 'Asked before it was known?'),
			reply('r9', 'q9'),
			text('r9', 'Nine.'),
			settle('r9'),
		];
		const deletion: ConversationEvent = { type: 'deleted', id: 'q2' };
		const before = replay([...chat, deletion]);
		const conversation = replay([...chat, deletion, ...said]);
		assert.deepEqual(conversation.messages(), before.messages());
		assert.equal(conversation.head, before.head);
		assert.ok(conversation.apply({ type: 'restored', id: 'q2' }));
		const undeleted = replay([...chat, ...said]);
		assert.deepEqual(conversation.pathTo('r9'), undeleted.pathTo('r9'));
		assert.deepEqual(conversation.siblings('q9'), ['q9']);
		assert.deepEqual(conversation.unsettledReplies(), undeleted.unsettledReplies());
		assert.equal(conversation.wasDeleted('q9'), false);
		// And goes with it again.
		assert.ok(conversation.apply(deletion));
		assert.equal(conversation.message('r9'), undefined);
	});

	it('takes text that comes after the end, and lets no other window interrupt a reply that ended', () => {
		const conversation = replay(chat);
		assert.equal(conversation.apply(settle('r1', 'interrupted')), false);
		assert.ok(conversation.apply(settle('r3', 'interrupted')));
		assert.ok(conversation.apply(text('r3', ' is \\t')));
		assert.ok(conversation.apply(settle('r3')));
		const last = conversation.lastReply();
		assert.equal(last?.text, 'A tab is \\t');
		assert.equal(last?.status, 'complete');
	});

	it('takes what the server says later of a reply that was interrupted, and of no other in that way', () => {
		const conversation = replay([...chat, settle('r3', 'interrupted')]);
		const later = { at: 9, provider_name: 'DeepInfra' };
		const told = (id: string): ConversationEvent => ({
			type: 'settle',
			id,
			at: 1,
			status: 'interrupted',
			facts: { later },
		});
		assert.ok(conversation.apply(told('r3')));
		assert.deepEqual(conversation.lastReply()?.facts.later, later);
		assert.equal(conversation.lastReply()?.status, 'interrupted');
		assert.equal(conversation.apply(told('r1')), false);
	});

	it('drops the failure of an end that a later one replaces', () => {
		const failure = { kind: 'network' as const, message: 'Lost.' };
		const failed: ConversationEvent = {
			type: 'settle',
			id: 'r3',
			at: 1,
			status: 'failed',
			facts: {},
			failure,
		};
		const conversation = replay([...chat, failed]);
		assert.deepEqual(conversation.lastReply()?.failure, failure);
		conversation.apply(settle('r3'));
		assert.ok(!('failure' in (conversation.lastReply() ?? {})));
	});

	it('names the replies that never settled, to be shown as interrupted with their text', () => {
		const [open, ...others] = replay(chat).unsettledReplies();
		assert.ok(open && others.length === 0);
		assert.deepEqual(asInterrupted(open), { ...open, status: 'interrupted' });
		const settled = replay(chat).message('r2');
		assert.ok(settled);
		assert.equal(asInterrupted(settled), settled);
	});

	it('leaves what it handed out as it was', () => {
		const conversation = replay(chat);
		const before = conversation.path();
		const copy = structuredClone(before);
		conversation.apply(text('r3', '.'));
		conversation.apply(settle('r3'));
		assert.deepEqual(before, copy);
	});

	it('takes its title from the title event, else from the first line of the first question', () => {
		assert.equal(replay(chat).title, 'Escapes');
		assert.equal(replay(chat.slice(0, 9)).title, 'What does "x\\n" mean?');
		assert.equal(replay([question('q', null, ' \n\n  a \t b\r\nc')]).title, 'a b');
		assert.equal(replay([question('q', null, ' \n ')]).title, 'New Chat');
		assert.equal(replay([...chat, { type: 'title', title: ' ' }]).title, 'What does "x\\n" mean?');
		const llamas = '\u{1f999}'.repeat(61);
		const title = replay([question('q', null, llamas)]).title;
		assert.equal(title, `${'\u{1f999}'.repeat(59)}…`);
		assert.equal(replay([question('q', null, 'x'.repeat(60))]).title, 'x'.repeat(60));
	});

	it('survives a branch deeper than the call stack', () => {
		const conversation = new Conversation(header);
		let parent: string | null = null;
		for (let i = 0; i < 50_000; i++) {
			conversation.apply(question(`q${i}`, parent, ''));
			parent = `q${i}`;
		}
		assert.equal(conversation.path().length, 50_000);
		assert.equal(conversation.leafBelow('q0'), 'q49999');
		conversation.apply({ type: 'deleted', id: 'q1' });
		assert.deepEqual(ids(conversation), ['q0']);
	});

	it('has what it last chose over the settings, whole', () => {
		const conversation = new Conversation(header);
		assert.deepEqual(conversation.choices, {});
		conversation.apply({ type: 'choices', choices: { model: 'a/b', parameters: { topK: 1 } } });
		assert.equal(conversation.apply({ type: 'choices', choices: { model: 'c/d' } }), true);
		assert.deepEqual(conversation.choices, { model: 'c/d' });
	});

	it('keeps a tree that hangs together, whatever is applied', () => {
		fc.assert(
			fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
				const conversation = new Conversation(header);
				for (const event of events) {
					const before = conversation.path();
					if (!conversation.apply(event)) {
						assert.deepEqual(conversation.path(), before);
					}
				}
				const path = conversation.path();
				assert.equal(path.at(-1)?.id ?? null, conversation.head);
				path.forEach((message, index) => {
					assert.equal(message.parent, path[index - 1]?.id ?? null);
					assert.ok(conversation.siblings(message.id).includes(message.id));
					const leaf = conversation.leafBelow(message.id);
					assert.ok(leaf !== undefined && conversation.message(leaf));
				});
			}),
		);
	});
});
