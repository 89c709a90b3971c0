import assert from 'node:assert/strict';
import type { Scene, Window } from './scene.ts';
import { sharedWindow } from './sharedWindow.ts';

const LONG = Array.from({ length: 120 }, (_, line) => `Line ${line + 1} of a long reply.`).join(
	'\n\n',
);

describe('chatting', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		({ scene, window } = await sharedWindow());
	});
	beforeEach(async () => {
		scene.standin.reset();
		await window.chat.startNew();
	});

	it('an empty chat says what can be done, and the example lands in the box unsent', async () => {
		const { chat } = window;
		await chat.frame.getByRole('heading', { name: 'Ask Llama 3 70B Instruct' }).waitFor();
		await chat.frame.getByRole('button', { name: /Ask a question/ }).click();
		await chat.boxHolds('How do I read a file line by line in Go?');
		assert.equal(scene.standin.chats.length, 0);
		await chat.box.fill('');
	});

	it('sends with Enter, keeps Shift+Enter for a new line, and shows the reply as Markdown', async () => {
		const { chat } = window;
		scene.standin.script({
			kind: 'reply',
			text: '# Title\n\n- one\n- two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```ts\nconst x: number = 1;\n```\n',
			chunking: 3,
		});
		await chat.box.fill('First');
		await chat.box.press('Shift+Enter');
		await chat.box.pressSequentially('second');
		await chat.box.press('Enter');
		await chat.answered(1);
		assert.equal(scene.standin.chats[0]?.chat?.messages.at(-1)?.content, 'First\nsecond');
		await chat.boxHolds('');
		const reply = chat.log.getByRole('article', { name: 'Llama 3 70B Instruct' });
		await reply.getByRole('heading', { name: 'Title' }).waitFor();
		assert.equal(await reply.getByRole('listitem').count(), 2);
		await reply.getByRole('cell', { name: '2', exact: true }).waitFor();
		await reply.getByText('ts', { exact: true }).waitFor();
		await reply.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
		await chat.button('Copy Code', reply).waitFor();
		await chat.button('Insert Code at Cursor', reply).waitFor();
	});

	it('wraps wide code, unfolds long code in place, and opens a diagram in the Markdown preview', async () => {
		const { chat, workbench } = window;
		const long = Array.from({ length: 90 }, (_, line) => `line ${line + 1}`).join('\n');
		scene.standin.script({
			kind: 'reply',
			text: `\`\`\`text\n${long}\n\`\`\`\n\n${LONG}\n\n\`\`\`mermaid\ngraph TD; A-->B;\n\`\`\`\n`,
		});
		await chat.send('A diagram');
		await chat.answered(1);
		const code = chat.replies.locator('.code-block').first();
		// What was followed as it came stays whole.
		await chat.button('Show less', code).press('Enter');
		await chat.button('Show all 90 lines', code).press('Enter');
		await chat.button('Show less', code).waitFor();
		await chat.button('More Code Actions', code).click();
		await chat.frame.getByRole('menuitemcheckbox', { name: 'Wrap Code' }).click();
		await chat.replies.locator('[data-wrap="on"]').waitFor();
		await chat.button('Open Diagram').click();
		await workbench.page.getByRole('tab', { name: /Diagram\.md/ }).waitFor();
		assert.deepEqual(await workbench.notifications(), []);
	});

	it('a follow-up sends the whole conversation', async () => {
		const { chat } = window;
		scene.standin.script([
			{ kind: 'reply', text: 'First reply.' },
			{ kind: 'reply', text: 'Second reply.' },
		]);
		await chat.send('First');
		await chat.holds(chat.replies, 'First reply.');
		await chat.answered(1);
		await chat.send('Second');
		await chat.holds(chat.replies, 'Second reply.');
		assert.deepEqual(
			scene.standin.chats[1]?.chat?.messages.map(({ content }) => content),
			['First', 'First reply.', 'Second'],
		);
	});

	it('Stop closes the socket, keeps the text, and gives the box back', async () => {
		const { chat } = window;
		scene.standin.script({ kind: 'reply', text: LONG, holdAfter: 40 });
		await chat.send('A long one');
		await scene.standin.waitForHold();
		await chat.holds(chat.replies, 'Line 1 of');
		await chat.button('Stop').click();
		await chat.answered(1);
		assert.equal(await scene.standin.chats[0]?.whenClosed, 'byClient');
		await chat.holds(chat.replies, 'Stopped.');
		await chat.holds(chat.replies, 'Line 1 of');
		await chat.send('And now?');
		await chat.answered(2);
	});

	it('Escape stops a reply, when nothing nearer takes it', async () => {
		const { chat, workbench } = window;
		const { keyboard } = workbench.page;
		scene.standin.script({ kind: 'reply', text: LONG, holdAfter: 40 });
		await chat.send('A long one');
		await scene.standin.waitForHold();
		await chat.holds(chat.replies, 'Line 1 of');
		await chat.box.evaluate((box) => {
			const press = { key: 'Escape', bubbles: true, cancelable: true };
			box.dispatchEvent(new KeyboardEvent('keydown', { ...press, isComposing: true }));
			box.dispatchEvent(new KeyboardEvent('keydown', { ...press, keyCode: 229 }));
		});
		await keyboard.press('Control+f');
		const find = chat.frame.getByRole('textbox', { name: 'Find in Chat' });
		await find.waitFor();
		await chat.box.focus();
		await keyboard.press('Escape');
		await find.waitFor({ state: 'hidden' });
		await chat.button('Stop').waitFor();
		assert.equal(await chat.replies.last().getAttribute('data-status'), 'streaming');
		await chat.box.focus();
		await keyboard.press('Escape');
		await chat.answered(1);
		assert.equal(await scene.standin.chats[0]?.whenClosed, 'byClient');
		await chat.holds(chat.replies, 'Stopped.');
	});

	it('Ctrl+N in the chat begins a new chat, and anywhere else a new file', async () => {
		const { chat, workbench } = window;
		const { keyboard } = workbench.page;
		const untitled = workbench.page.getByRole('tab', { name: /Untitled/ });
		await chat.send('A question');
		await chat.answered(1);
		await chat.box.focus();
		await keyboard.press('Control+n');
		await chat.count(chat.questions, 0);
		await chat.focused();
		assert.equal(await untitled.count(), 0);
		await workbench.openFile('inventory.py');
		await workbench.editor.focus();
		await keyboard.press('Control+n');
		await untitled.waitFor();
		await workbench.runCommand('View: Close All Editors');
	});

	it('does not send while an input method is composing', async () => {
		const { chat } = window;
		await chat.box.fill('にほん');
		await chat.box.evaluate((box) => {
			const enter = { key: 'Enter', bubbles: true, cancelable: true };
			box.dispatchEvent(new KeyboardEvent('keydown', { ...enter, isComposing: true }));
			box.dispatchEvent(new KeyboardEvent('keydown', { ...enter, keyCode: 229 }));
		});
		await chat.boxHolds('にほん');
		await chat.box.press('Enter');
		await chat.answered(1);
		assert.equal(scene.standin.chats.length, 1);
		assert.equal(scene.standin.chats[0]?.chat?.messages.at(-1)?.content, 'にほん');
	});

	it('follows the end only while the reader is at the end', async () => {
		const { chat } = window;
		const half = Math.floor(LONG.split(' ').length / 2);
		scene.standin.script({ kind: 'reply', text: LONG, pace: 0, holdAfter: [half, half + 100] });
		const scroller = chat.frame.locator('.scroller');
		const distance = () =>
			scroller.evaluate(
				(element) => element.scrollHeight - element.scrollTop - element.clientHeight,
			);
		const height = () => scroller.evaluate((element) => element.scrollHeight);
		await chat.send('A long one');
		await scene.standin.waitForHold();
		await chat.holds(chat.replies, /Line 40 of/);
		assert.ok((await distance()) < 5, 'at the end while following');
		await scroller.hover();
		await window.workbench.page.mouse.wheel(0, -600);
		await chat.button('Scroll to Bottom').waitFor();
		const top = await scroller.evaluate((element) => element.scrollTop);
		const before = await height();
		scene.standin.release();
		await scene.standin.waitForHold();
		await window.workbench.until(async () => (await height()) > before, 'the reply to grow');
		assert.equal(await scroller.evaluate((element) => element.scrollTop), top);
		await chat.button('Scroll to Bottom').click();
		scene.standin.release();
		await chat.answered(1);
		await window.workbench.until(async () => (await distance()) < 5, 'the end to be in view');
	});

	it('copies the reply and a code block of it', async () => {
		const { chat, workbench } = window;
		const text = 'See:\n\n```js\nlet a = 1;\n```\n';
		scene.standin.script({ kind: 'reply', text });
		await chat.send('Code, please');
		await chat.answered(1);
		const clipboard = () => workbench.page.evaluate(() => navigator.clipboard.readText());
		await chat.button('Copy Code').click();
		await workbench.until(
			async () => (await clipboard()).trim() === 'let a = 1;',
			'the code to be copied',
		);
		await chat.button('Copy', chat.replies).click();
		await workbench.until(async () => (await clipboard()) === text, 'the reply to be copied');
	});

	it('regenerates beside the old reply, and pages between the two', async () => {
		const { chat } = window;
		scene.standin.script([
			{ kind: 'reply', text: 'The first answer.' },
			{ kind: 'reply', text: 'The second answer.' },
		]);
		await chat.send('Answer me');
		await chat.holds(chat.replies, 'The first answer.');
		await chat.button('Regenerate').click();
		await chat.holds(chat.replies, 'The second answer.');
		await chat.holds(chat.replies, '2/2');
		await chat.button('Previous Version').click();
		await chat.holds(chat.replies, 'The first answer.');
		await chat.count(chat.replies, 1);
	});

	it('edits a question beside the old one, and deletes it', async () => {
		const { chat } = window;
		scene.standin.script([
			{ kind: 'reply', text: 'To the old.' },
			{ kind: 'reply', text: 'To the new.' },
		]);
		await chat.send('Old question');
		await chat.holds(chat.replies, 'To the old.');
		await chat.answered(1);
		await chat.button('Edit').click();
		const editor = chat.frame.getByRole('textbox', { name: 'Edit message' });
		await editor.fill('New question');
		await editor.press('Enter');
		await chat.holds(chat.replies, 'To the new.');
		await chat.holds(chat.questions, '2/2');
		await chat.choose('Delete', chat.questions);
		await chat.holds(chat.replies, 'To the old.');
		await chat.count(chat.questions, 1);
	});

	it('shows a reply of a server that does not stream', async () => {
		const { chat } = window;
		scene.standin.script({ kind: 'json', text: 'All at once.', padded: true });
		await chat.send('Hello');
		await chat.holds(chat.replies, 'All at once.');
		await chat.answered(1);
	});

	it('opens an earlier chat from the history, by the title that it was given', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: 'Remembered.' });
		await chat.send('Remember this question');
		await chat.holds(chat.replies, 'Remembered.');
		await chat.answered(1);
		await chat.button('Chat Title').click();
		const title = chat.frame.getByRole('textbox', { name: 'Chat Title' });
		await title.fill('What is to be kept');
		await title.press('Enter');
		await chat.button('New Chat').click();
		await chat.count(chat.questions, 0);
		await chat.button('History').click();
		await workbench.quickInput.pick('What is to be kept');
		await chat.holds(chat.replies, 'Remembered.');
	});
});
