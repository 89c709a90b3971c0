import assert from 'node:assert/strict';
import type { Message } from '../../src/shared/conversation/messages.ts';
import type { Scene, Window } from '../e2e/scene.ts';
import { extensionHosts } from '../vscode/extensionHost.ts';
import { loadConversation } from './chatsOnDisk.ts';
import type { Figures } from './figures.ts';

/** What was shown for so long, in milliseconds, is on the disk. */
const PROMISED_MS = 250;
const WORDS = Array.from({ length: 300 }, (_, word) => `word${word + 1}`);

/**
 * Kills the extension host in the middle of a reply, at another moment each time, and sees that what was shown more than a quarter
 * of a second before is on the disk, and is shown again by the next one.
 *
 * @param random a number from 0 to 1, excluded
 */
export async function killInMidReply(
	scene: Scene,
	{ chat, workbench }: Window,
	random: () => number,
	figures: Figures,
): Promise<void> {
	const { standin, server } = scene;
	const question = `Kill me ${crypto.randomUUID()}`;
	const replies = await chat.replies.count();
	standin.script({ kind: 'reply', text: WORDS.join(' '), pace: 5 });
	await chat.send(question);
	const deadAfter = 1 + Math.floor(random() * 200);
	const seen: { at: number; text: string }[] = [];
	await workbench.until(
		async () => {
			const text = await chat.replies
				.nth(replies)
				.locator('.markdown')
				.innerText({ timeout: 15_000 });
			seen.push({ at: performance.now(), text: text.trim() });
			return text.includes(`word${deadAfter}`);
		},
		`word${deadAfter} to be shown`,
		60_000,
	);
	const hosts = await extensionHosts(server);
	// A server that did not hear the page go keeps the extension host of before a reload.
	assert.ok(hosts.length > 0, 'the window has an extension host');
	const killed = performance.now();
	for (const pid of hosts) process.kill(pid, 'SIGKILL');
	figures.injected++;
	// The screen was looked at a moment before the time that is noted with it, so this errs on the strict side.
	const promised = seen.findLast(({ at }) => at < killed - PROMISED_MS)?.text ?? '';
	const kept = await replyOnDisk(scene, question);
	assert.ok(kept !== undefined, 'the question and its reply are on the disk');
	figures.compare(promised, kept.text);
	assert.ok(kept.text.startsWith(promised), `${promised.length} shown, ${kept.text.length} kept`);
	await workbench.outliveExtensionHost(server, hosts);
	await chat.holds(chat.questions, question);
	await chat.holds(chat.replies.nth(replies), 'Interrupted');
	const shown = await chat.replies.nth(replies).locator('.markdown').innerText();
	assert.equal(shown.trim(), kept.text.trim());
	await chat.answered(replies + 1);
	figures.survived++;
}

async function replyOnDisk(scene: Scene, question: string): Promise<Message | undefined> {
	const { conversation, quarantined } = await loadConversation(scene, [question]);
	assert.equal(quarantined, 0);
	const messages = conversation.messages();
	const asked = messages.find(({ text }) => text === question);
	return messages.find(({ parent }) => parent === asked?.id);
}
