import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../scripts/run.ts';
import { startVsCodeServer } from '../scripts/vscode/server.ts';
import { closeSharedBrowser } from '../test/vscode/browser.ts';
import { ChatPage } from '../test/vscode/chatPage.ts';
import { Workbench } from '../test/vscode/workbench.ts';
import { PacedServer } from './pacedServer.ts';
import { threeDigits } from './samples.ts';
import { printTable } from './table.ts';

const root = join(import.meta.dirname, '..');
const SECONDS = 8;
const FRAME = 1000 / 60;

/** From the server's write to the text on the screen, in the real workbench. */
export async function benchLatency(): Promise<void> {
	const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
	await run('npm', ['run', '--silent', 'package'], { cwd: root });
	const paced = await PacedServer.start();
	const server = await startVsCodeServer({
		vsix: join(root, `${name}-${version}.vsix`),
		settings: { 'llamaChat.baseUrl': paced.baseUrl },
	});
	try {
		const workbench = await Workbench.open({ server });
		const chat = new ChatPage(workbench);
		await chat.show();
		const rows: string[][] = [];
		let answered = 0;
		// The first reply loads what later ones find loaded.
		for (const [perSecond, measured] of [
			[50, false],
			[50, true],
			[500, true],
		] as const) {
			const count = perSecond * (measured ? SECONDS : 1);
			paced.next(perSecond, count);
			await watch(chat);
			await chat.send(`${count} words`);
			const ended = chat.log.locator('article[data-status="complete"]').nth(answered++);
			await ended.waitFor({ state: 'attached', timeout: 60_000 });
			await chat.button('Send').waitFor();
			const delays = delaysOf(paced.written, await seen(chat));
			if (!measured) continue;
			const at = (share: number) => delays[Math.floor(share * (delays.length - 1))] ?? Number.NaN;
			rows.push([
				`${perSecond} deltas a second`,
				...[at(0.5), at(0.99)].flatMap((ms) => [threeDigits(ms), threeDigits(ms / FRAME)]),
				delays.length.toLocaleString('en'),
			]);
		}
		printTable(
			'From the server’s write to the screen, in the workbench',
			['reply', 'median, ms', 'in frames', '99 %, ms', 'in frames', 'deltas'],
			rows,
			[
				'Each delta is a numbered word; the server notes when it writes it, and the page, by a MutationObserver and then the end of the next animation frame, when it is on the screen. One clock, one machine, on which server, extension host, workbench and page all run. A frame is 16.7 ms.',
			],
		);
	} finally {
		await closeSharedBrowser();
		await server.stop();
		await paced.stop();
	}
}

/** Begins to note in the chat's page which was the last word on the screen after each of its frames. */
async function watch(chat: ChatPage): Promise<void> {
	await chat.log.evaluate((log) => {
		const pictures: { at: number; last: number }[] = [];
		let waits = false;
		const observer = new MutationObserver(() => {
			if (waits) return;
			waits = true;
			requestAnimationFrame(() => {
				waits = false;
				const blocks = [...(log.lastElementChild?.querySelectorAll('.markdown p') ?? [])];
				const text = blocks.findLast((block) => block.textContent !== '')?.textContent ?? '';
				const last = Number(/w(\d+)\s*$/.exec(text)?.[1] ?? -1);
				// A task after the callbacks of a frame comes after its picture.
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = () => pictures.push({ at: Date.now(), last });
				port2.postMessage(undefined);
			});
		});
		observer.observe(log, { childList: true, characterData: true, subtree: true });
		Object.assign(globalThis, {
			seen: () => {
				observer.disconnect();
				return pictures;
			},
		});
	});
}

function seen(chat: ChatPage): Promise<{ at: number; last: number }[]> {
	return chat.log.evaluate(() => Object(globalThis).seen());
}

/** For each word the milliseconds from its write to the first picture with it, sorted. */
function delaysOf(
	written: readonly number[],
	pictures: readonly { readonly at: number; readonly last: number }[],
): number[] {
	const delays: number[] = [];
	let next = 0;
	for (const { at, last } of pictures) {
		for (; next <= last; next++) delays.push(at - (written[next] ?? Number.NaN));
	}
	if (next < written.length) throw new Error(`Only ${next} of ${written.length} words were seen`);
	return delays.toSorted((a, b) => a - b);
}
