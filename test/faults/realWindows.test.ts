import assert from 'node:assert/strict';
import { type Scene, startScene, type Window } from '../e2e/scene.ts';
import { loadConversation } from './chatsOnDisk.ts';
import { figuresOf } from './figures.ts';
import { askAtOnce, openSameChat, takeTurns } from './twoWindows.ts';

const MINUTE = 60_000;

describe('two windows on one chat', () => {
	let scene: Scene;
	let windows: readonly [Window, Window];

	before(async () => {
		scene = await startScene();
		windows = [await scene.open(), await scene.open()];
	});
	after(() => scene.close());

	it('write into it for a minute, in turn and at once', async () => {
		const figures = figuresOf(
			'Conversations on disk',
			'two real windows ask in one chat for a minute, in turn and at once',
		);
		const [first] = windows;
		await first.chat.show();
		scene.standin.script({ kind: 'reply', text: 'Here.' });
		await first.chat.send('Who is there?');
		await first.chat.answered(1);
		await openSameChat(windows[1], 'Who is there?');
		const end = performance.now() + MINUTE;
		for (let round = 1; performance.now() < end; round++) {
			await takeTurns(scene, windows, `${round}`, figures);
			await askAtOnce(scene, windows, `${round}`, figures);
		}
		const { quarantined } = await loadConversation(scene, ['Who is there?']);
		assert.equal(quarantined, 0);
	});
});
