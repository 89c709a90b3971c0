import type {
	CompareChange,
	Compared,
	ToComparePage,
} from '../../shared/compare/compareProtocol.ts';

/**
 * Sends the page what changed, at most one batch until the page has shown the last: a slow page gets fewer and larger batches. Pieces
 * of several columns come mixed, and those of each go out as one. A page that is not there gets nothing; when it comes, it gets all.
 */
export class CompareFeed {
	readonly #post: (message: ToComparePage) => void;
	readonly #snapshot: () => Compared;
	#connected = false;
	#sequence = 0;
	#unacknowledged: number | undefined;
	#pending: CompareChange[] = [];
	#wantsSnapshot = false;

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

	push(change: CompareChange): void {
		if (!this.#connected || this.#wantsSnapshot) return;
		const last = this.#pending.findLastIndex((one) => idOf(one) === idOf(change));
		const before = this.#pending[last];
		if (change.type === 'column' && before?.type === 'column') {
			this.#pending[last] = change;
		} else if (change.type !== 'column' && before?.type === change.type) {
			this.#pending[last] = { ...before, text: before.text + change.text };
		} else {
			this.#pending.push(change);
		}
		this.#flush();
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

	#flush(): void {
		if (!this.#connected || this.#unacknowledged !== undefined) return;
		if (!this.#wantsSnapshot && this.#pending.length === 0) return;
		const sequence = ++this.#sequence;
		this.#unacknowledged = sequence;
		const changes = this.#pending;
		this.#pending = [];
		if (this.#wantsSnapshot) {
			this.#wantsSnapshot = false;
			this.#post({ type: 'snapshot', sequence, ...this.#snapshot() });
		} else {
			this.#post({ type: 'changes', sequence, changes });
		}
	}
}

function idOf(change: CompareChange): string {
	return change.type === 'column' ? change.column.id : change.id;
}
