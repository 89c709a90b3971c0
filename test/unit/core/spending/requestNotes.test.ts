import assert from 'node:assert/strict';
import { requestNotes } from '../../../../src/core/spending/requestNotes.ts';

const ASKED = [{ role: 'user', content: 'Well?' }] as const;

describe('What the estimate of a request cannot know', () => {
	it('is how much is reasoned, with what that costs: at its own price, else at that of the reply', () => {
		const request = { model: 'a/b', messages: ASKED, reasoning: { effort: 'high' } } as const;
		const [note] = requestNotes(request, { completion: '0.000015', internal_reasoning: '0' });
		assert.equal(
			note,
			'Reasoning effort high: reasoning is billed as tokens of the reply, at $15.00 for a million. How many they will be is not known, and they are not in the estimate.',
		);
		const own = requestNotes(request, { completion: '0.000015', internal_reasoning: '0.00002' });
		assert.match(own.join(), /at \$20\.00 for a million/);
		for (const pricing of [undefined, {}, { completion: '-1' }])
			assert.match(requestNotes(request, pricing).join(), /tokens of the reply\. How/);
		const other = { model: 'a/b', messages: ASKED, reasoning_effort: 'low' } as const;
		assert.match(requestNotes(other, undefined).join(), /^Reasoning effort low/);
	});

	it('is how much less a variant costs that lets the cheapest tier answer', () => {
		for (const model of ['a/b:floor', 'a/b:floor@preset/q'])
			assert.match(requestNotes({ model, messages: ASKED }, undefined).join(), /can cost less/);
		for (const model of ['a/b', 'a/b:nitro', 'a/floor'])
			assert.deepEqual(requestNotes({ model, messages: ASKED }, undefined), [], model);
	});

	it('is what the model makes of images, at the detail that each goes out with', () => {
		const image = (detail?: string) =>
			({ type: 'image_url', image_url: { url: 'data:', ...(detail && { detail }) } }) as const;
		const content = [{ type: 'text', text: 'a' } as const, image(), image('low'), image('low')];
		assert.match(
			requestNotes({ model: 'a/b', messages: [{ role: 'user', content }] }, undefined).join(),
			/^Images: 1 at detail auto, 2 at detail low\./,
		);
	});

	it('is nothing for a text that is answered without reasoning', () => {
		assert.deepEqual(requestNotes({ model: 'a/b', messages: ASKED }, { completion: '1' }), []);
		const off = { model: 'a/b', messages: ASKED, reasoning: { effort: 'none' } } as const;
		assert.deepEqual(requestNotes(off, { completion: '1' }), []);
	});
});
