import assert from 'node:assert/strict';
import { Chat } from '../../../../src/core/chat/chat.ts';
import type { ChatListener, ChatPorts } from '../../../../src/core/chat/chatPorts.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import {
	messageViews,
	shownSendKey,
	shownSpending,
} from '../../../../src/core/panel/messageViews.ts';
import { NOTHING_SPENT } from '../../../../src/core/spending/ledger.ts';
import type { ReplyFacts } from '../../../../src/shared/conversation/messages.ts';
import { header, question, reply } from '../conversation/conversationSamples.ts';

describe('the key that sends', () => {
	it('is Enter unless it is set to something that exists', () => {
		assert.equal(
			shownSendKey(() => 'ctrlEnter'),
			'ctrlEnter',
		);
		for (const value of ['enter', undefined, null, 'shiftEnter', 5]) {
			assert.equal(
				shownSendKey(() => value),
				'enter',
			);
		}
	});
});

describe('what a chat has cost, in words', () => {
	it('names the tokens as those of both ways, and only where they were counted', () => {
		const spent = { ...NOTHING_SPENT, replies: 3, tokens: 1412 };
		assert.equal(shownSpending(spent), '3 replies · 1,412 tokens in and out');
		assert.equal(shownSpending({ ...spent, replies: 1, tokens: 0 }), '1 reply');
		assert.equal(shownSpending(NOTHING_SPENT), undefined);
	});

	it('has every digit of the sum, and says where a part of it is an estimate', () => {
		const spent = { ...NOTHING_SPENT, replies: 1, billed: '1.2345678' };
		assert.equal(shownSpending(spent), '1 reply · $1.2345678');
		assert.equal(shownSpending({ ...spent, estimated: '0.00000001' }), '1 reply · ≈$1.23456781');
	});
});

describe('what a reply cost by our estimate', () => {
	function atLeast(model: string, facts: ReplyFacts, parameters = {}) {
		const conversation = new Conversation(header);
		conversation.apply(question('q1', null));
		const asked = reply('r1', 'q1');
		assert.ok(asked.type === 'message' && asked.message.role === 'assistant');
		const request = { system: '', parameters, leftOut: [] };
		conversation.apply({ ...asked, message: { ...asked.message, model, facts, request } });
		const chat = new Chat(conversation, { processes: {} } as ChatPorts, {} as ChatListener);
		return messageViews(chat).at(-1)?.costsAtLeast;
	}

	it('is the least where its id may ask for a dearer provider, and is said of estimates only', () => {
		const estimated = { estimated_cost: '0.0002' };
		assert.equal(atLeast('a/b:nitro', estimated), true);
		assert.equal(atLeast('@preset/x', estimated), true);
		assert.equal(atLeast('a/b', estimated), undefined);
		// OpenRouter has said both of a free one.
		assert.equal(atLeast('a/b:free', { ...estimated, model: 'a/b' }), true);
		assert.equal(atLeast('a/b:free', { ...estimated, model: 'a/b:free' }), undefined);
		assert.equal(atLeast('a/b:free', estimated), undefined);
		assert.equal(atLeast('a/b:nitro', {}), undefined);
		assert.equal(atLeast('a/b', estimated, { models: ['a/c:nitro'] }), true);
		assert.equal(atLeast('a/b', estimated, { provider: { sort: 'latency' } }), true);
	});
});

describe('a reply to a name for the newest of a family', () => {
	const NEWEST = '~openai/gpt-sol-latest';

	function answeredBy(facts: ReplyFacts, model = NEWEST, parameters = {}) {
		const asked = reply('r1', 'q1');
		assert.ok(asked.type === 'message' && asked.message.role === 'assistant');
		const request = { system: '', parameters, leftOut: [] };
		const message = { ...asked.message, model, facts, request };
		return viewsOf(question('q1', null), { ...asked, message }).at(-1)?.answeredBy;
	}

	it('is by another model where that is not the one that the list had for it', () => {
		const alias_target = 'openai/gpt-5.4';
		assert.equal(answeredBy({ alias_target, model: 'openai/gpt-5.4-20260317' }), undefined);
		assert.equal(answeredBy({ alias_target, model: '~openai/gpt-sol-latest' }), undefined);
		assert.equal(answeredBy({ alias_target, model: 'meta-llama/llama-3.1-8b' }), 'other');
	});

	it('is by one that the list did not have for it where that is of its maker: the name can stand for it since', () => {
		const facts = { alias_target: 'openai/gpt-5.4', model: 'openai/gpt-5.5' };
		assert.equal(answeredBy(facts), 'unlisted');
		const models = ['openai/gpt-5.5'];
		assert.equal(answeredBy(facts, NEWEST, { models }), 'fallback');
		assert.equal(answeredBy(facts, `${NEWEST}@preset/mine`), undefined, 'a preset can lead there');
	});

	it('is by another model where the list says nothing and its maker is another', () => {
		assert.equal(answeredBy({ model: 'openai/gpt-5.4' }), undefined);
		assert.equal(answeredBy({ model: 'meta-llama/llama-3.1-8b-instruct' }), 'other');
	});
});

/** The messages of a branch as the page is told of them. */
function viewsOf(...events: readonly ConversationEvent[]) {
	const conversation = new Conversation(header);
	for (const event of events) conversation.apply(event);
	return messageViews(new Chat(conversation, { processes: {} } as ChatPorts, {} as ChatListener));
}

