import type { ProviderRouting } from '../../core/server/routing.ts';
import { routingInWords } from '../../core/server/routing.ts';
import { cut } from '../../shared/text/shorten.ts';
import { isObject, stringField } from '../json/jsonFields.ts';

/** So many names are read, and so much of each. */
const MOST_NAMES = 8;
const LONGEST_NAME = 200;

/** What OpenRouter says of a model that nobody can answer with (`error.availability`). */
export interface Availability {
	/** The ids of the models that it names in its place, the best first. */
	readonly fallbackModels: readonly string[];
	/** What rules out its providers, by the names of the request's or the account's fields: "zdr". */
	readonly excludedBy: readonly string[];
}

export const NOTHING_SAID: Availability = { fallbackModels: [], excludedBy: [] };

/** OpenRouter's words for fields of a request ("Errors and Debugging"). */
const FIELDS = new Map([
	['data_policy:zdr', 'zdr'],
	['data_policy:training', 'data_collection'],
]);

/** What it calls the lists of providers together. */
const PROVIDERS = 'allowed_providers';

/** Among its words, and nobody's setting. */
const NO_SETTINGS: ReadonlySet<string> = new Set(['geo', 'context_length']);

/** Each field may be a name, a list of names, or of objects that have one. */
export function readAvailability(availability: unknown): Availability {
	if (!isObject(availability)) return NOTHING_SAID;
	const excluded = namesIn(availability['excluded_by']);
	const names = excluded.length > 0 ? excluded : namesIn(availability['constraint']);
	return {
		fallbackModels: namesIn(availability['fallback_models']),
		excludedBy: [...new Set(names.map(fieldOf))].filter((name) => !NO_SETTINGS.has(name)),
	};
}

/** "provider.zdr" is the request's `zdr`, too. */
function fieldOf(name: string): string {
	const own = name.replace(/^provider\./, '');
	return FIELDS.get(own) ?? own;
}

const NAMES = ['id', 'slug', 'model', 'name', 'field', 'parameter', 'type', 'constraint', 'code'];

function namesIn(value: unknown): string[] {
	const names = [value].flat().flatMap((one): string[] => {
		if (typeof one === 'string') return [one];
		if (!isObject(one)) return [];
		const name = NAMES.map((key) => stringField(one, key)).find((found) => found !== undefined);
		// Else the fields are the names: {"zdr": true}.
		return name === undefined ? Object.keys(one).filter((key) => one[key] !== false) : [name];
	});
	return names
		.map((name) => cut(name.trim(), LONGEST_NAME))
		.filter((name) => name !== '')
		.slice(0, MOST_NAMES);
}

/**
 * What of the routing that was sent is among what rules out the providers, as it was sent: "zdr: true".
 * @param routing undefined where none was sent
 */
export function excludedByRouting(
	{ excludedBy }: Availability,
	routing: ProviderRouting | undefined,
): readonly string[] {
	// An order alone leaves all others to fall back on.
	const lists = ['only', 'ignore', ...(routing?.allow_fallbacks === false ? ['order'] : [])];
	const isOne = (name: string) =>
		excludedBy.includes(name) || (excludedBy.includes(PROVIDERS) && lists.includes(name));
	const fields = Object.entries(routing ?? {}).filter(([name]) => isOne(name));
	return routingInWords({ provider: Object.fromEntries(fields) });
}
