import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answeredAs, namesDeployments } from '../../../../src/core/models/answeredModel.ts';

/** What was asked, and what servers say that answered: each pair is one model. */
const SAME: readonly (readonly [asked: string, answered: string])[] = [
	['gpt-4o', 'gpt-4o-2024-08-06'],
	['o4-mini', 'o4-mini-2025-04-16'],
	['gpt-3.5-turbo', 'gpt-3.5-turbo-0125'],
	['gpt-4-turbo-preview', 'gpt-4-0125-preview'],
	['openai/gpt-5.4-nano', 'openai/gpt-5.4-nano-20260317'],
	['anthropic/claude-haiku-4.5', 'anthropic/claude-4.5-haiku-20251001'],
	['claude-sonnet-4', 'claude-sonnet-4@20250514'],
	['gemini-1.5-pro', 'models/gemini-1.5-pro-002'],
	['google/gemini-3.1-flash-lite-preview', 'google/gemini-3.1-flash-lite-preview-20260303'],
	['mistral-small-latest', 'mistral-small-2603'],
	['mistral-small-latest', 'mistral-small-latest'],
	['deepseek-chat', 'deepseek-v4-flash'],
	['llama3', 'llama3:latest'],
	['gpt-oss:120b', 'gpt-oss:120b'],
	['meta-llama/llama-3-70b-instruct:free', 'meta-llama/llama-3-70b-instruct'],
	['meta-llama/llama-3-70b-instruct', 'meta-llama/llama-3-70b-instruct:free'],
	['meta-llama/llama-3-70b-instruct:nitro', 'meta-llama/llama-3-70b-instruct'],
	['@preset/short', 'openai/gpt-4o'],
	['openai/gpt-4o@preset/short', 'openai/gpt-4o-2024-08-06'],
	['openrouter/auto', 'x-ai/grok-4.1-fast'],
	['~openai/gpt-sol-latest', 'openai/gpt-5.4'],
	['gpt-4o', ''],
	['Meta-Llama-3-8B-Instruct', '/models/Meta-Llama-3-8B-Instruct.Q4_K_M.gguf'],
	['Meta-Llama-3-8B-Instruct', String.raw`C:\models\Meta-Llama-3-8B-Instruct-Q4_K_M.gguf`],
	['meta-llama/Llama-3.1-8B-Instruct', '/data/hub/Llama-3.1-8B-Instruct/'],
	['lmstudio-community/gemma-3-4b-it-GGUF', 'gemma-3-4b-it'],
	['gpt-4o', 'openai/gpt-4o'],
	['accounts/fireworks/models/llama-v3-70b', 'llama-v3-70b'],
	['openai/gpt-oss-120b:groq', 'openai/gpt-oss-120b'],
	['openai/gpt-oss-120b:fireworks-ai', 'accounts/fireworks/models/gpt-oss-120b'],
	['openai/gpt-oss-120b:cerebras', 'gpt-oss-120b'],
	['meta-llama/Llama-3.3-70B-Instruct:fastest', 'meta-llama/llama-3.3-70b-instruct'],
	[
		'meta-llama/Llama-3.3-70B-Instruct:fireworks-ai',
		'accounts/fireworks/models/llama-v3p3-70b-instruct',
	],
	['zai-org/GLM-4.6:zai-org', 'zai-org/GLM-4.6'],
	['x-ai/grok-4', 'x-ai/grok-4-07-09'],
	['google/gemini-2.5-pro-preview', 'google/gemini-2.5-pro-preview-06-05'],
	['qwen/qwen3-235b-a22b', 'qwen/qwen3-235b-a22b-04-28'],
	['cohere/command-r', 'cohere/command-r-08-2024'],
	['gemini-2.5-flash-preview', 'gemini-2.5-flash-preview-09-2025'],
	['claude-sonnet-4-0', 'claude-sonnet-4-20250514'],
	['gemini-flash-latest', 'gemini-2.5-flash-preview-09-2025'],
	['gemini-pro-latest', 'gemini-3-pro-preview'],
	['qwen2.5-coder-32b-instruct', 'qwen2.5-coder-32b-instruct@q4_k_m'],
	['deepseek-ai/DeepSeek-V3:cheapest', 'deepseek-ai/DeepSeek-V3'],
];

