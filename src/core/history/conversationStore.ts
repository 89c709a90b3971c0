import type { ImageStore } from '../attachments/imageStore.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { ConversationEvent } from '../conversation/conversationEvent.ts';
import type { ExportedChat } from './chatExport.ts';

/** The log of one conversation, to which events are appended. */
export interface EventLog {
	/**
	 * Appends events after all that were appended before. True once they are on disk; false when writing failed (the
	 * store's onError says why): they are then kept, and go with the next append or flush. Never rejects.
	 */
	append(events: readonly ConversationEvent[]): Promise<boolean>;
	/** Writes what is still waiting. Same result as append. */
	flush(): Promise<boolean>;
	/** How many lines are not on disk yet. */
	readonly unsaved: number;
	/** Why the last write failed; undefined when it did not. */
	readonly failure: unknown;
	/**
	 * What other windows have appended since the log was loaded or this was last asked, in the order of the file. Only that part of
	 * the file is read. Rejects with node's error.
	 */
	news(): Promise<LogNews>;
	/** Calls back when there may be news, until the returned function is called. Not on every file system: ask now and then. */
	watch(changed: () => void): () => void;
}

export type LogNews = {
	events: readonly ConversationEvent[];
	/** A newer version has begun to write into this log: nothing may be added any more. */
	newer: boolean;
};

export type ConversationSummary = {
	id: string;
	title: string;
	/** Milliseconds since 1970. */
	created: number;
	/** When its log was last written to, in milliseconds since 1970. */
	updated: number;
	/** The URI of the workspace folder it was begun in; null without one. */
	workspace: string | null;
	/** How many messages its shown branch has. */
	messages: number;
};

/** A chat in which all words were found, and the line of its text that has the longest of them; "" when the title has it. */
export type SearchHit = { chat: ConversationSummary; line: string };

/** The newest hits, and how many there are beside these. */
export type SearchResult = { hits: SearchHit[]; more: number };

export type NewConversation = { conversation: Conversation; log: EventLog };

export type LoadedConversation = {
	conversation: Conversation;
	/** What the conversation was replayed from, its header first. */
	events: ConversationEvent[];
	/** Lines of the log that could not be read; they are kept in a file beside it. */
	quarantined: number;
	/** How many of these were found by this load, which is what the user has not been told yet. */
	newlyQuarantined: number;
	/** When its log was last written to, in milliseconds since 1970. */
	updated: number;
	/** The log was written by a newer version: there may be more in it than was read, and nothing may be added. */
	readOnly: boolean;
	/** Where to append; undefined exactly when read-only. */
	log: EventLog | undefined;
};

/** All conversations of this user. A method that takes an id throws a TypeError when it is not one (ConversationId). */
export interface ConversationStore {
	/** The images that the conversations name. */
	readonly images: ImageStore;
	/** Newest first. */
	list(): Promise<ConversationSummary[]>;
	/**
	 * The chats of the last list() that are wanted and have all words of the query in their title, questions or replies,
	 * whatever the case; newest first, at most `limit`.
	 */
	search(
		query: string,
		wanted: (chat: ConversationSummary) => boolean,
		limit: number,
	): Promise<SearchResult>;
	/** A new conversation. It comes to disk with its first message, so an empty chat leaves no trace. */
	create(workspace: string | null): NewConversation;
	/**
	 * Adds a chat from elsewhere with its images and returns its id: a new one where there is a chat of its own. Rejects with
	 * node's error, or one that names an image whose data is not what its hash says.
	 */
	add(chat: ExportedChat): Promise<string>;
	/**
	 * A conversation as it is now, only to be looked at: what is damaged in it stays to be told of by load. Undefined when there is none
	 * of this id. Rejects with node's error when the file cannot be read.
	 */
	read(id: string): Promise<Conversation | undefined>;
	/** The same, to be shown and continued; damaged lines are quarantined. */
	load(id: string): Promise<LoadedConversation | undefined>;
	/** Puts a conversation away, from where restore brings it back. False when there is none of this id. */
	delete(id: string): Promise<boolean>;
	/** Undoes delete. False when there is nothing to bring back. */
	restore(id: string): Promise<boolean>;
	/** The ids of the chats that stay on top of the history, as of now. Rejects with node's error. */
	pinned(): Promise<ReadonlySet<string>>;
	/** Pins a chat, or takes its pin away. Rejects with node's error. */
	pin(id: string, pinned: boolean): Promise<void>;
	/** Removes for good what was deleted before this time (milliseconds since 1970), and the images that no chat has any more. */
	purgeDeleted(before: number): Promise<void>;
}
