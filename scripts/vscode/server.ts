import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { installVsCodeServer } from './codeServer.ts';

/** How to start the server; every field may be left out. */
export interface VsCodeServerOptions {
	/** Path of a VSIX that is installed before the start, as a user's would be. */
	readonly vsix?: string;
	/** A folder that `installExtensions` has filled, in the place of `vsix` and `helpers`. Servers only read it. */
	readonly extensionsDir?: string;
	/** Further ones, such as a helper of a script's own. */
	readonly helpers?: readonly string[];
	/** User settings on top of the quiet ones and those kept in `dataDir`; `undefined` removes one. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Added to the extension host's environment. */
	readonly env?: Readonly<Record<string, string>>;
	/**
	 * Makes the workbench honour the payload's extensionDevelopmentPath and extensionTestsPath.
	 * It also keeps notification toasts from showing (they are in the notification centre).
	 */
	readonly smokeTestDriver?: boolean;
	/** Leaves workspace trust on, as users have it. Off without this. */
	readonly workspaceTrust?: boolean;
	/** A module that Node loads before the server and before each extension host. */
	readonly load?: URL;
	/** A folder to keep settings and extensions in. Without it, a temporary one is used and removed. */
	readonly dataDir?: string;
	/** 0, the default, takes any free port. */
	readonly port?: number;
}

/** A running VS Code server on loopback. */
export interface VsCodeServer {
	readonly url: string;
	readonly port: number;
	readonly pid: number;
	readonly dataDir: string;
	/** The user's settings.json, which the workbench reloads when it changes. */
	readonly settingsFile: string;
	/** What it and its extension hosts have written to the console until now. */
	output(): string;
	/** Ends the server and everything it started, and removes a temporary data folder. */
	stop(): Promise<void>;
}

/** Settings that keep a fresh profile quiet: nothing to welcome, download, sign in to or report. */
const quietSettings = {
	'workbench.startupEditor': 'none',
	// What fades out is still there to be clicked, and swallows the click.
	'workbench.reduceMotion': 'on',
	'workbench.tips.enabled': false,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'telemetry.telemetryLevel': 'off',
	'update.mode': 'none',
	'extensions.autoUpdate': 'off',
	'extensions.autoCheckUpdates': false,
	'extensions.ignoreRecommendations': true,
	'git.openRepositoryInParentFolders': 'never',
	'files.autoSave': 'off',
	// The Settings editor as a tab, as VS Code had it for years, not a dialog that takes the keyboard.
	'workbench.editor.useModal': 'off',
	'chat.commandCenter.enabled': false,
	'chat.disableAIFeatures': true,
};

/** Starts the VS Code server; throws with its output when it does not come up. */
export async function startVsCodeServer(options: VsCodeServerOptions = {}): Promise<VsCodeServer> {
	const { serverDir, node } = await installVsCodeServer();
	const temporary = options.dataDir === undefined;
	const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'llama-chat-vscode-')));
	const settingsFile = join(dataDir, 'data/User/settings.json');
	await mkdir(dirname(settingsFile), { recursive: true });
	const kept = temporary ? {} : await readSettings(settingsFile);
	const settings = { ...quietSettings, ...kept, ...options.settings };
	await writeFile(settingsFile, JSON.stringify(settings, undefined, '\t'));
	const { vsix, helpers = [] } = options;
	const packages = vsix === undefined ? helpers : [vsix, ...helpers];
	const { extensionsDir = join(dataDir, 'extensions') } = options;
	if (packages.length > 0) await installExtensions(extensionsDir, packages);
	const child = spawn(
		node,
		[
			// Extension hosts inherit Node's arguments; NODE_OPTIONS VS Code keeps from them.
			...(options.load === undefined ? [] : ['--import', options.load.href]),
			join(serverDir, 'out/server-main.js'),
			...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
			...['--server-data-dir', dataDir, '--extensions-dir', extensionsDir],
			'--without-connection-token',
			'--accept-server-license-terms',
			'--disable-telemetry',
			...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
			...(options.smokeTestDriver === true ? ['--enable-smoke-test-driver'] : []),
		],
		{
			stdio: ['ignore', 'pipe', 'pipe'],
			env: environment(dataDir, options.env),
			// A process group of its own, so that extension hosts end with it.
			detached: process.platform !== 'win32',
		},
	);
	const endWithUs = () => endGroup(child, 'SIGKILL');
	process.once('exit', endWithUs);
	const stop = async () => {
		process.off('exit', endWithUs);
		if (child.exitCode === null && child.signalCode === null) {
			const ended = once(child, 'exit');
			endGroup(child, 'SIGTERM');
			await Promise.race([ended, setTimeout(3000, undefined, { ref: false })]);
		}
		// Also what outlived the server: an extension host waits minutes for a workbench to come back.
		endGroup(child, 'SIGKILL');
		if (temporary) {
			await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
		}
	};
	let output = '';
	const read = (chunk: unknown) => {
		output += String(chunk);
	};
	child.stdout?.on('data', read);
	child.stderr?.on('data', read);
	try {
		const port = await listening(child, () => output);
		const pid = child.pid ?? 0;
		const url = `http://127.0.0.1:${port}`;
		return { url, port, pid, dataDir, settingsFile, output: () => output, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function readSettings(file: string): Promise<Record<string, unknown>> {
	try {
		return JSON.parse(await readFile(file, 'utf8'));
	} catch {
		// The first start, or a file with comments, which the user can write again.
		return {};
	}
}

/**
 * Installs packaged extensions into a folder, the way `code --install-extension` does. Throws with the
 * server's output when that fails.
 */
export async function installExtensions(
	extensionsDir: string,
	packages: readonly string[],
): Promise<void> {
	const { serverDir, node } = await installVsCodeServer();
	const dataDir = await mkdtemp(join(tmpdir(), 'llama-chat-install-'));
	try {
		await promisify(execFile)(
			node,
			[
				join(serverDir, 'out/server-main.js'),
				...['--server-data-dir', dataDir, '--extensions-dir', extensionsDir],
				'--accept-server-license-terms',
				...packages.flatMap((vsix) => ['--install-extension', vsix]),
				'--force',
			],
			{ env: environment(dataDir) },
		);
	} finally {
		await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
	}
}

/**
 * The machine's environment without what would make a test depend on the machine: a proxy, the
 * developer's home folder and the developer's key.
 */
function environment(home: string, added: Readonly<Record<string, string>> = {}) {
	const dropped = /^(https?_proxy|all_proxy|no_proxy|openrouter_api_key|vscode_.*|electron_.*)$/i;
	const kept = Object.entries(process.env).filter(([name]) => !dropped.test(name));
	return {
		...Object.fromEntries(kept),
		HOME: home,
		XDG_CONFIG_HOME: join(home, 'config'),
		...added,
	};
}

function listening(child: ChildProcess, output: () => string): Promise<number> {
	return new Promise((resolve, reject) => {
		const look = () => {
			const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
			if (port === undefined) return;
			child.stdout?.off('data', look);
			resolve(Number(port));
		};
		child.stdout?.on('data', look);
		child.once('error', reject);
		child.once('exit', (code) => {
			reject(new Error(`The VS Code server ended with exit code ${code}:\n${output()}`));
		});
	});
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) {
		return;
	}
	try {
		process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
	} catch {
		// It has ended already.
	}
}
