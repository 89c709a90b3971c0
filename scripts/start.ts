// `npm start`: builds Llama Chat and opens it in a VS Code on a copy of the sample folder, with the chat shown, until Ctrl+C
// or until the desktop VS Code is closed. It talks to OpenRouter when OPENROUTER_API_KEY is set, and to
// a stand-in on this machine otherwise, which needs no key.
import { spawn } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { startStandin } from '../test/standin/standin.ts';
import { exitCodeOf, run } from './run.ts';
import { chromiumArgs, findChromium } from './vscode/chromium.ts';
import { findDesktopVsCode, hasDisplay } from './vscode/desktop.ts';
import { startVsCodeServer } from './vscode/server.ts';

const root = join(import.meta.dirname, '..');
/** Settings, chats and the folder are kept here from one start to the next. */
const home = join(root, '.vscode-test/start');
const folder = join(home, 'workspace');

await cp(join(root, 'test/workspace'), folder, { recursive: true, force: false });
await run('npm', ['run', '--silent', 'build'], { cwd: root });

/** An extension of two lines, of this script only, that shows the chat once a window has come up. */
const opener = join(import.meta.dirname, 'opener');
const FIRST_STEP = 'The chat opens by itself, on the right.';

const key = process.env.OPENROUTER_API_KEY;
const standin =
	key === undefined || key === '' ? await startStandin({ withRules: true }) : undefined;
console.log(
	standin === undefined
		? 'Talking to OpenRouter with the key in OPENROUTER_API_KEY.'
		: `OPENROUTER_API_KEY is not set: talking to the stand-in at ${standin.baseUrl}.`,
);
const settings = { 'llamaChat.baseUrl': standin?.baseUrl };

const desktop = await findDesktopVsCode({ installed: true });
if ('executable' in desktop) {
	console.log(`Opening ${desktop.executable}. Close it to end.\n${FIRST_STEP}`);
	await openDesktop(desktop.executable);
} else {
	console.log(
		`VS Code is shown in the browser, since there is no desktop one: ${desktop.missing}.`,
	);
	await serve();
}
await standin?.close();

async function openDesktop(executable: string): Promise<void> {
	// A profile of its own, so that nothing of the user's VS Code is read or changed.
	const userData = join(home, 'desktop');
	await mkdir(join(userData, 'User'), { recursive: true });
	await writeFile(join(userData, 'User/settings.json'), JSON.stringify(settings));
	await exitCodeOf(executable, [
		`--extensionDevelopmentPath=${root}`,
		`--extensionDevelopmentPath=${opener}`,
		`--user-data-dir=${userData}`,
		...['--disable-workspace-trust', '--skip-welcome', '--wait', '--new-window', folder],
	]);
}

async function serve(): Promise<void> {
	const vsix = join(home, 'llama-chat.vsix');
	const vsce = ['run', '--silent', 'package', '--', '--out', vsix];
	await run('npm', vsce, { cwd: root });
	const server = await startVsCodeServer({
		dataDir: join(home, 'server'),
		vsix,
		helpers: [await packageOpener()],
		settings,
		env: key === undefined ? {} : { OPENROUTER_API_KEY: key },
	});
	const url = `${server.url}/?folder=${encodeURIComponent(folder)}`;
	console.log(`\nOpen ${url}\n${FIRST_STEP}\nPress Ctrl+C to end.`);
	const closeBrowser = hasDisplay() ? await openBrowser(url) : () => {};
	await new Promise<void>((resolve) => {
		process.once('SIGINT', () => resolve());
		process.once('SIGTERM', () => resolve());
	});
	closeBrowser();
	await server.stop();
}

/** The server takes extensions as packages only. */
async function packageOpener(): Promise<string> {
	const packagePath = join(home, 'opener.vsix');
	const options = { dependencies: false, allowMissingRepository: true, skipLicense: true };
	await createVSIX({ cwd: opener, packagePath, ...options });
	return packagePath;
}

/** Opens a browser window on the page, if there is a browser, and returns what closes it. */
async function openBrowser(url: string): Promise<() => void> {
	try {
		const profile = `--user-data-dir=${join(home, 'browser')}`;
		const child = spawn(await findChromium(), [...chromiumArgs, profile, url], { stdio: 'ignore' });
		child.once('error', (error) => console.log(`No browser could be opened: ${error.message}`));
		return () => child.kill();
	} catch (error) {
		console.log(`No browser could be opened: ${String(error)}`);
		return () => {};
	}
}
