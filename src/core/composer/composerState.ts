import * as v from 'valibot';
import { EditDraft } from '../../shared/conversation/conversationProtocol.ts';
import { Attachment, ChatChoices } from '../../shared/conversation/messages.ts';
import type { Place } from '../../shared/reading/readingProtocol.ts';
import { standsIn, textBefore, withoutBlankLines } from '../../shared/text/blankLines.ts';
import type { Chat } from '../chat/chat.ts';
import {
	PersistedMap,
	type PersistedState,
	persistedDrafts,
	persistedPlaces,
} from '../memento/persistedMap.ts';
import { MessageQueue, persistedQueues, type QueuedMessage } from './messageQueue.ts';

/** Attachments hold whole texts, so they are remembered of fewer chats than drafts. */
const ATTACHMENT_CHATS = 20;
/** Each holds the whole text of its question. */
const EDITED_CHATS = 20;
/** A window has one in the view, and one in each editor at most. */
const EMPTY_CHATS = 20;

/** What each chat has beside its messages: a draft, edited questions, attachments, queued messages, the reader's place; without any, its choices and its title. All of it outlives the window. */
export class ComposerState {
	readonly #newId: () => string;
	readonly #drafts: PersistedMap<string>;
	readonly #edits: PersistedMap<EditDraft[]>;
	readonly #places: PersistedMap<Place>;
	readonly #queued: PersistedMap<QueuedMessage[]>;
	/** A queue belongs to the chat object that sends it; the same conversation may be loaded again. */
	readonly #queues = new WeakMap<Chat, MessageQueue>();
	readonly #attachments: PersistedMap<Attachment[]>;
	/** What is typed in fields of the panel of parameters and is no value yet, by the settings' names. */
	readonly #typed: PersistedMap<Record<string, string>>;
	/** Of chats without a message, whose log does not exist yet. */
	readonly #choices: PersistedMap<ChatChoices>;
	readonly #titles: PersistedMap<string>;

