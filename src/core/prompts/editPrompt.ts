import { fenceFor } from './prompt.ts';

/**
 * What the model is asked for an edit: the instruction, which titles a chat that begins with it, and how to answer so that the code can be put
 * in the place of the old one. The code itself goes along with the question.
 * @param parts what is to be changed; each comes back in a code block of its own
 */
export function editPrompt(instruction: string, parts: readonly string[]): string {
	const fence = fenceFor(parts.join('\n'));
	const fenced = fence.length > 3 ? ` between two lines of ${fence}` : '';
	const answer =
		parts.length === 1
			? `Answer with one code block${fenced} that has all of the changed code, every line of it, from the first to the last, ready to take the place of the old one. Write nothing around that, and no other code block.`
			: `Below are ${parts.length} parts of one file. Answer with ${parts.length} code blocks${fenced}, one for each part, in the same order. Each has all of its part as changed, every line of it, from the first to the last, ready to take the place of the old one, also where nothing in it changes. Write nothing around them, and no other code block.`;
	return `${instruction.trim()}

Change the code below that way, and nothing else in it. ${answer}`;
}
