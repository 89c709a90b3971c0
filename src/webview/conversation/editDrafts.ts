import type { ChangedAttachments } from '../../shared/attachments/attachmentProtocol.ts';
import type { EditDraft } from '../../shared/conversation/conversationProtocol.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** How long after a change of a long text the host is told of it. The page is thrown away without a warning when it is hidden. */
const TELL_MS = 50;
/** Of all that is told each time, in UTF-16 units. */
const LONG = 4000;

interface EditKey {
	readonly id: string;
	/** Whether it is of a summary: there is one at a time for each message. */
	readonly summary?: string | true;
}

/** The questions and summaries of the shown conversation that are being changed: they outlive what shows them, and the page. */
export class EditDrafts {
	readonly #host: HostPort;
	/** By `keyOf`. */
	readonly #edits = new Map<string, EditDraft>();
	/** The ids of those that are on their way to the host. */
	readonly #sent = new Set<string>();
	readonly #asked = new Map<string, (attachments: readonly string[]) => void>();
	#conversation = '';
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(host: HostPort) {
		this.#host = host;
	}

	/**
	 * A conversation is shown, or shown anew.
	 * @param kept what the host has of it
	 * @param isShown whether a message stands on the shown branch
	 */
	open(conversation: string, kept: readonly EditDraft[], isShown: (id: string) => boolean): void {
		if (conversation === this.#conversation) {
			// One that was sent and taken is a question of its own now.
			for (const id of this.#sent) {
				if (!isShown(id) && !kept.some((edit) => keyOf(edit) === id)) this.#edits.delete(id);
			}
			return;
		}
		if (this.#timer !== undefined) this.#tell();
		this.#conversation = conversation;
		this.#sent.clear();
		this.#edits.clear();
		for (const edit of kept) this.#edits.set(keyOf(edit), edit);
	}

	/** How far the change of this question, or of the summary kept with a message, has come; undefined where it is not being changed. */
	of(id: string, summary?: true): EditDraft | undefined {
		return this.#edits.get(keyOf({ id, ...(summary && { summary }) }));
	}

	keep(edit: EditDraft): void {
		const key = keyOf(edit);
		this.#sent.delete(key);
		this.#edits.set(key, edit);
		let length = 0;
		for (const { text } of this.#edits.values()) length += text.length;
		if (length > LONG) this.#timer ??= setTimeout(() => this.#tell(), TELL_MS);
		else this.#tell();
	}

	/** Asks which attachments of a question have changed since it was sent; only the last who asks about it is told. */
	askChanged(id: string, told: (attachments: readonly string[]) => void): void {
		this.#asked.set(id, told);
		this.#host.post({ type: 'askChanged', id });
	}

	answered({ id, attachments }: ChangedAttachments): void {
		this.#asked.get(id)?.(attachments);
		this.#asked.delete(id);
	}

	/** Nothing is to be changed. */
	close(edit: EditKey): void {
		if (this.#edits.delete(keyOf(edit))) this.#tell();
	}

	/** To be called before it is sent: the host keeps it where it is refused. */
	sending(edit: EditDraft): void {
		this.keep(edit);
		this.#tell();
		this.#sent.add(edit.id);
	}

	#tell(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const edits = [...this.#edits.values()];
		this.#host.post({ type: 'editDrafts', conversation: this.#conversation, edits });
	}
}

/** A question's is its id. */
function keyOf({ id, summary }: EditKey): string {
	return summary ? `summary ${id}` : id;
}
