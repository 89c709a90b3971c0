import { ChatError } from '../../core/errors/chatError.ts';
import type { Destination, ModelWindow } from '../../core/server/chatServer.ts';
import type { ProviderRouting } from '../../core/server/routing.ts';
import { profileFor } from '../../core/server/serverProfiles.ts';
import { withoutEnd } from '../../shared/text/withoutEnd.ts';
import { parseJson, stringField } from '../json/jsonFields.ts';
import {
	listedByLmStudio,
	listedByNewerLmStudio,
	listedByVllm,
	loadedInOllama,
	propsOfLlamaCpp,
	shownByOllama,
	smallestAtOpenRouter,
} from '../models/windowAnswers.ts';
import { endpointUrl } from '../network/endpoint.ts';
import { fetchText, isSuccess, type Sender } from './sender.ts';

/** Nothing waits so long for it: what comes later is for the next message. */
const DEADLINE_MS = 10_000;

/** Far more than any of these answers has. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Asks a server how many tokens a model takes, as WindowServer.modelWindow promises it.
 * @throws ChatError, or the signal's reason
 */
export async function askWindow(
	sender: Sender,
	destination: Destination,
	model: string,
	provider: ProviderRouting | undefined,
	signal: AbortSignal,
): Promise<ModelWindow | undefined> {
	const { baseUrl, server } = destination;
	const ask = async (url: URL, body?: object): Promise<unknown> => {
		const { response, text } = await fetchText(sender, url, destination, signal, {
			maxBytes: MAX_BYTES,
			deadline: { ms: DEADLINE_MS, error: tooLate },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		return isSuccess(response) ? parseJson(text) : undefined;
	};
	const own = (path: string) => endpointUrl(rootOf(baseUrl), path);
	switch (profileFor(baseUrl, server).kind) {
		case 'ollama':
			return (
				loadedInOllama(await ask(own('api/ps')), model) ??
				shownByOllama(await ask(own('api/show'), { model }))
			);
		case 'llamacpp':
			return askLlamaCpp((query) => ask(withQuery(own('props'), query)), model);
		case 'lmstudio':
			return (
				listedByLmStudio(await ask(own('api/v0/models')), model) ??
				listedByNewerLmStudio(await ask(own('api/v1/models')), model)
			);
		case 'vllm':
			return listedByVllm(await ask(endpointUrl(baseUrl, 'models')), model);
		case 'openrouter':
			return smallestAtOpenRouter(
				await ask(endpointUrl(baseUrl, `models/${model}/endpoints`)),
				provider,
			);
		default:
			return undefined;
	}
}

/** One that has several models is asked for this one, and not to load it. */
async function askLlamaCpp(
	ask: (query: Readonly<Record<string, string>>) => Promise<unknown>,
	model: string,
): Promise<ModelWindow | undefined> {
	const props = await ask({});
	const isRouter = stringField(props, 'role') === 'router';
	return propsOfLlamaCpp(isRouter ? await ask({ model, autoload: 'false' }) : props);
}

function withQuery(url: URL, query: Readonly<Record<string, string>>): URL {
	const asked = new URL(url);
	for (const [name, value] of Object.entries(query)) asked.searchParams.set(name, value);
	return asked;
}

/** Where a server has its own API, beside the one that others have as well. */
function rootOf(baseUrl: string): string {
	const url = new URL(baseUrl);
	url.pathname = withoutEnd(url.pathname, '/').replace(/\/v1$/, '');
	return url.href;
}

function tooLate(): ChatError {
	return new ChatError('timeout', 'The server did not tell the model’s window within 10 seconds.');
}
