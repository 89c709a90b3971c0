import assert from 'node:assert/strict';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import { foundMessage } from '../../../../src/core/history/foundMessage.ts';
import { header, question } from '../conversation/conversationSamples.ts';

/** Two branches below the first question: the shown one ends in `d`, the other one in `b`. */
function conversation(): Conversation {
	const made = new Conversation(header);
	for (const event of [
		question('a', null, 'How do I sort a list of Apples?'),
		question('b', 'a', 'With a needle.\n\nThen a pear in a basket.'),
		question('c', 'a', 'First the pear.\nThen the BASKET, at last.'),
		question('d', 'c', 'Only the basket, and a p\u00e9age.'),
		{ type: 'title', title: 'Fruit salad' } as const,
	]) {
		assert.ok(made.apply(event));
	}
	return made;
}

describe('the message that a search has found', () => {
	const found = (query: string, line = '') => foundMessage(conversation(), { query, line });

	it('is the one with the line that was shown', () => {
		const line = 'Only the basket, and a p\u00e9age.';
		assert.deepEqual(found('basket', line), { id: 'd', word: 'basket' });
		assert.deepEqual(found('the BASKET', 'Then the BASKET, at last.'), { id: 'c', word: 'BASKET' });
	});

	it('is on the shown branch where that has one, else on the other', () => {
		assert.equal(found('pear')?.id, 'c');
		assert.equal(found('needle')?.id, 'b');
		assert.equal(found('needle', 'With a needle.')?.id, 'b');
	});

	it('has all words, else the longest', () => {
		assert.equal(found('pear basket')?.id, 'c');
		assert.equal(found('only basket')?.id, 'd');
		assert.deepEqual(found('needle apples'), { id: 'b', word: 'needle' });
		assert.deepEqual(found('apples pe\u0301age'), { id: 'a', word: 'apples' });
	});

	it('is none where only a title has it, or nothing was searched for', () => {
		assert.equal(found('salad'), undefined);
		assert.equal(found('  '), undefined);
	});
});
