import { modelName } from './modelName.ts';

/** Makers that some names begin with, where the family's own name follows. */
const MAKERS = new Set([
	'anthropic',
	'google',
	'meta',
	'microsoft',
	'mistralai',
	'nvidia',
	'openai',
	'nousresearch',
]);

/** The families of models, in lower case. */
const FAMILY =
	/^(?:llama|gpt|claude|deepseek|mistral|mixtral|ministral|codestral|gemini|gemma|qwen|phi|command|grok|glm|hermes|nemotron)[\d.]*$/i;

/** How a model was tuned or packed: two that differ in nothing else are seldom at hand together. */
const TUNING = /^(?:instruct|chat|it|hf|gguf|awq|gptq|fp8|fp16|bf16|int4|int8|latest|i?q\d\w*)$/i;

/** A day, a month or a year at the end of a name: "2506", "0324", "20250514". */
const DATE = /^(?:\d{4}|\d{6}|\d{8})$/;
const YEAR = /^20\d\d$/;

/** "70B", "8x7B", "16E", "A22B" */
const SIZE = /^(?:A?[\dx.]+[BM]|\d+E)$/i;
const VERSION = /^\d+(?:\.\d+)?$/;

/**
 * A model's name for people with as much of it as there may be room for, longest first: "Llama 3.3 70B Instruct", "Llama 3.3 70B",
 * "3.3 70B". A family's name goes only where what stays is told from other models without it.
 * @param id as requests have it, or a server's own name for it
 */
export function modelNames(id: string): [string, ...string[]] {
	const whole = modelName(id);
	const plain = withoutTuning(withoutMaker(wordsOf(id)));
	const short = withoutFamily(plain);
	const named = [plain, short, withoutDetail(short)].map((words) => words.join(' '));
	const shorter = named.filter(
		(name, index) => name !== '' && name.length < (named[index - 1] ?? whole).length,
	);
	return [whole, ...shorter];
}

/** A model's name without its maker and how it was tuned: "Llama 3.3 70B". */
export function plainModelName(id: string): string {
	return withoutTuning(withoutMaker(wordsOf(id))).join(' ') || modelName(id);
}

/** "Meta: Llama 3.3" is a server's own name. A colon without a space belongs to the id. */
function wordsOf(id: string): string[] {
	const words = modelName(id.replace(/^[^/:]+: /, '')).split(' ');
	// Anthropic's ids have "4-5" for 4.5.
	return words[0] === 'Claude' ? joinedVersion(words) : words;
}

function joinedVersion(words: readonly string[]): string[] {
	const at = words.findIndex(
		(word, index) => /^\d$/.test(word) && /^\d$/.test(words[index + 1] ?? ''),
	);
	if (at < 0) return [...words];
	return [...words.slice(0, at), `${words[at]}.${words[at + 1]}`, ...words.slice(at + 2)];
}

function withoutMaker(words: readonly string[]): readonly string[] {
	const [first = '', second = ''] = words;
	return MAKERS.has(first.toLowerCase()) && FAMILY.test(second) ? words.slice(1) : words;
}

/** The first word always stays, and a family's name never stands alone. */
function withoutTuning(words: readonly string[]): readonly string[] {
	const year = words.findIndex((word, index) => index > 1 && YEAR.test(word));
	const isDay = (index: number) => year >= 0 && index > year && index <= year + 2;
	const kept = words.filter(
		(word, index) =>
			index === 0 ||
			!(
				TUNING.test(word) ||
				(index > 1 && DATE.test(word)) ||
				(isDay(index) && /^\d\d$/.test(word))
			),
	);
	const [first = ''] = kept;
	return kept.length === 1 && FAMILY.test(first) && !/\d/.test(first) ? words : kept;
}

/** Without the family's name, where the rest names no other model. */
function withoutFamily(words: readonly string[]): readonly string[] {
	const [family = '', ...rest] = words;
	const [next = '', after = ''] = rest;
	const joined = /^(Llama|Qwen)([\d.]+)$/.exec(family);
	switch (joined?.[1] ?? family) {
		case 'Llama':
			if (joined) return SIZE.test(next) ? [joined[2] ?? '', ...rest] : words;
			if (VERSION.test(next) && /^(?:Scout|Maverick|Nemotron)$/.test(after)) return rest.slice(1);
			return VERSION.test(next) && SIZE.test(after) ? rest : words;
		case 'Qwen':
			if (joined) return /^(?:Coder|Vl)$/.test(next) && after ? [joined[2] ?? '', ...rest] : words;
			return VERSION.test(next) && /^(?:Coder|Vl)$/.test(after) ? rest : words;
		case 'Claude':
			return rest.length > 1 && rest.some((word) => /^(?:Sonnet|Opus|Haiku)$/.test(word))
				? rest
				: words;
		case 'GPT':
			return /^\d+o$/.test(next) && rest.length > 1 ? rest : words;
		case 'DeepSeek':
			return /^R\d/.test(next) && after ? rest : words;
		case 'Mistral':
			return /^(?:Small|Medium|Large|Nemo)$/.test(next) && after ? rest : words;
		default:
			return words;
	}
}

/** Of a distilled model its size tells the base, and of a mixture the whole size the share that is used at once. */
function withoutDetail(words: readonly string[]): readonly string[] {
	return words.filter(
		(word, index) =>
			!(
				(FAMILY.test(word) && words[index - 1] === 'Distill') ||
				(/^(?:A[\d.]+B|\d+E)$/i.test(word) && SIZE.test(words[index - 1] ?? ''))
			),
	);
}
