import { ConfigurationTarget, commands, workspace } from 'vscode';
import type { RawSettings } from '../../core/settings/rawSettings.ts';

export const SECTION = 'llamaChat';

/** This extension's id, as publisher and name in the manifest make it. */
export const EXTENSION_ID = 'llama-chat.llama-chat';

/** The settings as they stand now, unchecked: what they hold is parsed by core/settings/settings.ts. */
export function rawSettings(): RawSettings {
	const configuration = workspace.getConfiguration(SECTION);
	return (name) => configuration.get<unknown>(name);
}

/** VS Code's own settings of the network, by their names without "http.". */
export function httpSettings(): RawSettings {
	const configuration = workspace.getConfiguration('http');
	return (name) => configuration.get<unknown>(name);
}

/**
 * Writes one setting, by its name without the prefix, where it takes effect: into the workspace's settings where it is set already,
 * else into the user's.
 * @param value undefined to remove it there
 * @throws VS Code's error where the settings cannot be written
 */
export async function updateSetting(name: string, value: unknown): Promise<void> {
	const configuration = workspace.getConfiguration(SECTION);
	const target =
		configuration.inspect(name)?.workspaceValue === undefined
			? ConfigurationTarget.Global
			: ConfigurationTarget.Workspace;
	await configuration.update(name, value, target);
}

/** Opens the Settings editor at one setting, by its name without the prefix, or at all of ours. */
export async function openSettings(name?: string): Promise<void> {
	const query = name === undefined ? `@ext:${EXTENSION_ID}` : `@id:${SECTION}.${name}`;
	await commands.executeCommand('workbench.action.openSettings', query);
}
