import assert from 'node:assert/strict';
import { figuresOf } from '../faults/figures.ts';
import { killInMidReply } from '../faults/killInMidReply.ts';
import { withRandom } from '../faults/seededRandom.ts';
import { askAtOnce, openSameChat, takeTurns } from '../faults/twoWindows.ts';
import { ChatPage } from '../vscode/chatPage.ts';
import { extensionHosts } from '../vscode/extensionHost.ts';
import type { Scene, Window } from './scene.ts';
import { sharedWindow } from './sharedWindow.ts';

const WORDS = Array.from({ length: 60 }, (_, word) => `word${word + 1}`).join(' ');

describe('hidden, shown and reloaded', () => {
	let scene: Scene;
	let window: Window;

	beforeEach(async () => {
		({ scene, window } = await sharedWindow());
	});

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

	it('a chat in an editor comes back after a reload, beside the one in the view', async () => {
		const { chat, workbench } = window;
		scene.standin.script([
			{ kind: 'reply', text: 'In the editor.' },
			{ kind: 'reply', text: 'In the view.' },
		]);
		await chat.send('Move this');
		await chat.answered(1);
		await workbench.runCommand('Llama Chat: Open Chat in Editor');
		const tab = workbench.page.getByRole('tab', { name: 'Move this' });
		await tab.waitFor();
		await chat.count(chat.questions, 0);
		let editor = new ChatPage(workbench, await workbench.chatThatAsked('Move this'));
		await editor.holds(editor.replies, 'In the editor.');
		await editor.box.fill('half a thought');
		await chat.send('Stay here');
		await chat.answered(1);

		await workbench.reloadByCommand();
		await tab.waitFor();
		editor = new ChatPage(workbench, await workbench.chatThatAsked('Move this'));
		await editor.holds(editor.replies, 'In the editor.');
		await editor.boxHolds('half a thought');
		await workbench.chatThatAsked('Stay here');
		// It starts the window twice.
	}).timeout(180_000);

	it('a hidden view, a reload and a killed extension host come back to the place, the branch and the draft', async () => {
		const { chat, workbench } = window;
		const scroller = chat.frame.locator('.scroller');
		const top = () => scroller.evaluate((element) => Math.round(element.scrollTop));
		const LINES = WORDS.replaceAll(' ', '\n\n');
		scene.standin.script({ kind: 'reply', text: LINES, chunking: 'whole' });
		scene.standin.script({ kind: 'reply', text: 'Another answer.' });
		await chat.send('Long or short?');
		await chat.holds(chat.replies, 'word60');
		await chat.answered(1);
		await chat.replies.hover();
		await chat.button('Regenerate', chat.replies).click();
		await chat.holds(chat.replies, 'Another answer.');
		await chat.answered(1);
		await chat.replies.hover();
		await chat.replies.getByRole('button', { name: 'Previous Version', exact: true }).click();
		await chat.holds(chat.replies, 'word60');
		await scroller.evaluate((element) => element.scrollTo(0, 333));
		await chat.box.fill('half a thought');
		const isAsLeft = async () => {
			await chat.holds(chat.replies, 'word60');
			await chat.boxHolds('half a thought');
			await workbench.until(async () => Math.abs((await top()) - 333) < 3, 'the same place');
			assert.match((await chat.replies.innerText()) ?? '', /1\/2/);
		};
		// What the page has told the host of itself is what the next page begins with.
		await workbench.until(async () => {
			await hide();
			await chat.box.waitFor({ state: 'detached' });
			await hide();
			await chat.holds(chat.replies, 'word60');
			return Math.abs((await top()) - 333) < 3;
		}, 'the place to be kept');
		await isAsLeft();
		await workbench.reload();
		await chat.show();
		await isAsLeft();
		const hosts = await extensionHosts(scene.server);
		for (const pid of hosts) process.kill(pid, 'SIGKILL');
		await workbench.outliveExtensionHost(scene.server, hosts);
		await chat.show();
		await isAsLeft();
	});

	it('an extension host that is killed in mid-reply loses nothing that was shown, three times', async () => {
		const figures = figuresOf('sample', 'kill');
		for (let kill = 0; kill < 3; kill++) {
			await withRandom((random) => killInMidReply(scene, window, random, figures));
		}
		assert.deepEqual([figures.survived, figures.bytesLost], [3, 0]);
	});

	it('one chat in two windows is the same in both, and nothing that either asks is lost', async () => {
		const figures = figuresOf('sample', 'two windows');
		const other = await scene.open();
		try {
			scene.standin.script({ kind: 'reply', text: WORDS, holdAfter: 20 });
			await window.chat.send('Who is there?');
			await scene.standin.waitForHold();
			await openSameChat(other, 'Who is there?');
			await other.chat.holds(other.chat.replies, 'word15');
			await other.chat.holds(other.chat.replies, 'another window');
			await other.chat.button('Send').waitFor();
			scene.standin.release();
			await other.chat.holds(other.chat.replies, 'word60');
			await other.chat.answered(1);
			await takeTurns(scene, [window, other], 'One', figures);
			await askAtOnce(scene, [window, other], 'Two', figures);
		} finally {
			await other.workbench.close();
		}
		assert.equal(figures.bytesLost, 0);
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
		await chat.holds(chat.replies, /Interrupted|another window/);
		// A server that did not hear the page go keeps its extension host for a while, which goes on receiving the reply.
		scene.standin.release();
		await chat.holds(chat.replies, /Interrupted|word60/);
		await chat.answered(1);
		await chat.count(chat.alert, 0);
		scene.standin.script({ kind: 'reply', text: 'Here again.' });
		await chat.send('Still there?');
		await chat.holds(chat.replies, 'Here again.');
	});
});
