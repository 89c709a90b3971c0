import assert from 'node:assert/strict';
import { ChatPage } from '../vscode/chatPage.ts';
import { type Scene, startScene, type Window } from './scene.ts';

/** Every reply takes long. */
const HASTY_CLOCK = new URL('../vscode/hastyClock.ts', import.meta.url);

describe('undo, continue and fork', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		scene = await startScene({}, {}, { load: HASTY_CLOCK });
		window = await scene.open();
		await window.chat.show();
	});
	after(() => scene.close());
	beforeEach(async () => {
		scene.standin.reset();
		await window.chat.startNew();
	});

	it('brings back a deleted question and its reply', async () => {
		const { chat } = window;
		scene.standin.script({ kind: 'reply', text: 'An answer.' });
		await chat.send('A question');
		await chat.answered(1);
		await chat.choose('Delete', chat.questions);
		await chat.count(chat.questions, 0);
		await chat.button('Undo').click();
		await chat.holds(chat.questions, 'A question');
		await chat.holds(chat.replies, 'An answer.');
	});

	it('continues a reply that was cut off', async () => {
		const { chat } = window;
		scene.standin.script([
			{ kind: 'reply', text: 'The first half', finishReason: 'length' },
			{ kind: 'reply', text: ' and the second.' },
		]);
		await chat.send('Go on');
		await chat.holds(chat.replies, 'Cut off');
		await chat.button('Continue').click();
		await chat.holds(chat.replies, 'The first half and the second.');
		await chat.answered(1);
		assert.equal(scene.standin.chats[1]?.chat?.messages.at(-1)?.content, 'The first half');
	});

	it('forks a chat at a reply, and leads back from there', async () => {
		const { chat } = window;
		scene.standin.script([
			{ kind: 'reply', text: 'First.' },
			{ kind: 'reply', text: 'Second.' },
		]);
		await chat.send('One');
		await chat.answered(1);
		await chat.send('Two');
		await chat.answered(2);
		await chat.choose('Fork into New Chat', chat.replies.first());
		await chat.count(chat.questions, 1);
		await chat.holds(chat.replies, 'First.');
		await chat.button('Forked from One').press('Enter');
		await chat.count(chat.questions, 2);
		await chat.holds(chat.replies, 'Second.');
	});

	it('makes room for a new chat by the button in the title of the view', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: 'An answer.' });
		await chat.send('A question');
		await chat.answered(1);
		await workbench.pressInViewTitle('New Chat');
		await chat.count(chat.questions, 0);
		await chat.focused();
	});

	it('tells of a long reply that ended out of sight, by a badge and a notification that leads there', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: 'At last. '.repeat(20), holdAfter: 5 });
		await chat.send('A long one');
		await scene.standin.waitForHold();
		await chat.startNew();
		scene.standin.release();
		await workbench.viewBadge.filter({ hasText: /^1$/ }).waitFor();
		await workbench.clickNotificationButton('The reply in “A long one” is complete.', 'Show');
		await chat.holds(chat.replies, 'At last. At last.');
		await workbench.viewBadge.filter({ hasText: /^1$/ }).waitFor({ state: 'hidden' });
	});

	it('moves a chat editor into a window of its own while its reply comes in, with its draft', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: 'It goes on. '.repeat(20), holdAfter: 5 });
		await chat.send('Move the editor');
		await scene.standin.waitForHold();
		await workbench.runCommand('Llama Chat: Open Chat in Editor');
		await chat.count(chat.questions, 0);
		const editor = new ChatPage(workbench, await workbench.chatThatAsked('Move the editor'));
		await editor.box.fill('half a thought');
		await editor.box.press('End');
		await workbench.runCommand('View: Move Editor into New Window');
		const frame = await workbench.chatInAnotherWindow('Move the editor');
		const moved = new ChatPage(workbench, frame);
		await moved.boxHolds('half a thought');
		scene.standin.release();
		await moved.answered(1);
		await moved.holds(moved.replies, 'It goes on. '.repeat(20).trim());
		await frame.page().close();
	});

	it('moves a chat into a window of its own, with its messages and its draft', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: 'It has moved.' });
		await chat.send('Move out');
		await chat.answered(1);
		await chat.box.fill('half a thought');
		await workbench.runCommand('Llama Chat: Open Chat in New Window');
		const moved = await workbench.chatInAnotherWindow('Move out');
		const other = new ChatPage(workbench, moved);
		await other.holds(other.replies, 'It has moved.');
		await other.boxHolds('half a thought');
		await chat.count(chat.questions, 0);
		await moved.page().close();
	});
});
