import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../run.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const places = [
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What a Chromium without a display, a sandbox and a network needs to start and stay quiet. */
export const chromiumArgs = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Chromium without windows, which Debian has as a package of its own: a sixth less of the processor's time for the same page. */
const HEADLESS = 'chromium-headless-shell';

/** As `findHeadlessChromium`, but as root on Debian installs the one without windows first, if another is there or not. */
export async function installHeadlessChromium(): Promise<string> {
	if (given() === undefined && installed([HEADLESS]) === undefined && canInstall()) {
		try {
			await install(HEADLESS);
		} catch {
			// Not every system that has apt-get has this package; any other Chromium does as well, in more time.
		}
	}
	return findHeadlessChromium();
}

/**
 * The path of a Chromium that need not show itself: `CHROMIUM` of the environment, the one without windows, or any other. Throws as
 * `findChromium` does.
 */
export async function findHeadlessChromium(): Promise<string> {
	return given() ?? installed([HEADLESS]) ?? findChromium();
}

/**
 * The path of a Chromium or Chrome: `CHROMIUM` of the environment, the one on the machine, or, as
 * root on Debian and its kin, a freshly installed one. Throws with what to do when there is none.
 */
export async function findChromium(): Promise<string> {
	const found = given() ?? installed(names, places);
	if (found !== undefined) return found;
	if (canInstall()) {
		await install('chromium');
		const fresh = installed(names, places);
		if (fresh !== undefined) return fresh;
	}
	throw new Error(
		'Chromium is needed to show VS Code. Install it (Debian and Ubuntu: `sudo apt-get install ' +
			'chromium`, Fedora: `sudo dnf install chromium`) or set CHROMIUM to the path of a Chromium or Chrome.',
	);
}

function given(): string | undefined {
	const path = process.env.CHROMIUM;
	if (path === undefined || path === '') return undefined;
	if (!isProgram(path)) {
		throw new Error(`CHROMIUM is set to ${path}, which is not a program that can be run`);
	}
	return path;
}

function canInstall(): boolean {
	return process.getuid?.() === 0 && isProgram('/usr/bin/apt-get');
}

async function install(chromium: string): Promise<void> {
	console.log(`Installing Chromium (apt-get install ${chromium}) ...`);
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	await run('apt-get', ['-qq', 'update'], { env });
	// Without a font of its own a bare machine shows boxes for letters.
	const packages = [chromium, 'fonts-dejavu-core'];
	await run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...packages], { env });
}

/** The first of these programs that is on the path, or of these files that is there. */
function installed(programs: readonly string[], files: readonly string[] = []): string | undefined {
	const onPath = (process.env.PATH ?? '')
		.split(delimiter)
		.flatMap((folder) => programs.map((name) => join(folder, name)));
	return [...onPath, ...files].find(isProgram);
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
