/** An entry of `GET /models` in OpenRouter's shape. Prices are USD per token, as decimal strings. */
export interface CatalogueEntry {
	readonly id: string;
	readonly canonical_slug: string;
	readonly name: string;
	/** Unix time in seconds. */
	readonly created: number;
	readonly description: string;
	readonly context_length: number | null;
	readonly architecture: {
		readonly modality: string;
		readonly input_modalities: readonly string[];
		readonly output_modalities: readonly string[];
		readonly tokenizer: string;
		readonly instruct_type: string | null;
	};
	/** Texts, but for `overrides`, which is a list of rules. */
	readonly pricing: Readonly<Record<string, unknown>>;
	readonly top_provider: {
		readonly context_length: number | null;
		readonly max_completion_tokens: number | null;
		readonly is_moderated: boolean;
	};
	readonly per_request_limits: null;
	readonly supported_parameters: readonly string[];
	/** YYYY-MM-DD; null where the model stays. */
	readonly expiration_date: string | null;
}

/** The model the extension asks for when nobody has chosen another. */
export const DEFAULT_MODEL = 'meta-llama/llama-3-70b-instruct';

interface Sketch {
	readonly name: string;
	readonly context: number | null;
	readonly maxOutput?: number | null;
	/** USD per token: prompt, completion. */
	readonly price: readonly [string, string];
	readonly created?: number;
	readonly tokenizer?: string;
	readonly images?: true;
	readonly reasoning?: true;
	readonly tools?: true;
	/** YYYY-MM-DD */
	readonly expires?: string;
	readonly unsupported?: readonly string[];
}

const PARAMETERS = [
	'frequency_penalty',
	'logprobs',
	'max_tokens',
	'min_p',
	'presence_penalty',
	'repetition_penalty',
	'response_format',
	'seed',
	'stop',
	'temperature',
	'top_k',
	'top_logprobs',
	'top_p',
];

/** A full entry from the few facts in which models differ. */
export function catalogueEntry(id: string, sketch: Sketch): CatalogueEntry {
	const inputs = sketch.images ? ['text', 'image'] : ['text'];
	return {
		id,
		canonical_slug: id.replace(/:.*$/, ''),
		name: sketch.name,
		created: sketch.created ?? 1733506137,
		description: `${sketch.name}, as the stand-in lists it.`,
		context_length: sketch.context,
		architecture: {
			modality: `${inputs.join('+')}->text`,
			input_modalities: inputs,
			output_modalities: ['text'],
			tokenizer: sketch.tokenizer ?? 'Llama3',
			instruct_type: sketch.tokenizer === undefined ? 'llama3' : null,
		},
		pricing: {
			prompt: sketch.price[0],
			completion: sketch.price[1],
			request: '0',
			image: '0',
			web_search: '0',
			internal_reasoning: '0',
		},
		top_provider: {
			context_length: sketch.context,
			max_completion_tokens: sketch.maxOutput ?? null,
			is_moderated: false,
		},
		per_request_limits: null,
		expiration_date: sketch.expires ?? null,
		supported_parameters: [
			...PARAMETERS.filter((name) => !sketch.unsupported?.includes(name)),
			...(sketch.reasoning ? ['include_reasoning', 'reasoning'] : []),
			...(sketch.tools ? ['tools', 'tool_choice'] : []),
		],
	};
}

