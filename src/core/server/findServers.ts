import { withoutEnd } from '../../shared/text/withoutEnd.ts';
import { ChatError } from '../errors/chatError.ts';
import type { ChatServer, Destination } from './chatServer.ts';
import { profileFor, SERVER_PROFILES, type ServerKind } from './serverProfiles.ts';

/** Something that answers as a server does whose chat can be used. */
export interface FoundServer {
	readonly baseUrl: string;
	readonly kind: ServerKind;
	/** Undefined for one that tells its models only for a key. */
	readonly models: number | undefined;
}

/** A server on this machine answers at once, or it is busy with loading a model. */
const PROBE_MS = 1_500;

/** The addresses that servers have on this machine unless that is changed. */
export const USUAL_ADDRESSES: readonly string[] = SERVER_PROFILES.flatMap(({ port }) =>
	port === undefined ? [] : [`http://localhost:${port}/v1`],
);

/**
 * Asks one address of this machine for its models, without any key; undefined where nobody answers as a server does.
 * @param left aborted when nobody wants to know any more
 */
export async function probe(
	server: Pick<ChatServer, 'listModels'>,
	baseUrl: string,
	left: AbortSignal,
): Promise<FoundServer | undefined> {
	try {
		const signal = AbortSignal.any([left, AbortSignal.timeout(PROBE_MS)]);
		const list = await server.listModels(noKey(baseUrl), signal);
		return { baseUrl, kind: list.server, models: list.models.length };
	} catch (error) {
		const wantsKey =
			error instanceof ChatError && (error.kind === 'noKey' || error.kind === 'badKey');
		return wantsKey
			? { baseUrl, kind: profileFor(baseUrl, undefined).kind, models: undefined }
			: undefined;
	}
}

function noKey(baseUrl: string): Destination {
	return { baseUrl, apiKey: undefined, siteUrl: undefined, siteName: undefined };
}

/** "Ollama at localhost:11434" */
export function serverInWords({ baseUrl, kind }: Pick<FoundServer, 'baseUrl' | 'kind'>): string {
	const { host } = new URL(baseUrl);
	const { name } = profileFor(baseUrl, kind);
	return profileFor(baseUrl, kind).kind === 'other' ? host : `${name} at ${host}`;
}

/** "5 models", "1 model", "wants a key" */
export function modelsInWords(models: number | undefined): string {
	if (models === undefined) return 'it wants an API key';
	return models === 1 ? '1 model' : `${models.toLocaleString('en')} models`;
}

/**
 * The addresses that one who types "localhost:11434" or "https://llm.example" can mean, likeliest first: as it stands, then with
 * what servers have behind it. Without a scheme this machine is asked with http, any other with https.
 */
export function addressesMeant(typed: string): string[] {
	const text = withoutEnd(typed.trim(), '/');
	const local = /^(localhost|127\.|\[::1\])/i.test(text);
	const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
		? text
		: `${local ? 'http' : 'https'}://${text}`;
	if (!URL.canParse(whole)) return [whole];
	const { pathname } = new URL(whole);
	return pathname === '/' ? [`${whole}/v1`, `${whole}/api/v1`, whole] : [whole, `${whole}/v1`];
}
