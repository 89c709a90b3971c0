import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { Behaviour, Chunking } from './behaviour.ts';
import { type CatalogueEntry, catalogueOf, findModel, type ModelsOption } from './catalogue.ts';
import { Consent } from './consent.ts';
import { Generations } from './generations.ts';
import { HoldGate } from './holdGate.ts';
import { KEY_FACTS, refusedKey } from './keyRules.ts';
import { perform } from './perform.ts';
import { ReceivedRequest } from './receivedRequest.ts';
import { checkChatBody } from './requestSchema.ts';
import { type LastPrompts, RULE_MODELS, ruleBehaviour } from './ruleModels.ts';

const BASE_PATH = '/api/v1';
const HOST = '127.0.0.1';

export interface StandinOptions {
	/** Default 0: any free port. */
	readonly port?: number;
	/** The one key that is accepted; without it any key and none is. */
	readonly requireKey?: string | undefined;
	/** Milliseconds between events. Default 15. */
	readonly pace?: number;
	/** Default "word". */
	readonly chunking?: Chunking;
	/** Default "default". */
	readonly models?: ModelsOption;
	/** Lists models too that cut, cache, answer as another or in several choices, or have rules of prices (ruleModels.ts). */
	readonly withRules?: boolean;
	/** The status for a model that is not in the list: 404 "No endpoints found" (default) or 400 "not a valid model ID". */
	readonly unknownModel?: 404 | 400;
	/** False: `GET /key` is 404, as on servers other than OpenRouter. */
	readonly keyEndpoint?: boolean;
}

/** A path below the base path that can be made to do something else. */
export type Route = '/models' | '/key' | '/generation' | '/chat/completions';

/** Starts a server on the loopback address that speaks the chat completions API. */
export async function startStandin(options: StandinOptions = {}): Promise<Standin> {
	const standin = new Standin(options);
	await standin.listenAgain();
	return standin;
}

/** The stand-in of the API: checks every request against the schema, keeps it, and does what a test has told it to. */
export class Standin {
	/** Every request that was read to its end, oldest first. */
	readonly requests: ReceivedRequest[] = [];
	/** OpenRouter's side of a sign-in. */
	readonly consent = new Consent();
	readonly #options: StandinOptions;
	readonly #server: Server;
	readonly #gate = new HoldGate();
	readonly #script: Behaviour[] = [];
	readonly #lastPrompts: LastPrompts = new Map();
	readonly #generations = new Generations();
	readonly #overrides = new Map<string, Behaviour>();
	readonly #ofModels = new Map<string, Behaviour>();
	readonly #open = new Set<ReceivedRequest>();
	readonly #watchers: (() => void)[] = [];
	#default: Behaviour = { kind: 'answer' };
	#requireKey: string | undefined;
	#catalogue: readonly CatalogueEntry[];
	#port: number;

