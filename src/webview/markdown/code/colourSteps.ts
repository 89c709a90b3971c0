/** So many lines are coloured in one piece at most, unless what is read before them is longer. */
const AT_ONCE = 200;

/** Lines to be read by a grammar as one text. */
export interface ColourStep {
	readonly read: readonly string[];
	/** How many of them are read only for what they leave open; the others have no colours yet. */
	readonly known: number;
}

/** What a grammar is in after the last line of a reading: the constructs that go on, outermost first. */
export interface OpenEnd {
	readonly constructs: readonly object[];
	/** Whether they are all that it knows of the lines it has read; false where another language is embedded, which has a state of its own. */
	readonly isWhole: boolean;
}

/** Of a reading after which lines stand on their own. */
export const NOTHING_OPEN: OpenEnd = { constructs: [], isWhole: true };

/**
 * What of a growing block of code is to be coloured next. Each line gets its colours once, where lines stand on their own right away.
 * A grammar can only begin where nothing is open: within a comment of several lines, for instance, it reads the line that opens that once
 * more, and then those that are new. As it reads no more again than is new, all steps together cost at most twice one reading.
 */
export class ColourSteps {
	/** Read before what is new: leads into what is open. */
	#opening: readonly string[] = [];
	/** Its length, in UTF-16 units. */
	#again = 0;
	#end: OpenEnd = NOTHING_OPEN;
	#painted = 0;
	/** How many complete lines are known. */
	#known = 0;
	/** The length of those of them that have no colours, in UTF-16 units. */
	#waiting = 0;

	/**
	 * Whether there is something to colour.
	 * @param lines all of the block; the last one may be a part of a line
	 */
	isDue(lines: readonly string[]): boolean {
		for (; this.#known < lines.length - 1; this.#known++)
			this.#waiting += lengthOf(lines[this.#known]);
		return this.#known > this.#painted && this.#waiting >= this.#again;
	}

	/** To be asked only when something is due. */
	next(lines: readonly string[]): ColourStep {
		let length = 0;
		let end = this.#painted;
		while (end < this.#known && (end < this.#painted + AT_ONCE || length < this.#again))
			length += lengthOf(lines[end++]);
		const fresh = lines.slice(this.#painted, end);
		return { read: [...this.#opening, ...fresh], known: this.#opening.length };
	}

	/** @param end what the reading of the step has ended in */
	done({ read, known }: ColourStep, end: OpenEnd): void {
		for (const line of read.slice(known)) this.#waiting -= lengthOf(line);
		this.#painted += read.length - known;
		const isClosed = end.constructs.length === 0;
		// Where the new lines have led from what is open to the same, nothing more is needed to get there.
		if (isClosed || !isSame(end, this.#end)) {
			this.#opening = isClosed ? [] : read;
			this.#again = this.#opening.reduce((sum, line) => sum + lengthOf(line), 0);
		}
		this.#end = end;
	}

	/** The lines are others: nothing of them has colours. */
	reset(): void {
		this.#opening = [];
		this.#again = 0;
		this.#end = NOTHING_OPEN;
		this.#painted = 0;
		this.#known = 0;
		this.#waiting = 0;
	}
}

/** With its line break. */
function lengthOf(line: string | undefined): number {
	return (line ?? '').length + 1;
}

function isSame(end: OpenEnd, other: OpenEnd): boolean {
	const { constructs } = other;
	return (
		end.isWhole &&
		other.isWhole &&
		end.constructs.length === constructs.length &&
		end.constructs.every((construct, at) => construct === constructs[at])
	);
}
