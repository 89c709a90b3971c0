import { ChatError } from '../../core/errors/chatError.ts';
import type { Destination } from '../../core/server/chatServer.ts';
import type { ProviderRouting } from '../../core/server/routing.ts';
import { settingLabel } from '../../shared/text/settingLabel.ts';
import { withoutEnd } from '../../shared/text/withoutEnd.ts';

/** What a message about a request may name. Of the key it needs to know the letters, to blank them. */
export interface RequestContext {
	readonly url: URL;
	readonly apiKey: string | undefined;
	/** The model asked for; undefined where no model is in play. */
	readonly model?: string;
	/** The properties of the request that could be left out. */
	readonly parameters?: readonly string[];
	/** What it says about who may answer. */
	readonly routing?: ProviderRouting | undefined;
	/** Whether the chat API has answered at this base URL before, since the window was opened. */
	readonly proven?: boolean;
}

/**
 * `baseUrl` with `path` ("models") behind it; a query in baseUrl stays.
 *
 * @throws ChatError 'badSetting'
 */
export function endpointUrl(baseUrl: string, path: string): URL {
	const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
	if (url === undefined || !/^https?:$/.test(url.protocol)) {
		throw new ChatError(
			'badSetting',
			'The setting Base Url must be an address that starts with http:// or https://.',
			{ setting: 'baseUrl' },
		);
	}
	url.pathname = `${withoutEnd(url.pathname, '/')}/${path}`;
	url.hash = '';
	return url;
}

/** Messages about connecting name the port also where it is the default one; never a password from the URL. */
export function hostAndPortOf(url: URL): string {
	return url.port === '' ? `${url.host}:${url.protocol === 'https:' ? 443 : 80}` : url.host;
}

/**
 * Who is asking, as headers. A value that HTTP cannot carry as it is gets refused rather than changed: what a setting says
 * is what is sent.
 *
 * @throws ChatError 'badSetting' or 'badKey'
 */
export function senderHeaders(destination: Destination): Record<string, string> {
	const { apiKey, siteUrl, siteName } = destination;
	const headers: Record<string, string> = {};
	if (apiKey !== undefined && apiKey !== '') {
		if (!fitsInHeader(apiKey)) {
			throw new ChatError(
				'badKey',
				'The API key holds a character that cannot be part of a key, such as a line break. Set it again.',
			);
		}
		headers['Authorization'] = `Bearer ${apiKey}`;
	}
	if (siteUrl !== undefined && siteUrl !== '') {
		headers['HTTP-Referer'] = settingAsHeader(siteUrl, 'siteUrl');
	}
	if (siteName !== undefined && siteName !== '') {
		headers['X-Title'] = settingAsHeader(siteName, 'siteName');
	}
	return headers;
}

function settingAsHeader(value: string, setting: 'siteUrl' | 'siteName'): string {
	if (fitsInHeader(value)) return value;
	throw new ChatError(
		'badSetting',
		`The setting ${settingLabel(setting)} can hold Latin letters, digits and signs only. Nothing was sent.`,
		{ setting },
	);
}

/** Printable Latin-1: what one byte per character can carry without breaking the header's line. */
function fitsInHeader(value: string): boolean {
	return /^[\x20-\x7e\xa0-\xff]*$/.test(value);
}
