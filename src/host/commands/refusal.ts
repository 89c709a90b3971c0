import { window } from 'vscode';
import type { RunCommand } from '../../core/commands/commandNames.ts';
import type { ChatError } from '../../core/errors/chatError.ts';
import { remediesFor } from '../../shared/errors/remedies.ts';
import { doAction } from '../errors/remedyActions.ts';
import { notificationText } from '../vscode/notificationText.ts';

/** Says what a command was refused, with what can be done about it. */
export async function showRefusal(error: ChatError, run: RunCommand): Promise<void> {
	const failure = error.toFailure();
	const remedies = remediesFor(failure);
	const choice = await window.showErrorMessage(
		notificationText(failure.message),
		...remedies.map((remedy) => remedy.label),
	);
	const remedy = remedies.find(({ label }) => label === choice);
	if (remedy !== undefined) await doAction(remedy.action, failure, run);
}
