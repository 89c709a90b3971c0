import assert from 'node:assert/strict';
import { sharedBrowser } from '../vscode/browser.ts';
import { ChatPage, chatPageForEachTest } from './chatPage.ts';
import { contextSample } from './requestSamples.ts';
import { answered, asked, statusOf } from './samples.ts';

describe('the box', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const sent = async () => (await chat.received('send')).map(({ text }) => text);

	it('sends with Enter, or with Ctrl+Enter where that is set, and says so', async () => {
		await chat.snapshot([]);
		await chat.page.getByText('Enter sends, Shift+Enter begins a new line.').waitFor();
		assert.equal(await chat.button('Send').getAttribute('title'), 'Send (Enter)');
		await chat.box.pressSequentially('a');
		await chat.box.press('Shift+Enter');
		await chat.box.pressSequentially('b');
		await chat.box.press('Enter');
		assert.deepEqual(await sent(), ['a\nb']);
		await chat.changes({ type: 'accepted' });

		await chat.snapshot([], { sendKey: 'ctrlEnter' });
		await chat.page.getByText('Ctrl+Enter sends, Enter begins a new line.').waitFor();
		assert.equal(await chat.button('Send').getAttribute('title'), 'Send (Ctrl+Enter)');
		await chat.box.pressSequentially('c');
		await chat.box.press('Enter');
		await chat.box.pressSequentially('d');
		assert.deepEqual(await sent(), ['a\nb']);
		await chat.box.press('Control+Enter');
		assert.deepEqual(await sent(), ['a\nb', 'c\nd']);
	});

	it('sends an edited question with the same key', async () => {
		await chat.snapshot([asked({ id: 'q', text: 'Old?' })], { sendKey: 'ctrlEnter' });
		await chat.button('Edit').click();
		const edit = chat.page.getByRole('textbox', { name: 'Edit message' });
		await edit.fill('New?');
		await edit.press('End');
		await edit.press('Enter');
		assert.equal(await edit.inputValue(), 'New?\n');
		await edit.press('Control+Enter');
		assert.deepEqual(
			(await chat.received('edit')).map(({ text }) => text),
			['New?'],
		);
	});

	it('sends, queues and edits a text as it stands, without blank lines around it', async () => {
		const code = '    def f(x):\n\n        return x\n    y = f(1)  ';
		await chat.snapshot([asked({ id: 'q', text: code })]);
		await chat.box.fill(`\n \n${code}\n\t\n`);
		await chat.box.press('Enter');
		assert.deepEqual(await sent(), [code]);
		await chat.changes({ type: 'accepted' });
		assert.equal(await chat.box.inputValue(), '');

		await chat.status({ running: 'r' });
		await chat.box.fill(`${code}\n`);
		await chat.box.press('Enter');
		assert.deepEqual(
			(await chat.received('queue')).map(({ text }) => text),
			[code],
		);

		await chat.button('Edit').click();
		const edit = chat.page.getByRole('textbox', { name: 'Edit message' });
		await edit.fill(`\n${code}\n        more\n`);
		await chat.button('Ask Again').click();
		assert.deepEqual(
			(await chat.received('edit')).map(({ text }) => text),
			[`${code}\n        more`],
		);
	});

	it('has a message that came back unsent before what was typed meanwhile, once', async () => {
		await chat.snapshot([]);
		await chat.box.fill('One?');
		await chat.box.press('Enter');
		await chat.changes({ type: 'accepted' });
		await chat.box.fill('Two?');
		await chat.changes({ type: 'returned', text: 'One?' });
		assert.equal(await chat.box.inputValue(), 'One?\n\nTwo?');
		await chat.changes({ type: 'returned', text: 'Two?' });
		assert.equal(await chat.box.inputValue(), 'One?\n\nTwo?');
		await chat.box.fill('');
		await chat.changes({ type: 'returned', text: 'One?' });
		assert.equal(await chat.box.inputValue(), 'One?');
		await chat.box.fill('One? And also');
		await chat.changes({ type: 'returned', text: 'One?' });
		assert.equal(await chat.box.inputValue(), 'One?\n\nOne? And also', 'it is not that one');
	});

	it('has a message that never left the box there once, with what was typed behind it', async () => {
		await chat.snapshot([]);
		await chat.box.fill('/none why?');
		await chat.box.press('Enter');
		await chat.box.pressSequentially(' more');
		await chat.changes({ type: 'returned', text: '/none why?' }, { type: 'refused' });
		assert.equal(await chat.box.inputValue(), '/none why? more');
	});

	it('leaves the empty chat as it is while it is typed', async () => {
		await chat.snapshot([]);
		const step = chat.page.getByRole('button', { name: /^Ask a question/ });
		await step.focus();
		await chat.status({ title: 'Another title', context: contextSample });
		assert.match(await chat.focused(), /^Ask a question/);
		const { x, y } = (await step.boundingBox()) ?? assert.fail();
		await chat.page.mouse.move(x + 20, y + 10);
		await chat.page.mouse.down();
		await chat.status({ context: { ...contextSample, tokens: 7 } });
		await chat.page.mouse.up();
		assert.equal(await chat.box.inputValue(), 'How do I read a file line by line in Go?');
	});

	it('does not send blanks alone', async () => {
		await chat.snapshot([]);
		await chat.box.fill(' \n\t\n');
		assert.equal(await chat.button('Send').getAttribute('aria-disabled'), 'true');
		await chat.box.press('Enter');
		assert.deepEqual(await sent(), []);
	});

	it('does not send while an input method composes', async () => {
		await chat.snapshot([]);
		await chat.box.fill('にほん');
		await chat.box.evaluate((box) =>
			box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true })),
		);
		assert.deepEqual(await sent(), []);
	});

	it('recalls earlier prompts with the arrows, and leaves what was changed alone', async () => {
		await chat.snapshot([
			asked({ id: 'q1', text: 'One?' }),
			answered({ id: 'r1', text: 'One.' }),
			asked({ id: 'q2', text: 'Two?\nReally?' }),
			answered({ id: 'r2', text: 'Two.' }),
		]);
		const holds = async (text: string) => assert.equal(await chat.box.inputValue(), text);
		await chat.box.press('ArrowUp');
		await holds('Two?\nReally?');
		await chat.box.press('ArrowUp');
		await holds('One?');
		await chat.box.press('ArrowUp');
		await holds('One?');
		await chat.box.press('ArrowDown');
		await holds('Two?\nReally?');
		await chat.box.press('ArrowDown');
		await holds('');
		await chat.box.press('ArrowUp');
		await chat.box.press('Escape');
		await holds('');
		await chat.box.press('ArrowUp');
		await chat.box.pressSequentially('!');
		for (const key of ['ArrowUp', 'ArrowDown', 'Escape']) {
			await chat.box.press(key);
			await holds('Two?\nReally?!');
		}
	});

	it('says with a message which chat it was typed in', async () => {
		for (const conversation of ['c-1', 'c-2']) {
			await chat.snapshot([], {}, { conversation });
			await chat.box.fill(`To ${conversation}`);
			await chat.box.press('Enter');
			await chat.changes({ type: 'accepted' });
		}
		assert.deepEqual(
			(await chat.received('send')).map(({ conversation, text }) => [conversation, text]),
			[
				['c-1', 'To c-1'],
				['c-2', 'To c-2'],
			],
		);
	});

	it('queues a message while a reply runs, once, and shows what waits and why', async () => {
		await chat.snapshot([asked({ id: 'q', text: 'One?' })], { running: 'r' });
		assert.equal(await chat.button('Queue Message').count(), 0);
		await chat.box.fill('Two?');
		await chat.button('Stop').waitFor();
		await chat.box.press('Enter');
		await chat.box.press('Enter');
		await chat.box.fill('Three?');
		await chat.button('Queue Message').click();
		assert.deepEqual(
			(await chat.received('queue')).map(({ conversation, text }) => [conversation, text]),
			[
				['c-1', 'Two?'],
				['c-1', 'Three?'],
			],
		);
		assert.equal(await chat.box.inputValue(), '');
		const queued = [
			{ id: 'a', text: 'Two?', attachments: 0 },
			{ id: 'b', text: '', attachments: 2 },
		];
		await chat.changes({ type: 'status', status: statusOf({ running: 'r', queued }) });
		const rows = chat.page.getByRole('listitem');
		assert.equal(await rows.count(), 2);
		await chat.page.getByRole('listitem', { name: 'Queued: Two?', exact: true }).waitFor();
		await chat.page.getByRole('listitem', { name: 'Queued: 2 attachments' }).waitFor();
		assert.equal(await chat.button('Send Now').count(), 0);
		const waiting = 'Waiting: the reply was stopped.';
		await chat.changes({ type: 'status', status: statusOf({ queued, waiting }) });
		await chat.page.getByText(waiting).waitFor();
		// It looks like a button also where the theme gives it the background of the box.
		const edge = await chat
			.button('Send Now')
			.evaluate((button) => getComputedStyle(button).borderTopColor);
		assert.notEqual(edge, 'rgba(0, 0, 0, 0)');
		await chat.button('Send Now').click();
		await chat.button('Remove queued message').first().click();
		await chat.button('Edit queued message').last().click();
		assert.equal((await chat.received('sendQueued')).length, 1);
		assert.deepEqual(await chat.received('removeQueued'), [{ type: 'removeQueued', id: 'a' }]);
		assert.deepEqual(await chat.received('editQueued'), [{ type: 'editQueued', id: 'b' }]);
	});

	it('keeps the keyboard in the row of the queue that has it, and has it in the box once that is gone', async () => {
		const [one, two, three] = ['a', 'b', 'c'].map((id) => ({ id, text: id, attachments: 0 }));
		assert.ok(one && two && three);
		const rows = (queued: readonly (typeof one)[], waiting: string | null = null) =>
			chat.status({ running: waiting === null ? 'r' : null, queued: [...queued], waiting });
		await rows([one, two]);
		const remove = chat.button('Remove queued message');
		await remove.last().focus();
		await rows([two, three]);
		assert.ok(await remove.first().evaluate((button) => button.matches(':focus')));
		await rows([three]);
		assert.equal(await chat.focused(), 'Message');
		await rows([three], 'Waiting: the reply was stopped.');
		await chat.button('Send Now').focus();
		await rows([three, one], 'Waiting: the reply was stopped.');
		assert.equal(await chat.focused(), 'Send Now');
		await rows([]);
		assert.equal(await chat.focused(), 'Message');
	});

	it('takes a queued message back before what is typed', async () => {
		await chat.snapshot([]);
		await chat.box.fill('typed since');
		await chat.changes({ type: 'unqueued', text: 'Two?' });
		assert.equal(await chat.box.inputValue(), 'Two?\n\ntyped since');
	});

	it('neither sends nor queues twice what is still on its way', async () => {
		await chat.snapshot([]);
		await chat.box.fill('One?');
		await chat.box.press('Enter');
		await chat.box.press('Enter');
		await chat.changes({ type: 'status', status: statusOf({ running: 'r' }) });
		await chat.box.press('Enter');
		assert.deepEqual(await sent(), ['One?']);
		assert.deepEqual(await chat.received('queue'), []);
		await chat.changes({ type: 'refused' }, { type: 'status', status: statusOf({}) });
		await chat.box.press('Enter');
		assert.deepEqual(await sent(), ['One?', 'One?']);
		await chat.changes({ type: 'accepted' });
		assert.equal(await chat.box.inputValue(), '');
	});

	it('has the keyboard before there is a chat; what is typed follows the draft of the first', async () => {
		assert.equal(await chat.focused(), 'Message');
		await chat.page.keyboard.type('And then?');
		await chat.snapshot([], {}, { conversation: 'c-early', draft: 'How is it read?' });
		assert.equal(await chat.box.inputValue(), 'How is it read?\n\nAnd then?');
		assert.equal(await chat.focused(), 'Message');
		await chat.until(
			() => chat.sent('draft').some(({ text }) => text === 'How is it read?\n\nAnd then?'),
			'the host to be told',
		);
		// Later the keyboard is left where it is.
		await chat.snapshot([asked(), answered()], {}, { conversation: 'c-next' });
		await chat.button('History').focus();
		await chat.page.evaluate(() => dispatchEvent(new FocusEvent('focus')));
		assert.equal(await chat.focused(), 'History');
	});

	it('sends nothing by a press that began on Stop, nor by the second click of two', async () => {
		await chat.snapshot([asked({ id: 'q', text: 'One?' })], { running: 'r' });
		await chat.box.fill('Half');
		const button = await chat.button('Stop').elementHandle();
		assert.ok(button);
		const ends = () => chat.changes({ type: 'status', status: statusOf({}) });
		await button.hover();
		await chat.page.mouse.down();
		await ends();
		await chat.page.mouse.up();
		await chat.page.mouse.down({ clickCount: 2 });
		await chat.page.mouse.up({ clickCount: 2 });
		await chat.changes({ type: 'status', status: statusOf({ running: 'r' }) });
		await chat.page.mouse.down();
		await chat.page.mouse.move(5, 5);
		await ends();
		await button.hover();
		await chat.page.mouse.up();
		await chat.changes({ type: 'status', status: statusOf({ running: 'r' }) });
		await button.focus();
		await chat.page.keyboard.down('Enter');
		await ends();
		await chat.page.keyboard.down('Enter');
		await chat.page.keyboard.up('Enter');
		assert.deepEqual([chat.sent('stop').length, chat.sent('send').length], [1, 0]);
		await chat.button('Send').click();
		assert.equal((await chat.received('send')).at(-1)?.text, 'Half');
		// As by a screen reader, without a press.
		await chat.changes({ type: 'status', status: statusOf({ running: 'r' }) });
		await button.evaluate((one) => (one as HTMLElement).click());
		assert.equal(chat.sent('stop').length, 2);
	});

	it('tells the host of each key before another one: the view may be hidden right then', async () => {
		const timed = await ChatPage.open(await sharedBrowser(), { clock: true });
		await timed.snapshot([asked({ id: 'q', text: 'Old?' })], {}, { conversation: 'a', draft: '' });
		await timed.box.pressSequentially('abc');
		assert.equal((await timed.received('draft')).at(-1)?.text, 'abc');
		await timed.changes({ type: 'unqueued', text: 'first' });
		assert.equal((await timed.received('draft')).at(-1)?.text, 'first\n\nabc');
		await timed.button('Edit').click();
		await timed.page.getByRole('textbox', { name: 'Edit message' }).pressSequentially(' b');
		assert.equal((await timed.received('editDrafts')).at(-1)?.edits[0]?.text, 'Old? b');
		// A long text is told of once in a while.
		const long = 'x'.repeat(5000);
		await timed.box.fill(long);
		assert.equal((await timed.received('draft')).at(-1)?.text, 'first\n\nabc');
		await timed.page.clock.runFor(50);
		assert.equal((await timed.received('draft')).at(-1)?.text, long);
		// So is a short one, where a long one goes along each time.
		const edits = [
			{ id: 'q1', text: long, removed: [] },
			{ id: 'q2', text: 'Short', removed: [] },
		];
		const both = [asked({ text: 'A?' }), answered(), asked({ id: 'q2', parent: 'r1' })];
		await timed.snapshot(both, {}, { conversation: 'b', edits });
		const told = timed.sent('editDrafts').length;
		const second = timed.page.getByRole('textbox', { name: 'Edit message' }).last();
		await second.pressSequentially(' one');
		await timed.page.clock.runFor(50);
		assert.equal((await timed.received('editDrafts')).at(-1)?.edits[1]?.text, 'Short one');
		assert.equal(timed.sent('editDrafts').length, told + 1);
		assert.deepEqual(timed.errors, []);
		await timed.close();
	});

	it('shows the draft of each chat, and tells the host of the one that was left', async () => {
		await chat.snapshot([], {}, { conversation: 'a', draft: 'of a' });
		assert.equal(await chat.box.inputValue(), 'of a');
		await chat.box.pressSequentially('!');
		await chat.snapshot([], {}, { conversation: 'b', draft: 'of b' });
		assert.equal(await chat.box.inputValue(), 'of b');
		assert.deepEqual((await chat.received('draft')).at(-1), {
			type: 'draft',
			conversation: 'a',
			text: 'of a!',
		});
		await chat.box.fill('typed');
		await chat.snapshot([], {}, { conversation: 'b', draft: 'late' });
		assert.equal(await chat.box.inputValue(), 'typed', 'another branch of the same chat');
	});
});
