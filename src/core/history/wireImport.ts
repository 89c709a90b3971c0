import * as v from 'valibot';
import type { Message, ReplyExtra } from '../../shared/conversation/messages.ts';
import type { ImportedChats } from './chatExport.ts';
import type { LeftOut } from './leftOutOfImport.ts';

/** A text, or parts of which only the texts are taken. */
const Content = v.pipe(
	v.optional(v.unknown(), ''),
	v.transform((content): string | unknown[] => {
		if (typeof content === 'string') return content;
		if (content === null) return [];
		return Array.isArray(content) ? content : [content];
	}),
);
const TextPart = v.object({
	type: v.picklist(['text', 'input_text', 'output_text']),
	text: v.string(),
});
const ImagePart = v.object({ type: v.picklist(['image_url', 'image', 'input_image']) });

/** An id, which may be a number; some have none, or an empty one. */
const Id = v.fallback(
	v.optional(v.union([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.number(), v.transform(String))])),
	undefined,
);
const Name = v.fallback(v.optional(v.string()), undefined);

const Called = v.object({
	name: v.string(),
	// Ollama has them as an object.
	arguments: v.fallback(
		v.union([
			v.string(),
			v.pipe(
				// As it is: a schema of fields leaves some names out.
				v.custom<object>((given) => typeof given === 'object' && given !== null),
				v.transform((given) => JSON.stringify(given)),
			),
		]),
		'',
	),
});
const Call = v.object({ id: Id, function: Called });

const WireMessage = v.variant('role', [
	v.object({ role: v.literal('user'), content: Content }),
	v.object({
		role: v.literal('assistant'),
		content: Content,
		tool_calls: v.fallback(v.array(v.unknown()), []),
		// In older requests.
		function_call: v.optional(v.unknown()),
		refusal: v.optional(v.unknown()),
	}),
	v.pipe(
		v.object({
			// In older requests, functions answer as tools do.
			role: v.picklist(['tool', 'function']),
			content: Content,
			tool_call_id: Id,
			name: Name,
			// Ollama's.
			tool_name: Name,
		}),
		v.transform(({ tool_name, ...message }) => ({ ...message, name: message.name ?? tool_name })),
	),
]);

type ToolMessage = Pick<
	Extract<v.InferOutput<typeof WireMessage>, { role: 'tool' | 'function' }>,
	'tool_call_id' | 'name'
>;

const SystemMessage = v.object({ role: v.picklist(['system', 'developer']) });

/** Messages as they go to a server: a request's body, or the list alone. */
export const WireChat = v.union([
	v.object({
		messages: v.array(v.unknown()),
		model: Name,
	}),
	v.pipe(
		v.array(v.unknown()),
		v.transform((messages) => ({ messages, model: undefined })),
	),
]);

/**
 * A chat of the messages of a request. What tools answered is kept with the calls that they answer, by their ids, their names or their
 * order; an answer to no call is shown with the reply beside it, and not sent. The system message and what is no text are left out.
 * @param now the time that the chat gets, in milliseconds since 1970: messages have none
 */
