import type { RawSettings } from '../settings/rawSettings.ts';

/** What the setting `prompts` says. */
export interface PromptSettings {
	/** Texts by the name of their prompt. */
	readonly texts: ReadonlyMap<string, string>;
	/** What is wrong with it, by name, a sentence each; all else of it counts. */
	readonly problems: readonly string[];
}

/** What can be typed after "/" as one word, and is no path. */
const NAME = /^[^\s/\\#$`]{1,64}$/;

export function isPromptName(name: string): boolean {
	return NAME.test(name);
}

/** Reads the setting `prompts`, an object of texts by name. Never throws. */
export function readPromptSettings(raw: RawSettings): PromptSettings {
	const value = raw('prompts') ?? {};
	if (typeof value !== 'object' || Array.isArray(value)) {
		const problem = 'The setting Prompts must be an object of texts by name.';
		return { texts: new Map(), problems: [problem] };
	}
	const texts = new Map<string, string>();
	const problems: string[] = [];
	for (const [written, text] of Object.entries(value)) {
		const name = written.replace(/^\//, '');
		const problem = problemOf(name, text);
		if (problem === undefined) texts.set(name, String(text));
		else problems.push(`In the setting Prompts, "${written}" ${problem}.`);
	}
	return { texts, problems };
}

function problemOf(name: string, text: unknown): string | undefined {
	if (!isPromptName(name)) return 'is no name: it must be one word of at most 64 characters';
	if (typeof text !== 'string') return 'must be a text';
	return text.trim() === '' ? 'is empty' : undefined;
}
