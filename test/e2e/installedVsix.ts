import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installExtensions } from '../../scripts/vscode/server.ts';

/** Names the folder to the processes that run the tests. */
const NAME = 'LLAMA_CHAT_EXTENSIONS';

/** Installs the VSIX that `npm run package` made, as a user would, once for all tests: each time takes two seconds. */
export async function installVsix(): Promise<void> {
	const vsix = process.env['LLAMA_CHAT_VSIX'];
	if (vsix === undefined)
		throw new Error('LLAMA_CHAT_VSIX must name the packaged extension: run npm test');
	const folder = await mkdtemp(join(tmpdir(), 'llama-chat-extensions-'));
	process.env[NAME] = folder;
	await installExtensions(folder, [resolve(import.meta.dirname, '../..', vsix)]);
}

export async function removeInstalledVsix(): Promise<void> {
	await rm(installedVsix(), { recursive: true, force: true, maxRetries: 5 });
}

/** The folder of extensions with the VSIX in it. */
export function installedVsix(): string {
	const folder = process.env[NAME];
	if (folder === undefined)
		throw new Error('The VSIX is not installed: hooks.ts of the folder has to do it');
	return folder;
}
