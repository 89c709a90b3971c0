import type { CommandName } from '../commands/commandNames.ts';

/** A prompt that comes with the extension: `/fix` in the box, Fix Selection as a command. */
export interface BuiltInPrompt {
	/** What is typed after "/". */
	readonly name: string;
	/** The command that asks it about the code at the cursor. */
	readonly command: CommandName;
	/** What it does, in a few words; shown beside its name. */
	readonly description: string;
	/** What the model is asked. Its first line is the title of a chat that begins with it. */
	readonly text: string;
}

export const WHOLE_CODE =
	'Give the whole code in one code block, ready to take the place of the old one.';

/** All of them, in the order of the menu. package.json has a command for each, checked by a test. */
export const BUILT_IN_PROMPTS = [
	{
		name: 'explain',
		command: 'explainSelection',
		description: 'Explain the code',
		text: 'Explain this code.',
	},
	{
		name: 'fix',
		command: 'fixSelection',
		description: 'Fix what is wrong in the code',
		text: `Fix this code.\n\nSay in one or two sentences what is wrong. ${WHOLE_CODE} Change nothing that is not wrong.`,
	},
	{
		name: 'bugs',
		command: 'findBugs',
		description: 'Find bugs in the code',
		text: 'Find the bugs in this code.\n\nFor each, the worst first: the line, what goes wrong and when, and how to fix it. If you find none, say so.',
	},
	{
		name: 'tests',
		command: 'writeTests',
		description: 'Write tests for the code',
		text: 'Write tests for this code.\n\nTest ordinary use, limits and errors. Use the test framework that the code shows, else the usual one of its language. Give the whole test file in one code block.',
	},
	{
		name: 'doc',
		command: 'documentSelection',
		description: 'Write documentation comments',
		text: `Write documentation comments for this code, in the usual form of its language.\n\n${WHOLE_CODE} Change nothing but comments.`,
	},
	{
		name: 'improve',
		command: 'improveSelection',
		description: 'Make the code simpler and faster',
		text: `Improve this code.\n\nMake it easier to read, simpler and faster, and keep what it does. ${WHOLE_CODE} Then say what you changed and why.`,
	},
] as const satisfies readonly BuiltInPrompt[];

export type BuiltInName = (typeof BUILT_IN_PROMPTS)[number]['name'];
