import assert from 'node:assert/strict';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { LedgerEntry } from '../../src/core/spending/ledger.ts';
import type { Standin } from '../../test/standin/standin.ts';
import type { ChatPage } from '../../test/vscode/chatPage.ts';
import type { Workbench } from '../../test/vscode/workbench.ts';
import type { VsCodeServer } from '../vscode/server.ts';
import { COMPARISON, EXPLANATION } from './answers.ts';

/** A window that shows no more than what a picture is about. */
export const PICTURE_SETTINGS = {
	'breadcrumbs.enabled': false,
	'editor.minimap.enabled': false,
	'editor.stickyScroll.enabled': false,
	'editor.lightbulb.enabled': 'off',
	'editor.fontSize': 12,
	'workbench.layoutControl.enabled': false,
};

export const PICTURE_SIZE = { viewport: { width: 1120, height: 758 }, scale: 1.25 };

const CHAT_WIDTH = 410;
/** Of all pictures together: they ship with the extension. */
const MAX_BYTES = 100 * 1024;
/** What WebP may lose, from 0 to 1. */
const QUALITY = 0.3;

interface Stage {
	readonly workbench: Workbench;
	readonly chat: ChatPage;
	readonly standin: Standin;
	/** The folder of the screenshots. */
	readonly shots: string;
}

/** Makes the pictures of the README and the guide, each of a thing that can be done, with prepared replies. */
export async function takePictures(stage: Stage): Promise<void> {
	const { workbench, chat } = stage;
	await mkdir(join(stage.shots, 'pictures'), { recursive: true });
	await workbench.runCommand('View: Close Primary Side Bar');
	await chat.show();
	await workbench.setChatWidth(CHAT_WIDTH);
	await modelGone(stage);
	await answer(stage);
	await context(stage);
	await parameters(stage);
	await usage(stage);
	await checkSize(join(stage.shots, 'pictures'));
}

/** What these elements take of the window, as WebP; no more of its height than `most` pixels where that is given. */
async function take(
	{ workbench, shots }: Stage,
	name: string,
	of: readonly Locator[],
	most = Number.POSITIVE_INFINITY,
): Promise<void> {
	const { page } = workbench;
	// A hint under the mouse would be another picture.
	await page.mouse.move(0, 0);
	const found = await Promise.all(of.map((element) => element.boundingBox()));
	const boxes = found.filter((box) => box !== null);
	const x = Math.min(...boxes.map((box) => box.x));
	const y = Math.min(...boxes.map((box) => box.y));
	const width = Math.max(...boxes.map((box) => box.x + box.width)) - x;
	const height = Math.max(...boxes.map((box) => box.y + box.height)) - y;
	const clip = { x, y, width, height: Math.min(height, most) };
	const png = await page.screenshot({ caret: 'hide', clip });
	const webp = await asWebP(page, png);
	const path = join(shots, 'pictures', `${name}.webp`);
	await writeFile(path, webp);
	console.log(`  ▣ ${name}.webp, ${(webp.length / 1024).toFixed(1)} KB`);
}

/** Chromium makes WebP of what it is given; nothing else is needed for it. */
async function asWebP(page: Page, png: Buffer): Promise<Buffer> {
	const base64 = await page.evaluate(
		async ([text, quality]) => {
			const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
			const image = await createImageBitmap(new Blob([bytes]));
			const canvas = new OffscreenCanvas(image.width, image.height);
			canvas.getContext('2d')?.drawImage(image, 0, 0);
			const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
			const letters = Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) =>
				String.fromCharCode(byte),
			);
			return btoa(letters.join(''));
		},
		[png.toString('base64'), QUALITY] as const,
	);
	return Buffer.from(base64, 'base64');
}

/** @throws where the pictures are too large to ship */
async function checkSize(folder: string): Promise<void> {
	const names = await readdir(folder);
	const sizes = await Promise.all(names.map((name) => stat(join(folder, name))));
	const bytes = sizes.reduce((sum, { size }) => sum + size, 0);
	console.log(`  ${names.length} pictures, ${(bytes / 1024).toFixed(1)} KB`);
	assert.ok(bytes <= MAX_BYTES, `they may have ${MAX_BYTES / 1024} KB together`);
}

