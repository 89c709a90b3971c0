import type {
	Attachment,
	ChatChoices,
	Failure,
	Message,
	Question,
	SentPart,
} from '../../shared/conversation/messages.ts';
import type { Withheld } from '../../shared/conversation/withheldText.ts';
import type { ImagePorts } from '../attachments/sentImages.ts';
import type { ContextRoom } from '../context/folderRoom.ts';
import type { SentMessages } from '../context/recordedRequest.ts';
import type { PlannedRequest } from '../context/requestPlan.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { ConversationEvent } from '../conversation/conversationEvent.ts';
import type { InstructionFile } from '../instructions/instructionFile.ts';
import type { KnownModels } from '../models/knownModels.ts';
import type { SecretPorts } from '../secrets/chatSecrets.ts';
import type { ChatServer, Destination } from '../server/chatServer.ts';
import type { Settings } from '../settings/settings.ts';
import type { TokenCorrections } from '../tokens/tokenCorrection.ts';
import type { Processes, ReplyLeases } from './replyLeases.ts';
import type { RetryWait } from './retries.ts';
import type { TurnObserver } from './turnObserver.ts';

/**
 * Says what room there is for the folders of a message.
 * @param read its attachments as they are now, the folders still as they were attached
 */
export type RoomFor = (read: readonly Attachment[]) => Promise<ContextRoom | undefined>;

/**
 * Reads anew what is attached, in the same order.
 * @param roomFor is asked where there are folders
 */
export type ReadNow = (
	attachments: readonly Attachment[],
	roomFor: RoomFor,
) => Promise<readonly Attachment[]>;

/** What a chat needs from outside. */
export interface ChatPorts {
	readonly server: ChatServer;
	/** What the servers say of their models. */
	readonly models: Pick<KnownModels, 'model'>;
	/** What the models' own counts have taught. */
	readonly tokens: TokenCorrections;
	/**
	 * The project's own instructions for a message at the end of this branch, in the order in which they are sent; undefined where
	 * there is no project.
	 */
	readonly instructions?:
		| ((path: readonly Message[]) => Promise<readonly InstructionFile[]>)
		| undefined;
	/** Without, no image can be read. */
	readonly images?: ImagePorts | undefined;
	/** Puts an event on disk, in order, without waiting for it. */
	record(event: ConversationEvent): void;
	/**
	 * The settings of this moment with what the chat has chosen over them, and where they lead.
	 * @throws ChatError when one of them is wrong or the key is missing
	 */
	prepare(
		choices: ChatChoices,
	): Promise<{ readonly settings: Settings; readonly destination: Destination }>;
	/**
	 * What is attached as it is now; without, it goes as it was attached.
	 * @throws ChatError where some of it cannot be read any more
	 */
	readonly readNow?: ReadNow | undefined;
	/** Finds what looks like a secret in what goes out; undefined where nobody looks. */
	readonly secrets?: SecretPorts | undefined;
	/** Looks at what is sent and what it costs; undefined where nobody does. */
	readonly observer?: TurnObserver | undefined;
	/** Is told when a request waits to go out again; for the log. */
	readonly retrying?: (wait: RetryWait) => void;
	newId(): string;
	/** Milliseconds since 1970. */
	now(): number;
	/** Milliseconds by a clock that never runs backwards. */
	clock(): number;
	readonly processes: Processes;
}

/** What goes out, and where to: known before anything is recorded. */
export interface Prepared {
	readonly destination: Destination;
	readonly planned: PlannedRequest;
	/** What goes out in other words, and is put back in the reply. */
	readonly withheld: readonly Withheld[];
	/** What goes out beside what was typed. */
	readonly parts: readonly SentPart[];
	/** What is known of the messages in it, where a request is sent that went out before. */
	readonly before?: SentMessages;
	/** How often it may be sent again by itself. */
	readonly retries: number;
}

/** The chat whose turns are run. */
export interface TurnChat {
	readonly conversation: Conversation;
	/** Which replies other windows are receiving. */
	readonly leases: ReplyLeases;
	/** Applies an event to the conversation, and puts it on disk. */
	record(event: ConversationEvent): void;
}

/** What a chat tells whoever shows it. */
export interface ChatListener {
	/** A message is new, or has new facts. */
	changed(id: string): void;
	/**
	 * A reply of this window has ended.
	 * @param took how long it was waited for, from the first try on, in milliseconds
	 */
	settled(id: string, took: number): void;
	text(id: string, piece: string): void;
	reasoning(id: string, piece: string): void;
	/** Other messages are shown now. */
	replaced(): void;
	/**
	 * The server wanted a key that is not there, so nothing was answered and the question is out of the conversation again: the user
	 * gets it back. `question` is undefined where a reply was to be regenerated.
	 */
	returned(failure: Failure, question: Question | undefined): void;
}

/** A question that went out. */
export interface SentQuestion {
	readonly question: string;
	/** The id of its reply. */
	readonly reply: string;
	/** Resolves when the reply has ended, whatever became of it; the conversation has it then, or has it no more. */
	readonly ended: Promise<void>;
}

/** What became of one of several answers that are compared: it comes in, or it was refused. */
export type ComparedReply = Pick<SentQuestion, 'reply' | 'ended'> | { readonly refused: Failure };
