import * as v from 'valibot';
import { Place } from '../../shared/reading/readingProtocol.ts';

/** Where values stay over a reload. VS Code's Memento is one: what was put there is read back at once, and written down later. */
export interface PersistedState {
	get(key: string): unknown;
	update(key: string, value: unknown): PromiseLike<void>;
}

/** By id; none where it is no object. */
const Values = v.fallback(v.record(v.string(), v.unknown()), {});

/** A value for each of several conversations or models, by id, kept over a reload under one key; the least recently changed go first. */
export class PersistedMap<T> {
	readonly #state: PersistedState;
	readonly #key: string;
	readonly #limit: number;
	/** The most recently changed last. */
	readonly #values: Map<string, T>;

	/**
	 * @param schema of one value; one that does not fit, as another version may have written it, is left out
	 * @param limit how many values are remembered
	 */
	constructor(
		state: PersistedState,
		key: string,
		schema: v.GenericSchema<unknown, T>,
		limit = Number.POSITIVE_INFINITY,
	) {
		this.#state = state;
		this.#key = key;
		this.#limit = limit;
		const kept = v.parse(Values, state.get(key));
		const parsed = Object.entries(kept).map(
			([id, value]) => [id, v.safeParse(schema, value)] as const,
		);
		this.#values = new Map(
			parsed.flatMap(([id, value]) => (value.success ? [[id, value.output] as const] : [])),
		);
	}

	of(id: string): T | undefined {
		return this.#values.get(id);
	}

	/** Keeps a value in place of the last one; undefined keeps none. */
	keep(id: string, value: T | undefined): void {
		const known = this.#values.delete(id);
		if (value !== undefined) this.#values.set(id, value);
		else if (!known) return;
		for (const oldest of this.#values.keys()) {
			if (this.#values.size <= this.#limit) break;
			this.#values.delete(oldest);
		}
		const all = this.#values.size === 0 ? undefined : Object.fromEntries(this.#values);
		void this.#state.update(this.#key, all);
	}

	/** Gives the value of one id to another, which has none yet. */
	move(from: string, to: string): void {
		const value = this.of(from);
		if (value === undefined) return;
		this.keep(from, undefined);
		this.keep(to, value);
	}
}

/** What stood in each conversation's box. Not kept in the page: VS Code saves a page's own state only at an orderly end. */
export function persistedDrafts(state: PersistedState): PersistedMap<string> {
	return new PersistedMap(state, 'drafts', v.string(), 50);
}

/** Where the reader was in each conversation, unless at its end. */
export function persistedPlaces(state: PersistedState): PersistedMap<Place> {
	return new PersistedMap(state, 'places', Place, 50);
}
