// `npm run demo -- states`: pictures of what the page can look like, in the four kinds of theme, 300 and 800 pixels wide, in out/states,
// with a sheet of all eight for each state. They are compared, pixel by pixel, with those that the last release's page gives on this
// machine in the same run: that of the newest tag "v…", or of the commit that `--against` names. `--compare FOLDER` compares them with
// pictures that an earlier run has made there.
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { ChatPage } from '../../test/page/chatPage.ts';
import { STATES } from '../../test/page/states.ts';
import { THEME_KINDS, type ThemeKind } from '../../test/page/themes.ts';
import { launchChromium } from '../../test/vscode/browser.ts';
import { pictureDifference } from './pictureDifference.ts';

const WIDTHS = [300, 800] as const;

interface Look {
	readonly state: string;
	readonly theme: ThemeKind;
	readonly width: (typeof WIDTHS)[number];
}

const root = join(import.meta.dirname, '../..');
const out = join(root, 'out/states');
const { compare, ...given } = parseArgs({
	options: { against: { type: 'string' }, compare: { type: 'string' } },
	allowPositionals: true,
}).values;
const folder = compare === undefined ? undefined : resolve(compare);
if (folder === out)
	throw new Error(`${out} is made anew: move the earlier pictures elsewhere first.`);
process.chdir(root);
const against = folder === undefined ? (given.against ?? newestTag()) : undefined;

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const browser = await launchChromium();
try {
	const before = against === undefined ? undefined : await sourcesOf(against);
	const earlier = folder ?? against;
	console.log(
		earlier === undefined
			? 'No release has a tag yet, so there is nothing to compare with. `--against COMMIT` names a commit, `--compare FOLDER` earlier pictures.\n'
			: `How many pixels differ from ${earlier}, in percent. The pictures of the differences have their places in red.\n`,
	);
	for (const state of Object.keys(STATES)) {
		const pictures = new Map<string, Buffer>();
		const different: string[] = [];
		for (const width of WIDTHS) {
			for (const theme of THEME_KINDS) {
				const look = { state, theme, width };
				const picture = await shoot(browser, look, 'src');
				pictures.set(fileOf(look), picture);
				await writeFile(join(out, `${fileOf(look)}.png`), picture);
				if (earlier === undefined) continue;
				const old = await (before === undefined
					? readFile(join(earlier, `${fileOf(look)}.png`))
					: shoot(browser, look, before)
				).catch(() => undefined);
				different.push(`${theme} ${width}: ${await difference(look, picture, old)}`);
			}
		}
		await writeFile(join(out, `${named(state)}.sheet.png`), await sheet(browser, pictures));
		console.log([state, ...different].join('\n  '));
	}
	console.log(`\nThe pictures are in ${out}.`);
} finally {
	await browser.close();
}

function named(state: string): string {
	return state.replaceAll(' ', '-');
}

function fileOf({ state, theme, width }: Look): string {
	return `${named(state)}-${theme}-${width}`;
}

async function shoot(on: Browser, { state, theme, width }: Look, sources: string): Promise<Buffer> {
	const chat = await ChatPage.open(on, { theme, width, sources });
	try {
		await STATES[state]?.(chat);
		// The time of day is another one in each run.
		await chat.page.locator('.message-time > time').evaluateAll((times) => {
			for (const time of times) time.textContent = '3:05 PM';
		});
		return await chat.page.screenshot({ animations: 'disabled', caret: 'hide' });
	} finally {
		await chat.close();
	}
}

/** In percent of all pixels; also makes the picture of it. */
async function difference(look: Look, now: Buffer, old: Buffer | undefined): Promise<string> {
	if (old === undefined) return 'there is no earlier one';
	const { share, picture } = pictureDifference(now, old);
	if (share > 0) await writeFile(join(out, `${fileOf(look)}.diff.png`), picture);
	return `${(100 * share).toFixed(2)} %`;
}

/** All looks of a state in one picture, under their names. */
async function sheet(on: Browser, pictures: ReadonlyMap<string, Buffer>): Promise<Buffer> {
	const page = await on.newPage({ viewport: { width: 1640, height: 400 } });
	const figures = [...pictures].map(
		([name, picture]) =>
			`<figure style="margin:0"><figcaption>${name}</figcaption><img src="data:image/png;base64,${picture.toString('base64')}"></figure>`,
	);
	await page.setContent(
		`<body style="display:flex;flex-wrap:wrap;gap:8px;margin:8px;font:12px sans-serif">${figures.join('')}</body>`,
	);
	const whole = await page.screenshot({ fullPage: true });
	await page.close();
	return whole;
}

function newestTag(): string | undefined {
	const tags = execFileSync('git', ['tag', '--list', 'v*', '--sort=-version:refname'], {
		cwd: root,
		encoding: 'utf8',
	});
	return tags.split('\n')[0] || undefined;
}

/** Puts a release's sources beside the pictures, and gives their folder, from the root. */
async function sourcesOf(commit: string): Promise<string> {
	const folder = 'out/states/before';
	await mkdir(folder, { recursive: true });
	const archive = execFileSync('git', ['archive', commit, 'src', 'tsconfig.json'], {
		maxBuffer: 1 << 28,
	});
	execFileSync('tar', ['-x', '-C', folder], { input: archive });
	return `${folder}/src`;
}
