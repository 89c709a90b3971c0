// `npm run demo`: a person's whole first use, in the real workbench, without a display. Prints what was done, sent and shown, and
// saves screenshots in out/demo. Fails where anything is not as a person would expect it. The replies are prepared ones.
// `npm run demo -- --pictures` makes the pictures of the README and the guide, docs/images, instead.
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { ReceivedRequest } from '../../test/standin/receivedRequest.ts';
import { startStandin } from '../../test/standin/standin.ts';
import { closeSharedBrowser } from '../../test/vscode/browser.ts';
import { ChatPage } from '../../test/vscode/chatPage.ts';
import { type Theme, Workbench } from '../../test/vscode/workbench.ts';
import { run } from '../run.ts';
import { startVsCodeServer } from '../vscode/server.ts';
import { EXPLANATION, FOLLOW_UP } from './answers.ts';
import { startOpenRouter } from './openRouter.ts';
import { PICTURE_SETTINGS, PICTURE_SIZE, spendForAWhile, takePictures } from './pictures.ts';

const root = join(import.meta.dirname, '../..');
const shots = join(root, 'out/demo');
const images = join(root, 'docs/images');
const pictures = process.argv.includes('--pictures');
const KEY = 'sk-or-v1-demo-0123456789abcdef0123456789abcdef';

const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
/** The tests name the VSIX that they have made already. */
const made = process.env['LLAMA_CHAT_VSIX'];
const vsix = made ?? join(root, `${name}-${version}.vsix`);

function did(text: string): void {
	console.log(`\n▸ ${text}`);
}

function shown(text: string): void {
	for (const line of text.trim().split('\n')) console.log(`  │ ${line}`);
}

/** What a request was, with the key blanked: a transcript may be passed on. */
function sent(request: ReceivedRequest | undefined): void {
	assert.ok(request, 'a request was sent');
	console.log(`  → ${request.method} ${request.path}`);
	for (const header of ['authorization', 'http-referer', 'x-title']) {
		const value = request.headers[header];
		if (value !== undefined) console.log(`    ${header}: ${String(value).replace(KEY, '[key]')}`);
	}
	if (request.body !== undefined) shown(JSON.stringify(request.body, undefined, 2));
}

await rm(shots, { recursive: true, force: true });
await mkdir(shots, { recursive: true });
if (made === undefined) {
	did('Build and package the extension');
	await run('npm', ['run', '--silent', 'build'], { cwd: root });
	await run('npm', ['run', '--silent', 'package'], { cwd: root });
}

const standin = await startStandin({ requireKey: KEY, pace: 4, models: 'withoutDefault' });
const openRouter = await startOpenRouter(standin.port);
const folder = join(await mkdtemp(join(tmpdir(), 'llama-chat-demo-')), 'shop');
await cp(join(root, 'test/workspace'), folder, { recursive: true });
did(
	`Install ${relative(root, vsix)} into a new VS Code, where a local stand-in answers for openrouter.ai`,
);
const server = await startVsCodeServer({
	vsix,
	settings: {
		...openRouter.settings,
		'workbench.colorTheme': 'Default Dark Modern',
		...(pictures ? PICTURE_SETTINGS : {}),
	},
	env: pictures ? { OPENROUTER_API_KEY: KEY } : {},
});
if (pictures) await spendForAWhile(server);
const workbench = await Workbench.open({
	server,
	folder,
	...(pictures ? PICTURE_SIZE : { viewport: { width: 1440, height: 900 } }),
});
const chat = new ChatPage(workbench);
const screenshot = async (file: string) => {
	await workbench.screenshot(join(shots, file));
	console.log(`  ▣ ${relative(root, join(shots, file))}`);
};

try {
	if (pictures) {
		await takePictures({ workbench, chat, standin, shots });
		await rm(images, { recursive: true, force: true });
		await cp(join(shots, 'pictures'), images, { recursive: true });
	} else {
		await firstUse();
		await allThemes();
	}
	console.log('\nThe demo went through.');
} catch (error) {
	await screenshot('failed.png');
	throw error;
} finally {
	await closeSharedBrowser();
	await server.stop();
	await openRouter.close();
	await standin.close();
	await rm(join(folder, '..'), { recursive: true, force: true });
}

async function firstUse(): Promise<void> {
	did('Open Chat: the empty chat says what can be done');
	await chat.show();
	await workbench.setChatWidth(440);
	await screenshot('1-empty-chat.png');
	await watchReplies();

	did('Llama Chat: Set API Key, from the palette, pasted into a password box');
	await workbench.runCommand('Llama Chat: Set API Key');
	await workbench.quickInput.answer(` ${KEY} `);
	await chat.told('accepts it');
	shown(await chat.frame.locator('.over-box').innerText());
	sent(standin.asked.at(-1));
	await chat.button('Dismiss').click();

	did('Begin to write: the chat says that the default model is gone, and offers the nearest');
	await chat.box.fill('Is the model there?');
	const gone = chat.frame.locator('.finding');
	await gone.waitFor();
	shown(await gone.innerText());
	await screenshot('1-model-gone.png');
	await chat.button('Use Llama 3.3 70B Instruct').click();
	await chat.button('Model: Llama 3.3 70B Instruct').waitFor();
	await chat.box.fill('');

	did('Set llamaChat.temperature to 0 and llamaChat.topK to 40 in the Settings editor');
	await workbench.setSettingInEditor('llamaChat.temperature', '0');
	await workbench.setSettingInEditor('llamaChat.topK', '40');
	await screenshot('2-settings.png');
	await workbench.runCommand('View: Close Editor');

	did('Open inventory.py and select the function running_low (lines 30 to 33)');
	await workbench.openFile('inventory.py');
	await workbench.editor.selectLines(30, 33);

	did('Explain Selection, from the editor’s context menu, and watch the reply stream');
	standin.script({ kind: 'reply', text: EXPLANATION });
	await workbench.editor.contextMenu('Explain Selection');
	await followReply(1);
	const explained = standin.chats.at(-1);
	sent(explained);
	assert.equal(explained?.headers['authorization'], `Bearer ${KEY}`);
	assert.equal(explained?.chat?.temperature, 0);
	assert.equal(explained?.chat?.top_k, 40);
	assert.match(
		String(explained?.chat?.messages.at(-1)?.content),
		/inventory\.py, lines 30–33 \(python\)/,
	);
	shown(await chat.questions.first().innerText());
	shown(await chat.replies.first().innerText());
	await screenshot('3-explained.png');

	await insertAndUndo();
	await applyAndAccept();

	did('Ask a follow-up in the panel');
	standin.script({ kind: 'reply', text: FOLLOW_UP, pace: 50 });
	await chat.send('And what if the threshold is negative?');
	await followReply(2);
	const followUp = standin.chats.at(-1);
	sent(followUp);
	assert.equal(followUp?.chat?.messages.length, 3, 'the whole conversation was sent');
	shown((await chat.replies.last().innerText()).slice(0, 600));
	await screenshot('7-follow-up.png');
}

