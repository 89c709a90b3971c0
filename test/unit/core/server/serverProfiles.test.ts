import assert from 'node:assert/strict';
import * as v from 'valibot';
import { shownParameters } from '../../../../src/core/parameters/requestParameters.ts';
import { buildChatRequest } from '../../../../src/core/server/chatRequest.ts';
import {
	profileFor,
	SERVER_PROFILES,
	ServerKind,
} from '../../../../src/core/server/serverProfiles.ts';
import { parseSampling } from '../../../../src/core/settings/parameterSettings.ts';

/** Every parameter that can be set, each with a value of its own. */
const SET: Readonly<Record<string, unknown>> = {
	temperature: 0.1,
	topP: 0.2,
	topK: 3,
	minP: 0.4,
	topA: 0.5,
	frequencyPenalty: 0.6,
	presencePenalty: 0.7,
	repetitionPenalty: 0.8,
	maxTokens: 9,
	seed: 10,
	stop: ['END'],
};

const COMMON = {
	model: 'a/model',
	messages: [
		{ role: 'system', content: 'Be brief.' },
		{ role: 'user', content: 'Hello' },
	],
	stream: true,
};
const COUNTED = { ...COMMON, stream_options: { include_usage: true } };
/** What every server takes under the same name. */
const EVERYWHERE = {
	temperature: 0.1,
	top_p: 0.2,
	frequency_penalty: 0.6,
	presence_penalty: 0.7,
	seed: 10,
	stop: ['END'],
};
const EVERYTHING = {
	...EVERYWHERE,
	top_k: 3,
	min_p: 0.4,
	top_a: 0.5,
	repetition_penalty: 0.8,
	max_tokens: 9,
};

/** The whole body that each server gets with everything set. */
const GOLDEN: Readonly<Record<ServerKind, { readonly at: string; readonly body: object }>> = {
	openrouter: {
		at: 'https://openrouter.ai/api/v1',
		body: {
			...COMMON,
			...EVERYTHING,
			plugins: [{ id: 'context-compression', enabled: false }],
		},
	},
	ollama: {
		at: 'http://localhost:11434/v1',
		body: { ...COUNTED, ...EVERYWHERE, max_tokens: 9 },
	},
	llamacpp: {
		at: 'http://localhost:8080/v1',
		body: { ...COUNTED, ...EVERYWHERE, top_k: 3, min_p: 0.4, repeat_penalty: 0.8, max_tokens: 9 },
	},
	lmstudio: {
		at: 'http://localhost:1234/v1',
		body: { ...COUNTED, ...EVERYWHERE, top_k: 3, repeat_penalty: 0.8, max_tokens: 9 },
	},
	vllm: {
		at: 'http://gpu.example:8000/v1',
		body: {
			...COUNTED,
			...EVERYWHERE,
			top_k: 3,
			min_p: 0.4,
			repetition_penalty: 0.8,
			max_tokens: 9,
		},
	},
	litellm: { at: 'http://localhost:4000/v1', body: { ...COUNTED, ...EVERYTHING } },
	groq: {
		at: 'https://api.groq.com/openai/v1',
		body: { ...COUNTED, ...EVERYWHERE, max_completion_tokens: 9 },
	},
	together: {
		at: 'https://api.together.xyz/v1',
		body: {
			...COUNTED,
			...EVERYWHERE,
			top_k: 3,
			min_p: 0.4,
			repetition_penalty: 0.8,
			max_tokens: 9,
		},
	},
	openai: {
		at: 'https://api.openai.com/v1',
		body: { ...COUNTED, ...EVERYWHERE, max_completion_tokens: 9 },
	},
	other: { at: 'https://llm.example/v1', body: { ...COUNTED, ...EVERYTHING } },
};

function requestTo(baseUrl: string, server: ServerKind | undefined): unknown {
	const request = buildChatRequest({
		baseUrl,
		server,
		model: 'a/model',
		systemPrompt: 'Be brief.',
		messages: [{ role: 'user', content: 'Hello' }],
		sampling: parseSampling((name) => SET[name]),
	});
	return JSON.parse(JSON.stringify(request));
}

describe('server profiles', () => {
	for (const [kind, { at, body }] of Object.entries(GOLDEN)) {
		it(`send ${kind} what it takes, under its names, and show just that`, () => {
			const server = SERVER_PROFILES.find((profile) => profile.kind === kind)?.kind ?? 'other';
			assert.deepEqual(requestTo(at, server), body);
			const raw = (name: string) => (name === 'baseUrl' ? at : SET[name]);
			const shown = shownParameters(raw, { profile: profileFor(at, server), known: undefined });
			const asSent = shown.filter(({ notSent }) => notSent === undefined);
			for (const { name, value } of asSent) {
				assert.equal(JSON.stringify(Reflect.get(body, name)), value, name);
			}
			const others = ['model', 'messages', 'stream', 'stream_options', 'plugins'];
			assert.equal(asSent.length, Object.keys(body).filter((key) => !others.includes(key)).length);
			assert.equal(shown.length, Object.keys(SET).length);
			for (const { name, notSent } of shown.filter((chip) => !asSent.includes(chip))) {
				assert.ok(!(name in body), name);
				assert.match(notSent ?? '', /^\S.+ does not take it$/);
			}
		});
	}

	it('are of kinds that a kept list of models can name, which has no others', () => {
		const kinds = [...SERVER_PROFILES.map(({ kind }) => kind), 'other'];
		for (const kind of kinds) assert.equal(v.parse(ServerKind, kind), kind);
		assert.deepEqual([...ServerKind.options].toSorted(), [...new Set(kinds)].toSorted());
		assert.equal(v.is(ServerKind, ''), false);
	});

	it('go by the host, then by what the server has shown to be, then by a port that tells', () => {
		const kind = (baseUrl: string, server?: ServerKind) => profileFor(baseUrl, server).kind;
		assert.equal(kind('https://openrouter.ai/api/v1', 'other'), 'openrouter');
		assert.equal(kind('https://eu.openrouter.ai/api/v1'), 'openrouter');
		assert.equal(kind('https://notopenrouter.ai/api/v1'), 'other');
		assert.equal(kind('https://api.groq.com/openai/v1'), 'groq');
		assert.equal(kind('http://localhost:11434/v1'), 'ollama');
		assert.equal(kind('http://localhost:11434/v1', 'other'), 'other');
		assert.equal(kind('http://gpu.example:9/v1', 'vllm'), 'vllm');
		assert.equal(kind('http://localhost:1234/v1'), 'lmstudio');
		// Many kinds of servers are found at these.
		for (const port of [8080, 8000, 4000])
			assert.equal(kind(`http://localhost:${port}/v1`), 'other');
	});
});
