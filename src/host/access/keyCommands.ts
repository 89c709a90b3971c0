import { type InputBoxOptions, ProgressLocation, window } from 'vscode';
import { parseKeyInput } from '../../core/access/apiKey.ts';
import type { ChatServer, KeyCheck } from '../../core/server/chatServer.ts';
import { isOpenRouter } from '../../core/server/serverProfiles.ts';
import { parseBaseUrl } from '../../core/settings/settings.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';
import { notificationText } from '../vscode/notificationText.ts';
import type { ApiKeys } from './apiKeys.ts';
import type { ServerConsent } from './serverConsent.ts';

const OPENROUTER_KEYS = 'https://openrouter.ai/settings/keys';

/**
 * Asks for the key of the configured server, checks it there once and stores it.
 * @throws ChatError of kind badSetting for an address that cannot be
 */
export async function setApiKey(
	keys: ApiKeys,
	server: ChatServer,
	consent: ServerConsent,
): Promise<void> {
	const baseUrl = parseBaseUrl(rawSettings());
	if (!(await consent.confirm(baseUrl))) return;
	const { host } = new URL(baseUrl);
	const key = await askForKey(baseUrl, host);
	if (key === undefined) return;
	const check = await window.withProgress(
		{ location: ProgressLocation.Window, title: `Checking the key with ${host}…` },
		() =>
			server.checkKey(
				{ baseUrl, apiKey: key, siteUrl: undefined, siteName: undefined },
				new AbortController().signal,
			),
	);
	if (check.result === 'refused') {
		await sayRefused(host, check, () => setApiKey(keys, server, consent));
		return;
	}
	if (!(await keys.store(baseUrl, key))) {
		void window.showErrorMessage(
			'The key did not stay in the secret storage. This VS Code keeps no secrets; set OPENROUTER_API_KEY in its environment instead.',
		);
		return;
	}
	void window.showInformationMessage(storedInWords(host, check));
}

async function askForKey(baseUrl: string, host: string): Promise<string | undefined> {
	const where = isOpenRouter(baseUrl)
		? `[Sign In with OpenRouter](command:llamaChat.signIn), or get one at [openrouter.ai/settings/keys](${OPENROUTER_KEYS}).`
		: `You get the key from whoever runs ${host}.`;
	const input = await askForSecret({
		title: `API key for ${host}`,
		prompt: `${where} It is kept in VS Code's secret storage and sent to ${host} only.`,
		placeHolder: isOpenRouter(baseUrl) ? 'sk-or-v1-…' : 'Paste the key',
		ignoreFocusOut: true,
		validateInput: (text) => {
			if (text === '') return undefined;
			const parsed = parseKeyInput(text, baseUrl);
			return 'problem' in parsed ? parsed.problem : undefined;
		},
	});
	if (input === undefined) return undefined;
	const parsed = parseKeyInput(input, baseUrl);
	return 'key' in parsed ? parsed.key : undefined;
}

/** Asks for a secret without showing it, and leaves nothing of it behind. Undefined where the user did not answer. */
async function askForSecret(options: InputBoxOptions): Promise<string | undefined> {
	const input = await window.showInputBox({ ...options, password: true });
	emptyTheBox();
	return input;
}

/**
 * VS Code has one box for all questions and only hides it: what was typed, accepted or not, stands in the window's document until the next
 * question, for every extension of the browser and every tool that can look there. An empty question takes its place.
 */
function emptyTheBox(): void {
	const box = window.createInputBox();
	box.value = '';
	box.show();
	box.dispose();
}

async function sayRefused(
	host: string,
	check: Extract<KeyCheck, { result: 'refused' }>,
	again: () => Promise<void>,
): Promise<void> {
	const choice = await window.showErrorMessage(
		`${host} refused this key (HTTP ${check.status}: ${notificationText(check.detail)}). It was not stored.`,
		'Enter Another Key',
	);
	if (choice !== undefined) await again();
}

function storedInWords(host: string, check: KeyCheck): string {
	switch (check.result) {
		case 'accepted':
			return `The key is stored; ${host} accepts it.`;
		case 'unreachable':
			return `The key is stored. It could not be checked: ${notificationText(check.detail)}`;
		default:
			return `The key is stored. ${host} has no way to check it beforehand.`;
	}
}

/**
 * Removes the stored key of the configured server.
 * @throws ChatError of kind badSetting for an address that cannot be
 */
export async function removeApiKey(keys: ApiKeys): Promise<void> {
	const baseUrl = parseBaseUrl(rawSettings());
	const { host } = new URL(baseUrl);
	if ((await keys.stored(baseUrl)) === undefined) {
		void window.showInformationMessage(`No key is stored for ${host}.`);
		return;
	}
	await keys.remove(baseUrl);
	const fallback = await keys.keyFor(baseUrl);
	void window.showInformationMessage(
		fallback === undefined
			? `The key for ${host} is removed.`
			: `The key for ${host} is removed. OPENROUTER_API_KEY of the environment is used from now on.`,
	);
}