/** Has the page note how long each reply is whenever it has grown: looking in from outside could miss all of a quick one. */
async function watchReplies(): Promise<void> {
	await chat.log.evaluate((log) => {
		const lengths: number[][] = [];
		new MutationObserver(() => {
			for (const [index, reply] of log.querySelectorAll('.reply .markdown').entries()) {
				const seen = lengths[index] ?? [];
				const length = reply.textContent.length;
				if (length > (seen.at(-1) ?? 0)) lengths[index] = [...seen, length];
			}
		}).observe(log, { childList: true, characterData: true, subtree: true });
		Object.assign(globalThis, { replyLengths: lengths });
	});
}

/** Waits for a reply, counted from 1, and says how it grew on the screen. */
async function followReply(count: number): Promise<void> {
	const reply = chat.replies.nth(count - 1);
	await reply.waitFor();
	await workbench.until(
		async () => (await reply.getAttribute('data-status')) === 'complete',
		'the reply to be complete',
	);
	const lengths: number[] = await chat.log.evaluate(
		(_log, index) => Object(globalThis).replyLengths[index],
		count - 1,
	);
	assert.ok(lengths.length > 3, 'the reply came piece by piece');
	console.log(`  characters on the screen while it streamed: ${lengths.join(', ')}`);
}

async function insertAndUndo(): Promise<void> {
	did('Insert the code block of the reply over the selected function, and undo it');
	const file = join(folder, 'inventory.py');
	const before = await readFile(file, 'utf8');
	await chat.button('Insert Code at Cursor', chat.replies.first()).click();
	await workbench.until(
		async () => (await workbench.editor.text()) !== before,
		'the code to be inserted',
	);
	const after = await workbench.editor.text();
	const old = new Set(before.split('\n'));
	const added = after.split('\n').filter((line) => !old.has(line));
	assert.equal(
		added.length,
		1,
		'the documented function stands where the function stood, at its depth',
	);
	shown(added.map((line) => `+ ${line}`).join('\n'));
	await screenshot('4-inserted.png');
	await workbench.editor.focus();
	await workbench.page.keyboard.press('Control+Z');
	await workbench.until(
		async () => (await workbench.editor.text()) === before,
		'one undo to put the file back',
	);
	console.log('  One undo, and the file is as it was.');
}

async function applyAndAccept(): Promise<void> {
	const { page } = workbench;
	did('Apply the same code block: VS Code’s diff editor shows what it would change');
	const file = join(folder, 'inventory.py');
	const before = await readFile(file, 'utf8');
	await chat.button('Apply', chat.replies.first()).click();
	const diff = page.locator('.monaco-diff-editor');
	await diff.waitFor();
	const became = chat.replies.first().getByRole('group', { name: 'Change of this code' });
	await chat.holds(became, /^Proposed: 1 change: in the range asked for; no other line changed/);
	shown(await page.getByRole('tab', { selected: true, name: /1 change/ }).innerText());
	shown(await became.locator('p').innerText());
	assert.equal(await readFile(file, 'utf8'), before, 'nothing is written before it is accepted');
	await screenshot('5-proposed.png');

	did('Accept Changes, in the title of the diff');
	await page.getByRole('button', { name: /^Accept Changes/ }).click();
	await diff.waitFor({ state: 'detached' });
	await chat.holds(became, /^Accepted: 1 change/);
	const after = await workbench.editor.text();
	assert.equal(after.split('\n').length, before.split('\n').length + 1, 'one line more');
	assert.match(after, /threshold: int = 5\) -> list\[str\]:\n {8}"""Names of the items/);
	shown(await became.locator('p').innerText());
	await screenshot('6-accepted.png');
}

async function allThemes(): Promise<void> {
	did('Look at it in light, dark and high contrast, 300 and 800 pixels wide');
	const themes: readonly (readonly [Theme, string])[] = [
		['Default Light Modern', 'light'],
		['Default Dark Modern', 'dark'],
		['Default High Contrast', 'high-contrast'],
		['Default High Contrast Light', 'high-contrast-light'],
	];
	for (const [theme, file] of themes) {
		await workbench.setTheme(theme);
		for (const width of [300, 800]) {
			await workbench.setChatWidth(width);
			await chat.replies.first().evaluate((reply) => reply.scrollIntoView());
			await screenshot(`8-${file}-${width}.png`);
		}
	}
}
