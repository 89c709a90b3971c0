import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import { cut } from '../../shared/text/shorten.ts';
import { BUILT_IN_PROMPTS } from './builtInPrompts.ts';
import type { PromptSettings } from './promptSettings.ts';

/** A prompt that can be asked by its name. */
export interface Prompt {
	/** Names it and where it comes from. */
	readonly id: string;
	/** Without the "/"; one word. */
	readonly name: string;
	readonly description: string;
	/** Where it comes from: "Built in", "Settings", ".github/prompts". */
	readonly origin: string;
	readonly from:
		| { readonly text: string }
		| {
				/** The address of its file. */
				readonly uri: string;
				/** It is the SKILL.md of a skill, with more beside it. */
				readonly isSkill: boolean;
		  };
	/** It is about the code at the cursor, which goes along. */
	readonly isAboutCode?: true;
}

/** The prompts of the settings, and the built-in ones, which the settings may change. */
export function ownPrompts({ texts }: PromptSettings): Prompt[] {
	const builtIn = new Map(BUILT_IN_PROMPTS.map((prompt) => [String(prompt.name), prompt]));
	const settings = [...texts].map(([name, text]): Prompt => {
		const changed = builtIn.get(name);
		return {
			id: `setting:${name}`,
			name,
			description: changed?.description ?? firstLine(text),
			origin: 'Settings',
			from: { text },
			...(changed === undefined ? {} : { isAboutCode: true }),
		};
	});
	const unchanged = BUILT_IN_PROMPTS.filter(({ name }) => !texts.has(name)).map(
		({ name, description, text }): Prompt => ({
			id: `builtIn:${name}`,
			name,
			description,
			origin: 'Built in',
			from: { text },
			isAboutCode: true,
		}),
	);
	return [...settings, ...unchanged];
}

/**
 * The prompts that fit what is typed, best first: those whose name begins with it, then those with a word that does, those that have it
 * anywhere, those that have its letters in this order, and those whose description has it.
 * @param prompts the nearest first: of two of one name it stands first
 * @param query without the "/"
 */
export function findPrompts(prompts: readonly Prompt[], query: string): Prompt[] {
	// What follows a blank is said to the prompt.
	if (/\s/.test(query)) return [];
	const wanted = query.toLowerCase();
	return prompts
		.map((prompt) => ({ prompt, rank: rankOf(prompt, wanted) }))
		.filter(({ rank }) => rank !== undefined)
		.toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
		.map(({ prompt }) => prompt);
}

function rankOf({ name, description }: Prompt, wanted: string): number | undefined {
	const text = name.toLowerCase();
	if (text === wanted) return 0;
	if (text.startsWith(wanted)) return 1;
	if (text.split(/[-_.:]/).some((word) => word.startsWith(wanted))) return 2;
	if (text.includes(wanted)) return 3;
	if (hasInOrder(text, wanted)) return 4;
	return wanted.length > 2 && description.toLowerCase().includes(wanted) ? 5 : undefined;
}

function hasInOrder(text: string, letters: string): boolean {
	let at = 0;
	for (const letter of letters) {
		at = text.indexOf(letter, at) + 1;
		if (at === 0) return false;
	}
	return true;
}

/** The prompt that a text begins with, and what is said to it: code in the lines below its name keeps its indentation. */
export interface AskedPrompt {
	readonly prompt: Prompt;
	readonly typed: string;
}

/** The prompt that a text asks by its name, `/name` and a blank or the end; of two of one name the nearest. */
export function askedPrompt(prompts: readonly Prompt[], text: string): AskedPrompt | undefined {
	const name = nameAsked(text);
	const prompt = prompts.find((candidate) => candidate.name === name);
	if (prompt === undefined || name === undefined) return undefined;
	const after = text.slice(name.length + 1).replace(/^[ \t]+/, '');
	return { prompt, typed: withoutBlankLines(after).trimEnd() };
}

/** What stands after a "/" at the beginning of a text, up to the first blank; undefined where that can be no name. */
export function nameAsked(text: string): string | undefined {
	return /^\/([^\s/]{1,64})(?=\s|$)/.exec(text)?.[1];
}

function firstLine(text: string): string {
	return cut(text.trim().split('\n', 1).join(''), 100);
}
