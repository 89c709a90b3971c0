import assert from 'node:assert/strict';
import { excludedByRouting, readAvailability } from '../../../../src/api/errors/availability.ts';
import { errorOfAnswer } from '../../../../src/api/errors/errorBody.ts';
import type { ProviderRouting } from '../../../../src/core/server/routing.ts';
import { adviceFor } from '../../../../src/shared/errors/failureTable.ts';
import { remediesFor } from '../../../../src/shared/errors/remedies.ts';

const MODEL = 'meta-llama/llama-3-70b-instruct';

/** What becomes of an answer with these facts. */
function failure(
	status: number,
	availability: object,
	routing?: ProviderRouting,
	message = `No endpoints found for ${MODEL}.`,
) {
	const url = new URL('https://openrouter.ai/api/v1/chat/completions');
	const body = JSON.stringify({ error: { code: status, message, availability } });
	const context = { url, apiKey: 'sk-or-v1-secret', model: MODEL, routing };
	return errorOfAnswer(status, {}, body, context).toFailure();
}

describe('what OpenRouter says of a model that nobody can answer with', () => {
	it('is read in every shape that it may have', () => {
		for (const excluded_by of [
			'zdr',
			['zdr'],
			['provider.zdr', 'zdr'],
			[{ name: 'zdr' }],
			[{ field: 'provider.zdr', reason: 'x' }],
			{ zdr: true, only: false },
		]) {
			assert.deepEqual(
				readAvailability({ excluded_by }),
				{ fallbackModels: [], excludedBy: ['zdr'] },
				JSON.stringify(excluded_by),
			);
		}
		assert.deepEqual(readAvailability({ constraint: 'data_collection' }).excludedBy, [
			'data_collection',
		]);
		for (const fallback_models of [
			['a/b', 'c/d'],
			[{ id: 'a/b' }, { slug: 'c/d' }],
		]) {
			assert.deepEqual(readAvailability({ fallback_models }).fallbackModels, ['a/b', 'c/d']);
		}
		for (const odd of [undefined, null, 5, 'x', [], {}, { fallback_models: [null, 7, ' ', []] }]) {
			assert.deepEqual(readAvailability(odd), { fallbackModels: [], excludedBy: [] });
		}
		const long = Array.from({ length: 1000 }, () => 'm'.repeat(9000));
		const { fallbackModels } = readAvailability({ fallback_models: long });
		assert.equal(fallbackModels.length, 8);
		assert.ok(fallbackModels.every((id) => id.length <= 200));
	});

	it('names its models before all else that can be done', () => {
		const instead = ['meta-llama/llama-3.3-70b-instruct', 'meta-llama/llama-3.1-70b-instruct'];
		const found = failure(404, { code: 'model_deprecated', fallback_models: instead });
		assert.equal(found.kind, 'modelUnavailable');
		assert.deepEqual(found.instead, instead);
		assert.deepEqual(
			remediesFor(found).map(({ label, model }) => [label, model]),
			[
				['Use llama-3.3-70b-instruct', instead[0]],
				['Use llama-3.1-70b-instruct', instead[1]],
				['Select Model', undefined],
			],
		);
		const many = failure(404, { fallback_models: ['a/1', 'a/2', 'a/3', 'a/4', 'a/5'] });
		const used = remediesFor(many).filter(({ action }) => action === 'useModel');
		assert.equal(used.length, 3);
		assert.equal(failure(404, {}).instead, undefined);
	});

	it('names the routing that leaves no provider, as it was sent, and leads to it', () => {
		for (const [status, code, message] of [
			[404, 'no_endpoints', undefined],
			[404, 'constraint_filtered', 'No endpoints match your request.'],
			[404, 'privacy_restricted', 'No endpoints found matching your data policy.'],
		] as const) {
			const found = failure(
				status,
				{ code, excluded_by: ['zdr', 'only'] },
				{ zdr: true, only: ['deepinfra', 'together'], sort: 'price' },
				message,
			);
			assert.equal(
				found.message,
				`Your routing rules out every provider of the model ${MODEL}: zdr: true, only: deepinfra, together.`,
			);
			assert.equal(found.setting, 'routing');
			assert.equal(found.page, undefined, 'not the account’s');
			assert.equal(remediesFor(found)[0]?.label, 'Open Parameters');
			assert.equal(adviceFor(found), '');
		}
	});

	it('names the account’s settings where the request had none of them', () => {
		const found = failure(
			404,
			{ code: 'privacy_restricted', excluded_by: ['data_collection'] },
			{ sort: 'price' },
			'No endpoints found matching your data policy.',
		);
		assert.equal(
			found.message,
			`Your settings at openrouter.ai rule out every provider of the model ${MODEL}: data_collection.`,
		);
		assert.equal(found.page, 'privacy');
		assert.equal(found.setting, undefined);
	});

	it('knows the routing under each word that OpenRouter has for it', () => {
		const only = ['deepinfra'];
		for (const [word, routing, told] of [
			['data_policy:zdr', { zdr: true }, 'zdr: true'],
			['data_policy:training', { data_collection: 'deny' }, 'data_collection: deny'],
			['require_parameters', { require_parameters: true }, 'require_parameters: true'],
			['allowed_providers', { only, sort: 'price' }, 'only: deepinfra'],
			['allowed_providers', { ignore: only }, 'ignore: deepinfra'],
			['allowed_providers', { order: only, allow_fallbacks: false }, 'order: deepinfra'],
		] as const) {
			for (const availability of [
				{ code: 'constraint_filtered', excluded_by: [word] },
				{ code: 'constraint_filtered', constraint: { field: word, detail: 'No endpoints.' } },
			]) {
				const found = failure(404, availability, routing);
				assert.equal(
					found.message,
					`Your routing rules out every provider of the model ${MODEL}: ${told}.`,
				);
				assert.equal(found.setting, 'routing');
			}
		}
		const loose = failure(404, { excluded_by: ['allowed_providers'] }, { order: only });
		assert.equal(loose.setting, undefined);
		const account = failure(
			404,
			{ code: 'privacy_restricted', excluded_by: ['data_policy:zdr'] },
			{ sort: 'price' },
		);
		assert.match(account.message, /^Your settings at openrouter\.ai rule out .*: zdr\.$/);
	});

	it('calls no setting what is none: where you are, and how long the prompt is', () => {
		for (const word of ['geo', 'context_length']) {
			const found = failure(
				404,
				{ code: 'constraint_filtered', excluded_by: [word] },
				{ zdr: true },
			);
			assert.doesNotMatch(found.message, /settings|routing/, word);
			assert.equal(found.setting, undefined);
		}
	});

	it('says nothing where there is nothing of it, and keeps no key', () => {
		assert.equal(
			failure(404, { code: 'no_endpoints' }).message,
			`The model ${MODEL} is not available at openrouter.ai.`,
		);
		assert.deepEqual(excludedByRouting({ fallbackModels: [], excludedBy: ['zdr'] }, undefined), []);
		const found = failure(404, {
			fallback_models: ['x/sk-or-v1-secret'],
			excluded_by: ['sk-or-v1-secret'],
		});
		assert.doesNotMatch(JSON.stringify(found), /sk-or-v1-secret/);
	});
});
