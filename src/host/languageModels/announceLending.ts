import { type Memento, window } from 'vscode';
import type { RunCommand } from '../../core/commands/commandNames.ts';
import { openSettings } from '../settings/vscodeSettings.ts';
import { notificationText } from '../vscode/notificationText.ts';

/** Whom the user has been told of, in globalState. */
const KEY = 'lentTo';

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

async function announce(asker: string, run: RunCommand): Promise<void> {
	const text = `${asker} has begun to use your models through Llama Chat. What it asks costs you money. It never gets your key.`;
	const choice = await window.showInformationMessage(notificationText(text), USAGE, SETTINGS);
	if (choice === USAGE) await run('showUsage');
	if (choice === SETTINGS) await openSettings('provideModels');
}
