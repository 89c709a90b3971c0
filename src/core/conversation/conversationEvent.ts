import * as v from 'valibot';
import { Summary } from '../../shared/conversation/messageSummary.ts';
import {
	ChatChoices,
	Failure,
	InContext,
	ReplyExtra,
	ReplyFacts,
	ReplyStatus,
	UnsentMessage,
} from '../../shared/conversation/messages.ts';
import { RequestRecord } from '../../shared/conversation/requestRecord.ts';
import { Duration, nearestTime, Time } from '../../shared/text/time.ts';
import { RecordedMessage } from './recordedMessage.ts';

/**
 * The lines of a conversation's log, one JSON object each. Lines are only ever appended, so two windows that write to
 * one log merge by construction, and what a later line says about a message adds to what earlier lines said.
 *
 * A product that adds a type of line, or changes one, raises LOG_VERSION and writes a header of that version into the
 * log before the first such line. That is how a line of the future is told from a damaged one.
 */

export const LOG_VERSION = 1;

/** The version from whose header on a question's text can stand with an earlier question; see sharedTexts.ts. */
export const SHARED_TEXTS_VERSION = 2;

/** The version from whose header on a message can have a summary, and messages can be missing from a request because they are in one. */
export const SUMMARY_VERSION = 3;

/**
 * The version from whose header on a question can say what goes out in other words, and a reply what tools answered. An older product would
 * drop both, and send a secret as it is: it must not go on with such a chat.
 */
export const WITHHELD_VERSION = 4;

/** What every id of a conversation looks like: it becomes a file name, so nothing else is let through. */
export const ConversationId = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/), v.maxLength(100));

const HeaderEvent = v.object({
	type: v.literal('header'),
	version: v.picklist([LOG_VERSION, SHARED_TEXTS_VERSION, SUMMARY_VERSION, WITHHELD_VERSION]),
	id: ConversationId,
	created: Time,
	/** The URI of the workspace folder it was begun in; null without one. */
	workspace: v.nullable(v.string()),
});
export type HeaderEvent = v.InferOutput<typeof HeaderEvent>;

/** A message was added, and the shown branch now ends in it. A reply begins as 'streaming' with an empty text. */
const MessageEvent = v.object({ type: v.literal('message'), message: RecordedMessage });

/** What a reply's text and reasoning grew by since the last line about it. */
const TextEvent = v.object({
	type: v.literal('text'),
	id: v.string(),
	/** All text before this line was reasoning: what marks it as such came after it. */
	thought: v.exactOptional(v.literal(true)),
	extras: v.exactOptional(v.array(ReplyExtra)),
	text: v.exactOptional(v.string()),
	reasoning: v.exactOptional(v.string()),
	reasoningMs: v.exactOptional(Duration),
});
export type TextEvent = v.InferOutput<typeof TextEvent>;

/** How a reply ended. */
const SettleEvent = v.object({
	type: v.literal('settle'),
	id: v.string(),
	at: Time,
	status: v.picklist(ReplyStatus.options.filter((status) => status !== 'streaming')),
	facts: ReplyFacts,
	failure: v.exactOptional(Failure),
	reasoningMs: v.exactOptional(Duration),
});
export type SettleEvent = v.InferOutput<typeof SettleEvent>;

/** The message that the shown branch ends in; null for none. */
const HeadEvent = v.object({ type: v.literal('head'), id: v.nullable(v.string()) });

const TitleEvent = v.object({ type: v.literal('title'), title: v.string() });

/** The message and all below it are gone from view; their lines stay. */
const DeletedEvent = v.object({ type: v.literal('deleted'), id: v.string() });

/** Undoes a deletion: the message and all that went with it are back. */
const RestoredEvent = v.object({ type: v.literal('restored'), id: v.string() });

/** An ended reply goes on where it stopped: it streams again, and settles again. */
const ContinuedEvent = v.object({
	type: v.literal('continued'),
	id: v.string(),
	/** What of the messages above the model does not see this time. */
	unsent: v.exactOptional(v.array(UnsentMessage)),
	request: v.exactOptional(RequestRecord),
});
export type ContinuedEvent = v.InferOutput<typeof ContinuedEvent>;

