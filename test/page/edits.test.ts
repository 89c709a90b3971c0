import assert from 'node:assert/strict';
import { attachmentId } from '../../src/shared/attachments/attachmentId.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked, excerpt } from './samples.ts';

describe('a question that is being changed', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const question = asked({ text: 'Old?', excerpts: [excerpt] });
	const edit = () => chat.page.getByRole('textbox', { name: 'Edit message' });
	const chips = () => chat.page.locator('.question-editor .chip-name').allTextContents();
	const told = async () => (await chat.received('editDrafts')).at(-1);

	async function change(): Promise<void> {
		await chat.button('Edit').click();
		await edit().fill('New and longer?');
		await edit().evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(4, 7));
	}

	it('stays as it is when the chat is shown anew, with the keyboard in it', async () => {
		await chat.snapshot([question, answered()]);
		await change();
		await chat.button('Remove src/sum.py:3–4').click();
		await edit().evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(4, 7));
		await chat.snapshot([question]);
		assert.equal(await edit().inputValue(), 'New and longer?');
		assert.deepEqual(await chips(), []);
		assert.equal(await chat.focused(), 'Edit message');
		await chat.page.keyboard.type('but');
		assert.equal(await edit().inputValue(), 'New but longer?');
		await edit().press('Enter');
		const [sent] = await chat.received('edit');
		assert.equal(sent?.text, 'New but longer?');
		assert.equal(sent?.removed?.length, 1);
	});

	it('is told to the host, and open again in a page to come', async () => {
		await chat.snapshot([question]);
		await chat.button('Edit').click();
		const opened = () => chat.sent('editDrafts').at(-1)?.edits[0]?.text === 'Old?';
		await chat.until(opened, 'the edit as it begins');
		await edit().pressSequentially(' And?');
		const typed = () => chat.sent('editDrafts').at(-1)?.edits[0]?.text === 'Old? And?';
		await chat.until(typed, 'the edit as it is typed');
		await chat.button('Remove src/sum.py:3–4').click();
		const removed = () => chat.sent('editDrafts').at(-1)?.edits[0]?.removed.length === 1;
		await chat.until(removed, 'the chip that was taken off');
		const edits = chat.sent('editDrafts').at(-1)?.edits ?? [];

		await chat.snapshot([], {}, { conversation: 'other' });
		await chat.snapshot([question], {}, { edits });
		assert.equal(await edit().inputValue(), 'Old? And?');
		assert.deepEqual(await chips(), []);
		assert.notEqual(await chat.focused(), 'Edit message', 'nobody asked for the keyboard');
	});

	it('offers what has changed since as it was sent and as it is now', async () => {
		const other = { ...excerpt, uri: 'file:///work/other.py', label: 'other.py' };
		await chat.snapshot([asked({ text: 'Old?', excerpts: [excerpt, other] })]);
		await chat.button('Edit').click();
		const [question] = await chat.received('askChanged');
		assert.equal(question?.id, 'q1');
		const id = attachmentId(excerpt);
		await chat.page.evaluate((data) => dispatchEvent(new MessageEvent('message', { data })), {
			type: 'changedAttachments',
			id: 'q1',
			attachments: [id],
		});
		const asNow = chat.page.getByRole('button', { name: 'As It Is Now' });
		const asSent = chat.page.getByRole('button', { name: 'As Sent' });
		await asNow.waitFor();
		assert.equal(await asNow.count(), 1);
		const pressed = async () => [
			await asSent.getAttribute('aria-pressed'),
			await asNow.getAttribute('aria-pressed'),
		];
		assert.deepEqual(await pressed(), ['true', 'false']);
		await asNow.press('Enter');
		assert.deepEqual(await pressed(), ['false', 'true']);
		const kept = () => chat.sent('editDrafts').at(-1)?.edits[0]?.now?.[0] === id;
		await chat.until(kept, 'the choice to be kept');
		await asSent.click();
		await asNow.click();
		await edit().press('Enter');
		const [sent] = await chat.received('edit');
		assert.deepEqual(sent, { type: 'edit', id: 'q1', text: 'Old?', now: [id] });
	});

	it('says what the server reads again, once that is known', async () => {
		await chat.snapshot([question]);
		await chat.button('Edit').click();
		const [asked] = await chat.received('askReread');
		assert.equal(asked?.id, 'q1');
		const note = chat.page.locator('.question-editor').getByRole('status');
		assert.equal(await note.isVisible(), false);
		const words = { edit: 'What follows the change is read anew: about 6.1k tokens.' };
		await chat.answer({ type: 'reread', id: 'q2', words: { edit: 'Of another.' } });
		await chat.answer({ type: 'reread', id: 'q1', words });
		assert.equal(await note.innerText(), words.edit);
	});

	it('is told before another chat is shown', async () => {
		await chat.snapshot([question]);
		await change();
		await chat.snapshot([], {}, { conversation: 'other' });
		const last = await told();
		assert.equal(last?.conversation, 'c-1');
		assert.equal(last?.edits[0]?.text, 'New and longer?');
	});

	it('is kept when it is refused, and gone when it is taken or cancelled', async () => {
		await chat.snapshot([question]);
		await change();
		await edit().press('Enter');
		const kept = (await told())?.edits ?? [];
		assert.equal(kept[0]?.text, 'New and longer?');
		await chat.changes({ type: 'done', key: 'edit q1' });
		assert.equal(await edit().inputValue(), 'New and longer?');
		await edit().press('Enter');
		assert.equal((await chat.received('edit')).length, 2, 'it can be sent again');

		await chat.snapshot([asked({ id: 'q2', text: 'New?' }, { sibling: 2, siblings: 2 })]);
		assert.equal(await edit().count(), 0);
		await chat.snapshot([question], {}, { edits: [] });
		assert.equal(await edit().count(), 0, 'the version before is as it was');

		await change();
		await edit().press('Escape');
		assert.deepEqual((await told())?.edits, []);
		await chat.snapshot([question]);
		assert.equal(await edit().count(), 0);
	});

	it('each of several is itself', async () => {
		await chat.snapshot([asked({ id: 'a', text: 'A?' }), asked({ id: 'b', text: 'B?' })]);
		await chat.button('Edit').first().click();
		await edit().first().fill('A!');
		await chat.button('Edit').nth(1).click();
		await edit().nth(1).fill('B!');
		await chat.snapshot([asked({ id: 'b', text: 'B?' }), asked({ id: 'a', text: 'A?' })]);
		assert.equal(await edit().first().inputValue(), 'B!');
		assert.equal(await edit().nth(1).inputValue(), 'A!');
	});
});
