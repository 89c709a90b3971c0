import type { ModelWindow } from '../../core/server/chatServer.ts';
import type { ProviderRouting } from '../../core/server/routing.ts';
import { field, listField, stringField, tokensField } from '../json/jsonFields.ts';

/**
 * Reads what servers answer about the window of a model. Sources: Ollama's docs/api.md (ps, show), llama.cpp's tools/server/README.md
 * (GET /props), LM Studio's documentation of its own REST API (v0 and v1), OpenRouter's "List endpoints for a model".
 */

/** Of `GET /api/ps`: the window that the model is loaded with. */
export function loadedInOllama(json: unknown, model: string): ModelWindow | undefined {
	const names = [model, `${model}:latest`];
	const loaded = listField(json, 'models').find((entry) =>
		names.some((name) => [stringField(entry, 'model'), stringField(entry, 'name')].includes(name)),
	);
	return asWindow(tokensField(loaded, 'context_length'), 'exact');
}

/** Of `POST /api/show`: the most that the model can be loaded with, which its own file may set lower. */
export function shownByOllama(json: unknown): ModelWindow | undefined {
	const info = field(json, 'model_info');
	const architecture = stringField(info, 'general.architecture');
	const most = tokensField(info, `${architecture}.context_length`);
	const set = /^num_ctx\s+(\d{1,15})\s*$/m.exec(stringField(json, 'parameters') ?? '')?.[1];
	return asWindow(least([most, tokensField({ set: Number(set) }, 'set')]), 'atMost');
}

/** Of `GET /props`: what each request can take, however many the server works on at a time. */
export function propsOfLlamaCpp(json: unknown): ModelWindow | undefined {
	return asWindow(tokensField(field(json, 'default_generation_settings'), 'n_ctx'), 'exact');
}

/** Of `GET /api/v0/models`. */
export function listedByLmStudio(json: unknown, model: string): ModelWindow | undefined {
	const entry = entryOf(json, model);
	const loaded = tokensField(entry, 'loaded_context_length');
	return loaded === undefined
		? asWindow(tokensField(entry, 'max_context_length'), 'atMost')
		: asWindow(loaded, 'exact');
}

/** Of `GET /api/v1/models`, where a model can be loaded several times: each has an id of its own. */
export function listedByNewerLmStudio(json: unknown, model: string): ModelWindow | undefined {
	for (const entry of listField(json, 'models')) {
		const loaded = listField(entry, 'loaded_instances');
		const isKey = stringField(entry, 'key') === model;
		const instance =
			loaded.find((one) => stringField(one, 'id') === model) ?? (isKey ? loaded[0] : undefined);
		const length = tokensField(field(instance, 'config'), 'context_length');
		if (length !== undefined) return asWindow(length, 'exact');
		if (isKey) return asWindow(tokensField(entry, 'max_context_length'), 'atMost');
	}
	return undefined;
}

/** Of `GET /v1/models`, as vLLM answers it. */
export function listedByVllm(json: unknown, model: string): ModelWindow | undefined {
	return asWindow(tokensField(entryOf(json, model), 'max_model_len'), 'exact');
}

/**
 * Of `GET /models/<id>/endpoints`: the smallest window of the providers that may answer. Those that keep data, or cost too much, are
 * not told apart: fewer providers than these may be asked, none beside them.
 */
export function smallestAtOpenRouter(
	json: unknown,
	provider: ProviderRouting = {},
): ModelWindow | undefined {
	const all = listField(field(json, 'data'), 'endpoints');
	const allowed = all.filter((endpoint) => mayAnswer(endpoint, provider));
	// What the routing calls a provider is not always what the list calls it.
	const windows = (allowed.length === 0 ? all : allowed).flatMap(
		(endpoint) => tokensField(endpoint, 'context_length') ?? [],
	);
	const smallest = least(windows);
	return asWindow(smallest, windows.every((one) => one === smallest) ? 'exact' : 'atLeast');
}

function mayAnswer(endpoint: unknown, provider: ProviderRouting): boolean {
	const { only, ignore = [], order, allow_fallbacks } = provider;
	const isOneOf = (names: readonly string[]) => names.some((name) => isNamed(endpoint, name));
	if (isOneOf(ignore) || (only !== undefined && !isOneOf(only))) return false;
	return allow_fallbacks !== false || order === undefined || isOneOf(order);
}

/** "deepinfra" is DeepInfra with all its offers, "deepinfra/turbo" is one of these. */
function isNamed(endpoint: unknown, name: string): boolean {
	const wanted = name.toLowerCase();
	const tag = stringField(endpoint, 'tag')?.toLowerCase();
	const called = stringField(endpoint, 'provider_name')?.toLowerCase();
	return (
		tag === wanted ||
		tag?.startsWith(`${wanted}/`) === true ||
		called === wanted ||
		called?.replaceAll(' ', '') === wanted
	);
}

function entryOf(json: unknown, model: string): unknown {
	return listField(json, 'data').find((entry) => stringField(entry, 'id') === model);
}

function least(numbers: readonly (number | undefined)[]): number | undefined {
	const [first, ...others] = numbers.filter((number) => number !== undefined);
	return first && others.reduce((one, other) => Math.min(one, other), first);
}

function asWindow(size: number | undefined, is: ModelWindow['is']): ModelWindow | undefined {
	return size === undefined ? undefined : { tokens: size, is };
}