/** A dozen entries of real families; among them a free one, an unknown price, images, reasoning and an odd output limit. */
export const DEFAULT_CATALOGUE: readonly CatalogueEntry[] = [
	catalogueEntry(DEFAULT_MODEL, {
		name: 'Meta: Llama 3 70B Instruct',
		context: 8192,
		// Above the context length, as the real catalogue once had it.
		maxOutput: 16384,
		price: ['0.0000003', '0.0000004'],
		created: 1713398400,
	}),
	catalogueEntry('meta-llama/llama-3-8b-instruct', {
		name: 'Meta: Llama 3 8B Instruct',
		context: 8192,
		maxOutput: 16384,
		price: ['0.00000003', '0.00000006'],
		created: 1713398400,
	}),
	catalogueEntry('meta-llama/llama-3.1-70b-instruct', {
		name: 'Meta: Llama 3.1 70B Instruct',
		context: 131072,
		price: ['0.0000004', '0.0000004'],
		created: 1721692800,
	}),
	catalogueEntry('meta-llama/llama-3.3-70b-instruct', {
		name: 'Meta: Llama 3.3 70B Instruct',
		context: 131072,
		maxOutput: 16384,
		price: ['0.0000001', '0.00000032'],
		tools: true,
	}),
	catalogueEntry('meta-llama/llama-3.3-70b-instruct:free', {
		name: 'Meta: Llama 3.3 70B Instruct (free)',
		context: 65536,
		price: ['0', '0'],
	}),
	catalogueEntry('meta-llama/llama-4-maverick', {
		name: 'Meta: Llama 4 Maverick',
		context: 1048576,
		maxOutput: 16384,
		price: ['0.00000015', '0.0000006'],
		created: 1743881822,
		tokenizer: 'Llama4',
		images: true,
	}),
	catalogueEntry('mistralai/mistral-small-3.2-24b-instruct', {
		name: 'Mistral: Mistral Small 3.2 24B',
		context: 131072,
		price: ['0.00000007', '0.0000002'],
		created: 1750443016,
		tokenizer: 'Mistral',
		images: true,
	}),
	catalogueEntry('qwen/qwen3-coder', {
		name: 'Qwen: Qwen3 Coder 480B A35B',
		context: 262144,
		price: ['0.00000022', '0.00000095'],
		tools: true,
		created: 1753230546,
		tokenizer: 'Qwen3',
	}),
	catalogueEntry('deepseek/deepseek-r1', {
		name: 'DeepSeek: R1',
		context: 163840,
		maxOutput: 163840,
		price: ['0.0000007', '0.0000024'],
		created: 1737381095,
		tokenizer: 'DeepSeek',
		reasoning: true,
	}),
	catalogueEntry('google/gemma-3-27b-it', {
		name: 'Google: Gemma 3 27B',
		context: 131072,
		price: ['0.00000009', '0.00000016'],
		created: 1741756359,
		tokenizer: 'Gemini',
		images: true,
	}),
	catalogueEntry('openai/gpt-4o-mini', {
		name: 'OpenAI: GPT-4o-mini',
		context: 128000,
		maxOutput: 16384,
		price: ['0.00000015', '0.0000006'],
		created: 1721260800,
		tokenizer: 'GPT',
		images: true,
		tools: true,
		unsupported: ['top_k', 'min_p', 'repetition_penalty'],
	}),
	catalogueEntry('openrouter/auto', {
		name: 'Auto Router',
		context: 2000000,
		// OpenRouter's sign for "depends on the model chosen".
		price: ['-1', '-1'],
		created: 1699401600,
		tokenizer: 'Router',
	}),
];

/** "default", "withoutDefault" (the default model has been withdrawn), or a list of entries or bare ids. */
export type ModelsOption = 'default' | 'withoutDefault' | readonly (CatalogueEntry | string)[];

export function catalogueOf(models: ModelsOption): readonly CatalogueEntry[] {
	if (models === 'default') {
		return DEFAULT_CATALOGUE;
	}
	if (models === 'withoutDefault') {
		return DEFAULT_CATALOGUE.filter((entry) => entry.id !== DEFAULT_MODEL);
	}
	return models.map((model) =>
		typeof model === 'string'
			? catalogueEntry(model, { name: model, context: 8192, price: ['0.0000001', '0.0000002'] })
			: model,
	);
}

/** The first of the wanted ids that the catalogue has, also when only a variant such as ":nitro" is asked for. */
export function findModel(
	catalogue: readonly CatalogueEntry[],
	wanted: readonly string[],
): CatalogueEntry | undefined {
	for (const id of wanted) {
		const base = id.replace(/:(nitro|floor|exacto|online)$/, '');
		const entry = catalogue.find((candidate) => candidate.id === id || candidate.id === base);
		if (entry !== undefined) {
			return entry;
		}
	}
	return undefined;
}
