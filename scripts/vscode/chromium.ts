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

/**
 * The path of a Chromium or Chrome: `CHROMIUM` of the environment, the one on the machine, or, as
 * root on Debian and its kin, a freshly installed one. Throws with what to do when there is none.
 */
export async function findChromium(): Promise<string> {
	const given = process.env.CHROMIUM;
	if (given !== undefined && given !== '') {
		if (!isProgram(given)) {
			throw new Error(`CHROMIUM is set to ${given}, which is not a program that can be run`);
		}
		return given;
	}
	const found = installed();
	if (found !== undefined) {
		return found;
	}
	if (process.getuid?.() === 0 && isProgram('/usr/bin/apt-get')) {
		console.log('Installing Chromium (apt-get install chromium) ...');
		const env = { DEBIAN_FRONTEND: 'noninteractive' };
		await run('apt-get', ['-qq', 'update'], { env });
		// Without a font of its own a bare machine shows boxes for letters.
		const packages = ['chromium', 'fonts-dejavu-core'];
		await run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...packages], { env });
		const fresh = installed();
		if (fresh !== undefined) {
			return fresh;
		}
	}
	throw new Error(
		'Chromium is needed to show VS Code. Install it (Debian and Ubuntu: `sudo apt-get install ' +
			'chromium`, Fedora: `sudo dnf install chromium`) or set CHROMIUM to the path of a Chromium or Chrome.',
	);
}

function installed(): string | undefined {
	const onPath = (process.env.PATH ?? '')
		.split(delimiter)
		.flatMap((folder) => names.map((name) => join(folder, name)));
	return [...onPath, ...places].find(isProgram);
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
