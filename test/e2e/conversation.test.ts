import assert from 'node:assert/strict';
import { ChatPage } from '../vscode/chatPage.ts';
import { type Scene, startScene, type Window } from './scene.ts';

describe('undo, continue and fork', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		scene = await startScene();
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

	it('moves a chat into a window of its own, with its messages and its draft', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: 'It has moved.' });
		await chat.send('Move out');
		await chat.answered(1);
		await chat.box.fill('half a thought');
		await workbench.runCommand('Llama Chat: Open Chat in New Window');
		let moved = await workbench.chatThatAsked('Move out');
		await workbench.until(async () => {
			moved = await workbench.chatThatAsked('Move out');
			return moved.page() !== workbench.page;
		}, 'the chat to be in another window');
		const other = new ChatPage(workbench, moved);
		await other.holds(other.replies, 'It has moved.');
		await other.boxHolds('half a thought');
		await chat.count(chat.questions, 0);
		await moved.page().close();
	});
});
