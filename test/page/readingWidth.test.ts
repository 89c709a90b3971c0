import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

describe('the width of what is read', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const edges = (selector: string) =>
		chat.page
			.locator(selector)
			.first()
			.evaluate((one) => {
				const { left, right } = one.getBoundingClientRect();
				return [Math.round(left), Math.round(right)];
			});

	it('is that of the box, and stays the same when the scroll bar appears', async () => {
		await chat.page.addStyleTag({ content: '::-webkit-scrollbar { width: 12px }' });
		await chat.snapshot([asked(), answered({ text: 'Short.' })]);
		const before = await edges('.reply');
		await chat.snapshot([asked(), answered({ text: 'Long.\n\n'.repeat(80) })]);
		assert.deepEqual(await edges('.reply'), before);
		assert.deepEqual(await edges('.box'), before);
		const gutter = await chat.page
			.locator('.scroller')
			.evaluate((one) => one.getBoundingClientRect().width - one.clientWidth);
		assert.equal(gutter, 12);
	});
});
