import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import type { Locator } from 'playwright-core';
import { startVsCodeServer, type VsCodeServer } from '../scripts/vscode/server.ts';
import { startStandin } from '../test/standin/standin.ts';
import { closeSharedBrowser } from '../test/vscode/browser.ts';
import { ChatPage } from '../test/vscode/chatPage.ts';
import { Workbench } from '../test/vscode/workbench.ts';
import { generatedPaths } from './paths.ts';
import { median, rowAgainst } from './samples.ts';
import { printTable } from './table.ts';

const FILES = 50_000;
const ROUNDS = 7;
const TYPED = 'parser';
const OURS = '[role=listbox] [role=option]';
const QUICK_OPEN = '.quick-input-list .monaco-list-row';

/** What is measured of each list, in milliseconds from a key to the next frame that shows what it changed. */
interface Times {
	readonly opened: number[];
	readonly key: number[];
}

/** The list after # beside VS Code's own Quick Open, from end to end, in one window on very many files. */
export async function benchQuickOpen(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'llama-chat-bench-'));
	const standin = await startStandin();
	let server: VsCodeServer | undefined;
	try {
		const workspace = join(folder, 'workspace');
		const paths = await writeFiles(workspace);
		const vsix = join(folder, 'ours.vsix');
		await createVSIX({
			cwd: join(import.meta.dirname, '..'),
			packagePath: vsix,
			dependencies: false,
			allowMissingRepository: true,
			rewriteRelativeLinks: false,
			skipLicense: true,
		});
		const settings = { 'llamaChat.baseUrl': standin.baseUrl };
		server = await startVsCodeServer({ vsix, settings });
		const workbench = await Workbench.open({ server, folder: workspace });
		print(await measured(workbench, paths));
		await workbench.close();
	} finally {
		await closeSharedBrowser();
		await server?.stop();
		await standin.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function writeFiles(workspace: string): Promise<string[]> {
	const paths = generatedPaths(FILES);
	for (const folder of new Set(paths.map((path) => dirname(path)))) {
		await mkdir(join(workspace, folder), { recursive: true });
	}
	for (const path of paths) await writeFile(join(workspace, path), '');
	return paths;
}

async function measured(workbench: Workbench, paths: readonly string[]) {
	const [one = '', other = ''] = paths.map((path) => path.split('/').at(-1) ?? '');
	// Quick Open begins with what was open last.
	for (const name of [one, other]) await workbench.openFile(name);
	await workbench.runCommand('Llama Chat: Open Chat');
	const { box } = new ChatPage(workbench);
	await box.waitFor();
	const ours: Times = { opened: [], key: [] };
	const theirs: Times = { opened: [], key: [] };
	for (let round = 0; round <= ROUNDS; round++) {
		await box.fill('');
		await box.focus();
		await measureList(box, OURS, '#', ours);
		await box.press('Escape');
		await box.fill('');
		const input = workbench.page.locator('body');
		await measureList(input, QUICK_OPEN, 'Control+P', theirs);
		await workbench.quickInput.cancel();
	}
	return { ours, theirs };
}

/** Opens a list with a key, and types. What did not change the list is not counted. */
async function measureList(at: Locator, rows: string, key: string, times: Times): Promise<void> {
	times.opened.push(...(await shownAfter(at, rows, key)));
	for (const letter of TYPED) times.key.push(...(await shownAfter(at, rows, letter)));
}

/** Milliseconds from a key until the frame after the first change of the rows is there; none where they do not change. */
async function shownAfter(at: Locator, rows: string, key: string): Promise<number[]> {
	// The page listens before the key is pressed, so it hands back a promise within an object, which is not waited for.
	const watching = await at.evaluateHandle(
		(_element, selector) => ({
			shown: new Promise<number[]>((resolve) => {
				const text = () =>
					Array.from(document.querySelectorAll(selector), (row) => row.innerHTML).join('\n');
				const pressed = ({ timeStamp }: KeyboardEvent) => {
					const before = text();
					const observer = new MutationObserver(() => {
						const now = text();
						if (now === '' || now === before) return;
						end();
						requestAnimationFrame(() => setTimeout(() => resolve([performance.now() - timeStamp])));
					});
					const end = () => {
						observer.disconnect();
						clearTimeout(timer);
					};
					const timer = setTimeout(() => {
						end();
						resolve([]);
					}, 3000);
					observer.observe(document.documentElement, {
						subtree: true,
						childList: true,
						characterData: true,
						attributes: true,
					});
				};
				// A modifier alone is a key as well.
				const first = (event: KeyboardEvent) => {
					if (['Control', 'Shift'].includes(event.key)) return;
					removeEventListener('keydown', first, true);
					pressed(event);
				};
				addEventListener('keydown', first, true);
			}),
		}),
		rows,
	);
	await at.page().keyboard.press(key);
	return await watching.evaluate(({ shown }) => shown);
}

function print({ ours, theirs }: Readonly<Record<'ours' | 'theirs', Times>>): void {
	// The first time, what there is has to be found.
	const [first = Number.NaN, ...again] = ours.opened;
	const [firstTheirs = Number.NaN, ...againTheirs] = theirs.opened;
	const limit = median(againTheirs);
	const key = median(theirs.key);
	printTable(
		`# and Quick Open with ${FILES.toLocaleString('en')} files, from a key to the list on the screen`,
		['what', 'ms', 'of Quick Open'],
		[
			rowAgainst(limit, 'Quick Open, opened again', againTheirs),
			rowAgainst(limit, '#, opened again', again),
			rowAgainst(limit, 'Quick Open, opened first', [firstTheirs]),
			rowAgainst(limit, '#, opened first, which looks for the files', [first]),
			rowAgainst(key, 'Quick Open, a key', theirs.key),
			rowAgainst(key, '#, a key', ours.key),
		],
		[
			`${ROUNDS} interleaved rounds in one window of one VS Code server, after one to warm up; ${TYPED} is typed. Quick Open waits before it looks for files, ours does not.`,
		],
	);
}
