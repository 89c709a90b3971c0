import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../run.ts';

/** The npm package that carries VS Code as a server with its web workbench; 4.106.3 carries VS Code 1.106.3. */
const NAME = 'code-server';

/** Pinned here only. */
const RELEASES: Readonly<Record<string, Release>> = {
	newest: { version: '4.139.1' },
	// What package.json's `engines` allows. In Node 24 its extension host waits for itself.
	oldest: { version: '4.106.3', node: '22.21.1' },
};

interface Release {
	readonly version: string;
	/** The Node it runs in, where that is not ours. */
	readonly node?: string;
}

export interface InstalledServer {
	/** The folder that holds `out/server-main.js`. */
	readonly serverDir: string;
	/** The Node to run it in. */
	readonly node: string;
	readonly version: string;
}

/** Beside node_modules, not in it, so that `npm ci` does not throw the download away. */
const cache = join(import.meta.dirname, '../../.vscode-test');

/**
 * Installs the VS Code server once and answers from the cache after that. `LLAMA_CHAT_VSCODE=oldest` in the environment asks
 * for the oldest one. Throws when the packages cannot be installed.
 */
export async function installVsCodeServer(
	wanted = process.env['LLAMA_CHAT_VSCODE'] ?? 'newest',
): Promise<InstalledServer> {
	const release = releaseOf(wanted);
	const { version } = release;
	const home = join(cache, `${NAME}-${version}`);
	const serverDir = join(home, 'node_modules', NAME, 'lib/vscode');
	if (!(await exists(join(home, 'complete')))) {
		console.log(
			`Installing VS Code for the tests (npm package ${NAME} ${version}, ` +
				`about 600 MB in .vscode-test, once) ...`,
		);
		await install(release, home, serverDir);
		console.log('VS Code is installed.');
	}
	const node =
		release.node === undefined ? process.execPath : join(home, 'node_modules/node/bin/node');
	return { serverDir, node, version };
}

function releaseOf(wanted: string): Release {
	const release = Object.hasOwn(RELEASES, wanted) ? RELEASES[wanted] : undefined;
	if (release !== undefined) return release;
	const known = Object.keys(RELEASES).join(' or ');
	throw new Error(`The VS Code to test in is ${JSON.stringify(wanted)}, but must be ${known}.`);
}

/**
 * Installs into a sibling folder and renames it, so that an interrupted or a second, simultaneous
 * install never leaves a half-filled folder that looks complete.
 */
async function install({ version, node }: Release, home: string, serverDir: string): Promise<void> {
	const staging = `${home}.${process.pid}`;
	await rm(staging, { recursive: true, force: true });
	await mkdir(staging, { recursive: true });
	await writeFile(join(staging, 'package.json'), '{ "private": true }\n');
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	const asItIs = ['--ignore-scripts', ...quiet];
	await run('npm', ['install', `${NAME}@${version}`, ...asItIs], { cwd: staging });
	// Its script puts the program for this machine in place.
	if (node !== undefined) await run('npm', ['install', `node@${node}`, ...quiet], { cwd: staging });
	// The inner VS Code lists its own dependencies, which the outer package's postinstall would fetch.
	const inner = join(staging, serverDir.slice(home.length));
	await takeAllFromRegistry(inner);
	await run('npm', ['install', '--omit=dev', ...asItIs], { cwd: inner });
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

/** The oldest one names a repository for one of its dependencies; the registry, which is all we need otherwise, has it too. */
async function takeAllFromRegistry(inner: string): Promise<void> {
	const file = join(inner, 'package.json');
	const manifest = JSON.parse(await readFile(file, 'utf8'));
	const elsewhere = Object.keys(manifest.dependencies).filter((name) =>
		manifest.dependencies[name].includes('/'),
	);
	if (elsewhere.length === 0) return;
	for (const name of elsewhere) manifest.dependencies[name] = '*';
	await writeFile(file, JSON.stringify(manifest));
	// It has the repository's address as well.
	await rm(join(inner, 'npm-shrinkwrap.json'), { force: true });
}

async function exists(path: string): Promise<boolean> {
	return access(path).then(
		() => true,
		() => false,
	);
}
