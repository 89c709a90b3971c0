import { window } from 'vscode';
import { type Limits, parseLimits } from '../../core/spending/limits.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';

/**
 * The limits of this moment. The settings are the user's alone: no workspace can raise them.
 * @throws ChatError of kind badSetting
 */
export function currentLimits(): Limits {
	return parseLimits(rawSettings());
}

const SEND = 'Send Anyway';

/** Asks before something is sent that goes beyond the soft limit; true to send it. */
export async function confirmSending(question: string, detail: string): Promise<boolean> {
	return (await window.showWarningMessage(question, { modal: true, detail }, SEND)) === SEND;
}
