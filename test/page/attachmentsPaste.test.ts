import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';

const LONG = Array.from({ length: 412 }, (_, at) => `line ${at}`).join('\n');

describe('a text that is pasted into the box', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});
	beforeEach(() => chat.snapshot());

	/** Pastes as a keyboard does: what nobody takes goes into the box. */
	const paste = (text: string) =>
		chat.box.evaluate((box: HTMLTextAreaElement, text) => {
			const data = new DataTransfer();
			data.setData('text/plain', text);
			const event = new ClipboardEvent('paste', {
				bubbles: true,
				cancelable: true,
				clipboardData: data,
			});
			if (!box.dispatchEvent(event)) return;
			box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
			box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
		}, text);
	const pasted = async () => (await chat.received('attachPasted')).map(({ text }) => text);

	it('goes to the host from 31 lines on, to stand over the box, and stays in it below', async () => {
		await chat.box.fill('Why? ');
		await paste(LONG);
		await paste('short\ntext');
		assert.deepEqual(await pasted(), [LONG]);
		assert.equal(chat.sent('attachPasted')[0]?.conversation, 'c-1');
		assert.equal(await chat.box.inputValue(), 'Why? short\ntext');
	});

	it('comes back as text by one undo right after it, where the caret is', async () => {
		await chat.box.fill('before after');
		await chat.box.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(7, 7));
		await paste(LONG);
		await chat.box.press('Control+z');
		assert.deepEqual(await chat.received('putInBox'), [{ type: 'putInBox', conversation: 'c-1' }]);
		await chat.changes({ type: 'intoBox', text: 'a\nb ' });
		assert.equal(await chat.box.inputValue(), 'before a\nb after');
		await chat.box.press('Control+z');
		assert.equal((await chat.received('putInBox')).length, 1, 'the next undo is the box’s own');
	});

	it('does not come back by an undo of what was typed since', async () => {
		await paste(LONG);
		await chat.box.pressSequentially('x');
		await chat.box.press('Control+z');
		await chat.box.press('Control+Shift+z');
		assert.deepEqual(await chat.received('putInBox'), []);
	});

	it('is put in by the button of its chip, by keyboard and by pointer', async () => {
		const chip = {
			kind: 'excerpt',
			id: 'pasted',
			label: 'Pasted, 412 lines',
			source: 'paste',
			startLine: 1,
			endLine: 412,
			bytes: 4000,
		} as const;
		await chat.status({ attachments: [chip, { ...chip, id: 'file', source: 'file' }] });
		const put = chat.page.getByRole('button', { name: 'Put in the Box' });
		assert.equal(await put.count(), 1);
		await put.click();
		await put.press('Enter');
		assert.deepEqual(await chat.received('putInBox'), [
			{ type: 'putInBox', attachment: 'pasted', conversation: 'c-1' },
			{ type: 'putInBox', attachment: 'pasted', conversation: 'c-1' },
		]);
		assert.equal(await chat.button('Remove Pasted, 412 lines').count(), 2);
	});

	it('is not lost, whatever it is: it is in the box or with the host', async () => {
		const line = fc.string({ unit: 'grapheme', maxLength: 12 });
		const texts = fc.sample(
			fc.array(line, { minLength: 1, maxLength: 70 }).map((lines) => lines.join('\n')),
			40,
		);
		for (const text of texts.filter((text) => text !== '')) {
			const before = (await pasted()).length;
			await chat.box.fill('');
			await paste(text);
			const [sent] = (await pasted()).slice(before);
			const value = await chat.box.inputValue();
			const normal = text.replace(/\r\n?/g, '\n');
			assert.ok(sent === text ? value === '' : sent === undefined && value === normal, text);
		}
		assert.deepEqual(chat.errors, []);
	});
});