export function fromWire(
	{ messages: all, model = 'unknown' }: v.InferOutput<typeof WireChat>,
	now: number,
	newId: () => string,
): ImportedChats {
	const messages: Message[] = [];
	const leftOut: LeftOut[] = [];
	const textOf = (content: v.InferOutput<typeof Content>) => {
		if (typeof content === 'string') return content;
		const texts = content.flatMap((part) => {
			const text = v.safeParse(TextPart, part);
			if (text.success) return text.output.text;
			leftOut.push(v.is(ImagePart, part) ? 'image' : 'part');
			return [];
		});
		return texts.join('\n\n');
	};
	/** What the last reply has called, and where in that the calls are that nobody has answered, by their ids. */
	let called: ReplyExtra[] = [];
	let open = new Map<string, number[]>();
	/** The same by their names, and all of them, the last first: of these some can have been answered since. */
	let named = new Map<string, number[]>();
	const firstOpen = (name: string | undefined) => {
		const places = named.get(name ?? '') ?? [];
		for (let at = places.pop(); at !== undefined; at = places.pop()) {
			const call = called[at];
			if (call?.type === 'toolCall' && call.result === undefined) return at;
		}
		return -1;
	};
	/** What tools have answered before the reply that it belongs to. */
	let early: ReplyExtra[] = [];
	/** What names no call, which is for those that nothing else answers. */
	let unnamed: (() => void)[] = [];
	const answer = ({ tool_call_id: id, name }: ToolMessage, result: string) => {
		const last = messages.at(-1);
		const at = id === undefined ? firstOpen(name) : (open.get(id)?.shift() ?? -1);
		const call = called[at];
		const stray = { type: 'toolCall', name: name ?? 'tool', result } as const;
		if (last?.role !== 'assistant') early.push(stray);
		else if (call?.type === 'toolCall') called[at] = { ...call, result };
		else {
			called.push(stray);
			messages[messages.length - 1] = { ...last, extras: called };
		}
	};
	const answerUnnamed = () => {
		for (const answerOne of unnamed) answerOne();
		unnamed = [];
	};
	/** No reply is beside them that could show them. */
	const dropEarly = () => {
		for (const _one of early) leftOut.push('answer');
		early = [];
	};
	const ask = (text: string) => {
		const parent = messages.at(-1)?.id ?? null;
		const id = newId();
		dropEarly();
		messages.push({ role: 'user', id, parent, at: now, text, excerpts: [] });
		return id;
	};
	for (const raw of all) {
		const parsed = v.safeParse(WireMessage, raw);
		if (!parsed.success) {
			leftOut.push(v.is(SystemMessage, raw) ? 'system' : 'message');
			continue;
		}
		const message = parsed.output;
		const text = textOf(message.content);
		if (message.role === 'user' || message.role === 'assistant') answerUnnamed();
		if (message.role === 'user') ask(text);
		else if (message.role !== 'assistant') {
			if (message.tool_call_id === undefined) unnamed.push(() => answer(message, text));
			else answer(message, text);
		} else {
			// Some have the same call under both names.
			const older = message.function_call ? [{ function: message.function_call }] : [];
			const given = message.tool_calls.length > 0 ? message.tool_calls : older;
			const calls = given.map((call) => v.safeParse(Call, call));
			const own = withIds(calls.flatMap((call) => (call.success ? [call.output] : [])));
			const parent = messages.at(-1)?.id ?? ask('');
			called = [...early, ...own];
			early = [];
			open = placesById(called);
			named = placesByName(called);
			if (message.refusal) leftOut.push('part');
			for (const call of calls) if (!call.success) leftOut.push('call');
			const said = { role: 'assistant', model, at: now, text, reasoning: '' } as const;
			const ended = {
				status: 'complete',
				facts: {},
				...(called.length > 0 && { extras: called }),
			} as const;
			messages.push({ ...said, ...ended, id: newId(), parent });
		}
	}
	answerUnnamed();
	dropEarly();
	const head = messages.at(-1)?.id;
	if (head === undefined) return { chats: [], leftOut };
	const chat = { id: newId(), title: null, created: now, workspace: null, head, messages };
	return { chats: [chat], leftOut };
}

/** The calls of a reply; those without ids get some that are the same each time, so that a chat is exported as it was. */
function withIds(calls: readonly v.InferOutput<typeof Call>[]): ReplyExtra[] {
	const taken = new Set(calls.map(({ id }) => id));
	let count = 0;
	const freeId = () => {
		let id = `call_${++count}`;
		while (taken.has(id)) id = `call_${++count}`;
		return id;
	};
	return calls.map(({ id = freeId(), function: { name, arguments: input } }) => {
		return { type: 'toolCall', name, id, input };
	});
}

/** Where the calls of tools stand, by their ids, of which several may have the same. */
function placesById(extras: readonly ReplyExtra[]): Map<string, number[]> {
	const places = new Map<string, number[]>();
	for (const [at, extra] of extras.entries()) {
		if (extra.type !== 'toolCall' || extra.id === undefined) continue;
		const same = places.get(extra.id) ?? [];
		same.push(at);
		places.set(extra.id, same);
	}
	return places;
}

/** The same by their names, and all of them under none, the last first. */
function placesByName(extras: readonly ReplyExtra[]): Map<string, number[]> {
	const places = new Map<string, number[]>([['', []]]);
	for (const [at, extra] of [...extras.entries()].toReversed()) {
		if (extra.type !== 'toolCall') continue;
		places.get('')?.push(at);
		if (extra.name === '') continue;
		const same = places.get(extra.name) ?? [];
		same.push(at);
		places.set(extra.name, same);
	}
	return places;
}
