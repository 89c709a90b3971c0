import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { parametersView } from '../../../../src/core/parameters/parametersView.ts';
import {
	presetNames,
	presetOf,
	presetParameters,
} from '../../../../src/core/parameters/presets.ts';
import { profileOf, type ServerKind } from '../../../../src/core/server/serverProfiles.ts';
import { checkParameter, parameterSettings } from '../../../../src/core/settings/settings.ts';
import type { ChatChoices } from '../../../../src/shared/conversation/messages.ts';
import { NUMERIC_PARAMETERS } from '../../../../src/shared/parameters/sampling.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';

const ROOT = join(import.meta.dirname, '../../../..');

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
	const recipient = { profile: profileOf(kind), known };
	const raw = (name: string) => ({ model: 'm', ...values })[name];
	const row = parametersView(raw, choices, recipient).rows.find((one) => one.setting === setting);
	assert.ok(row);
	return row;
}

describe('the panel of parameters', () => {
	it('has every parameter of the table, by a name for people', () => {
		const recipient = { profile: profileOf('openrouter'), known: undefined };
		const { rows } = parametersView(() => undefined, {}, recipient);
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

describe('presets', () => {
	const raw = (presets: unknown) => (name: string) => (name === 'presets' ? presets : undefined);

	it('are three, and one’s own beside or in place of them', () => {
		assert.deepEqual(
			presetNames(raw(undefined)).map(({ name }) => name),
			['Precise', 'Balanced', 'Creative'],
		);
		assert.deepEqual(presetNames(raw({ Creative: {}, Review: {} })), [
			{ name: 'Precise', builtIn: true },
			{ name: 'Balanced', builtIn: true },
			{ name: 'Creative', builtIn: false },
			{ name: 'Review', builtIn: false },
		]);
		assert.equal(presetNames(raw('nonsense')).length, 3);
	});

	it('hold what is in their parameters’ ranges, the built-in ones too', () => {
		for (const { name } of presetNames(raw({}))) {
			assert.doesNotThrow(() => {
				const parameters = presetParameters(raw({}), name);
				for (const [setting, value] of Object.entries(parameters)) checkParameter(setting, value);
			});
		}
		const own = { Review: { temperature: 0.2, topP: null, stop: ['END'] } };
		assert.deepEqual(presetParameters(raw(own), 'Review'), own.Review);
	});

	it('are refused by name where something in them is wrong', () => {
		const refused = (preset: unknown, message: RegExp) =>
			assert.throws(
				() => presetParameters(raw({ Mine: preset }), 'Mine'),
				(error) => error instanceof ChatError && message.test(error.message),
			);
		refused({ temperature: 3 }, /^The preset "Mine" was not applied: .*from 0 to 2/);
		refused({ heat: 1 }, /"heat" is no sampling parameter/);
		refused('hot', /must be an object/);
		assert.throws(() => presetParameters(raw({}), 'None'), /no preset of this name/);
	});

	it('are known by what a chat has, in any order', () => {
		assert.equal(presetOf(raw({}), { temperature: 0 }), 'Precise');
		assert.equal(presetOf(raw({}), { topP: 0.9, temperature: 0.7 }), 'Balanced');
		assert.equal(presetOf(raw({ Broken: 1 }), { temperature: 0.1 }), null);
	});

	it('are declared with every parameter and its range', () => {
		const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
		const properties = Object.assign(
			{},
			...manifest.contributes.configuration.map((part: { properties: object }) => part.properties),
		);
		const declared = properties['llamaChat.presets'].additionalProperties.properties;
		assert.deepEqual(Object.keys(declared), [
			...NUMERIC_PARAMETERS.map(({ setting }) => setting),
			'stop',
		]);
		for (const [name, { minimum, maximum }] of Object.entries<{
			minimum?: number;
			maximum?: number;
		}>(declared)) {
			const setting = properties[`llamaChat.${name}`];
			assert.deepEqual([minimum, maximum], [setting.minimum, setting.maximum], name);
		}
	});
});

describe('a parameter of a chat', () => {
	it('is refused with its range, or for its name', () => {
		assert.throws(() => checkParameter('topP', 2), /from 0 to 1/);
		assert.throws(() => checkParameter('heat', 1), /no parameter called "heat"/);
		for (const value of [null, 1]) assert.doesNotThrow(() => checkParameter('topP', value));
	});

	it('is saved by the name of its setting', () => {
		const raw = (name: string) => ({ topP: 0.5, stop: ['x'], seed: null })[name];
		assert.deepEqual(parameterSettings(raw), { topP: 0.5, stop: ['x'] });
	});
});