async function modelGone(stage: Stage): Promise<void> {
	const { workbench, chat } = stage;
	await chat.box.fill('How do I read a file line by line in Go?');
	await chat.frame.locator('.finding').waitFor();
	await take(stage, 'model-gone', [chat.frame.locator('.composer')]);
	await workbench.runCommand('Llama Chat: Select Model');
	await workbench.quickInput.row('Meta: Llama 3.3 70B Instruct').waitFor();
	await take(stage, 'models', [workbench.quickInput.widget], 240);
	await workbench.quickInput.row('Meta: Llama 3.3 70B Instruct').hover();
	await workbench.quickInput
		.row('Meta: Llama 3.3 70B Instruct')
		.getByRole('button', { name: 'Use in New Chats Too' })
		.click();
	await chat.button('Model: Llama 3.3 70B Instruct').waitFor();
	await chat.box.fill('');
}

async function answer(stage: Stage): Promise<void> {
	const { workbench, chat, standin } = stage;
	await workbench.openFile('inventory.py');
	await workbench.editor.selectLines(30, 33);
	standin.script({ kind: 'reply', text: EXPLANATION, provider: 'DeepInfra' });
	await workbench.editor.contextMenu('Explain Selection');
	await chat.answered(1);
	await chat.log.locator('.hljs-keyword').first().waitFor();
	const parts = ['.part.editor', '.part.auxiliarybar'];
	await take(
		stage,
		'answer',
		parts.map((part) => workbench.page.locator(part)),
	);
}

async function context(stage: Stage): Promise<void> {
	const { workbench, chat, standin } = stage;
	await chat.startNew();
	await workbench.openFile('debounce.ts');
	await workbench.editor.selectLines(9, 31);
	await workbench.runCommand('Llama Chat: Add Selection to Chat');
	await chat.frame.locator('.chips').getByText('debounce.ts').waitFor();
	await chat.box.fill('What is the difference to a throttle?');
	await chat.frame.getByRole('button', { name: /^Context / }).click();
	const parts = chat.frame.getByRole('region', { name: 'Context' });
	await parts.waitFor();
	await take(stage, 'context', [chat.frame.locator('.chat-head'), parts]);
	await chat.frame.getByRole('button', { name: /^Context / }).click();
	standin.script({ kind: 'reply', text: COMPARISON, provider: 'DeepInfra' });
	await chat.box.press('Enter');
	await chat.answered(1);
}

async function parameters(stage: Stage): Promise<void> {
	const { workbench, chat } = stage;
	await chat.button('Parameters').click();
	const panel = chat.frame.getByRole('dialog', { name: 'Parameters' });
	await panel.getByRole('textbox', { name: 'Temperature, value' }).fill('0.2');
	await take(stage, 'parameters', [panel], 420);
	await workbench.page.keyboard.press('Escape');
	await panel.waitFor({ state: 'hidden' });
}

async function usage(stage: Stage): Promise<void> {
	const { workbench } = stage;
	await workbench.runCommand('Llama Chat: Show Usage and Cost');
	await workbench.usage.getByRole('table').first().waitFor();
	await take(stage, 'usage', [workbench.page.locator('.part.editor')], 430);
}

/** What a fortnight of asking has cost, in the ledger, before the window opens. */
export async function spendForAWhile({ dataDir }: VsCodeServer): Promise<void> {
	const file = join(dataDir, 'data/User/globalStorage/llama-chat.llama-chat/ledger.jsonl');
	const replies = [3, 5, 2, 0, 0, 6, 4, 8, 3, 5, 0, 1, 7, 4];
	const models = [
		'meta-llama/llama-3.3-70b-instruct',
		'meta-llama/llama-3.3-70b-instruct',
		'qwen/qwen3-coder',
	];
	const today = Date.now();
	const lines = replies.flatMap((count, day) =>
		Array.from({ length: count }, (_, index) => {
			const prompt = 900 + ((day * 7 + index * 13) % 11) * 420;
			const completion = 240 + ((day * 5 + index * 3) % 7) * 130;
			const entry: LedgerEntry = {
				type: 'reply',
				at: today - (replies.length - day) * 86_400_000 + index * 900_000,
				chat: `prepared-${day}`,
				reply: `prepared-${day}-${index}`,
				server: 'https://openrouter.ai',
				model: models[(day + index) % models.length] ?? '',
				prompt_tokens: prompt,
				completion_tokens: completion,
				billed: ((prompt * 1e-7 + completion * 3.2e-7) * 1).toFixed(6),
			};
			return JSON.stringify(entry);
		}),
	);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, `${lines.join('\n')}\n`);
}
