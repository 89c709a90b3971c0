import assert from 'node:assert/strict';
import { type LentAsking, planLent } from '../../../../src/core/languageModels/lentRequest.ts';
import { parseSettings } from '../../../../src/core/settings/settings.ts';

const SETTINGS: Readonly<Record<string, unknown>> = {
	baseUrl: 'https://openrouter.ai/api/v1',
	model: 'a/b',
	systemPrompt: 'Mine.',
	temperature: 0.2,
	seed: 7,
	retries: 2,
};

function plan(asking: Partial<LentAsking>, over: Readonly<Record<string, unknown>> = {}) {
	const raw = { ...SETTINGS, ...over };
	const settings = parseSettings((name) => raw[name]);
	const { baseUrl } = settings;
	const site = { siteUrl: undefined, siteName: undefined };
	return planLent(
		{
			asker: 'pub.ext',
			messages: [{ role: 'user', name: undefined, parts: [{ type: 'text', text: 'hi' }] }],
			tools: [],
			mustCall: false,
			options: {},
			...asking,
		},
		{
			settings,
			destination: { baseUrl, apiKey: undefined, ...site },
			known: undefined,
			correction: undefined,
		},
	);
}

describe('the request for another extension', () => {
	it('has your parameters where the asker has none, and not your system prompt', () => {
		const { request } = plan({});
		assert.equal(request.temperature, 0.2);
		assert.equal(request.seed, 7);
		assert.deepEqual(request.messages, [{ role: 'user', content: 'hi' }]);
	});

	it('has the asker’s where both have one, by the name of the field or of the setting', () => {
		const { request } = plan({
			options: { temperature: 1, topP: 0.5, maxOutputTokens: 9, stop: 'x' },
		});
		const { temperature, seed, top_p, max_tokens, stop } = request;
		assert.deepEqual(
			{ temperature, seed, top_p, max_tokens, stop },
			{ temperature: 1, seed: 7, top_p: 0.5, max_tokens: 9, stop: ['x'] },
		);
	});

	it('does not have what begins with "_", nor what is null, and names what else it does not pass on', () => {
		const { request, ignored } = plan({ options: { _x: 1, temperature: null, fancy: 2 } });
		assert.equal(request.temperature, 0.2);
		assert.deepEqual(ignored, ['fancy']);
		assert.ok(!('_x' in request) && !('fancy' in request));
	});

	for (const options of [
		{ temperature: 3 },
		{ temperature: 'hot' },
		{ seed: 1.5 },
		{ stop: ['a', 'b', 'c', 'd', 'e'] },
		{ stop: [''] },
		{ stop: 4 },
	]) {
		it(`is refused, naming who asked: ${JSON.stringify(options)}`, () => {
			const [name = ''] = Object.keys(options);
			assert.throws(() => plan({ options }), {
				kind: 'badParameter',
				message: new RegExp(`^pub\\.ext asks for ${name} .*Nothing was sent`),
			});
		});
	}

	it('has no field for tools where there are none', () => {
		const { request } = plan({ mustCall: true });
		assert.ok(!('tools' in request) && !('tool_choice' in request));
	});

	it('goes by your routing', () => {
		const { request } = plan({}, { routing: { sort: 'price' } });
		assert.deepEqual(request.provider, { sort: 'price' });
	});
});
