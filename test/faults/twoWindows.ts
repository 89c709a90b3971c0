import assert from 'node:assert/strict';
import type { Scene, Window } from '../e2e/scene.ts';
import { loadConversation } from './chatsOnDisk.ts';
import type { Figures } from './figures.ts';

/** Shows in a second window the chat that another one shows, which has this title. */
export async function openSameChat(window: Window, title: string): Promise<void> {
	const { chat, workbench } = window;
	await chat.show();
	await workbench.runCommand('Llama Chat: Show History');
	await workbench.quickInput.pick(title);
	await chat.holds(chat.questions, title);
}

/**
 * Asks in one window and sees the reply grow and end in both; then in the other; then in both at the same moment. Whatever became of
 * the two questions then, each is either in the chat or still in its box.
 */
export async function takeTurns(
	scene: Scene,
	windows: readonly [Window, Window],
	round: string,
	figures: Figures,
): Promise<void> {
	for (const [name, window] of Object.entries({ a: windows[0], b: windows[1] })) {
		const [text, answer] = [`Turn ${round}${name}?`, `Answer ${round}${name}.`];
		scene.standin.script({ kind: 'reply', text: answer });
		await window.chat.send(text);
		for (const { chat } of windows) {
			await chat.holds(chat.questions, text);
			await chat.holds(chat.replies, answer);
			await chat.idle();
		}
		figures.injected++;
		figures.survived++;
	}
}

/** Asks in both windows at the same moment. */
export async function askAtOnce(
	scene: Scene,
	windows: readonly [Window, Window],
	round: string,
	figures: Figures,
): Promise<void> {
	const texts = windows.map((_window, index) => `Both ${round}${index}?`);
	await Promise.all(windows.map(({ chat }, index) => chat.send(texts[index] ?? '')));
	for (const [index, { chat }] of windows.entries()) {
		const taken = chat.questions.filter({ hasText: texts[index] ?? '' });
		await taken.or(chat.alert).first().waitFor();
	}
	for (const { chat } of windows) await chat.idle();
	figures.injected++;
	const { conversation, quarantined } = await loadConversation(scene, texts);
	assert.equal(quarantined, 0);
	const asked = conversation.messages().map(({ text }) => text);
	for (const [index, { chat }] of windows.entries()) {
		const text = texts[index] ?? '';
		const kept = asked.includes(text) || (await chat.box.inputValue()) === text;
		figures.compare(text, kept ? text : '');
		assert.ok(kept, `${text} is neither in the chat nor in the box`);
		await chat.box.fill('');
	}
	figures.survived++;
}
