import * as v from 'valibot';
import type { Message } from '../../shared/conversation/messages.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import { Time } from '../../shared/text/time.ts';
import { asInterrupted } from '../conversation/messageChanges.ts';
import type { AnsweredCall } from '../prompts/toolCalls.ts';
import { type ExportedChat, ExportInFile, eventsOf, type ImportedChats } from './chatExport.ts';
import type { LeftOut } from './leftOutOfImport.ts';
import { toolsOfVsCode } from './vsCodeTools.ts';
import { fromWire, WireChat } from './wireImport.ts';

/** VS Code's own export ("Chat: Export Chat…"): only what is understood of it, the rest in whatever shape. */
const VsCodeRequest = v.object({
	message: v.object({ text: v.string() }),
	response: v.fallback(v.array(v.unknown()), []),
	timestamp: v.fallback(v.optional(Time), undefined),
	modelId: v.fallback(v.optional(v.string()), undefined),
	result: v.optional(v.unknown()),
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
/** That a tool was called: what it was given and answered is told by the reply's result. */
const ToolPiece = v.object({ kind: v.literal('toolInvocationSerialized'), toolCallId: v.string() });

/**
 * Reads an export of ours, one of VS Code's own chat, or the messages of a request.
 *
 * @param now stands in where a time is missing, in milliseconds since 1970
 * @throws Error that says where in the file something is wrong
 */
export function parseImport(json: string, now: number, newId: () => string): ImportedChats {
	const value = parseJson(json);
	const foreign = v.safeParse(VsCodeExport, value);
	if (foreign.success) return fromVsCode(foreign.output, now, newId);
	const wire = v.safeParse(WireChat, value);
	if (wire.success) {
		const imported = fromWire(wire.output, now, newId);
		if (imported.chats.length === 0) throw new Error('It has no message of a chat');
		return imported;
	}
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
	return { chats: own.output.chats.map(ended), leftOut: [] };
}

/** With its replies marked, as they are kept: nobody was asked here about what they say. No export has the mark. */
export function asImported(chat: ExportedChat): ExportedChat {
	const messages = chat.messages.map(
		(message): Message => (message.role === 'user' ? message : { ...message, imported: true }),
	);
	return { ...chat, messages };
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
	const leftOut: LeftOut[] = [];
	let parent: string | null = null;
	for (const raw of requests) {
		const request = v.safeParse(VsCodeRequest, raw);
		if (!request.success) {
			leftOut.push('message');
			continue;
		}
		const { message, response, timestamp, modelId, result } = request.output;
		const at = timestamp ?? now;
		const pieces = response.map((piece) => v.safeParse(Piece, piece));
		const tools = toolsOfVsCode(result);
		for (const [index, piece] of pieces.entries()) {
			if (!piece.success && !isOneOf(tools, response[index])) leftOut.push('part');
		}
		const text = pieces.map((piece) => (piece.success ? piece.output : '')).join('');
		const question = newId();
		const model = modelId ?? responderUsername ?? 'unknown';
		const said = { role: 'assistant', at, model, reasoning: '', status: 'complete' } as const;
		messages.push({ role: 'user', id: question, parent, at, text: message.text, excerpts: [] });
		let above = question;
		if (tools.length > 0) {
			above = newId();
			messages.push({
				...said,
				id: above,
				parent: question,
				text: '',
				extras: [...tools],
				facts: {},
			});
		}
		const reply = newId();
		messages.push({ ...said, id: reply, parent: above, text, facts: {} });
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
	return { chats: messages.length === 0 ? [] : [chat], leftOut };
}

function isOneOf(tools: readonly AnsweredCall[], piece: unknown): boolean {
	const called = v.safeParse(ToolPiece, piece);
	return called.success && tools.some(({ id }) => id === called.output.toolCallId);
}
