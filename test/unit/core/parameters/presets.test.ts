import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import {
	checkPreset,
	namedPresets,
	ownPresets,
	presetOf,
	presetParameters,
} from '../../../../src/core/parameters/presets.ts';
import { checkParameter } from '../../../../src/core/settings/parameterSettings.ts';
import { NUMERIC_PARAMETERS } from '../../../../src/shared/parameters/sampling.ts';

const ROOT = join(import.meta.dirname, '../../../..');

describe('presets', () => {
	const raw = (presets: unknown) => (name: string) => (name === 'presets' ? presets : undefined);

	it('are three, and one’s own beside or in place of them', () => {
		assert.deepEqual(
			namedPresets(raw(undefined)).map(({ name }) => name),
			['Precise', 'Balanced', 'Creative'],
		);
		const named = namedPresets(raw({ Creative: {}, Review: {} }));
		assert.deepEqual(
			named.map(({ name, builtIn }) => [name, builtIn]),
			[
				['Precise', true],
				['Balanced', true],
				['Creative', false],
				['Review', false],
			],
		);
		assert.equal(namedPresets(raw('nonsense')).length, 3);
	});

	it('are those that were shown, or are refused', () => {
		const before = raw({ Review: { topK: 1 } });
		const mark = namedPresets(before).at(-1)?.mark;
		checkPreset(before, 'Review', mark);
		checkPreset(before, 'Review', undefined);
		checkPreset(before, 'Precise', namedPresets(before)[0]?.mark);
		const other = raw({ Review: { topK: 2 }, Precise: { topK: 3 } });
		assert.throws(() => checkPreset(other, 'Review', mark), /"Review" has changed since/);
		const builtIn = namedPresets(before)[0]?.mark;
		assert.throws(() => checkPreset(other, 'Precise', builtIn), /"Precise" has changed since/);
		assert.throws(() => checkPreset(raw({}), 'Review', mark), /"Review" is not there any more/);
	});

	it('may have any name, and none that nobody gave', () => {
		const own = JSON.parse('{"constructor": {"topK": 1}, "__proto__": {"topK": 2}, "Mine": {}}');
		assert.deepEqual(Object.keys(ownPresets(raw(own))), ['constructor', '__proto__', 'Mine']);
		assert.deepEqual(presetParameters(raw(own), 'constructor'), { topK: 1 });
		assert.deepEqual(presetParameters(raw(own), '__proto__'), { topK: 2 });
		for (const name of ['constructor', '__proto__', 'toString']) {
			assert.throws(() => presetParameters(raw({}), name), /no preset of this name/);
		}
		assert.throws(() => presetParameters(raw({ a: { toString: 1 } }), 'a'), /"toString" is no/);
	});

	it('hold what is in their parameters’ ranges, the built-in ones too', () => {
		for (const { name } of namedPresets(raw({}))) {
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
