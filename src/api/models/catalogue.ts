import { minuteOfDay } from '../../core/models/priceOverrides.ts';
import type {
	CatalogueModel,
	ModelList,
	ModelReasoning,
	PriceOverride,
} from '../../core/server/chatServer.ts';
import { kindOfAnswer } from '../../core/server/serverProfiles.ts';
import { REASONING_EFFORTS } from '../../shared/parameters/reasoningEffort.ts';
import { parseDecimal } from '../../shared/text/decimal.ts';
import {
	field,
	isObject,
	listField,
	numberField,
	stringField,
	tokensField,
} from '../json/jsonFields.ts';
import type { HttpHeaders } from '../network/transport.ts';

/**
 * Where servers say how many tokens a model can take: OpenRouter and Together, vLLM, Mistral, Groq, Novita, llama.cpp, Venice, GitHub; what
 * LiteLLM and Gemini have is the prompt's part of it.
 */
const LENGTH_FIELDS = [
	...['context_length', 'max_model_len', 'max_context_length', 'context_window', 'context_size'],
	...['n_ctx', 'max_context_tokens', 'max_context_window_tokens', 'availableContextTokens'],
	...['contextLength', 'contextWindow', 'max_sequence_length'],
	...['max_input_tokens', 'inputTokenLimit'],
] as const;

/** Parts of an entry that may have it: DeepInfra's, llama.cpp's, Venice's, GitHub's, OpenRouter's. */
const LENGTH_HOLDERS = ['metadata', 'meta', 'model_spec', 'limits', 'top_provider'] as const;

function lengthOf(entry: unknown): number | undefined {
	const holders = [
		entry,
		...LENGTH_HOLDERS.map((name) => field(entry, name)),
		field(field(entry, 'capabilities'), 'limits'),
	];
	// OpenRouter has null and 0 for models without a fixed length.
	const lengths = holders.flatMap((holder) =>
		LENGTH_FIELDS.map((name) => tokensField(holder, name)),
	);
	return lengths.find((length) => length !== undefined);
}

/** Where an answer has its list. */
const LISTS = ['data', 'models', 'result'] as const;

/**
 * The models of an answer to GET /models, in its order: `{data: […]}` as almost all send it, a bare list, `{models: […]}`, or
 * `{result: […]}`. Undefined where the answer is no such thing.
 */
export function readCatalogue(json: unknown, headers: HttpHeaders): ModelList | undefined {
	const data = field(json, 'data');
	const lists = [json, field(data, 'data'), ...LISTS.map((name) => field(json, name))].flatMap(
		(list) => (Array.isArray(list) ? [list] : list === json ? [] : inObject(list)),
	);
	const entries = withIds(lists.find((list) => list.length > 0) ?? lists[0] ?? furtherList(json));
	// Ollama without a model has null for its list, others leave it out.
	const isEmpty =
		isObject(json) &&
		(LISTS.some((name) => json[name] === null) ||
			(json['object'] === 'list' && data === undefined));
	if (entries === undefined && !isEmpty) return undefined;
	const models = new Map<string, CatalogueModel>();
	for (const entry of listField({ entries }, 'entries')) {
		const model = readModel(entry);
		if (model !== undefined && !models.has(model.id)) models.set(model.id, model);
	}
	const owners = listField({ entries }, 'entries').map((entry) => stringField(entry, 'owned_by'));
	return {
		models: [...models.values()],
		server: kindOfAnswer(
			headers,
			owners.filter((owner) => owner !== undefined),
		),
	};
}

/** Where gateways have their list, if all in it has an id or is one: other servers have such fields, too. */
const FURTHER_LISTS = ['model_list', 'available_models', 'model_ids', 'items', 'list'];

function furtherList(json: unknown): readonly unknown[] | undefined {
	const holders = ['data', 'result'].map((name) => field(json, name));
	return [
		...holders.flatMap((holder) => LISTS.map((name) => listField(holder, name))),
		...FURTHER_LISTS.map((name) => listField(json, name)),
	].find((list) => list.length > 0 && list.every(isNamed));
}

function isNamed(entry: unknown): boolean {
	return typeof entry === 'string' || IDS.some((name) => stringField(entry, name) !== undefined);
}

/** The models of an object in place of a list: one model, or each under its id. None of what is no such object. */
function inObject(value: unknown): readonly (readonly unknown[])[] {
	if (!isObject(value)) return [];
	if (typeof value['id'] === 'string') return [[value]];
	const named = Object.entries(value).map(([id, model]) => isObject(model) && { id, ...model });
	return named.length > 0 && named.every((model) => model !== false) ? [named] : [];
}

const IDS = ['id', 'model', 'name', 'model_name', 'model_id'];