	constructor(options: StandinOptions) {
		this.#options = options;
		this.#port = options.port ?? 0;
		this.#requireKey = options.requireKey;
		const listed = catalogueOf(options.models ?? 'default');
		this.#catalogue = options.withRules ? [...listed, ...RULE_MODELS] : listed;
		this.#server = createServer((request, response) => {
			this.#receive(request, response).catch((error) => {
				// A connection that closes while its answer is under way has nobody left to tell.
				if (!response.closed && !request.destroyed) {
					process.stderr.write(`The stand-in failed: ${error?.stack ?? error}\n`);
				}
				response.destroy();
			});
		});
	}

	get port(): number {
		return this.#port;
	}

	/** E.g. "http://127.0.0.1:4010". */
	get origin(): string {
		return `http://${HOST}:${this.#port}`;
	}

	/** What `llamaChat.baseUrl` is set to, e.g. "http://127.0.0.1:4010/api/v1". */
	get baseUrl(): string {
		return `${this.origin}${BASE_PATH}`;
	}

	/** The requests to /chat/completions, also those that were refused. */
	get chats(): readonly ReceivedRequest[] {
		return this.requests.filter((request) => request.path === `${BASE_PATH}/chat/completions`);
	}

	/** The requests of the user's own doing: all but those for the list of models, which is also read in the background. */
	get asked(): readonly ReceivedRequest[] {
		return this.requests.filter((request) => request.path !== `${BASE_PATH}/models`);
	}

	/** How many streams wait at a hold now. */
	get held(): number {
		return this.#gate.waiting;
	}

	/**
	 * A number waits for that many chat requests and gives the last of them (1 is the first); a predicate gives the first
	 * request of any kind that it holds for, among those already there too.
	 */
	async waitForRequest(
		wanted: number | ((request: ReceivedRequest) => boolean),
	): Promise<ReceivedRequest> {
		for (;;) {
			const found =
				typeof wanted === 'number' ? this.chats[wanted - 1] : this.requests.find(wanted);
			if (found !== undefined) {
				return found;
			}
			await new Promise<void>((resolve) => this.#watchers.push(resolve));
		}
	}

	/** What the next chat requests that pass key, schema and model checks do, one each, before the default comes back. */
	script(next: Behaviour | readonly Behaviour[]): void {
		this.#script.push(...[next].flat());
	}

	/** What chat requests do that no script is left for. */
	setDefault(behaviour: Behaviour): void {
		this.#default = behaviour;
	}

	/** What chat requests to this model do from now on, in the place of scripts and the default. */
	answerAs(model: string, behaviour: Behaviour): void {
		this.#ofModels.set(model, behaviour);
	}

	/** What every request to this path does from now on, unchecked; undefined brings back the usual. */
	override(route: Route, behaviour: Behaviour | undefined): void {
		if (behaviour === undefined) {
			this.#overrides.delete(route);
		} else {
			this.#overrides.set(route, behaviour);
		}
	}

	requireKey(key: string | undefined): void {
		this.#requireKey = key;
	}

	setModels(models: ModelsOption): void {
		this.#catalogue = catalogueOf(models);
	}

	/**
	 * As freshly started, but for the key and the models: forgets requests, scripts, overrides and the default behaviour, and
	 * drops what is under way. For suites that share one server.
	 */
	reset(): void {
		for (const request of this.#open) {
			request.drop();
		}
		this.requests.length = 0;
		this.#script.length = 0;
		this.#overrides.clear();
		this.#ofModels.clear();
		this.#default = { kind: 'answer' };
		this.#gate.forgetPasses();
	}

	/**
	 * Lets the stream go on that has waited longest at a hold, or this request's. When none waits yet, the next that comes
	 * to a hold passes it.
	 */
	release(request?: ReceivedRequest): void {
		this.#gate.release(request);
	}

	/** Resolves when at least this many streams wait at a hold; all they were to send before it is sent. */
	async waitForHold(count = 1): Promise<void> {
		await this.#gate.whenWaiting(count);
	}

	/** How many connections are open, those among them that wait for a further request. */
	countConnections(): Promise<number> {
		return promisify(this.#server.getConnections.bind(this.#server))();
	}

	/** Refuses connections from now on and drops those there are, as a server that goes down. */
	async stopListening(): Promise<void> {
		if (!this.#server.listening) {
			return;
		}
		const closed = once(this.#server, 'close');
		this.#server.close();
		for (const request of this.#open) {
			request.drop();
		}
		this.#server.closeAllConnections();
		await closed;
	}

	/** Listens again, on the same port. */
	async listenAgain(): Promise<void> {
		this.#server.listen(this.#port, HOST);
		await once(this.#server, 'listening');
		const address = this.#server.address();
		if (address !== null && typeof address === 'object') {
			this.#port = address.port;
		}
	}

	async close(): Promise<void> {
		await this.stopListening();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	async #receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const request = new ReceivedRequest(incoming, response, await text(incoming));
		this.#open.add(request);
		request.signal.addEventListener('abort', () => this.#open.delete(request));
		const entry = this.#check(request);
		const behaviour = this.#behaviourFor(request, entry);
		this.requests.push(request);
		for (const watcher of this.#watchers.splice(0)) {
			watcher();
		}
		response.setHeader('access-control-allow-origin', '*');
		if (this.consent.answer(request, response)) return;
		if (behaviour === 'models') {
			sendJson(response, { data: this.#catalogue });
		} else if (behaviour === 'key') {
			sendJson(response, KEY_FACTS);
		} else {
			const { pace = 15, chunking = 'word' } = this.#options;
			await perform(behaviour, {
				request,
				response,
				entry,
				gate: this.#gate,
				generations: this.#generations,
				pace,
				chunking,
			});
		}
	}

	/** Notes on the request what the schema says to a chat body, and finds its model. */
	#check(request: ReceivedRequest): CatalogueEntry | undefined {
		if (request.path !== `${BASE_PATH}/chat/completions` || request.method !== 'POST') {
			return undefined;
		}
		if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
			request.problem = 'Content-Type must be application/json';
			return undefined;
		}
		const checked = checkChatBody(request.body);
		if ('problem' in checked) {
			request.problem = request.body === undefined ? 'body must be JSON' : checked.problem;
			return undefined;
		}
		request.chat = checked.chat;
		return findModel(this.#catalogue, [checked.chat.model, ...(checked.chat.models ?? [])]);
	}

	#behaviourFor(
		request: ReceivedRequest,
		entry: CatalogueEntry | undefined,
	): Behaviour | 'models' | 'key' {
		const route = request.path.startsWith(BASE_PATH) ? request.path.slice(BASE_PATH.length) : '';
		const override = this.#overrides.get(route);
		if (override !== undefined) {
			return override;
		}
		switch (route) {
			case '/models':
				return request.method === 'GET' ? 'models' : refusal(405, 'Method Not Allowed');
			case '/key': {
				if (this.#options.keyEndpoint === false) {
					return refusal(404, 'Not Found');
				}
				if (request.method !== 'GET') {
					return refusal(405, 'Method Not Allowed');
				}
				return refusedKey(request, this.#requireKey) ?? 'key';
			}
			case '/generation':
				return this.#generations.answer(request);
			case '/chat/completions':
				return request.method === 'POST'
					? this.#chatBehaviour(request, entry)
					: refusal(405, 'Method Not Allowed');
			default:
				return refusal(404, 'Not Found');
		}
	}

	#chatBehaviour(request: ReceivedRequest, entry: CatalogueEntry | undefined): Behaviour {
		const refused = refusedKey(request, this.#requireKey);
		if (refused !== undefined) {
			return refused;
		}
		if (request.chat === undefined) {
			return refusal(400, request.problem ?? 'body is not a chat request');
		}
		if (entry === undefined) {
			return this.#options.unknownModel === 400
				? refusal(400, `${request.chat.model} is not a valid model ID`)
				: refusal(404, `No endpoints found for ${request.chat.model}.`);
		}
		const own = this.#ofModels.get(request.chat.model);
		if (own !== undefined) return own;
		return this.#script.shift() ?? ruleBehaviour(request.chat, this.#lastPrompts) ?? this.#default;
	}
}

function refusal(status: number, message: string): Behaviour {
	return { kind: 'error', status, body: { shape: 'object', message } };
}

function sendJson(response: ServerResponse, body: object): void {
	response.writeHead(200, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
}
