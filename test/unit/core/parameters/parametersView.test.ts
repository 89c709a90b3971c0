import assert from 'node:assert/strict';
import { parametersView, sentAlong } from '../../../../src/core/parameters/parametersView.ts';
import { profileOf, type ServerKind } from '../../../../src/core/server/serverProfiles.ts';
import type { ChatChoices } from '../../../../src/shared/conversation/messages.ts';
import { NUMERIC_PARAMETERS } from '../../../../src/shared/parameters/sampling.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';

function rowOf(
	setting: string,
	{
		values = {},
		choices = {},
		kind = 'openrouter',
		supported,
	}: {
		values?: Record<string, unknown>;
		choices?: ChatChoices;
		kind?: ServerKind;
		supported?: string[];
	} = {},
) {
	const known =
		supported === undefined
			? undefined
			: catalogueModel('m', { supportedParameters: supported, maxCompletionTokens: 800 });
	const target = { profile: profileOf(kind), known };
	const raw = (name: string) => ({ model: 'm', ...values })[name];
	const row = parametersView(raw, choices, target).rows.find((one) => one.setting === setting);
	assert.ok(row);
	return row;
}

describe('the panel of parameters', () => {
	it('has every parameter of the table, by a name for people', () => {
		const target = { profile: profileOf('openrouter'), known: undefined };
		const { rows } = parametersView(() => undefined, {}, target);
		assert.deepEqual(
			rows.map(({ setting }) => setting),
			[...NUMERIC_PARAMETERS.map(({ setting }) => setting), 'stop'],
		);
		assert.equal(rows.find(({ setting }) => setting === 'topP')?.label, 'Top P');
	});

	it('tells apart what is not sent, what the settings have, and what is of this chat', () => {
		const values = { temperature: 0.5 };
		const source = (choices: ChatChoices) => {
			const row = rowOf('temperature', { values, choices });
			return [row.source, row.inSettings, row.value];
		};
		assert.deepEqual(source({}), ['settings', '0.5', 0.5]);
		assert.deepEqual(source({ parameters: { temperature: null } }), ['notSent', '0.5', 0.5]);
		assert.deepEqual(source({ parameters: { temperature: 0 } }), ['chat', '0.5', 0]);
		assert.deepEqual(rowOf('topK').inSettings, null);
	});

	it('says what the model makes of each, and how that is known', () => {
		const support = (wire: string, options: Parameters<typeof rowOf>[1]) =>
			rowOf(wire, options).support;
		const supported = ['temperature', 'max_completion_tokens'];
		assert.equal(support('temperature', { supported }), 'supports');
		assert.equal(support('maxTokens', { supported }), 'supports');
		assert.equal(support('topA', { supported }), 'ignores');
		assert.equal(support('temperature', {}), 'mayIgnore');
		assert.equal(support('temperature', { kind: 'other' }), 'mayIgnore');
		assert.equal(support('temperature', { kind: 'ollama' }), 'supports');
		const refused = rowOf('topK', { kind: 'ollama' });
		assert.deepEqual(
			[refused.support, refused.why],
			['ignores', 'Ollama does not take it, so it is not sent.'],
		);
	});

	it('names a field as the server does, its range, and the model’s maximum', () => {
		assert.equal(rowOf('repetitionPenalty', { kind: 'llamacpp' }).wire, 'repeat_penalty');
		assert.equal(rowOf('temperature').range, 'a number from 0 to 2');
		assert.equal(rowOf('maxTokens', { supported: [] }).modelMaximum, 800);
	});
});

describe('what goes along with the next message', () => {
	const known = catalogueModel('m', { maxCompletionTokens: 800 });
	const along = (values: Record<string, unknown>, kind: ServerKind = 'openrouter') =>
		sentAlong((name) => values[name], { profile: profileOf(kind), known });

	it('has max_tokens as it was asked for and as it is sent', () => {
		assert.deepEqual(along({ maxTokens: 1000, temperature: 0 }).parameters, [
			{ setting: 'temperature', name: 'temperature', value: '0' },
			{ setting: 'maxTokens', name: 'max_tokens', value: '800', asked: '1000' },
		]);
	});

	it('has the routing for OpenRouter alone', () => {
		const values = { routing: { sort: 'price', order: ['a', 'b'] }, fallbackModels: ['m'] };
		assert.deepEqual(along(values).routing, ['order: a, b', 'sort: price', 'fallback models: m']);
		assert.equal(along(values, 'other').routing, undefined);
	});
});
