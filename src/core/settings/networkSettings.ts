import type { RawSettings } from './rawSettings.ts';
import { type CountRange, readChoice, readCount } from './settingReaders.ts';

/** Which HTTP client takes a request: undici and, where that cannot connect, VS Code's fetch; or always the one. */
export type TransportChoice = 'auto' | 'undici' | 'fetch';

/** How requests go out, read once for each. */
export interface NetworkSettings {
	readonly transport: TransportChoice;
	readonly proxy: ProxySettings;
	/** Milliseconds to make a connection. */
	readonly connectTimeout: number;
	/** Milliseconds from then to the first event of a reply. */
	readonly firstEventTimeout: number;
	/** Milliseconds between two events of a reply. */
	readonly idleTimeout: number;
}

/** VS Code's own proxy settings. */
export interface ProxySettings {
	/** `http.proxySupport` is not "off". */
	readonly supported: boolean;
	/** `http.proxy`; empty where it is not set. */
	readonly url: string;
	/** `http.noProxy`: hosts that are reached without it. */
	readonly noProxy: readonly string[];
	/** `http.proxyStrictSSL`: certificates are checked. */
	readonly strictSsl: boolean;
	/** `http.proxyAuthorization`: the value of Proxy-Authorization; undefined sends the address's own user and password, if any. */
	readonly authorization: string | undefined;
	/** `http.systemCertificates`: the system's certificate authorities count beside Node's. */
	readonly systemCertificates: boolean;
}

/** The whole numbers among the settings, as package.json has them. Times are in seconds. */
export const NETWORK_NUMBERS = {
	connectTimeout: { default: 10, min: 1, max: 300 },
	firstEventTimeout: { default: 300, min: 1, max: 3600 },
	idleTimeout: { default: 120, min: 1, max: 3600 },
	retries: { default: 3, min: 0, max: 10 },
} as const satisfies Record<string, CountRange>;

/**
 * @param raw our settings
 * @param http VS Code's settings "http.*", by their names without that; what is not as expected counts as not set
 * @throws ChatError of kind badSetting
 */
export function parseNetworkSettings(raw: RawSettings, http: RawSettings): NetworkSettings {
	const seconds = (name: keyof typeof NETWORK_NUMBERS) =>
		1000 * readCount(raw, name, NETWORK_NUMBERS[name]);
	return {
		transport: readChoice(raw, 'transport', ['auto', 'undici', 'fetch']),
		proxy: parseProxySettings(http),
		connectTimeout: seconds('connectTimeout'),
		firstEventTimeout: seconds('firstEventTimeout'),
		idleTimeout: seconds('idleTimeout'),
	};
}

/** What holds where nothing is set: also what a client without settings goes by. */
export const DEFAULT_NETWORK: NetworkSettings = parseNetworkSettings(
	() => undefined,
	() => undefined,
);

function parseProxySettings(http: RawSettings): ProxySettings {
	const noProxy = http('noProxy');
	const authorization = textOf(http('proxyAuthorization'));
	return {
		supported: http('proxySupport') !== 'off',
		url: textOf(http('proxy')),
		noProxy: Array.isArray(noProxy) ? noProxy.filter((host) => typeof host === 'string') : [],
		strictSsl: http('proxyStrictSSL') !== false,
		authorization: authorization === '' ? undefined : authorization,
		systemCertificates: http('systemCertificates') !== false,
	};
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}
