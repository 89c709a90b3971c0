import * as v from 'valibot';
import type { Message } from '../../shared/conversation/messages.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import { Time } from '../../shared/text/time.ts';
import { asInterrupted } from '../conversation/messageChanges.ts';
import { type ExportedChat, ExportInFile, eventsOf } from './chatExport.ts';

/** What a file gave, and how many of its pieces were left out because nothing here corresponds to them. */
export type ImportedChats = { chats: ExportedChat[]; skipped: number };

/** VS Code's own export ("Chat: Export Chat…"): only what is understood of it, the rest in whatever shape. */
const VsCodeRequest = v.object({
	message: v.object({ text: v.string() }),
	response: v.fallback(v.array(v.unknown()), []),
	timestamp: v.fallback(v.optional(Time), undefined),
	modelId: v.fallback(v.optional(v.string()), undefined),
});
const VsCodeExport = v.object({
	requests: v.array(v.unknown()),
	customTitle: v.fallback(v.nullish(v.string()), undefined),
	responderUsername: v.fallback(v.optional(v.string()), undefined),
});
const PlainPiece = v.pipe(
	v.object({ kind: v.optional(v.literal('markdownContent')), value: v.string() }),
	v.transform(({ value }) => value),
);
const ContentPiece = v.pipe(
	v.object({ kind: v.literal('markdownContent'), content: v.object({ value: v.string() }) }),
	v.transform(({ content }) => content.value),
);
const Piece = v.union([PlainPiece, ContentPiece]);

/**
 * Reads an export of ours, or one of VS Code's own chat.
 *
 * @param now stands in where a time is missing, in milliseconds since 1970
 * @throws Error that says where in the file something is wrong
 */
export function parseImport(json: string, now: number, newId: () => string): ImportedChats {
	const value = parseJson(json);
	const foreign = v.safeParse(VsCodeExport, value);
	if (foreign.success) return fromVsCode(foreign.output, now, newId);
	const own = v.safeParse(ExportInFile, value);
	if (!own.success) {
		const [issue] = own.issues;
		throw new Error(`${v.getDotPath(issue) ?? 'The file'}: ${issue.message}`);
	}
	for (const [index, chat] of own.output.chats.entries()) {
		try {
			eventsOf(chat);
		} catch (error) {
			throw new Error(`chats.${index}: ${errorText(error)}`);
		}
	}
	return { chats: own.output.chats.map(ended), skipped: 0 };
}

/** A reply that still came in when the file was written has nobody to write on. */
function ended(chat: ExportedChat): ExportedChat {
	return { ...chat, messages: chat.messages.map(asInterrupted) };
}

function parseJson(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch (error) {
		throw new Error(`Not JSON: ${errorText(error)}`);
	}
}

function fromVsCode(
	{ requests, customTitle, responderUsername }: v.InferOutput<typeof VsCodeExport>,
	now: number,
	newId: () => string,
): ImportedChats {
	const messages: Message[] = [];
	let skipped = 0;
	let parent: string | null = null;
	for (const raw of requests) {
		const request = v.safeParse(VsCodeRequest, raw);
		if (!request.success) {
			skipped++;
			continue;
		}
		const { message, response, timestamp, modelId } = request.output;
		const at = timestamp ?? now;
		const pieces = response.map((piece) => v.safeParse(Piece, piece));
		skipped += pieces.filter((piece) => !piece.success).length;
		const text = pieces.map((piece) => (piece.success ? piece.output : '')).join('');
		const question = newId();
		const reply = newId();
		const model = modelId ?? responderUsername ?? 'unknown';
		messages.push(
			{ role: 'user', id: question, parent, at, text: message.text, excerpts: [] },
			{
				role: 'assistant',
				id: reply,
				parent: question,
				at,
				model,
				text,
				reasoning: '',
				status: 'complete',
				facts: {},
			},
		);
		parent = reply;
	}
	const created = messages[0]?.at ?? now;
	const chat = {
		id: newId(),
		title: customTitle ?? null,
		created,
		workspace: null,
		head: parent,
		messages,
	};
	return { chats: messages.length === 0 ? [] : [chat], skipped };
}
