/** Up to so many lines are read again with each line that comes. */
const FEW = 32;

/** How many times as many lines must have come before more than those are read again: all together then cost as much as a few readings. */
const GROWTH = 1.25;

/** So many lines are read in one piece at most, unless a construct is longer. */
const AT_ONCE = 200;

/** Lines, counted from 0, to `end`, which is not among them. */
export interface ColourStep {
	/** Where the grammar begins to read: nothing is open there. */
	readonly start: number;
	/** The first that has no colours yet. */
	readonly paint: number;
	readonly end: number;
}

/**
 * What of a growing block of code is to be coloured next. A grammar can only read from a line before which nothing is open, a comment of
 * several lines for instance; it says after each reading whether something is. So each line gets its colours once, right away, and is read
 * once where lines stand on their own; within something long that is open, lines wait for some more.
 */
export class ColourSteps {
	#start = 0;
	#painted = 0;
	/** The line at which the next reading is worth its time. */
	#due = 1;

	/** Whether there is something to colour, with so many complete lines. */
	isDue(lines: number): boolean {
		return lines >= this.#due;
	}

	next(lines: number): ColourStep {
		const end = Math.max(this.#due, Math.min(lines, this.#painted + AT_ONCE));
		return { start: this.#start, paint: this.#painted, end: Math.min(lines, end) };
	}

	/** @param isOpen whether something that begins in the lines read goes on after them */
	done({ start, end }: ColourStep, isOpen: boolean): void {
		this.#painted = end;
		if (!isOpen) this.#start = end;
		const read = end - start;
		this.#due = isOpen && read > FEW ? start + Math.ceil(read * GROWTH) : end + 1;
	}

	/** The lines are others: nothing of them has colours. */
	reset(): void {
		this.#start = 0;
		this.#painted = 0;
		this.#due = 1;
	}
}
