import type { TokenFamily } from './tokenWeights.ts';

/**
 * Which tokenizer the models of a name have, the first that fits. A model that was distilled or tuned from another has the other's, so
 * its name comes first. DeepSeek's own is nearest to Llama 3's, Gemini's and Gemma's to o200k. Llama 2, Llama 4, GPT-4, Claude and
 * Mistral are near none of the three, so they are not here.
 */
const BY_NAME: readonly (readonly [name: RegExp, family: TokenFamily | undefined])[] = [
	[/qwen|qwq|qvq/, 'qwen'],
	[/llama-?4|code-?llama/, undefined],
	[/llama[-_ ]?v?3|nemotron|hermes-[34]/, 'llama3'],
	[/deepseek/, 'llama3'],
	[/gpt-?4o|gpt-?4\.[15]|gpt-?[5-9]|gpt-oss|(^|\/)o[1-9](-|$)|codex/, 'o200k'],
	[/gemma|gemini/, 'o200k'],
];

/** The family of tokenizers that a model is of, by its id; undefined where that does not say. */
export function familyOf(model: string): TokenFamily | undefined {
	const id = model.toLowerCase();
	return BY_NAME.find(([name]) => name.test(id))?.[1];
}
