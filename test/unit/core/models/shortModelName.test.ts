import assert from 'node:assert/strict';
import { modelName } from '../../../../src/core/models/modelName.ts';
import { modelNames } from '../../../../src/core/models/shortModelName.ts';

describe('the shorter names of a model', () => {
	const SHORTEST: readonly (readonly [string, string])[] = [
		['meta-llama/llama-3.3-70b-instruct', '3.3 70B'],
		['Meta: Llama 3.3 70B Instruct', '3.3 70B'],
		['meta-llama/llama-3-70b-instruct', '3 70B'],
		['meta-llama/llama-3.3-70b-instruct:free', '3.3 70B Free'],
		['meta-llama/Meta-Llama-3.1-8B-Instruct', '3.1 8B'],
		['meta-llama/llama-3.2-11b-vision-instruct', '3.2 11B Vision'],
		['meta-llama/llama-4-scout', 'Scout'],
		['meta-llama/Llama-4-Scout-17B-16E-Instruct', 'Scout 17B'],
		['nvidia/llama-3.3-nemotron-super-49b', 'Nemotron Super 49B'],
		['meta-llama/llama-guard-3-8b', 'Llama Guard 3 8B'],
		['llama3:8b', '3 8B'],
		['llama3.3:70b-instruct-q4_K_M', '3.3 70B'],
		['llama3', 'Llama3'],
		['llama3:latest', 'Llama3'],
		['openai/gpt-4o-mini', '4o Mini'],
		['gpt-4o', 'GPT 4o'],
		['openai/gpt-4o-2024-08-06', 'GPT 4o'],
		['openai/gpt-4.1-mini', 'GPT 4.1 Mini'],
		['openai/gpt-5', 'GPT 5'],
		['openai/gpt-oss-120b', 'GPT Oss 120B'],
		['Claude Sonnet 4.5', 'Sonnet 4.5'],
		['anthropic/claude-3.5-haiku', '3.5 Haiku'],
		['claude-sonnet-4-5-20250929', 'Sonnet 4.5'],
		['qwen2.5-coder:7b', '2.5 Coder 7B'],
		['qwen/qwen3-235b-a22b-instruct-2507', 'Qwen3 235B'],
		['DeepSeek R1 Distill Llama 70B', 'R1 Distill 70B'],
		['deepseek/deepseek-r1', 'DeepSeek R1'],
		['deepseek/deepseek-chat-v3-0324', 'DeepSeek V3'],
		['deepseek-chat', 'DeepSeek Chat'],
		['mistral-small-3.2-24b-instruct-2506', 'Small 3.2 24B'],
		['mistralai/mistral-large', 'Mistral Large'],
		['google/gemma-2-9b-it', 'Gemma 2 9B'],
		['google/gemini-2.5-pro', 'Gemini 2.5 Pro'],
		['/models/foo.Q4_K_M.gguf', 'Foo'],
		['C:\\models\\Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf', '3.1 8B'],
		['2024', '2024'],
		['instruct', 'Instruct'],
		['/', '/'],
		['', ''],
	];
	for (const [id, short] of SHORTEST) {
		it(`end with ${short || 'nothing'} for ${id || 'no id'}`, () => {
			assert.equal(modelNames(id).at(-1), short);
		});
	}

	it('begin with the whole name, and each is shorter than the one before', () => {
		for (const [id] of SHORTEST) {
			const names = modelNames(id);
			assert.equal(names[0], modelName(id));
			for (const [index, name] of names.entries()) {
				if (index > 0) assert.ok(name.length < (names[index - 1]?.length ?? 0), `${id}: ${names}`);
			}
		}
	});

	it('never make one name of two models that differ in version, size or line', () => {
		const ids = [
			'meta-llama/llama-3-70b-instruct',
			'meta-llama/llama-3-8b-instruct',
			'meta-llama/llama-3.1-70b-instruct',
			'meta-llama/llama-3.3-70b-instruct',
			'meta-llama/llama-3.3-70b-instruct:free',
			'qwen/qwen-2.5-72b-instruct',
			'qwen/qwen-2.5-7b-instruct',
			'qwen/qwen-2.5-coder-32b-instruct',
			'deepseek/deepseek-r1',
			'deepseek/deepseek-r1-distill-llama-70b',
			'deepseek/deepseek-r1-distill-qwen-32b',
			'google/gemma-3-27b-it',
			'google/gemma-2-27b-it',
			'microsoft/phi-4',
			'mistralai/mistral-nemo',
			'mistralai/mistral-7b-instruct',
			'mistralai/mixtral-8x7b-instruct',
			'mistralai/mixtral-8x22b-instruct',
			'openai/gpt-4o',
			'openai/gpt-4o-mini',
			'anthropic/claude-3.7-sonnet',
			'anthropic/claude-3.7-sonnet:thinking',
			'anthropic/claude-sonnet-4',
		];
		const names = ids.map((id) => modelNames(id).at(-1));
		assert.equal(new Set(names).size, ids.length, names.join(', '));
	});
});

describe('the name of a model that is a file', () => {
	for (const [id, name] of [
		['/models/foo.Q4_K_M.gguf', 'Foo Q4_K_M'],
		['C:\\models\\Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf', 'Meta Llama 3.1 8B Instruct Q4_K_M'],
		['mistral.gguf', 'Mistral'],
		['phi-2.IQ3_XS.gguf', 'Phi 2 IQ3_XS'],
		['/data/qwen2.5-72b-q8_0-00001-of-00003.gguf', 'Qwen2.5 72B Q8_0'],
		['llama3.3:70b-instruct-q4_K_M', 'Llama3.3 70B Instruct Q4_K_M'],
	] as const) {
		it(`calls ${id} ${name}`, () => assert.equal(modelName(id), name));
	}
});
