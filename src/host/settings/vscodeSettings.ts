import { commands, workspace } from 'vscode';
import type { RawSettings } from '../../core/settings/rawSettings.ts';

export const SECTION = 'llamaChat';

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

/** Opens the Settings editor at one setting, by its name without the prefix, or at all of ours. */
export async function openSettings(name?: string): Promise<void> {
	const query = name === undefined ? '@ext:llama-chat.llama-chat' : `@id:${SECTION}.${name}`;
	await commands.executeCommand('workbench.action.openSettings', query);
}
