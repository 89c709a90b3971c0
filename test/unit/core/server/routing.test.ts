import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { buildChatRequest } from '../../../../src/core/server/chatRequest.ts';
import { parseRouting } from '../../../../src/core/server/routing.ts';
import { withChoices } from '../../../../src/core/settings/rawSettings.ts';
import { readRouting } from '../../../../src/core/settings/routingSettings.ts';
import { parseSettings } from '../../../../src/core/settings/settings.ts';
import { checkChatBody } from '../../../standin/requestSchema.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const schema = JSON.parse(readFileSync(join(ROOT, 'schemas/routing.schema.json'), 'utf8'));
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const isRouting = new Ajv().compile(schema);

const WHOLE = {
	provider: {
		order: ['deepinfra'],
		only: ['deepinfra', 'together'],
		ignore: ['slow'],
		sort: 'latency',
		data_collection: 'deny',
		zdr: true,
		require_parameters: false,
		allow_fallbacks: false,
	},
	models: ['meta-llama/llama-3.1-70b-instruct'],
};

function requestTo(baseUrl: string, values: Record<string, unknown>, choices = {}) {
	const all: Record<string, unknown> = { model: 'm', ...values, baseUrl };
	const { model, systemPrompt, sampling, routing } = parseSettings(
		withChoices((name) => all[name], choices),
	);
	const messages = [{ role: 'user', content: 'Hello' }] as const;
	const parts = { baseUrl, model, systemPrompt, messages, sampling, routing };
	return JSON.parse(JSON.stringify(buildChatRequest(parts)));
}

describe('routing', () => {
	const settings = { routing: WHOLE.provider, fallbackModels: WHOLE.models };

	it('goes to OpenRouter as it is set, and fits its schema', () => {
		const request = requestTo('https://openrouter.ai/api/v1', settings);
		assert.deepEqual([request.provider, request.models], [WHOLE.provider, WHOLE.models]);
		assert.ok('chat' in checkChatBody(request));
	});

	it('goes to no other server, where it may even be wrong', () => {
		for (const routing of [WHOLE.provider, { nonsense: 1 }]) {
			const request = requestTo('https://api.groq.com/openai/v1', { ...settings, routing });
			assert.ok(!('provider' in request) && !('models' in request));
		}
	});

	it('is not in the request where nothing is set', () => {
		for (const values of [{}, { routing: {}, fallbackModels: [] }, { routing: null }]) {
			const request = requestTo('https://openrouter.ai/api/v1', values);
			assert.ok(!('provider' in request) && !('models' in request));
		}
	});

	it('of a chat stands in place of all that is in the settings', () => {
		const at = 'https://openrouter.ai/api/v1';
		const own = requestTo(at, settings, { routing: { provider: { zdr: true } } });
		assert.deepEqual([own.provider, own.models], [{ zdr: true }, undefined]);
		const nothing = requestTo(at, settings, { routing: {} });
		assert.ok(!('provider' in nothing) && !('models' in nothing));
	});

	it('that is wrong is refused with the setting and the field', () => {
		const refused = (run: () => unknown, message: RegExp, setting?: string) =>
			assert.throws(run, (error) => {
				assert.ok(error instanceof ChatError);
				assert.match(error.message, message);
				assert.equal(error.toFailure().setting, setting);
				return true;
			});
		const raw = (values: Record<string, unknown>) => (name: string) => values[name];
		refused(
			() => readRouting(raw({ routing: { sort: 'fast' } })),
			/^The setting Routing is wrong at "sort": .*Nothing was sent\./,
			'routing',
		);
		refused(() => readRouting(raw({ routing: { ZDR: true } })), /"ZDR"/, 'routing');
		refused(
			() => readRouting(raw({ fallbackModels: 'm' })),
			/setting Fallback Models/,
			'fallbackModels',
		);
		refused(
			() => parseRouting({ provider: { order: 'a' } }),
			/^The routing of this chat is wrong at "provider\.order"/,
		);
	});

	it('is taken by the code exactly where the schema of its document takes it', () => {
		const text = fc.constantFrom('deepinfra', 'price', 'deny', '');
		const value = fc.oneof(text, fc.boolean(), fc.array(text, { maxLength: 2 }), fc.integer());
		const provider = fc.dictionary(
			fc.constantFrom(...Object.keys(WHOLE.provider), 'other'),
			value,
			{ maxKeys: 3 },
		);
		const routing = fc.record({ provider, models: value }, { requiredKeys: [] });
		fc.assert(
			fc.property(routing, (any) => {
				let taken = true;
				try {
					parseRouting(any);
				} catch {
					taken = false;
				}
				assert.equal(taken, isRouting(any), JSON.stringify(isRouting.errors));
			}),
			{ numRuns: 500 },
		);
		assert.deepEqual(parseRouting(WHOLE), WHOLE);
	});

	it('has one schema, in the settings and in the document of a chat', () => {
		const properties = Object.assign(
			{},
			...manifest.contributes.configuration.map((part: { properties: object }) => part.properties),
		);
		assert.deepEqual(
			properties['llamaChat.routing'].properties,
			schema.properties.provider.properties,
		);
		assert.deepEqual(manifest.contributes.jsonValidation, [
			{ fileMatch: 'routing.llama-chat.json', url: './schemas/routing.schema.json' },
		]);
	});
});
