import assert from 'node:assert/strict';
import { mergeEvents } from '../../../../src/core/chat/mergeEvents.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { header, question, reply, settle, text } from '../conversation/conversationSamples.ts';

const BEFORE = [question('q', null), reply('r', 'q')];

/** What is told of these events after a question with its reply, and the shown branch then. */
function merged(events: readonly ConversationEvent[], keepHead = false) {
	const conversation = new Conversation(header);
	for (const event of BEFORE) conversation.apply(event);
	const told: string[] = [];
	mergeEvents(conversation, events, keepHead, {
		changed: (id) => told.push(`changed ${id}`),
		text: (id, piece) => told.push(`text ${id} ${piece}`),
		reasoning: (id, piece) => told.push(`reasoning ${id} ${piece}`),
		replaced: () => told.push('replaced'),
	});
	return { told, path: conversation.path().map(({ id }) => id), conversation };
}

describe('what another window has written', () => {
	it('is told piece by piece where it goes on from what is shown', () => {
		const { told, path } = merged([
			{ type: 'text', id: 'r', reasoning: 'Hm.', text: 'One' },
			{ type: 'text', id: 'r', extras: [{ type: 'audio' }] },
			settle('r'),
			question('q2', 'r'),
			reply('r2', 'q2'),
			{ type: 'running', id: 'r2', process: 7 },
		]);
		assert.deepEqual(told, [
			'reasoning r Hm.',
			'text r One',
			'changed r',
			'changed r',
			'changed q2',
			'changed r2',
			'changed r2',
		]);
		assert.deepEqual(path, ['q', 'r', 'q2', 'r2']);
	});

	it('is told once, as a whole, where anything may be different', () => {
		for (const events of [
			[question('q2', null)],
			[{ type: 'text', id: 'r', thought: true }],
			[{ type: 'deleted', id: 'r' }],
			[{ type: 'title', title: 'Another' }],
			[
				{ type: 'title', title: 'One' },
				{ type: 'title', title: 'Two' },
			],
		] as const) {
			assert.deepEqual(merged(events as readonly ConversationEvent[]).told, ['replaced']);
		}
	});

	it('is told of a turn whose place in the context has changed', () => {
		const { told } = merged([{ type: 'context', id: 'q', inContext: 'pinned' }]);
		assert.deepEqual(told, ['changed q', 'changed r']);
	});

	it('says that a reply goes on', () => {
		const { told } = merged([settle('r', 'stopped'), { type: 'continued', id: 'r' }]);
		assert.deepEqual(told, ['changed r', 'changed r']);
	});

	it('is left out where it fits nothing', () => {
		assert.deepEqual(merged([text('none', 'x'), settle('none')]).told, []);
		assert.deepEqual(merged([]).told, []);
	});

	it('leaves the shown branch where that is wanted', () => {
		const other = [question('q2', null), reply('r2', 'q2')];
		assert.deepEqual(merged(other).path, ['q2', 'r2']);
		const kept = merged(other, true);
		assert.deepEqual(kept.path, ['q', 'r']);
		assert.deepEqual(kept.told, ['replaced']);
		assert.ok(kept.conversation.message('r2'));
	});
});
