import type { MessageView } from '../../shared/conversation/conversationProtocol.ts';
import type { Change, ToWebview } from '../../shared/panel/protocol.ts';

type Sent = Extract<ToWebview, { type: 'snapshot' }>;
/** All there is to show; its messages are those of the whole branch. */
type Snapshot = Omit<Sent, 'type' | 'sequence' | 'changes' | 'earlier'> & {
	/** What is told of the messages beside them. */
	readonly beside?: readonly Change[];
};

/** So many of the last messages of a chat go out with its snapshot, or all from the reader's place on. */
const AT_ONCE = 20;
/** So many of those before them go out in one batch: each is parsed, and what the user does meanwhile is not to wait for that. */
const PER_BATCH = 40;

/** What the feed needs of the place that shows the chat. */
interface FeedPorts {
	/** Hands a message to the page. */
	post(message: ToWebview): void;
	/** The chat that is shown now. */
	conversation(): string;
	/** All there is to show, now. */
	snapshot(): Snapshot;
	/** A message of the shown branch as it is now. */
	viewOf(id: string): MessageView | undefined;
	/** A text was to go into the box of a chat and did not get there before another one was shown. */
	left(conversation: string, text: string): void;
}

/**
 * Sends the page what changed, at most one batch until the page has shown the last: a slow or remote page gets fewer and
 * larger batches instead of a growing queue. A page that is not there gets nothing; when it comes, it gets a snapshot. Of a chat that
 * the page did not show before it gets the end first, and the rest in batches.
 */
export class ViewFeed {
	readonly #ports: FeedPorts;
	#connected = false;
	#sequence = 0;
	#unacknowledged: number | undefined;
	#pending: Change[] = [];
	/** The chat that it is about. */
	#about: string | undefined;
	#wantsSnapshot = false;
	/** The chat that the page shows. */
	#shown: string | undefined;
	/** The ids of the messages that are still to go out, oldest first. */
	#earlier: string[] = [];

	constructor(ports: FeedPorts) {
		this.#ports = ports;
	}

	/** The page has loaded, for the first time or again: whatever it knew is gone. */
	connect(): void {
		this.#connected = true;
		this.#shown = undefined;
		this.#unacknowledged = undefined;
		this.replaceAll();
	}

	/** The page is gone. What is for the page's own box and focus waits for the next one; the rest is in its snapshot. */
	disconnect(): void {
		this.#connected = false;
		this.#pending = this.#pending.filter(isForThePageItself);
	}

	push(change: Change): void {
		this.#about = this.#ports.conversation();
		if (this.#isStillToCome(change)) return;
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
		if (this.#about !== this.#ports.conversation()) this.#leave();
		this.#wantsSnapshot = true;
		this.#earlier = [];
		this.#flush();
	}

	/** What was for the box of the chat that was shown before is not for the one that is shown now. */
	#leave(): void {
		const pending = this.#pending;
		this.#pending = pending.filter(({ type }) => !FOR_ITS_BOX.has(type));
		// Of the others the host knows all that the page would: the text of `returned` is the draft already.
		for (const change of pending) {
			const isText = change.type === 'unqueued' || change.type === 'intoBox';
			if (isText && this.#about !== undefined) this.#ports.left(this.#about, change.text);
		}
	}

	acknowledge(sequence: number): void {
		if (sequence !== this.#unacknowledged) return;
		this.#unacknowledged = undefined;
		this.#flush();
	}

	/** Whether a snapshot, or a batch of earlier messages, that is still to go out holds the change already. */
	#isStillToCome(change: Change): boolean {
		const held = !this.#connected || this.#wantsSnapshot;
		if (held) return !isForThePageItself(change);
		if (this.#earlier.length === 0) return false;
		if (change.type === 'message') return this.#earlier.includes(change.view.message.id);
		const isGrowth = change.type === 'text' || change.type === 'reasoning';
		return isGrowth && this.#earlier.includes(change.id);
	}

	#flush(): void {
		if (!this.#connected || this.#unacknowledged !== undefined) return;
		if (!this.#wantsSnapshot && this.#pending.length + this.#earlier.length === 0) return;
		const sequence = ++this.#sequence;
		const changes = this.#pending;
		this.#pending = [];
		this.#unacknowledged = sequence;
		if (this.#wantsSnapshot) {
			this.#wantsSnapshot = false;
			const { beside = [], ...snapshot } = this.#sentAtOnce();
			this.#ports.post({
				type: 'snapshot',
				sequence,
				...snapshot,
				changes: [...beside, ...changes],
			});
			return;
		}
		const ids = this.#earlier.splice(-PER_BATCH);
		if (ids.length > 0) {
			changes.push({ type: 'earlier', views: ids.flatMap((id) => this.#ports.viewOf(id) ?? []) });
		}
		this.#ports.post({ type: 'changes', sequence, changes });
	}

	/** The keyboard may be at any message of a chat that the page shows, so such a one goes out whole. */
	#sentAtOnce(): Snapshot & Pick<Sent, 'earlier'> {
		const snapshot = this.#ports.snapshot();
		const { conversation, messages, place } = snapshot;
		const isShown = conversation === this.#shown;
		this.#shown = conversation;
		const last = isShown ? 0 : Math.max(0, messages.length - AT_ONCE);
		const read = messages.findIndex(({ message }) => message.id === place?.id);
		const first = read < 0 ? last : Math.min(read, last);
		this.#earlier = messages.slice(0, first).map(({ message }) => message.id);
		return { ...snapshot, messages: messages.slice(first), ...(first > 0 && { earlier: first }) };
	}
}

const FOR_THE_PAGE_ITSELF = new Set<Change['type']>([
	'accepted',
	'refused',
	'returned',
	'unqueued',
	'focus',
	'find',
	'intoBox',
	'imageFile',
	'reveal',
	'showParameters',
	'parameters',
]);

/** Of these, what says something of the box of the chat that was shown then, or is a place in it. */
const FOR_ITS_BOX = new Set<Change['type']>([
	'accepted',
	'refused',
	'returned',
	'unqueued',
	'intoBox',
	'reveal',
]);

function isForThePageItself(change: Change): boolean {
	return FOR_THE_PAGE_ITSELF.has(change.type);
}
