import * as v from 'valibot';
import type { Reply, ReplyExtra } from '../../shared/conversation/messages.ts';
import type { WireMessage, WireToolCall } from '../server/chatRequest.ts';

/** A call of a tool, with what it answered. */
export type AnsweredCall = Required<Extract<ReplyExtra, { type: 'toolCall' }>>;

/** An object without fields, for a tool that was called with nothing: servers parse what stands there. */
const NOTHING = '{}';

/**
 * The calls of a reply that can be sent back: a server refuses a call without an answer, an answer without its call, and two
 * calls by one id in a message.
 */
export function answeredCalls({ extras = [] }: Pick<Reply, 'extras'>): readonly AnsweredCall[] {
	const calls = new Map<string, AnsweredCall>();
	for (const extra of extras) {
		if (extra.type !== 'toolCall') continue;
		const { type, name, id, input = '', result } = extra;
		if (id === undefined || result === undefined || calls.has(id)) continue;
		calls.set(id, { type, name, id, input: input.trim() === '' ? NOTHING : input, result });
	}
	return [...calls.values()];
}

/** What servers take: many parse it, and refuse all of a request with anything else in it. */
const Given = v.pipe(
	v.string(),
	v.parseJson(),
	v.check((given) => !Array.isArray(given)),
	v.looseObject({}),
);

function asObject(input: string): string {
	return v.is(Given, input) ? input : JSON.stringify({ input });
}

/** What a reply called, as it stands in its message. */
export function wireCalls(reply: Pick<Reply, 'extras'>): Pick<WireMessage, 'tool_calls'> {
	const calls = answeredCalls(reply).map(({ id, name, input }): WireToolCall => {
		return { id, type: 'function', function: { name, arguments: asObject(input) } };
	});
	return calls.length === 0 ? {} : { tool_calls: calls };
}

/** The messages in which the tools of a reply answer, in the order of its calls. */
export function toolAnswers(reply: Pick<Reply, 'extras'>): readonly WireMessage[] {
	return answeredCalls(reply).map(({ id, result }) => {
		return { role: 'tool', content: result, tool_call_id: id };
	});
}

/** All that a reply says, what its tools were called with and what they answered among it. */
export function replyInWords(reply: Pick<Reply, 'text' | 'extras'>): string {
	const calls = answeredCalls(reply).map(
		({ name, input, result }) =>
			`[${name} was called with: ${input}]\n\n[It answered:]\n\n${result}`,
	);
	return [reply.text, ...calls].filter((text) => text !== '').join('\n\n');
}