	constructor(state: PersistedState, newId: () => string) {
		this.#newId = newId;
		this.#drafts = persistedDrafts(state);
		this.#edits = new PersistedMap(state, 'edits', v.array(EditDraft), EDITED_CHATS);
		this.#places = persistedPlaces(state);
		this.#queued = persistedQueues(state);
		this.#attachments = new PersistedMap(
			state,
			'attachments',
			v.array(Attachment),
			ATTACHMENT_CHATS,
		);
		this.#typed = new PersistedMap(state, 'typed', v.record(v.string(), v.string()), EDITED_CHATS);
		this.#choices = new PersistedMap(state, 'choices', ChatChoices, EMPTY_CHATS);
		this.#titles = new PersistedMap(state, 'titles', v.string(), EMPTY_CHATS);
	}

	draftOf(chat: Chat): string {
		return this.#drafts.of(chat.conversation.id) ?? '';
	}

	keepDraft(conversation: string, text: string): void {
		this.#drafts.keep(conversation, text === '' ? undefined : text);
	}

	/** Puts a text before what stands in the box of a conversation. */
	addToDraft(conversation: string, text: string): void {
		this.keepDraft(conversation, textBefore(text, this.#drafts.of(conversation) ?? ''));
	}

	/** Leaves what was not sent in the box that it stood in, or `rest` of it; what was typed since goes on behind it. */
	leave(conversation: string, text: string, rest = text): void {
		const draft = withoutBlankLines(this.#drafts.of(conversation) ?? '');
		// Of what is on its way the page tells no more: the draft may lack the end of it.
		const since = text.startsWith(draft) ? '' : `\n\n${draft}`;
		const left = draft.startsWith(text) ? draft.slice(text.length) : since;
		this.keepDraft(conversation, withoutBlankLines(rest + left));
	}

	/** The questions and summaries of a conversation that are being changed. */
	editsOf(conversation: string): readonly EditDraft[] {
		return this.#edits.of(conversation) ?? [];
	}

	keepEdits(conversation: string, edits: readonly EditDraft[]): void {
		this.#edits.keep(conversation, edits.length === 0 ? undefined : [...edits]);
	}

	/** An edited question is sent; gives back what puts it where it was. */
	takeEdit(conversation: string, id: string): () => void {
		const edits = this.editsOf(conversation);
		const isTaken = (edit: EditDraft) => edit.id === id && edit.summary === undefined;
		const taken = edits.filter(isTaken);
		const others = () => this.editsOf(conversation).filter((edit) => !isTaken(edit));
		this.keepEdits(conversation, others());
		return () => this.keepEdits(conversation, [...others(), ...taken]);
	}

	/** What is typed as values of parameters, by their settings' names. */
	typedOf(conversation: string): Readonly<Record<string, string>> {
		return this.#typed.of(conversation) ?? {};
	}

	keepTyped(conversation: string, typed: Readonly<Record<string, string>>): void {
		this.#typed.keep(conversation, Object.keys(typed).length === 0 ? undefined : { ...typed });
	}

	/** Where the reader is in this chat; null at its end. */
	placeOf(chat: Chat): Place | null {
		return this.#places.of(chat.conversation.id) ?? null;
	}

	keepPlace(conversation: string, place: Place | null): void {
		this.#places.keep(conversation, place ?? undefined);
	}

	/** @param conversation its id, here and below */
	attachmentsOf(conversation: string): readonly Attachment[] {
		return this.#attachments.of(conversation) ?? [];
	}

	setAttachments(conversation: string, attachments: readonly Attachment[]): void {
		this.#attachments.keep(conversation, attachments.length === 0 ? undefined : [...attachments]);
	}

	/** What a chat without a message has chosen over the settings; undefined where that is nothing. */
	choicesOf(conversation: string): ChatChoices | undefined {
		return this.#choices.of(conversation);
	}

	keepChoices(conversation: string, choices: ChatChoices): void {
		this.#choices.keep(conversation, isNone(choices) ? undefined : choices);
	}

	/** The title that the user gave a chat without a message; undefined where it has none. */
	titleOf(chat: Chat): string | undefined {
		return this.#titles.of(chat.conversation.id);
	}

	keepTitle(conversation: string, title: string): void {
		this.#titles.keep(conversation, title === '' ? undefined : title);
	}

	queueOf(chat: Chat): MessageQueue {
		const queue = this.#queues.get(chat) ?? new MessageQueue(chat, this.#queued, this.#newId);
		this.#queues.set(chat, queue);
		return queue;
	}

	/** What was sent or queued is out of the box, also where the page shows another chat by now. */
	empty(chat: Chat, text: string, sent: readonly Attachment[]): void {
		const { id } = chat.conversation;
		const left = this.attachmentsOf(id).filter((attachment) => !sent.includes(attachment));
		this.setAttachments(id, left);
		if (withoutBlankLines(this.draftOf(chat)) === text) this.keepDraft(id, '');
		// From its first message on the chat has a log, and choices and title are in it.
		this.keepChoices(id, {});
		this.keepTitle(id, '');
	}

	/** Puts a message back: its attachments over the box, and its text before what was typed meanwhile, unless that has it. */
	giveBack(chat: Chat, text: string, attachments: readonly Attachment[]): void {
		const { id } = chat.conversation;
		this.setAttachments(id, [...this.attachmentsOf(id), ...attachments]);
		const draft = this.draftOf(chat);
		if (!standsIn(text, withoutBlankLines(draft))) this.keepDraft(id, textBefore(text, draft));
	}

	/** Whether anything was begun in a conversation that has no message: another one is as good where nothing was. */
	hasBegun(conversation: string): boolean {
		const maps = [this.#drafts, this.#queued, this.#attachments, this.#choices, this.#titles];
		return [...maps, this.#typed].some((map) => map.of(conversation) !== undefined);
	}

	/** Hands what was begun in a conversation that is gone to the one in its place. */
	inherit(from: string, to: string): void {
		this.#drafts.move(from, to);
		this.#queued.move(from, to);
		this.#attachments.move(from, to);
		this.#choices.move(from, to);
		this.#titles.move(from, to);
		this.#typed.move(from, to);
	}
}

function isNone(choices: ChatChoices): boolean {
	return Object.keys(choices).length === 0;
}
