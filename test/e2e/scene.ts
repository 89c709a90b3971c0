import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
	startVsCodeServer,
	type VsCodeServer,
	type VsCodeServerOptions,
} from '../../scripts/vscode/server.ts';
import { type Standin, type StandinOptions, startStandin } from '../standin/standin.ts';
import { ChatPage } from '../vscode/chatPage.ts';
import { Workbench, type WorkbenchOptions } from '../vscode/workbench.ts';
import { installedVsix } from './installedVsix.ts';

/** What the folder of a scene is a copy of. */
export const SAMPLE_WORKSPACE = resolve(import.meta.dirname, '../workspace');

/** What a user who has just installed the VSIX has: a VS Code, a server to talk to, and a folder of code. */
export interface Scene {
	readonly standin: Standin;
	readonly server: VsCodeServer;
	/** A copy of the sample workspace. */
	readonly folder: string;
	open(options?: Partial<Omit<WorkbenchOptions, 'server'>>): Promise<Window>;
	close(): Promise<void>;
}

/** A workbench and the chat in it. */
export interface Window {
	readonly workbench: Workbench;
	readonly chat: ChatPage;
}

/** Starts a new VS Code that has the VSIX, with llamaChat.baseUrl leading to a new stand-in. */
export async function startScene(
	options: StandinOptions = {},
	settings: Readonly<Record<string, unknown>> = {},
	more: Pick<VsCodeServerOptions, 'workspaceTrust' | 'smokeTestDriver' | 'load'> & {
		/** Of the extension host. */
		readonly env?: (standin: Standin) => Readonly<Record<string, string>>;
	} = {},
): Promise<Scene> {
	const standin = await startStandin({ pace: 2, ...options });
	const folder = await mkdtemp(join(tmpdir(), 'llama-chat-folder-'));
	await cp(SAMPLE_WORKSPACE, folder, { recursive: true });
	const server = await startVsCodeServer({
		extensionsDir: installedVsix(),
		env: more.env?.(standin) ?? {},
		workspaceTrust: more.workspaceTrust ?? false,
		smokeTestDriver: more.smokeTestDriver ?? false,
		...(more.load === undefined ? {} : { load: more.load }),
		settings: {
			'llamaChat.baseUrl': standin.baseUrl,
			// A failure is to be seen at once; who wants to see retries asks for them.
			'llamaChat.retries': 0,
			...settings,
		},
	});
	const windows: Workbench[] = [];
	return {
		standin,
		server,
		folder,
		async open(more = {}) {
			const workbench = await Workbench.open({ server, folder, ...more });
			windows.push(workbench);
			return { workbench, chat: new ChatPage(workbench) };
		},
		async close() {
			await Promise.all(windows.map((window) => window.close()));
			await server.stop();
			await standin.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
