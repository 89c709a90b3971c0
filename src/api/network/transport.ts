import type { SentRequest } from '../../core/network/exchangeObserver.ts';
import type { NetworkSettings } from '../../core/settings/networkSettings.ts';

/** What the client needs of an HTTP library, so that one can be loaded late and exchanged. */
export interface Transport {
	/**
	 * Resolves when status and headers are there. Redirects are not followed.
	 *
	 * @throws NotConnected where nothing was sent; else whatever the library throws. networkError.ts puts it into words.
	 */
	send(request: HttpRequest): Promise<HttpResponse>;
	/** Breaks off what is running and closes every socket. */
	close(): Promise<void>;
}

/** The way a request takes. */
export type Route = Pick<SentRequest, 'transport' | 'proxy'>;

export interface HttpRequest {
	readonly method: 'GET' | 'POST';
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	/** Aborting closes the socket at once, also in mid-body. */
	readonly signal: AbortSignal;
	readonly network: NetworkSettings;
	/** Told each time the request is handed to the network. */
	readonly onSending?: ((route: Route) => void) | undefined;
}

/** Header names in lower case; of a header sent twice, the first value. */
export type HttpHeaders = Readonly<Record<string, string | undefined>>;

export interface HttpResponse {
	readonly status: number;
	readonly headers: HttpHeaders;
	/** To be read once. Leaving it before its end closes the socket, except after `release`. */
	readonly body: AsyncIterable<Uint8Array>;
	/** Nothing more of the body is wanted, but its end is near: lets the socket be used again if that end comes soon. */
	release(): void;
}

/** What was being done when no connection came about; who connects says so. */
export type ConnectStep =
	/** To look up the server's name, to connect to it, to agree with it on TLS. */
	| 'name'
	| 'tcp'
	| 'tls'
	/** To get to the proxy, with all of these. */
	| 'proxyConnect'
	/** To have the proxy agree. */
	| 'proxyAnswer'
	/** To have a proxy that speaks SOCKS take a name and a password. */
	| 'proxyLogin';

interface ConnectFailure {
	/** Undefined where nobody says. */
	readonly step?: ConnectStep;
	/** The origin of the proxy that was to be used, if any. */
	readonly proxy?: string | undefined;
	/** What the proxy answered with. */
	readonly status?: number;
	/** Why the proxy does not connect, where it says so in no status: "it failed". */
	readonly reason?: string;
}

/** No connection came about, so nothing of the request was sent. `cause` is the library's own error, if it has one. */
export class NotConnected extends Error {
	override readonly name = 'NotConnected';
	readonly step: ConnectStep | undefined;
	/** The origin of the proxy that was to be used, if any. */
	readonly proxy: string | undefined;
	/** What the proxy answered with, if it did. */
	readonly status: number | undefined;
	/** Why the proxy does not connect, where it says so in no status: "it failed". */
	readonly reason: string | undefined;

	constructor(cause: unknown, { step, proxy, status, reason }: ConnectFailure = {}) {
		super('No connection', { cause });
		this.step = step;
		this.proxy = proxy;
		this.status = status;
		this.reason = reason;
	}
}
