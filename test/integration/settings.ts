import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ConfigurationTarget, workspace } from 'vscode';
import { FOLDER } from './documents.ts';
import { contributedSettings } from './extension.ts';
import { until } from './until.ts';

const SCOPES = {
	[ConfigurationTarget.Global]: 'globalValue',
	[ConfigurationTarget.Workspace]: 'workspaceValue',
} as const;

/** Sets a setting of ours as the Settings editor does, and waits until it is in effect. Undefined unsets it. */
export async function set(
	name: string,
	value: unknown,
	target: keyof typeof SCOPES = ConfigurationTarget.Global,
): Promise<void> {
	await workspace.getConfiguration('llamaChat').update(name, value, target);
	await until(() => isDeepStrictEqual(valueIn(name, target), value));
}

/** Unsets everything, in the user's settings and the workspace's. */
export async function unsetAll({ but }: { but?: string } = {}): Promise<void> {
	for (const name of contributedSettings().filter((one) => one !== but)) {
		if (valueIn(name, ConfigurationTarget.Global) !== undefined) await set(name, undefined);
	}
	const inWorkspace = contributedSettings().some(
		(name) => valueIn(name, ConfigurationTarget.Workspace) !== undefined,
	);
	if (inWorkspace) await writeWorkspaceSettings({});
}

export function valueIn(name: string, target: keyof typeof SCOPES): unknown {
	return workspace.getConfiguration('llamaChat').inspect(name)?.[SCOPES[target]];
}

/** Writes the folder's settings past VS Code, as a folder from elsewhere has them, and waits until VS Code has read them. */
export async function writeWorkspaceSettings(settings: Record<string, unknown>): Promise<void> {
	const folder = join(FOLDER, '.vscode');
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'settings.json'), JSON.stringify(settings));
	await until(() =>
		contributedSettings()
			// Of these VS Code reads no value from a workspace.
			.filter((name) => name !== 'baseUrl')
			.every((name) =>
				isDeepStrictEqual(
					valueIn(name, ConfigurationTarget.Workspace),
					settings[`llamaChat.${name}`],
				),
			),
	);
}
