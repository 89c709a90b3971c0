import * as v from 'valibot';
import { wrongShape } from '../errors/wrongShape.ts';

/** Of providers or models, none empty. */
export const Names = v.array(v.pipe(v.string(), v.trim(), v.minLength(1)));

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
	if (!parsed.success) throw wrongShape('The routing of this chat', parsed.issues[0]);
	return withoutEmpty(parsed.output);
}

/** The same without fields in which there is nothing: they would be sent as they are. */
export function withoutEmpty({ provider = {}, models = [] }: Routing): Routing {
	return {
		...(Object.keys(provider).length === 0 ? {} : { provider }),
		...(models.length === 0 ? {} : { models }),
	};
}

/** "order: deepinfra, together", "zdr: true": a line for each field that is sent. */
export function routingInWords({ provider = {}, models = [] }: Routing): string[] {
	const lines = Object.entries(provider).map(
		([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : value}`,
	);
	return models.length === 0 ? lines : [...lines, `fallback models: ${models.join(', ')}`];
}
