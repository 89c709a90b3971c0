import { type Memento, window } from 'vscode';
import type { RunCommand } from '../../core/commands/commandNames.ts';
import { openSettings } from '../settings/vscodeSettings.ts';
import { notificationText } from '../vscode/notificationText.ts';

/** Whom the user has been told of, in globalState. */
const KEY = 'lentTo';

const SHOW = 'Show Request…';
const USAGE = 'Show Usage and Cost';
const SETTINGS = 'Open Settings';

/** Tells the user of an extension's first request, once for each extension on this machine. */
export function announcer(state: Memento, run: RunCommand): (asker: string) => void {
	return (asker) => {
		const told = state.get<unknown>(KEY);
		const known = Array.isArray(told) ? told.filter((one) => typeof one === 'string') : [];
		if (known.includes(asker)) return;
		void state.update(KEY, [...known, asker]);
		void announce(asker, run);
	};
}

/** Warns of what looks like a secret in an extension's requests: once for each extension in this window, the log has the rest. */
export function secretWarner(
	run: RunCommand,
): (asker: string, host: string, kinds: readonly string[]) => void {
	const warned = new Set<string>();
	return (asker, host, kinds) => {
		if (warned.has(asker)) return;
		warned.add(asker);
		void warn(`${asker} sends what looks like ${kinds.join(', ')} to ${host}.`, run);
	};
}

async function warn(text: string, run: RunCommand): Promise<void> {
	const all = `${text} It goes out as that extension says it. Change what nobody there is to have.`;
	const choice = await window.showWarningMessage(notificationText(all), SHOW, SETTINGS);
	if (choice === SHOW) await run('showLentRequest');
	if (choice === SETTINGS) await openSettings('provideModels');
}

async function announce(asker: string, run: RunCommand): Promise<void> {
	const text = `${asker} has begun to use your models through Llama Chat. What it asks costs you money. It never gets your key.`;
	const choice = await window.showInformationMessage(notificationText(text), USAGE, SETTINGS);
	if (choice === USAGE) await run('showUsage');
	if (choice === SETTINGS) await openSettings('provideModels');
}
