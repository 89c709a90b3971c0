import { commands, env, Uri } from 'vscode';
import type { RunCommand } from '../../core/commands/commandNames.ts';
import type { Failure } from '../../shared/conversation/messages.ts';
import type { Action } from '../../shared/errors/action.ts';
import { openSettings } from '../settings/vscodeSettings.ts';

/** Where OpenRouter's users see to what was refused. */
const PAGES = {
	credits: 'https://openrouter.ai/settings/credits',
	keys: 'https://openrouter.ai/settings/keys',
	privacy: 'https://openrouter.ai/settings/privacy',
} as const;

/** Does what a button of a failure says, or of the empty chat. What is to be done with the reply itself is errorHandlers.ts's. */
export async function doAction(
	action: Action,
	failure: Failure | null | undefined,
	run: RunCommand,
): Promise<void> {
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
		case 'useModel':
			return;
		case 'setApiKey':
		case 'signIn':
		case 'connectServer':
		case 'selectModel':
		case 'confirmServer':
		case 'explainSelection':
		case 'showLog':
		case 'reportIssue':
		case 'newChat':
			return run(action);
	}
}