/** A message is pinned in later requests, left out of them, or (null) there while there is room. */
const ContextEvent = v.object({
	type: v.literal('context'),
	id: v.string(),
	inContext: v.nullable(InContext),
});
export type ContextEvent = v.InferOutput<typeof ContextEvent>;

/** What stands in later requests for this message and those named with it; null for nothing any more. */
const SummaryEvent = v.object({
	type: v.literal('summary'),
	id: v.string(),
	summary: v.nullable(Summary),
});
export type SummaryEvent = v.InferOutput<typeof SummaryEvent>;

/** What the chat chooses over the settings from now on, whole. */
const ChoicesEvent = v.object({ type: v.literal('choices'), choices: ChatChoices });
/**
 * The window of this process is receiving the reply. Written when it begins and every few seconds, so that other windows can
 * tell a reply that comes in from one that was cut off.
 */
const RunningEvent = v.object({
	type: v.literal('running'),
	id: v.string(),
	process: v.pipe(v.number(), v.integer()),
	/** The machine that the process runs on; older versions do not say it. */
	machine: v.exactOptional(v.string()),
});
export type RunningEvent = v.InferOutput<typeof RunningEvent>;

export const ConversationEvent = v.variant('type', [
	HeaderEvent,
	MessageEvent,
	TextEvent,
	SettleEvent,
	HeadEvent,
	TitleEvent,
	DeletedEvent,
	RestoredEvent,
	ContinuedEvent,
	ContextEvent,
	SummaryEvent,
	ChoicesEvent,
	RunningEvent,
]);
export type ConversationEvent = v.InferOutput<typeof ConversationEvent>;

/** A header from the future, of which only what still fits is taken. */
const NewerHeader = v.object({
	type: v.literal('header'),
	version: v.pipe(v.number(), v.integer(), v.minValue(LOG_VERSION + 1)),
	created: v.fallback(Time, 0),
	workspace: v.fallback(v.nullable(v.string()), null),
});

const AnyTime = v.exactOptional(v.pipe(v.number(), v.transform(nearestTime)));

/** A line with a time that is none: what it says beside that is not to be lost, so the nearest one stands in its place. */
const Timed = v.looseObject({
	at: AnyTime,
	created: AnyTime,
	message: v.exactOptional(v.looseObject({ at: AnyTime })),
});

const AnyTyped = v.object({ type: v.string() });

/**
 * What a line of a log turned out to be. `newer` is the header of a newer version; `unknown` is a whole JSON object with
 * a type that does not fit this version: below a newer header it is a line of the future, elsewhere a damaged one.
 */
export type ParsedLine =
	| { kind: 'event'; event: ConversationEvent }
	| { kind: 'newer'; version: number; created: number; workspace: string | null }
	| { kind: 'unknown'; type: string }
	| { kind: 'garbage' };

/** Parses one line without its line end. Never throws. */
export function parseEventLine(line: string): ParsedLine {
	const json = parseJson(line);
	const event = v.safeParse(ConversationEvent, json);
	if (event.success) {
		return { kind: 'event', event: event.output };
	}
	const timed = v.safeParse(v.pipe(Timed, ConversationEvent), json);
	if (timed.success) return { kind: 'event', event: timed.output };
	const newer = v.safeParse(NewerHeader, json);
	if (newer.success) {
		const { version, created, workspace } = newer.output;
		return { kind: 'newer', version, created, workspace };
	}
	const typed = v.safeParse(AnyTyped, json);
	return typed.success ? { kind: 'unknown', type: typed.output.type } : { kind: 'garbage' };
}

function parseJson(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

/**
 * The line of an event, without a line end. The type always comes first: a reader can tell lines apart by how they begin
 * (see lineStart), and no other place in a line looks like that, since quotes inside a text are escaped.
 */
export function formatEvent(event: ConversationEvent): string {
	const { type, ...rest } = event;
	return JSON.stringify({ type, ...rest });
}

/** How the line of an event of this type begins; without a type, how every line begins. */
export function lineStart(type?: ConversationEvent['type']): string {
	return type === undefined ? '{"type":"' : `{"type":"${type}"`;
}
