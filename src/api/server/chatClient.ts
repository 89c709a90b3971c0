import type { ExchangeObserver } from '../../core/network/exchangeObserver.ts';
import type {
	ChatServer,
	Destination,
	ModelList,
	WindowServer,
} from '../../core/server/chatServer.ts';
import { DEFAULT_NETWORK, type NetworkSettings } from '../../core/settings/networkSettings.ts';
import { errorInReply, errorOfAnswer, notTheApi } from '../errors/errorBody.ts';
import { holdsError } from '../errors/errorPayload.ts';
import { parseJson } from '../json/jsonFields.ts';
import { readCatalogue } from '../models/catalogue.ts';
import { endpointUrl } from '../network/endpoint.ts';
import { type StartTimer, startTimer } from '../network/idleTimeout.ts';
import { loadNetworkTransport } from '../network/networkTransport.ts';
import type { Transport } from '../network/transport.ts';
import { askWindow } from './askWindow.ts';
import { streamReply } from './chatCompletions.ts';
import { askDetails } from './details/askDetails.ts';
import { checkKey } from './keyCheck.ts';
import { fetchText, isSuccess, type Sender } from './sender.ts';

/** OpenRouter's catalogue has about 1 MB. */
const MAX_CATALOGUE_BYTES = 16 * 1024 * 1024;

export interface ChatClient extends Required<ChatServer>, WindowServer {
	/** Loads the HTTP library, which the first request would otherwise wait for. */
	prepare(): Promise<void>;
	/** Breaks off what is running and closes every socket. */
	close(): Promise<void>;
}

export interface ChatClientParts {
	/**
	 * How requests go out, read for each.
	 * @throws ChatError of kind badSetting
	 */
	readonly network?: () => NetworkSettings;
	/** Makes what watches a request, for each. */
	readonly observe?: () => ExchangeObserver;
	/** The HTTP library; unless a test gives its own, undici, which takes some ten milliseconds and so waits for the first request. */
	readonly loadTransport?: () => Promise<Transport>;
	readonly startTimer?: StartTimer;
}

export function createChatServer(parts: ChatClientParts = {}): ChatClient {
	let loading: Promise<Transport> | undefined;
	const sender: Sender = {
		transport: () => {
			loading ??= (parts.loadTransport ?? loadNetworkTransport)();
			return loading;
		},
		network: parts.network ?? (() => DEFAULT_NETWORK),
		observe: () => parts.observe?.(),
		startTimer: parts.startTimer ?? startTimer,
		proven: new Set(),
	};
	return {
		streamReply: (destination, request, signal, observer) =>
			streamReply(sender, destination, request, signal, observer),
		listModels: (destination, signal) => listModels(sender, destination, signal),
		modelWindow: (...asked) => askWindow(sender, ...asked),
		checkKey: (destination, signal) => checkKey(sender, destination, signal),
		replyDetails: (...asked) => askDetails(sender, ...asked),
		prepare: async () => {
			await sender.transport();
		},
		close: async () => {
			await (await loading)?.close();
		},
	};
}

async function listModels(
	sender: Sender,
	destination: Destination,
	signal: AbortSignal,
): Promise<ModelList> {
	const url = endpointUrl(destination.baseUrl, 'models');
	const context = {
		url,
		apiKey: destination.apiKey,
		proven: sender.proven.has(destination.baseUrl),
	};
	const { response, text, cut } = await fetchText(sender, url, destination, signal, {
		maxBytes: MAX_CATALOGUE_BYTES,
	});
	if (!isSuccess(response)) throw errorOfAnswer(response.status, response.headers, text, context);
	if (cut) throw notTheApi('more than 16 MB', context);
	const json = parseJson(text);
	if (holdsError(json)) throw errorInReply(json, context);
	const list = readCatalogue(json, response.headers);
	if (list === undefined) {
		throw notTheApi('something that is not a list of models', context, text.slice(0, 200));
	}
	sender.proven.add(destination.baseUrl);
	return list;
}
