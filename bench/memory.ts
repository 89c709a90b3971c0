import { setTimeout as delay } from 'node:timers/promises';
import { launchChromium } from '../test/vscode/browser.ts';
import { BenchPage, longChat } from './chatPage.ts';
import { MainThread } from './mainThread.ts';
import { replyTokens } from './replyTokens.ts';
import { printTable } from './table.ts';

const MESSAGES = 2000;
const CHATS = 10;

/** What is held when it no longer falls: the page lets go of a chat that was shown in idle times. */
async function settled(thread: MainThread) {
	for (let last = await thread.memory(); ; ) {
		await delay(200);
		const now = await thread.memory();
		if (now.nodes >= last.nodes && now.listeners >= last.listeners) return now;
		last = now;
	}
}

/** What the page holds on to. */
export async function benchMemory(): Promise<void> {
	const browser = await launchChromium();
	try {
		const opened = await BenchPage.open(browser);
		const thread = await MainThread.of(opened.page);
		const rows: string[][] = [];
		const note = async (what: string) => {
			await opened.rests();
			const { bytes, nodes, listeners } = await settled(thread);
			const counts = [nodes, listeners].map((count) => count.toLocaleString('en'));
			rows.push([what, (bytes / 1024 / 1024).toFixed(1), ...counts]);
		};
		await opened.show(longChat(2));
		await opened.holds(2);
		await note('a chat of 2 messages');

		await opened.beginReply('long');
		const text = replyTokens('mixed', 80_000).join('').slice(0, 200_000);
		for (let start = 0; start < text.length; start += 500) {
			const shown = opened.acknowledged();
			opened.feed.push({ type: 'text', id: 'long', text: text.slice(start, start + 500) });
			await shown;
		}
		await opened.endReply('long', text);
		await opened.holds(3);
		await note('a reply of 200 kB');

		const chat = longChat(MESSAGES);
		for (let count = 1; count <= CHATS; count++) {
			await opened.show(chat);
			await opened.holds(MESSAGES);
			if (count === 1) await note(`a chat of ${MESSAGES.toLocaleString('en')} messages`);
		}
		await note(`the last of ${CHATS} such chats`);
		await opened.show(longChat(2));
		await opened.holds(2);
		await note('a chat of 2 messages again');
		if (opened.errors.length > 0) throw new AggregateError(opened.errors, 'The page has thrown');
		printTable('What the page holds on to', ['after', 'script, MB', 'nodes', 'listeners'], rows, [
			`The shipped page in Chromium ${browser.version()}, one after the other, each after a collection of garbage. Nodes are all that exist, in the document or not.`,
		]);
	} finally {
		await browser.close();
	}
}
