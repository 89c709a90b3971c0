import { isLoopback } from '../network/loopback.ts';
import { isOpenRouter } from '../server/serverProfiles.ts';

/**
 * Signing in at OpenRouter by OAuth with PKCE (RFC 7636, method S256): the browser asks for the user's consent and brings back a
 * code, which only the one who knows the verifier can exchange for a key.
 */
export interface SignInAttempt {
	/** Never leaves this process but in the exchange; 43 characters of base64url. */
	readonly verifier: string;
	/** base64url(sha256(verifier)). */
	readonly challenge: string;
	/** What the answer must bring back, so that nobody else's is taken. */
	readonly state: string;
}

/** What the browser, or the user in its place, came back with. */
export type SignInAnswer =
	| { readonly code: string }
	/** Belongs to this sign-in and has no code: the user, or the server, said no. */
	| { readonly refusal: string }
	/** Is not an answer to this sign-in. */
	| { readonly problem: string };

/** A code lives for ten minutes, and so does the wait for it. */
export const SIGN_IN_MS = 600_000;

export async function beginSignIn(): Promise<SignInAttempt> {
	const verifier = randomText();
	const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
	return { verifier, challenge: base64Url(new Uint8Array(hash)), state: randomText() };
}

/**
 * Where the server of this address signs people in; undefined for one that does not.
 * @param standIn the origin of a server on this machine that plays OpenRouter's part, if any. It only says what the configured
 * server can do: nothing is ever sent to another one.
 */
export function signInOrigin(baseUrl: string, standIn: string | undefined): string | undefined {
	const { origin, protocol, hostname } = new URL(baseUrl);
	if (isOpenRouter(baseUrl) && protocol === 'https:') return origin;
	return origin === standIn && isLoopback(hostname) ? origin : undefined;
}

/**
 * The page that asks for consent. The state goes along, and also stands in the query of the callback, which comes back in any case.
 * @param callback where the browser goes with the code; without it the page shows the code, to be pasted
 */
export function signInPage(
	origin: string,
	{ challenge, state }: SignInAttempt,
	callback: string | undefined,
): string {
	const page = new URL('/auth', origin);
	if (callback !== undefined) page.searchParams.set('callback_url', callback);
	page.searchParams.set('code_challenge', challenge);
	page.searchParams.set('code_challenge_method', 'S256');
	page.searchParams.set('state', state);
	page.searchParams.set('key_label', 'Llama Chat');
	return page.href;
}

/** Whether OpenRouter sends a browser back there: https, or this machine. Of other schemes it takes an editor's own. */
export function isCallback(address: string, scheme: string): boolean {
	const { protocol, hostname } = new URL(address);
	return (
		protocol === 'https:' ||
		protocol === `${scheme}:` ||
		(protocol === 'http:' && isLoopback(hostname))
	);
}

/** Reads the query that the browser came back with. */
export function readCallback(query: URLSearchParams, { state }: SignInAttempt): SignInAnswer {
	const states = query.getAll('state');
	if (states.length === 0 || states.some((found) => found !== state)) {
		return { problem: 'This answer does not belong to the sign-in that is under way.' };
	}
	const code = query.get('code') ?? '';
	if (isCode(code)) return { code };
	return query.get('error') === null
		? { problem: 'The answer brought no code.' }
		: { refusal: 'The sign-in was refused in the browser.' };
}

/** Reads what was pasted: the code that the page shows, or the whole address that the browser came back to in vain. */
export function readPasted(text: string, attempt: SignInAttempt): SignInAnswer {
	const pasted = text.trim();
	if (/^[a-z][a-z\d+.-]*:\/\//i.test(pasted)) {
		if (!URL.canParse(pasted)) return { problem: 'This address cannot be read.' };
		return readCallback(queryOf(new URL(pasted).search), attempt);
	}
	return isCode(pasted)
		? { code: pasted }
		: { problem: 'Paste the code as the page shows it: it has no spaces in it.' };
}

/** A plus sign in a code stands for itself, though in a query it would be a space. */
export function queryOf(query: string): URLSearchParams {
	return new URLSearchParams(query.replaceAll('+', '%2B'));
}

function isCode(text: string): boolean {
	return /^[\x21-\x7e]{1,1024}$/.test(text);
}

function randomText(): string {
	return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64Url(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replaceAll('=', '');
}
