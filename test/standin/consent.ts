import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { ReceivedRequest } from './receivedRequest.ts';

/** What a code was given out for. */
interface Grant {
	readonly challenge: string;
	readonly expires: number;
}

/** OpenRouter's side of a sign-in: a page that says yes for the user, and the exchange of its code for a key. */
export class Consent {
	/** The key that a code is exchanged for. */
	key = 'sk-or-v1-from-the-sign-in-0123456789';
	/** The user says no on the page. */
	refuses = false;
	/** How long a code lives, in milliseconds. */
	codeMs = 600_000;
	/** The last code that was given out. */
	code = '';
	readonly #grants = new Map<string, Grant>();

	/** Answers a request that is of a sign-in; false for every other. */
	answer(request: ReceivedRequest, response: ServerResponse): boolean {
		if (request.path === '/auth' && request.method === 'GET') {
			this.#page(request.query, response);
			return true;
		}
		if (request.path !== '/api/v1/auth/keys') return false;
		if (request.method === 'POST') this.#exchange(request, response);
		else fail(response, 405, 'Method Not Allowed');
		return true;
	}

	#page(query: URLSearchParams, response: ServerResponse): void {
		const challenge = query.get('code_challenge') ?? '';
		if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)) {
			fail(response, 400, 'Invalid code_challenge_method');
			return;
		}
		// A plus sign, as nothing says which letters a code has.
		this.code = `code+${randomBytes(16).toString('hex')}`;
		this.#grants.set(this.code, { challenge, expires: Date.now() + this.codeMs });
		const callback = query.get('callback_url');
		if (callback === null) {
			response.writeHead(200, { 'content-type': 'text/html' });
			response.end(`<!doctype html><title>Code</title><p>Your code: <code>${this.code}</code>`);
			return;
		}
		const back = new URL(callback);
		const state = query.get('state');
		if (state !== null) back.searchParams.set('state', state);
		if (this.refuses) back.searchParams.set('error', 'access_denied');
		else back.searchParams.set('code', this.code);
		response.writeHead(302, { location: back.href }).end();
	}

	#exchange(request: ReceivedRequest, response: ServerResponse): void {
		const body = request.body as Record<string, unknown> | undefined;
		const { code, code_verifier: verifier, code_challenge_method: method } = body ?? {};
		if (request.headers.authorization !== undefined) {
			fail(response, 400, 'An exchange has no Authorization');
			return;
		}
		if (typeof code !== 'string' || typeof verifier !== 'string' || method !== 'S256') {
			fail(response, 400, 'Invalid code_challenge_method');
			return;
		}
		const grant = this.#grants.get(code);
		if (grant === undefined) {
			fail(response, 400, 'Invalid code');
			return;
		}
		this.#grants.delete(code);
		if (grant.expires <= Date.now()) {
			fail(response, 403, 'Authorization code expired');
		} else if (createHash('sha256').update(verifier).digest('base64url') !== grant.challenge) {
			fail(response, 403, 'Invalid code or code_verifier');
		} else {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ key: this.key, user_id: 'user_stand_in' }));
		}
	}
}

function fail(response: ServerResponse, code: number, message: string): void {
	response.writeHead(code, { 'content-type': 'application/json' });
	response.end(JSON.stringify({ error: { code, message } }));
}
