import { field } from '../../json/jsonFields.ts';
import { numberedChoices } from './numberedChoices.ts';

/** So many parts of a stream that only one choice has had show that there is no other. */
const ENOUGH = 3;

/** Which choice of a stream is the reply: the one of index 0, or, where a server counts otherwise, the lowest; often the only one. */
export class ShownChoice<Part extends object> {
	#index: number | undefined;
	/** The first parts, as long as a lower index may come, and those that they have. */
	#held: Part[] = [];
	readonly #seen = new Set<number>();

	/** The index of the choice that is the reply. */
	get index(): number {
		return this.#index ?? 0;
	}

	/** Whether what is held says that its choice is over: then hardly anything follows that tells. */
	get isOver(): boolean {
		const last = this.#held.at(-1);
		const [first] = last === undefined ? [] : numberedChoices(last, 'delta');
		return typeof field(first?.[1], 'finish_reason') === 'string';
	}

	/** The parts that can be read now. */
	take(part: Part): readonly Part[] {
		if (this.#index !== undefined) return [part];
		const indices = numberedChoices(part, 'delta').map(([index]) => index);
		if (indices.length === 0 && this.#held.length === 0) return [part];
		this.#held.push(part);
		for (const index of indices) this.#seen.add(index);
		const mayBeLower = this.#seen.size === 1 && !this.#seen.has(0) && indices.length > 0;
		return mayBeLower && this.#held.length < ENOUGH ? [] : this.rest();
	}

	/** What is held where nothing more comes that tells. */
	rest(): readonly Part[] {
		if (this.#held.length > 0)
			this.#index = [...this.#seen].reduce((least, index) => Math.min(least, index));
		const held = this.#held;
		this.#held = [];
		return held;
	}
}