const OTHER: readonly (readonly [asked: string, answered: string])[] = [
	['gpt-4o', 'gpt-4o-mini-2024-07-18'],
	['gpt-4o-2024-05-13', 'gpt-4o-2024-08-06'],
	['gpt-4', 'gpt-4-32k'],
	['mistral-large-latest', 'mistral-small-2603'],
	['llama3', 'llama3:8b'],
	['llama3:70b', 'llama3:latest'],
	['meta-llama/llama-3-70b-instruct:free', 'meta-llama/llama-3-8b-instruct:free'],
	['openai/gpt-4o', 'other/gpt-4o'],
	['gpt-3.5-turbo', '/models/llama-3-8b.gguf'],
	['/models/a.gguf', '/models/b.gguf'],
	['deepseek-chat', 'qwen-3'],
	['llama-3-8192', 'llama-3'],
	['openai/gpt-oss-120b:groq', 'openai/gpt-oss-20b'],
	['meta-llama/Llama-3.3-70B-Instruct:fireworks-ai', 'accounts/fireworks/models/llama-v3p1-70b'],
	['llama3:groqqy', 'llama3'],
	['llama3:70b', 'llama3'],
	['llama3:8b-instruct-q4_0', 'llama3:8b-instruct-q8_0'],
	['Llama-3-8B.Q4_K_M.gguf', 'Llama-3-8B.Q8_0.gguf'],
	['cohere/command-r-03-2024', 'cohere/command-r-08-2024'],
	['claude-sonnet-4-0', 'claude-sonnet-4-5-20250929'],
	['gemini-flash-latest', 'gemini-2.5-flash-lite'],
	['gemini-flash-latest', 'gemini-2.5-pro'],
	['phi-3-12-8', 'phi-3'],
	['openai/gpt-4o@preset/short', 'meta-llama/llama-3.1-8b-instruct'],
	['~openai/gpt-sol-latest', 'meta-llama/llama-3.1-8b-instruct'],
];

describe('which model answered', () => {
	for (const [asked, answered] of SAME) {
		it(`"${answered}" is "${asked}"`, () => assert.equal(answeredAs(asked, answered), 'asked'));
	}
	for (const [asked, answered] of OTHER) {
		it(`"${answered}" is not "${asked}"`, () => assert.equal(answeredAs(asked, answered), 'other'));
	}

	it('is not told by the name that is asked for where that is a deployment’s', () => {
		for (const host of ['me.openai.azure.com', 'me.services.ai.azure.com', 'openai.azure.com'])
			assert.equal(namesDeployments(`https://${host}/openai/v1`), true, host);
		for (const host of ['api.openai.com', 'openai.azure.com.evil.test', 'myopenai.azure.com'])
			assert.equal(namesDeployments(`https://${host}/v1`), false, host);
	});

	it('a model of the list of fallbacks is one, under any of its names', () => {
		const list = ['openai/gpt-4o', 'mistralai/mistral-small:free'];
		assert.equal(answeredAs('a/b', 'openai/gpt-4o-2024-08-06', list), 'fallback');
		for (const asked of ['~openai/gpt-sol-latest', 'openrouter/auto', 'openai/gpt-4o:free'])
			assert.equal(answeredAs(asked, 'openai/gpt-4o', ['openai/gpt-4o']), 'fallback', asked);
		assert.equal(answeredAs('a/b', 'mistralai/mistral-small', list), 'fallback');
		assert.equal(answeredAs('a/b', 'a/b', list), 'asked');
		assert.equal(answeredAs('a/b', 'a/c', list), 'other');
	});

	it('is the one that was asked where it says the same name, whatever that is', () => {
		fc.assert(
			fc.property(fc.string(), (id) => {
				assert.equal(answeredAs(id, id), 'asked');
			}),
		);
	});
});
