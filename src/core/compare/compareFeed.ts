import type {
	CompareChange,
	CompareColumn,
	Compared,
	ToComparePage,
} from '../../shared/compare/compareProtocol.ts';

/** In UTF-16 code units. */
interface Lengths {
	text: number;
	reasoning: number;
}

/**
 * Sends the page what changed, at most one batch until the page has shown the last: a slow page gets fewer and larger batches. Pieces
 * of several columns come mixed, and those of each go out as one. No text goes out twice: answers may be long. A page that is not
 * there gets nothing; when it comes, it gets all.
 */
export class CompareFeed {
	readonly #post: (message: ToComparePage) => void;
	readonly #snapshot: () => Compared;
	#connected = false;
	#sequence = 0;
	#unacknowledged: number | undefined;
	#pending: CompareChange[] = [];
	#wantsSnapshot = false;
	/** By column: how much of its texts the page has, or will have with what waits. */
	#lengths = new Map<string, Lengths>();

	constructor(post: (message: ToComparePage) => void, snapshot: () => Compared) {
		this.#post = post;
		this.#snapshot = snapshot;
	}

	/** The page has loaded, for the first time or again: whatever it knew is gone. */
	connect(): void {
		this.#connected = true;
		this.#unacknowledged = undefined;
		this.replaceAll();
	}

	/** The page is gone: it gets nothing more. */
	disconnect(): void {
		this.#connected = false;
	}

	/** A piece of a column's text, or what stands over all has changed. */
	push(change: Exclude<CompareChange, { readonly column: CompareColumn }>): void {
		if (!this.#isFollowed) return;
		if ('text' in change) this.#lengthsOf(change.id)[change.type] += change.text.length;
		this.#add(change);
	}

	/**
	 * A column has changed, but for the pieces of its texts, or may have.
	 * @param column all of it
	 */
	show(column: CompareColumn): void {
		if (!this.#isFollowed) return;
		const isKnown = sameLengths(this.#lengthsOf(column.id), lengthsIn(column));
		this.#lengths.set(column.id, lengthsIn(column));
		const last = this.#pending.findLast((one) => idOf(one) === column.id);
		// One that has not gone out yet takes its texts along.
		if (isKnown && last?.type !== 'anew') this.#add({ type: 'column', column: bare(column) });
		else this.#add({ type: 'anew', column });
	}

	/** All may be other than it was. */
	replaceAll(): void {
		this.#pending = [];
		this.#wantsSnapshot = true;
		this.#flush();
	}

	acknowledge(sequence: number): void {
		if (sequence !== this.#unacknowledged) return;
		this.#unacknowledged = undefined;
		this.#flush();
	}

	get #isFollowed(): boolean {
		return this.#connected && !this.#wantsSnapshot;
	}

	#lengthsOf(id: string): Lengths {
		const known = this.#lengths.get(id) ?? { text: 0, reasoning: 0 };
		this.#lengths.set(id, known);
		return known;
	}

	#add(change: CompareChange): void {
		const last = this.#pending.findLastIndex((one) => idOf(one) === idOf(change));
		const before = this.#pending[last];
		if (!('text' in change) && before !== undefined && !('text' in before)) {
			this.#pending[last] = change;
		} else if ('text' in change && before?.type === change.type) {
			this.#pending[last] = { ...before, text: before.text + change.text };
		} else {
			this.#pending.push(change);
		}
		this.#flush();
	}

	#flush(): void {
		if (!this.#connected || this.#unacknowledged !== undefined) return;
		if (!this.#wantsSnapshot && this.#pending.length === 0) return;
		const sequence = ++this.#sequence;
		this.#unacknowledged = sequence;
		const changes = this.#pending;
		this.#pending = [];
		if (this.#wantsSnapshot) {
			this.#wantsSnapshot = false;
			const all = this.#snapshot();
			this.#lengths = new Map(all.columns.map((column) => [column.id, lengthsIn(column)]));
			this.#post({ type: 'snapshot', sequence, ...all });
		} else {
			this.#post({ type: 'changes', sequence, changes });
		}
	}
}

function idOf(change: CompareChange): string | undefined {
	if (change.type === 'about') return undefined;
	if (change.type === 'chances') return `chances ${change.id}`;
	return 'text' in change ? change.id : change.column.id;
}

/** Texts only grow by their pieces. What is moved from one to the other, as thoughts are, changes both. */
function sameLengths(one: Lengths, other: Lengths): boolean {
	return one.text === other.text && one.reasoning === other.reasoning;
}

function lengthsIn({ view }: CompareColumn): Lengths {
	if (view?.message.role !== 'assistant') return { text: 0, reasoning: 0 };
	const { text, reasoning } = view.message;
	return { text: text.length, reasoning: reasoning.length };
}

/** Without its texts. */
function bare(column: CompareColumn): CompareColumn {
	const { view } = column;
	if (view?.message.role !== 'assistant') return column;
	return { ...column, view: { ...view, message: { ...view.message, text: '', reasoning: '' } } };
}
