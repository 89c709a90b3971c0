import assert from 'node:assert/strict';
import { type Scene, startScene, type Window } from './scene.ts';

describe('a fresh install', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		scene = await startScene();
		window = await scene.open();
	});
	after(() => scene.close());

	it('shows the chat when asked for it by name in the command palette', async () => {
		await window.workbench.runCommand('Llama Chat: Open Chat');
		await window.workbench.chat.getByRole('textbox', { name: 'Message' }).waitFor();
		assert.deepEqual(await window.workbench.notifications(), []);
	});
});
