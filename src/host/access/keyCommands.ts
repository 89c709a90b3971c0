import { type InputBoxOptions, ProgressLocation, window } from 'vscode';
import { parseKeyInput } from '../../core/access/apiKey.ts';
import type { ChatServer, KeyCheck } from '../../core/server/chatServer.ts';
import { isOpenRouter } from '../../core/server/serverProfiles.ts';
import { parseBaseUrl } from '../../core/settings/settings.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';
import type { Say } from '../vscode/say.ts';
import type { ApiKeys } from './apiKeys.ts';
import type { ServerConsent } from './serverConsent.ts';

const OPENROUTER_KEYS = 'https://openrouter.ai/settings/keys';

export interface KeyPorts {
	readonly keys: ApiKeys;
	readonly server: Pick<ChatServer, 'checkKey'>;
	readonly consent: ServerConsent;
	readonly say: Say;
}

/**
 * Asks for the key of the configured server, checks it there once and stores it.
 * @throws ChatError of kind badSetting for an address that cannot be
 */
export async function setApiKey(ports: KeyPorts): Promise<void> {
	const { keys, server, consent, say } = ports;
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
		await sayRefused(host, check, ports);
		return;
	}
	if (!(await keys.store(baseUrl, key))) {
		const text =
			'The key did not stay in the secret storage. This VS Code keeps no secrets; set OPENROUTER_API_KEY in its environment instead.';
		void say({ text, isError: true });
		return;
	}
	void say({ text: storedInWords(host, check) });
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
	ports: KeyPorts,
): Promise<void> {
	const said = check.detail === '' ? '.' : `: “${check.detail}”`;
	const text = `${host} refused this key${said} It was not stored.`;
	const choice = await ports.say({ text, isError: true, buttons: ['Enter Another Key'] });
	if (choice !== undefined) await setApiKey(ports);
}

function storedInWords(host: string, check: KeyCheck): string {
	switch (check.result) {
		case 'accepted':
			return `The key is stored; ${host} accepts it.`;
		case 'unreachable':
			return `The key is stored. It could not be checked: ${check.detail}`;
		default:
			return `The key is stored. ${host} has no way to check it beforehand.`;
	}
}

/**
 * Removes the stored key of the configured server.
 * @throws ChatError of kind badSetting for an address that cannot be
 */
export async function removeApiKey({ keys, say }: KeyPorts): Promise<void> {
	const baseUrl = parseBaseUrl(rawSettings());
	const { host } = new URL(baseUrl);
	if ((await keys.stored(baseUrl)) === undefined) {
		void say({ text: `No key is stored for ${host}.` });
		return;
	}
	await keys.remove(baseUrl);
	const fallback = await keys.keyFor(baseUrl);
	const text =
		fallback === undefined
			? `The key for ${host} is removed.`
			: `The key for ${host} is removed. OPENROUTER_API_KEY of the environment is used from now on.`;
	void say({ text });
}
