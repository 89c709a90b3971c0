import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SAMPLE_WORKSPACE, type Scene, startScene, type Window } from './scene.ts';

/** What several files use one after the other. */
interface SharedWindow {
	readonly scene: Scene;
	readonly window: Window;
	/** The user's settings.json as it was at the start. */
	readonly settings: string;
}

let shared: SharedWindow | undefined;
/** Whether whoever asks next gets another one. */
let left = false;

/**
 * The window of a user who has changed no setting, with a new chat in its view and nothing else open. Files that need no more than
 * that share it: opening one takes the processor twenty seconds. History, ledger and lists of models have in them what was done
 * before; whoever minds starts a scene of their own, or asks for one that nobody has used.
 */
export async function sharedWindow({
	fresh = false,
} = {}): Promise<Omit<SharedWindow, 'settings'>> {
	if (fresh || left) await closeSharedWindow();
	left = false;
	if (shared !== undefined) {
		try {
			await tidy(shared);
			return shared;
		} catch (error) {
			console.log(`      (the shared window could not be tidied, a new one is opened: ${error})`);
			await closeSharedWindow();
		}
	}
	const scene = await startScene();
	const settings = await readFile(scene.server.settingsFile, 'utf8');
	shared = { scene, window: await scene.open(), settings };
	if (!fresh) await shared.window.chat.show();
	return shared;
}

/** Who asks next gets another window: of this one nobody knows what is in it. Who has it now goes on with it. */
export function leaveSharedWindow(): void {
	left = true;
}

export async function closeSharedWindow(): Promise<void> {
	const closing = shared;
	shared = undefined;
	await closing?.scene.close();
}

/** Makes everything as it was when the window was opened, as far as it can be seen. */
async function tidy({ scene, window, settings }: SharedWindow): Promise<void> {
	const { chat, workbench } = window;
	const { standin, folder, server } = scene;
	standin.reset();
	standin.requireKey(undefined);
	if ((await readFile(server.settingsFile, 'utf8')) !== settings)
		throw new Error('settings are left');
	await workbench.closeEditors();
	if ((await workbench.notifications()).length > 0)
		await workbench.runCommand('Notifications: Clear All Notifications');
	for (const name of await readdir(folder))
		await rm(join(folder, name), { recursive: true, force: true });
	await cp(SAMPLE_WORKSPACE, folder, { recursive: true });
	await chat.show();
	await chat.startNew();
	await chat.box.fill('');
	await chat.count(chat.chips, 0);
}
