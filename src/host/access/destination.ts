import { ChatError } from '../../core/errors/chatError.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import type { ModelWindows } from '../../core/models/modelWindows.ts';
import type { Destination } from '../../core/server/chatServer.ts';
import { isOpenRouter } from '../../core/server/serverProfiles.ts';
import { withChoices } from '../../core/settings/rawSettings.ts';
import { parseBaseUrl, parseSettings, type Settings } from '../../core/settings/settings.ts';
import type { ChatChoices } from '../../shared/conversation/messages.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';
import type { ApiKeys } from './apiKeys.ts';
import type { ServerConsent } from './serverConsent.ts';

/** The configured server's address; undefined where the setting is wrong, which is told of at the send. */
export function shownBaseUrl(): string | undefined {
	try {
		return parseBaseUrl(rawSettings());
	} catch {
		return undefined;
	}
}

/** Whether the configured server is known to want a key that is not there. A setting that is wrong wants mending first. */
export async function needsKey(keys: ApiKeys): Promise<boolean> {
	try {
		const baseUrl = parseBaseUrl(rawSettings());
		return isOpenRouter(baseUrl) && (await keys.keyFor(baseUrl)) === undefined;
	} catch {
		return false;
	}
}

/**
 * The configured server, with its key where there is one.
 * @throws ChatError of kind badSetting, or unencrypted for one that nobody has agreed to
 */
export async function configuredServer(
	keys: ApiKeys,
	consent: ServerConsent,
): Promise<Destination> {
	const baseUrl = parseBaseUrl(rawSettings());
	consent.check(baseUrl);
	const apiKey = await keys.keyFor(baseUrl);
	return { baseUrl, apiKey, siteUrl: undefined, siteName: undefined };
}

/** What this window knows of servers' models. */
export interface KnownOfServers {
	readonly catalogues: ModelCatalogues;
	readonly windows: ModelWindows;
}

/**
 * The settings of this moment with what the chat has chosen over them, and the server they name, with the key for it.
 * @throws ChatError of kind badSetting, noKey, or unencrypted for a server that nobody has agreed to
 */
export async function prepareRequest(
	keys: ApiKeys,
	{ catalogues, windows }: KnownOfServers,
	consent: ServerConsent,
	choices: ChatChoices,
): Promise<{ settings: Settings; destination: Destination }> {
	const settings = parseSettings(withChoices(rawSettings(), choices));
	const { baseUrl, siteUrl, siteName } = settings;
	consent.check(baseUrl);
	const apiKey = await keys.keyFor(baseUrl);
	if (apiKey === undefined && isOpenRouter(baseUrl)) {
		const message = 'OpenRouter needs an API key, and none is set. Nothing was sent.';
		throw new ChatError('noKey', message, { address: baseUrl });
	}
	// What the server is decides which parameters it gets, from the first message of the window on.
	await catalogues.load(baseUrl);
	const destination = {
		baseUrl,
		apiKey,
		server: catalogues.catalogue(baseUrl)?.server,
		siteUrl: siteUrl === '' ? undefined : siteUrl,
		siteName: siteName === '' ? undefined : siteName,
	};
	// What fits is decided by it.
	await windows.askBefore(destination, settings.model, settings.routing.provider);
	return { settings, destination };
}
