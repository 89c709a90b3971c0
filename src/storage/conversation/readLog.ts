import { Conversation } from '../../core/conversation/conversation.ts';
import {
	type ConversationEvent,
	type HeaderEvent,
	LOG_VERSION,
	lineStart,
	type ParsedLine,
	parseEventLine,
} from '../../core/conversation/conversationEvent.ts';
import { lostMessages } from '../../core/conversation/lostMessage.ts';
import { isBeginningOf } from '../disk/appendLines.ts';

/** A line of a log that could not be read, or not in full; lines count from 1. */
export type UnreadableLine = { line: number; text: string };

export type ReadLog = {
	conversation: Conversation;
	/** The header first; messages that stand in for lost ones are among them. */
	events: ConversationEvent[];
	unreadable: UnreadableLine[];
	/** The log has a header of a newer version. */
	newer: boolean;
};

/**
 * Replays the log of the conversation with this id. `created` stands in where the header cannot be read (milliseconds
 * since 1970). The id is the file's, whatever the header says: a copied file is a conversation of its own.
 */
export function readLog(id: string, bytes: Buffer, created: number): ReadLog {
	const { found, unreadable, newer, header } = parseLines(bytes);
	const ownHeader: HeaderEvent = {
		type: 'header',
		version: LOG_VERSION,
		id,
		created: header?.created || created,
		workspace: header?.workspace ?? null,
	};
	const conversation = new Conversation(ownHeader);
	const events: ConversationEvent[] = [ownHeader];
	for (const event of found) {
		for (const message of lostMessages(conversation, event)) {
			const standIn: ConversationEvent = { type: 'message', message };
			conversation.apply(standIn);
			events.push(standIn);
		}
		conversation.apply(event);
		events.push(event);
	}
	return { conversation, events, unreadable, newer };
}

type ParsedLog = {
	header: { created: number; workspace: string | null } | undefined;
	found: ConversationEvent[];
	unreadable: UnreadableLine[];
	newer: boolean;
};

function parseLines(bytes: Buffer): ParsedLog {
	const log: ParsedLog = { header: undefined, found: [], unreadable: [], newer: false };
	const lines = bytes.toString('utf8').split('\n');
	for (const [index, text] of lines.entries()) {
		const whole = piecesOf(text).map(({ parsed }) => take(log, parsed));
		// Only the last line can lack its line end. It is what a crash tore off, or is being written at this moment.
		const torn = index === lines.length - 1;
		if (!torn && !whole.every(Boolean) && !isBeginningOf(text, lines[index + 1])) {
			log.unreadable.push({ line: index + 1, text });
		}
	}
	return log;
}

/** Notes what a line says; false when it says nothing that can be read. */
function take(log: ParsedLog, parsed: ParsedLine): boolean {
	switch (parsed.kind) {
		case 'event':
			if (parsed.event.type === 'header') {
				log.header ??= parsed.event;
			} else {
				log.found.push(parsed.event);
			}
			return true;
		case 'newer':
			log.header ??= parsed;
			log.newer = true;
			return true;
		case 'unknown':
			return log.newer;
		case 'garbage':
			return false;
	}
}

/**
 * A line is one event. Where it is not, a torn line may have got another window's line stuck to its end, or a line end
 * was damaged: the parts that begin as every line does are then tried one by one.
 */
export function piecesOf(text: string): { piece: string; parsed: ParsedLine }[] {
	const parsed = parseEventLine(text);
	if (parsed.kind !== 'garbage') {
		return [{ piece: text, parsed }];
	}
	const [before = '', ...pieces] = text.split(lineStart());
	const lines = pieces.map((piece) => lineStart() + piece);
	return (before === '' ? lines : [before, ...lines]).map((piece) => ({
		piece,
		parsed: parseEventLine(piece),
	}));
}
