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

/** How the numbers of a model are packed, at the end of its name and one word: "Q4_K_M". */
const PACKING = /[-._:](i?q\d(?:_\w{1,9})?)$/i;

/** Servers of files call a model by its path. */
function isFile(id: string): boolean {
	return /\.gguf$/i.test(id);
}

/** Without folders, ending, and which of several parts it is. */
function fileStem(path: string): string {
	return path.replace(/^.*[/\\]/, '').replace(/(?:-\d{5}-of-\d{5})?\.gguf$/i, '');
}

/**
 * A model's name for people, from its id alone, so that it is the same with and without a catalogue:
 * "meta-llama/llama-3-70b-instruct" → "Llama 3 70B Instruct", "llama3:8b" → "Llama3 8B", "/models/phi-2.Q4_K_M.gguf" → "Phi 2 Q4_K_M".
 */
export function modelName(id: string): string {
	const slug = isFile(id) ? fileStem(id) : id.slice(id.lastIndexOf('/') + 1);
	const packing = PACKING.exec(slug);
	const words = slug.slice(0, packing?.index).split(/[-_:\s]+/);
	const named = [...words, packing?.[1]?.toUpperCase() ?? ''].filter((word) => word !== '');
	return named.length === 0 ? id : named.map(spell).join(' ');
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
