import { isOpenRouter } from '../server/serverProfiles.ts';

/** What to do with what was typed or pasted: the key, or why it cannot be one. */
export type KeyInput = { readonly key: string } | { readonly problem: string };

/**
 * Checks what was entered as a key without asking anyone. White space around it comes from pasting and is dropped, as are a
 * "Bearer " in front and quotes around it.
 */
export function parseKeyInput(input: string, baseUrl: string): KeyInput {
	const key = input
		.trim()
		.replace(/^Bearer\s+/i, '')
		.replace(/^(["'`])(.*)\1$/s, '$2')
		.trim();
	if (key === '') return { problem: 'Enter a key, or press Escape to leave things as they are.' };
	if (/\s/.test(key)) return { problem: 'A key has no spaces or line breaks in it.' };
	// What is not visible ASCII cannot stand in an HTTP header.
	if (!/^[\x21-\x7e]+$/.test(key)) {
		return { problem: 'A key has only plain letters, digits and signs in it.' };
	}
	if (/^https?:\/\//i.test(key)) return { problem: 'This is an address, not a key.' };
	if (isOpenRouter(baseUrl) && !/^sk-or-.{8,}$/.test(key)) {
		return { problem: 'An OpenRouter key begins with "sk-or-".' };
	}
	return { key };
}

/** What the names of all our secrets begin with. */
const SECRET_PREFIX = 'llamaChat.apiKey:';

/** The name under which the key of a server is kept: one per origin, so that another address never gets it. */
export function secretName(baseUrl: string): string {
	return `${SECRET_PREFIX}${new URL(baseUrl).origin}`;
}

/**
 * The key a request to this server carries. The environment's OPENROUTER_API_KEY belongs to OpenRouter, so no other server
 * ever gets it, and it never goes out unencrypted.
 */
export function chooseKey(
	baseUrl: string,
	stored: string | undefined,
	environment: string | undefined,
): string | undefined {
	if (stored !== undefined) return stored;
	const fallback = environment?.trim();
	const itsOwn = isOpenRouter(baseUrl) && new URL(baseUrl).protocol === 'https:';
	return fallback !== undefined && fallback !== '' && itsOwn ? fallback : undefined;
}
