import type { RawSettings } from '../settings/rawSettings.ts';

/** Words of model ids that are written in a way of their own. */
const SPELLED: ReadonlyMap<string, string> = new Map([
	['gpt', 'GPT'],
	['glm', 'GLM'],
	['qwq', 'QwQ'],
	['deepseek', 'DeepSeek'],
]);

function spell(word: string): string {
	const known = SPELLED.get(word.toLowerCase());
	if (known !== undefined) return known;
	// Sizes: "70b", "8x7b", "1.5b".
	if (/^[\dx.]+b$/i.test(word)) return word.toUpperCase().replaceAll('X', 'x');
	return word.charAt(0).toUpperCase() + word.slice(1);
}

/**
 * A model's name for people, from its id alone, so that it is the same with and without a catalogue:
 * "meta-llama/llama-3-70b-instruct" → "Llama 3 70B Instruct", "llama3:8b" → "Llama3 8B".
 */
export function modelName(id: string): string {
	const slug = id.slice(id.lastIndexOf('/') + 1);
	const words = slug.split(/[-_:\s]+/).filter((word) => word !== '');
	return words.length === 0 ? id : words.map(spell).join(' ');
}

/** The configured model's id; empty where none is set. */
export function shownModel(raw: RawSettings): string {
	const model = raw('model');
	return typeof model === 'string' ? model.trim() : '';
}

/** The configured model's name for people. */
export function shownModelName(raw: RawSettings): string {
	return modelName(shownModel(raw) || 'no model');
}
