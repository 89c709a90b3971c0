import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../run.ts';

/** The npm package that carries VS Code 1.139.1 as a server with its web workbench. Pinned here only. */
const release = { name: 'code-server', version: '4.139.1' };

/** Beside node_modules, not in it, so that `npm ci` does not throw the download away. */
const cache = join(import.meta.dirname, '../../.vscode-test');

/**
 * Installs the VS Code server once and answers from the cache after that.
 *
 * `serverDir` is the folder that holds `out/server-main.js`; the server needs Node 22 or later.
 * Throws when the packages cannot be installed.
 */
export async function installVsCodeServer(): Promise<{ serverDir: string; version: string }> {
	const home = join(cache, `${release.name}-${release.version}`);
	const packageDir = join(home, 'node_modules', release.name);
	const serverDir = join(packageDir, 'lib/vscode');
	const marker = join(home, 'complete');
	if (!(await exists(marker))) {
		console.log(
			`Installing VS Code for the tests (npm package ${release.name} ${release.version}, ` +
				`about 600 MB in .vscode-test, once) ...`,
		);
		await install(home, serverDir);
		console.log('VS Code is installed.');
	}
	return { serverDir, version: release.version };
}

/**
 * Installs into a sibling folder and renames it, so that an interrupted or a second, simultaneous
 * install never leaves a half-filled folder that looks complete.
 */
async function install(home: string, serverDir: string): Promise<void> {
	const staging = `${home}.${process.pid}`;
	await rm(staging, { recursive: true, force: true });
	await mkdir(staging, { recursive: true });
	await writeFile(join(staging, 'package.json'), '{ "private": true }\n');
	const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	await run('npm', ['install', `${release.name}@${release.version}`, ...quiet], { cwd: staging });
	// The inner VS Code lists its own dependencies, which the outer package's postinstall would fetch.
	const inner = join(staging, serverDir.slice(home.length));
	await run('npm', ['install', '--omit=dev', ...quiet], { cwd: inner });
	await writeFile(join(staging, 'complete'), '');
	try {
		await rename(staging, home);
	} catch (error) {
		if (!(await exists(join(home, 'complete')))) {
			// What stands there is not ours to keep: it lacks the marker.
			await rm(home, { recursive: true, force: true });
			await rename(staging, home);
		} else {
			await rm(staging, { recursive: true, force: true });
			console.log(`Another process installed it first (${String(error)}).`);
		}
	}
}

async function exists(path: string): Promise<boolean> {
	return access(path).then(
		() => true,
		() => false,
	);
}
