import { globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { format } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { findDesktopVsCode } from '../../scripts/vscode/desktop.ts';
import { startVsCodeServer } from '../../scripts/vscode/server.ts';
import { closeSharedBrowser } from '../vscode/browser.ts';
import { Workbench } from '../vscode/workbench.ts';
import { TEST_OUTPUT } from './output.ts';

/** A run that hangs ends here and says so. */
const LIMIT_MS = 600_000;

/** Another system that the window is to take itself for: the keys of VS Code go by what the browser says. */
const USER_AGENTS: ReadonlyMap<string, string> = new Map([
	['macOS', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/142.0.0.0'],
	['Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0'],
]);
const system = process.env['LLAMA_CHAT_TEST_SYSTEM'];
const userAgent = system === undefined ? undefined : USER_AGENTS.get(system);
if (system !== undefined && userAgent === undefined) throw new Error(`No such system: ${system}`);

const root = join(import.meta.dirname, '../..');
/** Where mocha is found. Several may run side by side. */
const bundle = join(root, `out/integration-${process.pid}.cjs`);

/** Everything the tests touch is a copy; the folder goes away with the run. */
const folder = await mkdtemp(join(tmpdir(), 'llama-chat-workspace-'));
await cp(join(root, 'test/workspace'), folder, { recursive: true });
const env: Record<string, string> = { LLAMA_CHAT_TEST_FOLDER: folder };
for (const name of ['TEST_COUNTS', 'LLAMA_CHAT_TEST_SERVER', 'LLAMA_CHAT_TEST_SYSTEM']) {
	const value = process.env[name];
	if (value !== undefined) {
		env[name] = value;
	}
}
try {
	await bundleTests();
	const desktop =
		process.env['LLAMA_CHAT_VSCODE'] === undefined && system === undefined
			? await findDesktopVsCode({ installed: false })
			: { missing: 'it is asked for' };
	if ('executable' in desktop) {
		console.log(`Integration tests in desktop VS Code: ${desktop.executable}`);
		await inDesktop(desktop.executable);
	} else {
		console.log(`Integration tests in the npm VS Code server: ${desktop.missing}`);
		await inServer();
	}
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
} finally {
	await rm(folder, { recursive: true, force: true });
	await rm(bundle, { force: true });
}

/** All test files in one CommonJS file, which the extension host can load. */
async function bundleTests(): Promise<void> {
	const pattern = process.argv[2] ?? 'test/integration/**/*.test.ts';
	// What happens before the extension is used can only be seen before any other test has used it.
	const first = (file: string) => (file.endsWith('activation.test.ts') ? 0 : 1);
	const files = globSync(pattern, { cwd: root }).sort(
		(one, other) => first(one) - first(other) || one.localeCompare(other),
	);
	if (files.length === 0) {
		throw new Error(`No test file matches ${pattern}`);
	}
	console.log(
		`${files.length} test files: ${files.map((file) => relative('test', file)).join(', ')}`,
	);
	await build({
		entryPoints: [join(root, 'test/integration/index.ts')],
		outfile: bundle,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node22',
		sourcemap: 'inline',
		external: ['vscode'],
		// Loaded with require, which Node allows for mocha's modules too.
		supported: { 'dynamic-import': false },
		logLevel: 'warning',
		plugins: [
			{
				name: 'test-files',
				setup(build) {
					build.onResolve({ filter: /^test-files$/ }, ({ path }) => ({ path, namespace: 'tests' }));
					// Node 22 hands out a module with mocha in it where Node 24 hands out mocha.
					build.onResolve({ filter: /^mocha$/ }, ({ path, namespace }) =>
						namespace === 'mocha' ? { path, external: true } : { path, namespace: 'mocha' },
					);
					build.onLoad({ filter: /.*/, namespace: 'mocha' }, () => ({
						contents: `module.exports = require('mocha').Mocha;`,
					}));
					build.onLoad({ filter: /.*/, namespace: 'tests' }, () => ({
						contents: files.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n'),
						resolveDir: root,
					}));
				},
			},
		],
	});
}

async function inDesktop(vscodeExecutablePath: string): Promise<void> {
	const userData = await mkdtemp(join(tmpdir(), 'llama-chat-user-'));
	try {
		// As in the server: a view in a side bar that is open would wake the extension by itself.
		const settings = { 'workbench.secondarySideBar.defaultVisibility': 'hidden' };
		await mkdir(join(userData, 'User'));
		await writeFile(join(userData, 'User/settings.json'), JSON.stringify(settings));
		await runTests({
			vscodeExecutablePath,
			extensionDevelopmentPath: root,
			extensionTestsPath: bundle,
			extensionTestsEnv: { ...env, LLAMA_CHAT_TEST_USER_DATA: userData },
			launchArgs: [folder, '--disable-extensions', '--user-data-dir', userData],
		});
	} finally {
		await rm(userData, { recursive: true, force: true });
	}
}

async function inServer(): Promise<void> {
	const server = await startVsCodeServer({ smokeTestDriver: true, env });
	/** What the workbench and its extensions say themselves; a long story, told when no test ran. */
	const rest: string[] = [];
	let tested = false;
	const log = (type: string, args: unknown[]) => {
		const text = format(...args);
		if (text.startsWith(TEST_OUTPUT)) {
			tested = true;
			console.log(text.slice(TEST_OUTPUT.length));
		} else {
			rest.push(`[${type}] ${text}`);
		}
	};
	try {
		const code = await new Promise<number>((resolve, reject) => {
			setTimeout(() => {
				reject(new Error(`The tests did not end within ${LIMIT_MS / 1000} s`));
			}, LIMIT_MS).unref();
			const tests = `vscode-remote://127.0.0.1:${server.port}${bundle}`;
			Workbench.open({
				server,
				folder,
				extensionDevelopmentPath: root,
				...(userAgent !== undefined && { userAgent }),
				payload: [['extensionTestsPath', tests]],
				prepare: async (page) => {
					await page.exposeFunction('codeAutomationLog', log);
					await page.exposeFunction('codeAutomationExit', resolve);
				},
			}).catch(reject);
		});
		if (code !== 0) {
			throw new Error('The integration tests failed');
		}
	} finally {
		if (!tested || process.env.TEST_VERBOSE !== undefined) {
			console.log(rest.join('\n'));
		}
		await closeSharedBrowser();
		await server.stop();
	}
}
