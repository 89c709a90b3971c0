import { commands, env, Uri } from 'vscode';
import type { Failure } from '../../shared/conversation/messages.ts';
import type { Action } from '../../shared/errors/action.ts';
import { openSettings } from '../settings/vscodeSettings.ts';

/** Where OpenRouter's users see to what was refused. */
const PAGES = {
	credits: 'https://openrouter.ai/settings/credits',
	keys: 'https://openrouter.ai/settings/keys',
	privacy: 'https://openrouter.ai/settings/privacy',
} as const;

/** Does what a button of a failure says, or of the empty chat; what is to be done with the reply itself is pageMessages.ts's. */
export async function doAction(action: Action, failure?: Failure | null): Promise<void> {
	switch (action) {
		case 'openSetting':
			return openSettings(failure?.setting ?? 'baseUrl');
		case 'openParameters':
			return openSettings();
		case 'openProxySettings':
			await commands.executeCommand('workbench.action.openSettings', 'http.proxy');
			return;
		case 'openPage':
			if (failure?.page !== undefined) await env.openExternal(Uri.parse(PAGES[failure.page], true));
			return;
		case 'retryWithTokens':
		case 'sendWithout':
			return;
		default:
			await commands.executeCommand(`llamaChat.${action}`);
	}
}
