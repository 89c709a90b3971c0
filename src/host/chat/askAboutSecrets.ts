import { window } from 'vscode';
import type { ChatError } from '../../core/errors/chatError.ts';
import type { SecretAnswer } from '../../shared/conversation/withheldText.ts';
import { SECRET_ANSWERS } from '../../shared/errors/secretAnswers.ts';
import { notificationText } from '../vscode/notificationText.ts';

/**
 * Asks in a dialog what is to go out of what looks like a secret.
 * @param message of kind secrets: what was found, and where
 * @returns undefined where nothing is to go out
 */
export async function askAboutSecrets({
	message,
}: Pick<ChatError, 'message'>): Promise<SecretAnswer | undefined> {
	const labels = Object.values(SECRET_ANSWERS);
	const options = { modal: true };
	const answer = await window.showWarningMessage(notificationText(message), options, ...labels);
	return (['replace', 'leaveOut', 'send'] as const).find((one) => SECRET_ANSWERS[one] === answer);
}
