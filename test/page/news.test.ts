import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';

describe('what was done for the chat', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const stored = { id: '0', text: 'The key is stored.', isError: false, buttons: [] };
	const refused = {
		id: '1',
		text: 'x.test refused this key.',
		isError: true,
		buttons: ['Enter Another Key'],
	};

	it('stands over the box and not on it, and can be dismissed', async () => {
		await chat.snapshot([], { news: stored });
		const news = chat.page.getByRole('status').filter({ hasText: stored.text });
		const bounds = (await news.boundingBox()) ?? assert.fail('It is not seen.');
		const box = (await chat.box.boundingBox()) ?? assert.fail();
		assert.ok(bounds.y + bounds.height <= box.y);
		assert.equal(await chat.page.getByRole('alert').count(), 0);
		await chat.button('Dismiss', news).click();
		assert.deepEqual(await chat.received('answerNews'), [{ type: 'answerNews', id: '0' }]);
		assert.equal(await chat.focused(), 'Message');
		await chat.snapshot([], {});
		await news.waitFor({ state: 'detached' });
	});

	it('is an alert where it went wrong, with what can be done next', async () => {
		await chat.snapshot([], { news: refused });
		const alert = chat.page.getByRole('alert');
		await alert.getByText(refused.text).waitFor();
		await chat.button('Enter Another Key', alert).press('Enter');
		assert.deepEqual(await chat.received('answerNews'), [
			{ type: 'answerNews', id: '1', button: 'Enter Another Key' },
		]);
		assert.equal(await chat.focused(), 'Message');
	});

	it('is not made anew while it stays, so that the keyboard stays on its button', async () => {
		await chat.snapshot([], { news: refused });
		await chat.button('Enter Another Key').focus();
		await chat.status({ title: 'Another' });
		assert.equal(await chat.focused(), 'Enter Another Key');
		await chat.status({ news: { ...refused, id: '2' } });
		assert.notEqual(await chat.focused(), 'Enter Another Key');
	});
});
