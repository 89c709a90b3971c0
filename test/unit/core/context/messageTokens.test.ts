import assert from 'node:assert/strict';
import {
	AROUND_MESSAGE,
	AROUND_REPLY,
	budgetTurns,
	excerptCounts,
	imageTokens,
	messageCounts,
	messageSizes,
	promptTokens,
	rememberedTurns,
	roomKept,
	textTokens,
	tokensAround,
} from '../../../../src/core/context/messageTokens.ts';
import type { Image, Message, Question } from '../../../../src/shared/conversation/messages.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';

const asked = (more: Partial<Question> = {}): Question => ({
	role: 'user',
	id: 'q',
	parent: null,
	at: 1,
	text: 'How many words are there?',
	excerpts: [],
	...more,
});

const image = (width: number, height: number): Image => ({
	hash: `${width}`.padEnd(64, '0'),
	mediaType: 'image/png',
	width,
	height,
	bytes: 1,
	name: 'a.png',
});

describe('the tokens of a message', () => {
	it('are those of its words, its code and what stands around it', () => {
		const bare = asked();
		const size = (message: Message) => messageSizes([message])(message);
		assert.equal(Math.ceil(size(bare)), AROUND_MESSAGE + textTokens(bare.text));
		assert.ok(size(asked({ excerpts: [EXCERPT] })) > size(bare));
		const empty: Message = {
			role: 'assistant',
			id: 'r',
			parent: 'q',
			at: 2,
			model: 'm',
			text: '',
			reasoning: 'Hm.',
			status: 'complete',
			facts: {},
		};
		assert.equal(size(empty), 0, 'it is not sent');
		assert.equal(tokensAround(3), 3 * AROUND_MESSAGE + AROUND_REPLY);
	});

	it('are counted once, and an excerpt’s too', () => {
		const question = asked();
		assert.equal(messageCounts(question), messageCounts(question));
		assert.equal(excerptCounts(EXCERPT), excerptCounts(EXCERPT));
		assert.notDeepEqual(messageCounts(question), messageCounts(asked({ text: 'One' })));
	});

	it('have those of the images that go along', () => {
		const without = asked();
		const withImages = asked({ images: [image(750, 10), image(75, 11)] });
		const size = (path: readonly Message[], message: Message) => messageSizes(path)(message);
		assert.equal(size([withImages], withImages) - size([without], without), 10 + 2);
		const later = asked({ id: 'q2', withoutImages: true });
		assert.equal(size([withImages, later], withImages), size([without], without));
	});

	it('of an image are one for 750 pixels, and 1,600 at most', () => {
		for (const [width, height, tokens] of [
			[1, 1, 1],
			[750, 1, 1],
			[751, 1, 2],
			[1200, 1000, 1600],
			[4000, 4000, 1600],
		] as const) {
			assert.equal(imageTokens({ width, height }), tokens);
		}
	});
});

describe('the tokens of a request', () => {
	it('are those of its texts, whatever form they have', () => {
		const content = 'How many words are there?';
		const one = promptTokens([{ role: 'user', content }]);
		assert.equal(one, AROUND_REPLY + AROUND_MESSAGE + textTokens(content));
		const url = `data:image/png;base64,${'x'.repeat(10_000)}`;
		const parts = promptTokens([
			{
				role: 'user',
				content: [
					{ type: 'text', text: content },
					{ type: 'image_url', image_url: { url } },
				],
			},
		]);
		assert.ok(parts >= one && parts < one + 5, `${parts}`);
		assert.equal(promptTokens([]), AROUND_REPLY);
	});
});

describe('the turns of a branch', () => {
	it('have the tokens of their messages together', () => {
		const path = [asked(), asked({ id: 'q2', parent: 'q' })];
		const turns = budgetTurns(path, ({ id }) => (id === 'q' ? 3 : 4));
		assert.equal(
			turns.reduce((sum, { tokens }) => sum + tokens, 0),
			7,
		);
		assert.deepEqual(
			turns.flatMap(({ messages }) => messages),
			['q', 'q2'],
		);
	});

	it('are remembered as long as branch and correction stay', () => {
		const path = [asked()];
		const turns = rememberedTurns(path, undefined);
		assert.equal(rememberedTurns(path, undefined), turns);
		const correction = { family: undefined, factors: new Map() } as never;
		assert.notEqual(rememberedTurns(path, correction), turns);
		assert.notEqual(rememberedTurns([asked()], undefined), turns);
	});
});

describe('the room for a reply', () => {
	it('is what is asked for, but no more than half the context', () => {
		assert.deepEqual(roomKept(undefined, undefined), { reply: 0, least: 0, margin: 0 });
		assert.deepEqual(roomKept(700, undefined), { reply: 700, least: 0, margin: 0 });
		assert.deepEqual(roomKept(700, 8000), { reply: 700, least: 256, margin: 160 });
		assert.deepEqual(roomKept(100, 8000), { reply: 100, least: 100, margin: 160 });
		assert.deepEqual(roomKept(9000, 8001), { reply: 4001, least: 256, margin: 161 });
		assert.deepEqual(roomKept(undefined, 8000), { reply: 1024, least: 256, margin: 160 });
		assert.deepEqual(roomKept(undefined, 1001), { reply: 250, least: 250, margin: 21 });
	});
});
