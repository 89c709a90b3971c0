import { window } from 'vscode';
import type { RunCommand } from '../../core/commands/commandNames.ts';
import type { ChatError } from '../../core/errors/chatError.ts';
import type { Action } from '../../shared/errors/action.ts';
import { remediesFor } from '../../shared/errors/remedies.ts';
import { doAction } from '../errors/remedyActions.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { unawaited } from '../vscode/say.ts';

/** What is done with the reply that failed, and there is none here. */
const OF_A_REPLY: readonly Action[] = ['retryWithTokens', 'sendWithout', 'useModel'];

/** Says what a command was refused, with what can be done about it. The button that ran the command is not to wait for the answer. */
export function sayRefusal(error: ChatError, run: RunCommand): void {
	unawaited(showRefusal(error, run));
}

async function showRefusal(error: ChatError, run: RunCommand): Promise<void> {
	const failure = error.toFailure();
	const remedies = remediesFor(failure).filter(({ action }) => !OF_A_REPLY.includes(action));
	const choice = await window.showErrorMessage(
		notificationText(failure.message),
		...remedies.map((remedy) => remedy.label),
	);
	const remedy = remedies.find(({ label }) => label === choice);
	if (remedy !== undefined) await doAction(remedy.action, failure, run);
}
