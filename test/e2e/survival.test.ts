import assert from 'node:assert/strict';
import { type Scene, startScene, type Window } from './scene.ts';

const WORDS = Array.from({ length: 60 }, (_, word) => `word${word + 1}`).join(' ');

describe('hidden, shown and reloaded', () => {
	let scene: Scene;
	let window: Window;

	beforeEach(async () => {
		scene = await startScene();
		window = await scene.open();
		await window.chat.show();
	});
	afterEach(() => scene.close());

	const hide = () => window.workbench.runCommand('View: Toggle Secondary Side Bar Visibility');

	it('a reply goes on while the panel is hidden, and the draft stays', async () => {
		const { chat } = window;
		scene.standin.script({ kind: 'reply', text: WORDS, holdAfter: 20 });
		await chat.send('Go on');
		await scene.standin.waitForHold();
		await chat.holds(chat.replies, 'word10');
		await chat.box.fill('half a thought');
		await hide();
		await chat.box.waitFor({ state: 'detached' });
		scene.standin.release();
		assert.equal(await scene.standin.chats[0]?.whenClosed, 'byServer');
		await hide();
		await chat.holds(chat.replies, 'word60');
		await chat.boxHolds('half a thought');
		await chat.count(chat.replies, 1);
	});

	it('is shown again in the middle of a reply, which streams on', async () => {
		const { chat } = window;
		scene.standin.script({ kind: 'reply', text: WORDS, holdAfter: 20 });
		await chat.send('Go on');
		await scene.standin.waitForHold();
		await hide();
		await chat.box.waitFor({ state: 'detached' });
		await hide();
		await chat.holds(chat.replies, 'word10');
		await chat.button('Stop').waitFor();
		scene.standin.release();
		await chat.holds(chat.replies, 'word60');
		await chat.answered(1);
	});

	it('a window reload comes back to the chat and the draft', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: 'Kept for good.' });
		await chat.send('Keep this');
		await chat.holds(chat.replies, 'Kept for good.');
		await chat.answered(1);
		await chat.box.fill('half a thought');
		await hide();
		await chat.box.waitFor({ state: 'detached' });
		await hide();
		await chat.boxHolds('half a thought');
		await workbench.reload();
		await chat.show();
		await chat.holds(chat.replies, 'Kept for good.');
		await chat.holds(chat.questions, 'Keep this');
		await chat.boxHolds('half a thought');
	});

	it('a window reload in mid-reply keeps the text and says what happened', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: WORDS, holdAfter: 20 });
		await chat.send('Go on');
		await scene.standin.waitForHold();
		await chat.holds(chat.replies, 'word15');
		await workbench.reload();
		await chat.show();
		await chat.holds(chat.replies, 'word15');
		await chat.holds(chat.replies, 'Interrupted');
		await chat.answered(1);
		scene.standin.script({ kind: 'reply', text: 'Here again.' });
		await chat.send('Still there?');
		await chat.holds(chat.replies, 'Here again.');
	});
});
