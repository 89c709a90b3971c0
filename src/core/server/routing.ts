import * as v from 'valibot';
import { ChatError } from '../errors/chatError.ts';
import type { RawSettings } from '../settings/settings.ts';

const Names = v.array(v.pipe(v.string(), v.trim(), v.minLength(1)));

/**
 * OpenRouter's `provider` object, field for field (docs, "Provider Routing"). Strict: a misspelt "zdr" that is passed over would
 * send things where the user did not want them.
 */
export const ProviderRouting = v.strictObject({
	/** Providers by their slug, the first choice first. */
	order: v.exactOptional(Names),
	only: v.exactOptional(Names),
	ignore: v.exactOptional(Names),
	sort: v.exactOptional(v.picklist(['price', 'throughput', 'latency'])),
	data_collection: v.exactOptional(v.picklist(['allow', 'deny'])),
	/** Zero data retention: only providers that keep nothing. */
	zdr: v.exactOptional(v.boolean()),
	/** Only providers that take every parameter that is sent. */
	require_parameters: v.exactOptional(v.boolean()),
	allow_fallbacks: v.exactOptional(v.boolean()),
});
export type ProviderRouting = v.InferOutput<typeof ProviderRouting>;

/** What a request says about where it may go. Empty fields are not sent. */
export const Routing = v.strictObject({
	provider: v.exactOptional(ProviderRouting),
	/** Models that answer where the chosen one cannot, in order. */
	models: v.exactOptional(Names),
});
export type Routing = v.InferOutput<typeof Routing>;

/**
 * The routing of a chat's own JSON document, or of its log.
 * @throws ChatError of kind badSetting that names the field
 */
export function parseRouting(value: unknown): Routing {
	const parsed = v.safeParse(Routing, value);
	if (!parsed.success) throw refusal('The routing of this chat', undefined, parsed.issues[0]);
	return withoutEmpty(parsed.output);
}

/**
 * The routing of the settings `routing` and `fallbackModels`.
 * @throws ChatError of kind badSetting that names the setting and the field
 */
export function readRouting(raw: RawSettings): Routing {
	const provider = v.safeParse(v.nullish(ProviderRouting, {}), raw('routing'));
	if (!provider.success) {
		throw refusal('The setting llamaChat.routing', 'routing', provider.issues[0]);
	}
	const models = v.safeParse(v.nullish(Names, []), raw('fallbackModels'));
	if (!models.success) {
		throw refusal('The setting llamaChat.fallbackModels', 'fallbackModels', models.issues[0]);
	}
	return withoutEmpty({ provider: provider.output, models: models.output });
}

function withoutEmpty({ provider = {}, models = [] }: Routing): Routing {
	return {
		...(Object.keys(provider).length === 0 ? {} : { provider }),
		...(models.length === 0 ? {} : { models }),
	};
}

function refusal(
	what: string,
	setting: string | undefined,
	issue: v.BaseIssue<unknown>,
): ChatError {
	const field = v.getDotPath(issue);
	const at = field === null ? '' : ` at "${field}"`;
	return new ChatError(
		'badSetting',
		`${what} is wrong${at}: ${issue.message}. Nothing was sent.`,
		setting === undefined ? {} : { setting },
	);
}

/** "order: deepinfra, together", "zdr: true": a line for each field that is sent. */
export function routingInWords({ provider = {}, models = [] }: Routing): string[] {
	const lines = Object.entries(provider).map(
		([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : value}`,
	);
	return models.length === 0 ? lines : [...lines, `fallback models: ${models.join(', ')}`];
}
