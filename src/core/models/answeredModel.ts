import type { CatalogueModel } from '../server/chatServer.ts';
import { routedModel } from './routedModel.ts';

/** `fallback`: a model of the request's own list of fallback models. `other`: one that nobody asked for. */
export type AnsweredAs = 'asked' | 'fallback' | 'other';

/**
 * Names that stand for no one model, and what may answer to them.
 * - openrouter/…, OpenRouter's routers: https://openrouter.ai/docs/guides/routing/routers/auto-router
 * - deepseek-chat and -reasoner: https://api-docs.deepseek.com/quick_start/pricing, and a recorded answer of deepseek-v4-flash
 * - gpt-4-turbo-preview: https://platform.openai.com/docs/deprecations
 * - claude-sonnet-4-0, -opus-4-0: https://docs.anthropic.com/en/docs/about-claude/models/overview
 * - gemini-…-latest: https://ai.google.dev/gemini-api/docs/models
 */
const MOVING: readonly (readonly [asked: RegExp, answered: RegExp])[] = [
	[/^openrouter\//, /./],
	[/^deepseek-(?:chat|reasoner)$/, /^deepseek-/],
	[/^gpt-4-turbo-preview$/, /^gpt-4-.*preview$/],
	[/^claude-sonnet-4-0$/, /^claude-sonnet-4-2025/],
	[/^claude-opus-4-0$/, /^claude-opus-4-2025/],
	[/^gemini-flash-latest$/, /^gemini-[\d.]+-flash(?!-lite)/],
	[/^gemini-flash-lite-latest$/, /^gemini-[\d.]+-flash-lite/],
	[/^gemini-pro-latest$/, /^gemini-[\d.]+-pro/],
];

/**
 * What dates a model, behind "-" or "@": 2024-08-06 and 0613 (OpenAI), 20251001 (Anthropic, OpenRouter's canonical slugs, Vertex
 * with "@"), 2603 for a year and a month (Mistral), 002 (Gemini), 06-05 (Gemini's previews, Grok's and Qwen's slugs at OpenRouter),
 * 08-2024 (Cohere).
 */
const DATE =
	/[-@]((?:0[1-9]|1[0-2])-20\d\d|(?:0[1-9]|1[0-2])-[0-3]\d(?!\d)|20\d\d-[01]\d-[0-3]\d|20\d\d[01]\d[0-3]\d|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|2[3-9](?:0[1-9]|1[0-2])|00\d)(?=-|$)/;

/** How llama.cpp and LM Studio name a file's format and how it is quantised: ".Q4_K_M.gguf", "-IQ3_XS", "@q4_k_m", "-GGUF". */
const FILE_FORMAT = /(?:[-.@](i?q\d\w*|f16|bf16|fp16|f32|mxfp4))?(?:[-.]gguf)?$/;

/**
 * Who may answer a model of Hugging Face's router, behind ":" in the id that is asked: its providers, and its ways to choose one.
 * https://huggingface.co/docs/inference-providers/index
 */
const OF_HUGGING_FACE = new Set([
	...['fastest', 'cheapest', 'preferred', 'auto'],
	...['baseten', 'black-forest-labs', 'cerebras', 'clarifai', 'cohere', 'deepinfra', 'fal-ai'],
	...['featherless-ai', 'fireworks-ai', 'groq', 'hf-inference', 'hyperbolic', 'nebius', 'novita'],
	...['nscale', 'nvidia', 'openai', 'ovhcloud', 'publicai', 'replicate', 'sambanova', 'scaleway'],
	...['together', 'wavespeed', 'zai-org'],
]);

/**
 * Servers where the name that is asked for is a deployment's, which its users have called as they liked:
 * https://learn.microsoft.com/azure/ai-foundry/openai/how-to/switching-endpoints ("Azure OpenAI … always requires deployment name").
 */
const DEPLOYMENT_HOSTS = [
	'openai.azure.com',
	'cognitiveservices.azure.com',
	'services.ai.azure.com',
];

/** Whether what is asked for at this address says nothing of the model that is to answer. */
export function namesDeployments(baseUrl: string): boolean {
	const { hostname } = new URL(baseUrl);
	return DEPLOYMENT_HOSTS.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

interface ModelId {
	/** "openai" of "openai/gpt-4o"; empty where the name has none, or it is a folder. */
	readonly maker: string;
	/** Without its date, its words in the order of the alphabet: OpenRouter has claude-haiku-4.5 and claude-4.5-haiku. */
	readonly words: string;
	readonly date: string | undefined;
	/** How it is quantised. */
	readonly format: string | undefined;
}

/** Whether a server's list has the name that answered for the model that was asked. */
export function isNameOf(
	answered: string | undefined,
	asked: Pick<CatalogueModel, 'canonical'> | undefined,
): boolean {
	return answered !== undefined && answered === asked?.canonical;
}

/**
 * Which model answered, by the name that the server gives. An alias, a dated name, an offer (":free") and a file's path are no
 * other model; of two dated names of one model, each is another, and so is each of two ways to quantise it.
 * @param asked the id that was asked, or the one that it stood for by the server's list
 * @param answered empty where the server does not say, as Azure does in its first chunk
 * @param fallbacks the models of the request that answer where the one asked cannot
 */
export function answeredAs(
	asked: string,
	answered: string,
	fallbacks: readonly string[] = [],
): AnsweredAs {
	if (answered.trim() === '' || asked === answered) return 'asked';
	// Its very id says more than a name that another one could have, too: a family's newest, the same model where it is free.
	if (fallbacks.includes(answered)) return 'fallback';
	if (isSame(asked, answered)) return 'asked';
	return fallbacks.some((one) => isSame(one, answered)) ? 'fallback' : 'other';
}

function isSame(asked: string, answered: string): boolean {
	if (asked === answered) return true;
	const { model, preset } = routedModel(asked.trim().toLowerCase());
	// A preset by itself names a model that cannot be seen from here; beside one, it does not change that.
	if (preset !== undefined && model === '') return true;
	const found = routedModel(answered.trim().toLowerCase()).model;
	if (MOVING.some(([name, of]) => name.test(model) && of.test(found))) return true;
	// OpenRouter's name for the newest of a maker's family. Which model that is now, its list says (`aliasTarget`), and nothing else.
	if (model.startsWith('~')) return isSameMaker(modelId(model.slice(1)), modelId(found));
	const [one, other] = [modelId(withoutProvider(model)), modelId(withoutProvider(found))];
	return (
		one.words === other.words &&
		isSameMaker(one, other) &&
		isSameOrOpen(one.date, other.date) &&
		isSameOrOpen(one.format, other.format)
	);
}

function isSameMaker(one: ModelId, other: ModelId): boolean {
	return one.maker === other.maker || one.maker === '' || other.maker === '';
}

/** Whether two say the same, or one says nothing. */
function isSameOrOpen(one: string | undefined, other: string | undefined): boolean {
	return one === other || one === undefined || other === undefined;
}

function withoutProvider(id: string): string {
	const at = id.lastIndexOf(':');
	return at > 0 && OF_HUGGING_FACE.has(id.slice(at + 1)) ? id.slice(0, at) : id;
}

/** Fireworks has no points in its names: "v3p3" is 3.3 (https://app.fireworks.ai/models). */
const VERSION = /^v(\d+)(?:p(\d+))?$/;

function version(word: string): string {
	const [, whole, part] = VERSION.exec(word) ?? [];
	return whole === undefined ? word : part === undefined ? whole : `${whole}.${part}`;
}

function modelId(id: string): ModelId {
	// Folders end where the name begins: "/models/x.gguf", "c:\models\x.gguf", "accounts/fireworks/models/x", "models/x" (Gemini).
	const steps = id.split(/[/\\]/).filter((step) => step !== '');
	const isMaker = steps.length === 2 && steps[0] !== 'models' && !/^[/\\.]/.test(id);
	// Ollama adds ":latest" by itself; "-latest" is Mistral's and Anthropic's name for the newest.
	const file = steps.at(-1) ?? '';
	const format = FILE_FORMAT.exec(file)?.[1];
	const name = file.replace(FILE_FORMAT, '').replace(/[-:]latest$/, '');
	const date = DATE.exec(name)?.[1];
	const words = (date === undefined ? name : name.replace(DATE, '')).split('-').map(version);
	const maker = isMaker ? (steps[0] ?? '') : '';
	return { maker, words: words.toSorted().join('-'), date, format };
}
