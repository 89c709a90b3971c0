import { MAYBE, type MatchedPath, matchedPath, pathQuery, scoreOf } from './pathMatch.ts';

/** So many queries are kept: one for each letter that is taken back. */
const KEPT = 32;

interface Narrowed {
	readonly text: string;
	/** The places of the paths that fit it, and of some that may. */
	readonly maybe: readonly number[];
}

/** Finds among many paths those that fit what is typed, quickly while it is being typed. */
export class FileFinder {
	readonly #paths: readonly MatchedPath[];
	/** What was asked while the query grew, the shortest first. */
	#narrowed: Narrowed[] = [];

	constructor(paths: readonly string[]) {
		this.#paths = paths.map(matchedPath);
	}

	/**
	 * The places of the paths that fit best, the best first; of those that fit as well the one with the shorter name, then the
	 * shorter path, then the earlier. None for an empty query.
	 */
	find(typed: string, most: number): number[] {
		const query = pathQuery(typed);
		if (query.parts.length === 0) return [];
		const among = this.#among(query.text);
		const maybe: number[] = [];
		const best = new Best(most);
		const count = among?.length ?? this.#paths.length;
		for (let index = 0; index < count; index++) {
			const place = among?.[index] ?? index;
			const target = this.#paths[place];
			if (target === undefined) continue;
			const length = lengthOf(target);
			const score = scoreOf(query, target, best.floor + length);
			if (score === 0) continue;
			maybe.push(place);
			if (score !== MAYBE) best.add(place, score - length);
		}
		this.#narrowed.push({ text: query.text, maybe });
		if (this.#narrowed.length > KEPT) this.#narrowed.shift();
		return best.places;
	}

	/** Where only some can fit, because a shorter query was asked before: those. */
	#among(text: string): readonly number[] | undefined {
		// A blank begins another part, but what fits still fits the shorter text.
		this.#narrowed = this.#narrowed.filter((one) => text.startsWith(one.text));
		return this.#narrowed.at(-1)?.maybe;
	}
}

/** Less than 1, more for a longer name, then for a longer path. */
function lengthOf({ path, nameAt }: MatchedPath): number {
	return Math.min(path.length - nameAt, 999) / 1e3 + Math.min(path.length, 999) / 1e6;
}

/** The best of many, in order, without sorting all. */
class Best {
	readonly #most: number;
	readonly #scores: number[] = [];
	readonly places: number[] = [];
	/** What is not above it is not among the best. */
	floor = 0;

	constructor(most: number) {
		this.#most = most;
	}

	add(place: number, score: number): void {
		const { length } = this.#scores;
		if (score <= this.floor) return;
		let low = 0;
		let high = length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#scores[middle] ?? 0) >= score) low = middle + 1;
			else high = middle;
		}
		this.#scores.splice(low, 0, score);
		this.places.splice(low, 0, place);
		if (length === this.#most) {
			this.#scores.pop();
			this.places.pop();
		}
		if (this.#scores.length === this.#most) this.floor = this.#scores[this.#most - 1] ?? 0;
	}
}
