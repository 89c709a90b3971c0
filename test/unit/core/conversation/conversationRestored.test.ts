import assert from 'node:assert/strict';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import { chat, header } from './conversationSamples.ts';

function replayed(): Conversation {
	const conversation = new Conversation(header);
	for (const event of chat) conversation.apply(event);
	return conversation;
}

describe('a restored message', () => {
	it('comes back in its place among its siblings, with all below it', () => {
		const conversation = replayed();
		const before = conversation.path();
		assert.ok(conversation.apply({ type: 'deleted', id: 'r1' }));
		assert.deepEqual(conversation.siblings('r2'), ['r2']);
		assert.ok(conversation.apply({ type: 'restored', id: 'r1' }));
		assert.deepEqual(conversation.siblings('r2'), ['r1', 'r2']);
		assert.deepEqual(conversation.path(), before);
		assert.equal(conversation.wasDeleted('r3'), false);
	});

	it('waits for the one above it, and is restored once', () => {
		const conversation = replayed();
		conversation.apply({ type: 'deleted', id: 'r3' });
		conversation.apply({ type: 'deleted', id: 'q1' });
		assert.equal(conversation.apply({ type: 'restored', id: 'r3' }), false);
		assert.ok(conversation.apply({ type: 'restored', id: 'q1' }));
		assert.equal(conversation.message('r3'), undefined);
		assert.ok(conversation.apply({ type: 'restored', id: 'r3' }));
		assert.equal(conversation.apply({ type: 'restored', id: 'r3' }), false);
		assert.equal(conversation.message('r3')?.text, 'A tab');
	});

	it('leaves alone what is shown meanwhile', () => {
		const conversation = replayed();
		conversation.apply({ type: 'head', id: 'r2' });
		conversation.apply({ type: 'deleted', id: 'r1' });
		conversation.apply({ type: 'restored', id: 'r1' });
		assert.equal(conversation.head, 'r2');
	});
});