/** Cohere and Ollama's own API have names where others have ids, and some proxies have nothing else. */
function withIds(entries: readonly unknown[] | undefined): readonly unknown[] | undefined {
	if (entries?.some((entry) => isObject(entry) && Object.hasOwn(entry, 'id'))) return entries;
	if (entries?.every((entry) => typeof entry === 'string')) return entries.map((id) => ({ id }));
	return entries?.map((entry) =>
		isObject(entry)
			? { ...entry, id: IDS.map((name) => stringField(entry, name)).find(Boolean) }
			: entry,
	);
}

function readModel(entry: unknown): CatalogueModel | undefined {
	const id = stringField(entry, 'id');
	if (id === undefined) return undefined;
	const contextLength = lengthOf(entry);
	const longestReply = tokensField(field(entry, 'top_provider'), 'max_completion_tokens');
	const reasoning = reasoningOf(field(entry, 'reasoning'));
	const canonical = stringField(entry, 'canonical_slug');
	const aliasTarget = stringField(field(entry, 'alias_target'), 'slug');
	const priceOverrides = overridesOf(field(field(entry, 'pricing'), 'overrides'));
	return {
		id,
		name: stringField(entry, 'name') ?? id,
		...(canonical === undefined || canonical === id ? {} : { canonical }),
		...(aliasTarget === undefined ? {} : { aliasTarget }),
		contextLength,
		// The recorded catalogue has 16,384 for a model with a context of 8,192.
		maxCompletionTokens:
			longestReply === undefined
				? undefined
				: Math.min(longestReply, contextLength ?? longestReply),
		pricing: stringsOf(field(entry, 'pricing')),
		...(priceOverrides.length === 0 ? {} : { priceOverrides }),
		inputModalities: textsOf(field(field(entry, 'architecture'), 'input_modalities')),
		supportedParameters: textsOf(field(entry, 'supported_parameters')),
		...(reasoning === undefined ? {} : { reasoning }),
		expires: stringField(entry, 'expiration_date'),
		created: numberField(entry, 'created'),
		description: stringField(entry, 'description'),
	};
}

/** OpenRouter's `reasoning` of a model: `supported_efforts` is null, or absent, where it does not say. */
function reasoningOf(value: unknown): ModelReasoning | undefined {
	if (!isObject(value)) return undefined;
	const named = textsOf(value['supported_efforts']);
	const efforts = named && REASONING_EFFORTS.filter((effort) => named.includes(effort));
	const mandatory = value['mandatory'] === true;
	return efforts === undefined ? { mandatory } : { efforts, mandatory };
}

/**
 * OpenRouter's other prices for long prompts and for hours of the day. Whatever is no price is a condition, and one with a condition that
 * cannot be read is left out: it would hold for requests that it is not meant for.
 */
function overridesOf(value: unknown): readonly PriceOverride[] {
	if (!Array.isArray(value)) return [];
	return value.flatMap((override): PriceOverride[] => {
		const told = Object.entries(isObject(override) ? override : {});
		const prices = told.filter(([name, price]) => isPrice(name, price));
		const others = told.filter(([name, other]) => !isPrice(name, other) && other !== null);
		const minPromptTokens = numberField(override, 'min_prompt_tokens');
		const [from, to] = ['utc_start', 'utc_end'].map((name) => minuteOfDay(field(override, name)));
		const hours = from === undefined || to === undefined ? undefined : { from, to };
		const isRead = (name: string) =>
			name === 'min_prompt_tokens'
				? minPromptTokens !== undefined
				: CONDITIONS.has(name) && hours !== undefined;
		if (prices.length === 0 || !others.every(([name]) => isRead(name))) return [];
		return [
			{
				...(minPromptTokens === undefined ? {} : { minPromptTokens }),
				...(hours === undefined ? {} : { hours }),
				pricing: stringsOf(Object.fromEntries(prices)) ?? {},
			},
		];
	});
}

/** What an override can depend on; whatever else is no price is a condition that is not known here. */
const CONDITIONS: ReadonlySet<string> = new Set(['min_prompt_tokens', 'utc_start', 'utc_end']);

/** Prices are decimals in texts. */
function isPrice(name: string, value: unknown): boolean {
	return typeof value === 'string' && !CONDITIONS.has(name) && parseDecimal(value) !== undefined;
}

/**
 * The fields that are strings: `overrides` beside the prices is none. Nor is `discount`: OpenRouter's prices have it in them already, as
 * its only providers' own prices show (models.dev has both).
 */
function stringsOf(value: unknown): Readonly<Record<string, string>> | undefined {
	if (!isObject(value)) return undefined;
	const texts = Object.entries(value).flatMap(([name, text]) =>
		typeof text === 'string' ? [[name, text] as const] : [],
	);
	return texts.length === 0 ? undefined : Object.fromEntries(texts);
}

function textsOf(value: unknown): readonly string[] | undefined {
	return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : undefined;
}
