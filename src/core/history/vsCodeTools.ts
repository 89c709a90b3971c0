import * as v from 'valibot';
import type { AnsweredCall } from '../prompts/toolCalls.ts';

/** What an extension keeps of the tools of a reply in VS Code's own chat; anything else is none. */
const Metadata = v.object({
	toolCallRounds: v.array(v.object({ toolCalls: v.fallback(v.array(v.unknown()), []) })),
	toolCallResults: v.record(v.string(), v.object({ content: v.array(v.unknown()) })),
});
const Result = v.object({ metadata: Metadata });
const Call = v.object({ id: v.string(), name: v.string(), arguments: v.fallback(v.string(), '') });
const Text = v.object({ value: v.string() });

/** The tools that were called for a reply, with what they answered; one that did not, or with no text, is not among them. */
export function toolsOfVsCode(result: unknown): readonly AnsweredCall[] {
	const parsed = v.safeParse(Result, result);
	if (!parsed.success) return [];
	const { toolCallRounds, toolCallResults } = parsed.output.metadata;
	const calls = toolCallRounds.flatMap(({ toolCalls }) => toolCalls);
	return calls.flatMap((raw): AnsweredCall[] => {
		const call = v.safeParse(Call, raw);
		const content = call.success ? toolCallResults[call.output.id]?.content : undefined;
		if (!call.success || content === undefined) return [];
		const texts = content.flatMap((part) => {
			const text = v.safeParse(Text, part);
			return text.success ? text.output.value : [];
		});
		if (texts.length === 0) return [];
		const { id, name, arguments: input } = call.output;
		return [{ type: 'toolCall', name, id, input, result: texts.join('\n') }];
	});
}
