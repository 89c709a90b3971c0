import type { Change, ToWebview } from '../../shared/panel/protocol.ts';

type Snapshot = Omit<Extract<ToWebview, { type: 'snapshot' }>, 'type' | 'sequence' | 'changes'>;

/**
 * Sends the page what changed, at most one batch until the page has shown the last: a slow or remote page gets fewer and
 * larger batches instead of a growing queue. A page that is not there gets nothing; when it comes, it gets a snapshot.
 */
export class ViewFeed {
	readonly #post: (message: ToWebview) => void;
	readonly #snapshot: () => Snapshot;
	#connected = false;
	#sequence = 0;
	#unacknowledged: number | undefined;
	#pending: Change[] = [];
	#wantsSnapshot = false;

	/**
	 * @param post hands a message to the page
	 * @param snapshot all there is to show, now
	 */
	constructor(post: (message: ToWebview) => void, snapshot: () => Snapshot) {
		this.#post = post;
		this.#snapshot = snapshot;
	}

	/** The page has loaded, for the first time or again: whatever it knew is gone. */
	connect(): void {
		this.#connected = true;
		this.#unacknowledged = undefined;
		this.replaceAll();
	}

	/** The page is gone. What is for the page's own box and focus waits for the next one; the rest is in its snapshot. */
	disconnect(): void {
		this.#connected = false;
		this.#pending = this.#pending.filter(isForThePageItself);
	}

	push(change: Change): void {
		// A snapshot that is still to go out holds this change already.
		const held = !this.#connected || this.#wantsSnapshot;
		if (held && !isForThePageItself(change)) return;
		const last = this.#pending.at(-1);
		if (
			(change.type === 'text' || change.type === 'reasoning') &&
			last?.type === change.type &&
			last.id === change.id
		) {
			this.#pending[this.#pending.length - 1] = { ...last, text: last.text + change.text };
		} else {
			this.#pending.push(change);
		}
		this.#flush();
	}

	/** Another conversation or branch is shown: the page starts over. */
	replaceAll(): void {
		this.#pending = this.#pending.filter(isForThePageItself);
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
		const changes = this.#pending;
		this.#pending = [];
		this.#unacknowledged = sequence;
		if (this.#wantsSnapshot) {
			this.#wantsSnapshot = false;
			this.#post({ type: 'snapshot', sequence, ...this.#snapshot(), changes });
		} else {
			this.#post({ type: 'changes', sequence, changes });
		}
	}
}

const FOR_THE_PAGE_ITSELF = new Set<Change['type']>([
	'accepted',
	'refused',
	'returned',
	'unqueued',
	'focus',
	'imageFile',
	'showParameters',
	'parameters',
]);

function isForThePageItself(change: Change): boolean {
	return FOR_THE_PAGE_ITSELF.has(change.type);
}
