/** What an id asks of OpenRouter beside a model. */
export interface RoutedModel {
	/** The model's own id; empty where a preset names it. */
	readonly model: string;
	/** The name of the user's preset at OpenRouter that the request goes through. */
	readonly preset?: string;
	/** "nitro", "free"…: what stands behind the model's id, in that order. */
	readonly variants: readonly string[];
}

/** Only the way to the model: its entry in the list holds. */
const WAYS = ['nitro', 'floor', 'exacto', 'online'] as const;
/** Offers of their own, with their own price and context: an entry of their own says of which, where the list has one. */
const OFFERS = ['free', 'thinking', 'extended', 'beta'] as const;
/** Those under which a request can cost more than the cheapest provider asks for it, which is what the list says. */
const DEARER: ReadonlySet<string> = new Set(['nitro', 'exacto', 'online']);

const VARIANTS: readonly string[] = [...WAYS, ...OFFERS];
const PRESET = '@preset/';

/**
 * Takes an id apart as OpenRouter's documentation has it: "model:variant", "@preset/name", "model@preset/name".
 * Any other server's ids come out whole.
 */
export function routedModel(id: string): RoutedModel {
	const at = id.indexOf(PRESET);
	const preset = at < 0 ? '' : id.slice(at + PRESET.length);
	const parts = (preset === '' ? id : id.slice(0, at)).split(':');
	const own = parts.findLastIndex((part) => !VARIANTS.includes(part));
	return {
		model: parts.slice(0, own + 1).join(':'),
		variants: parts.slice(own + 1),
		...(preset === '' ? {} : { preset }),
	};
}

/** The id under which the list may have the model that an id stands for; empty where a preset names the model. */
export function listedId(id: string): string {
	const { model, variants } = routedModel(id);
	const offers = variants.filter((variant) => OFFERS.some((offer) => offer === variant));
	return model === '' ? '' : [model, ...offers].join(':');
}

/** Whether an id can be right although the list has no such entry: a preset, an offer, OpenRouter's names for the latest of a family. */
export function mayBeUnlisted(id: string): boolean {
	const { preset, variants } = routedModel(id);
	return preset !== undefined || variants.length > 0 || /[@~]/.test(id);
}

/** What of a request says where it may go. */
export interface Route {
	readonly model: string;
	/** Those that answer where it cannot. */
	readonly models?: readonly string[];
	readonly provider?: object;
}

/** Rules for providers under which the cheapest one, whose price the list has, still comes first. */
const NO_DEARER: ReadonlySet<string> = new Set([
	...['sort: price', 'data_collection: allow', 'zdr: false', 'require_parameters: false'],
	...['allow_fallbacks: true', 'allow_fallbacks: false'],
]);

/** Whether a request may cost more than the list's price for its model says. */
export function mayCostMore({ model, models = [], provider = {} }: Route): boolean {
	const isDearer = (id: string) => {
		const { preset, variants } = routedModel(id);
		return preset !== undefined || variants.some((variant) => DEARER.has(variant));
	};
	// An empty list rules nothing.
	const rules = Object.entries(provider)
		.filter(([, rule]) => !Array.isArray(rule) || rule.length > 0)
		.map(([name, rule]) => `${name}: ${rule}`);
	return [model, ...models].some(isDearer) || rules.some((rule) => !NO_DEARER.has(rule));
}

/** Whether it may cost less: the cheapest provider answers, at its flex tier too. */
export function mayCostLess(id: string): boolean {
	return routedModel(id).variants.includes('floor');
}

/** What cannot be seen here of a request, in sentences; none where all of it can. */
export function unseenParts({ model, models = [] }: Route): readonly string[] {
	const routed = [model, ...models].map(routedModel);
	const presets = new Set(routed.flatMap(({ preset }) => preset ?? []));
	const searches = routed.some(({ variants }) => variants.includes('online'));
	return [
		...[...presets].map(
			(preset) =>
				`The preset ${preset} is kept at OpenRouter. It can add a system prompt, parameters, another model and rules for providers; none of that can be seen here.`,
		),
		...(searches
			? [
					'With :online OpenRouter searches the web and adds what it finds to the prompt. That cannot be seen here, and costs extra.',
				]
			: []),
	];
}

/** Whether the model may be given more than goes out from here. */
export function hasUnseenPrompt(route: Route): boolean {
	return unseenParts(route).length > 0;
}