describe('when the message before one was written', () => {
	const at = (event: ConversationEvent, time: number): ConversationEvent =>
		event.type === 'message' ? { ...event, message: { ...event.message, at: time } } : event;
	const before = (...events: readonly ConversationEvent[]) =>
		viewsOf(...events).map((view) => [view.message.id, view.writtenBefore]);

	it('is told with each message of the branch but the first', () => {
		const chat = [
			at(question('q1', null), 10),
			at(reply('r1', 'q1'), 20),
			at(question('q2', 'r1'), 30),
			at(reply('r2', 'q2'), 40),
			at(question('q3', 'r2'), 50),
		];
		assert.deepEqual(before(...chat), [
			['q1', undefined],
			['r1', 10],
			['q2', 20],
			['r2', 30],
			['q3', 40],
		]);
		const other = [at(question('q2b', 'r1'), 60), at(question('q3b', 'q2b'), 70)];
		assert.deepEqual(before(...chat, ...other), [
			['q1', undefined],
			['r1', 10],
			['q2b', 20],
			['q3b', 60],
		]);
		const again = [at(question('q1', null), 10), at(reply('r1', 'q1'), 20)];
		assert.deepEqual(before(...again, at(reply('r1b', 'q1'), 90)), [
			['q1', undefined],
			['r1b', 10],
		]);
	});
});

describe('where another model was asked than before', () => {
	const by = (event: ConversationEvent, model: string): ConversationEvent =>
		event.type === 'message' && event.message.role === 'assistant'
			? { ...event, message: { ...event.message, model } }
			: event;
	const changes = (...events: readonly ConversationEvent[]) =>
		viewsOf(...events).map(({ modelChange }) => modelChange);
	const change = { from: 'A', to: 'B' };

	it('is told with the first reply of the other one', () => {
		const chat = [
			question('q1', null),
			by(reply('r1', 'q1'), 'x/a'),
			question('q2', 'r1'),
			by(reply('r2', 'q2'), 'x/b'),
			question('q3', 'r2'),
			by(reply('r3', 'q3'), 'x/b'),
		];
		assert.deepEqual(changes(...chat), [
			undefined,
			undefined,
			undefined,
			change,
			undefined,
			undefined,
		]);
	});

	it('also behind two questions, or two replies, in a row', () => {
		const begun = [question('q1', null), by(reply('r1', 'q1'), 'x/a')];
		const unanswered = [question('q2', 'r1'), question('q3', 'q2'), by(reply('r3', 'q3'), 'x/b')];
		assert.deepEqual(changes(...begun, ...unanswered).at(-1), change);
		assert.deepEqual(changes(...begun, by(reply('r2', 'r1'), 'x/b')).at(-1), change);
		assert.deepEqual(changes(...begun, by(reply('r2', 'r1'), 'x/a')).at(-1), undefined);
	});
});

describe('who answered a reply, in its view', () => {
	function answeredBy(model: string, parameters?: Record<string, unknown>, more: ReplyFacts = {}) {
		const conversation = new Conversation(header);
		const request = parameters && { system: '', parameters, leftOut: [] };
		for (const event of [
			question('q1', null),
			reply('r1', 'q1', undefined, request),
			{ type: 'settle', id: 'r1', at: 3, status: 'complete', facts: { model, ...more } } as const,
		]) {
			conversation.apply(event);
		}
		const chat = new Chat(conversation, { processes: {} } as ChatPorts, {} as ChatListener);
		return messageViews(chat).at(-1)?.answeredBy;
	}

	it('is told where it is not the model that was asked, and where that is one of its fallback models', () => {
		const models = ['openai/gpt-4o'];
		assert.equal(answeredBy('meta-llama/llama-3-70b-instruct:free'), undefined);
		assert.equal(answeredBy(''), undefined);
		assert.equal(answeredBy('openai/gpt-4o'), 'other');
		assert.equal(answeredBy('openai/gpt-4o-2024-08-06', { models }), 'fallback');
		assert.equal(answeredBy('openai/gpt-4o', { models: 'openai/gpt-4o' }), 'other');
		assert.equal(answeredBy('gpt-4o-2024-08-06', undefined, { deployment: true }), undefined);
	});
});

describe('what a tool of an imported chat answered', () => {
	it('goes to the page up to a length, and says how much more there is', () => {
		const conversation = new Conversation(header);
		conversation.apply(question('q1', null));
		const asked = reply('r1', 'q1');
		assert.ok(asked.type === 'message' && asked.message.role === 'assistant');
		const result = 'x'.repeat(20_007);
		const call = { type: 'toolCall', name: 'read', id: 'c', input: '{}', result } as const;
		conversation.apply({ ...asked, message: { ...asked.message, extras: [call] } });
		const chat = new Chat(conversation, { processes: {} } as ChatPorts, {} as ChatListener);
		const shown = messageViews(chat).at(-1)?.message;
		assert.ok(shown?.role === 'assistant');
		assert.deepEqual(shown.extras, [
			{
				type: 'toolCall',
				name: 'read',
				input: '{}',
				result: `${'x'.repeat(20_000)}\n… 7 more characters, which an export has.`,
			},
		]);
	});
});
