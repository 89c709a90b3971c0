/** Waits on this machine for the browser to come back. The port's one implementation is api/access/loopbackListener.ts. */
export interface CallbackListener {
	/** E.g. "http://127.0.0.1:49152/callback". */
	readonly url: string;
	/** Stops listening; what is being answered is answered. */
	close(): void;
}

/**
 * Starts to listen.
 * @param received is called with the query of every request to the callback, and returns what the browser is to show
 * @throws where no port can be had
 */
export type ListenForCallback = (
	received: (query: URLSearchParams) => { readonly done: boolean; readonly text: string },
) => Promise<CallbackListener>;

/**
 * Exchanges a code for a key at `{origin}/api/v1/auth/keys`. The port's one implementation is api/access/codeExchange.ts.
 * @throws ChatError where there is no key to be had; its words hold neither code nor verifier
 */
export type ExchangeCode = (
	origin: string,
	grant: { readonly code: string; readonly verifier: string },
	signal: AbortSignal,
) => Promise<string>;
