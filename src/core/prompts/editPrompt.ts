import { fenceFor } from './prompt.ts';

/**
 * What the model is asked for an edit: the instruction, which titles a chat that begins with it, and how to answer so that the code can be put
 * in the place of the old one. The code itself goes along with the question.
 * @param code what is to be changed
 */
export function editPrompt(instruction: string, code: string): string {
	const fence = fenceFor(code);
	const fenced = fence.length > 3 ? ` between two lines of ${fence}` : '';
	return `${instruction.trim()}

Change the code below that way, and nothing else in it. Answer with one code block${fenced} that has all of the changed code, every line of it, from the first to the last, ready to take the place of the old one. Write nothing around that, and no other code block.`;
}
