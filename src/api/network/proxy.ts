import { BlockList, isIP } from 'node:net';
import { ChatError } from '../../core/errors/chatError.ts';
import { isLoopback } from '../../core/network/loopback.ts';
import type { ProxySettings } from '../../core/settings/networkSettings.ts';

export interface ProxyServer {
	/** With user and password, where the setting has them: never to be shown. */
	readonly url: URL;
	/** To be shown: "http://proxy.example:8080". */
	readonly origin: string;
	/** The value of Proxy-Authorization, where the settings have one. */
	readonly authorization: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy on the way to a URL; undefined where there is none. In VS Code's own order: this machine is reached directly, then
 * what `http.noProxy`, else NO_PROXY, leaves out; `http.proxy` comes before the environment's variables.
 *
 * @throws ChatError for an address that is none
 */
export function proxyFor(
	url: URL,
	settings: ProxySettings,
	env: Environment,
): ProxyServer | undefined {
	if (!settings.supported || isLoopback(url.hostname)) return undefined;
	const exceptions =
		settings.noProxy.length > 0
			? settings.noProxy
			: (variable(env, 'no_proxy')?.split(/[\s,]+/) ?? []);
	if (exceptions.some((entry) => leavesOut(entry.trim(), url))) return undefined;
	if (settings.url !== '')
		return toProxy(settings.url, 'The setting Http: Proxy', settings.authorization);
	const names =
		url.protocol === 'https:'
			? ['https_proxy', 'http_proxy', 'all_proxy']
			: ['http_proxy', 'all_proxy'];
	for (const name of names) {
		const address = variable(env, name);
		if (address !== undefined) return toProxy(address, name, settings.authorization);
	}
	return undefined;
}

function variable(env: Environment, name: string): string | undefined {
	const value = (env[name] ?? env[name.toUpperCase()])?.trim();
	return value === '' ? undefined : value;
}

function toProxy(address: string, from: string, authorization: string | undefined): ProxyServer {
	const text = address.includes('://') ? address : `http://${address}`;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined || !/^(https?|socks(5h?)?):$/.test(url.protocol) || url.hostname === '') {
		// Not quoted: it may hold a password.
		throw new ChatError(
			'proxy',
			`${from} is not the address of a proxy, such as http://proxy.example:8080. Nothing was sent.`,
		);
	}
	return { url, origin: `${url.protocol}//${url.host}`, authorization };
}

/** User and password in a proxy's address, both empty where it has none. A percent sign that escapes nothing stands for itself. */
export function loginOf({ url }: ProxyServer): {
	readonly name: string;
	readonly password: string;
} {
	return { name: unescaped(url.username), password: unescaped(url.password) };
}

function unescaped(text: string): string {
	return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
		try {
			return decodeURIComponent(escapes);
		} catch {
			return escapes;
		}
	});
}

/** Whether a proxy speaks SOCKS rather than HTTP. */
export function isSocks({ url }: ProxyServer): boolean {
	return /^socks/.test(url.protocol);
}

/** One entry of a list such as "localhost, .example.com, *.corp.example:8443, 10.0.0.0/8". */
function leavesOut(entry: string, url: URL): boolean {
	if (entry === '*') return true;
	const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
	const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
	// An address of IPv6 without brackets has no port.
	const bare = entry.split(':').length > 2 ? entry : '';
	const name = (bracketed ?? plain ?? bare).toLowerCase();
	if (name === '') return false;
	const usual = url.protocol === 'https:' ? '443' : '80';
	if (port !== undefined && port !== (url.port === '' ? usual : url.port)) return false;
	if (name.includes('/')) return isInRange(host, name);
	const suffix = name.replace(/^\*?\./, '');
	return host === name || host.endsWith(`.${suffix}`) || (name.startsWith('.') && host === suffix);
}

function isInRange(host: string, range: string): boolean {
	const [network = '', prefix] = range.split('/');
	const family = isIP(host);
	const bits = Number(prefix);
	if (family === 0 || isIP(network) !== family) return false;
	if (!Number.isInteger(bits) || bits < 0 || bits > (family === 4 ? 32 : 128)) return false;
	const list = new BlockList();
	list.addSubnet(network, bits, family === 4 ? 'ipv4' : 'ipv6');
	return list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
