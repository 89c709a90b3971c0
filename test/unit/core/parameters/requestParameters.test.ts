import assert from 'node:assert/strict';
import {
	clampedSampling,
	parameterRows,
	readableSampling,
	shownParameters,
} from '../../../../src/core/parameters/requestParameters.ts';
import { profileOf, type ServerKind } from '../../../../src/core/server/serverProfiles.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';

const target = (kind: ServerKind, known?: ReturnType<typeof catalogueModel>) => ({
	profile: profileOf(kind),
	known,
});
const SMALL = catalogueModel('m', { contextLength: 8192, maxCompletionTokens: 800 });

describe('the parameters of a request', () => {
	it('ask for no longer reply than the model can give', () => {
		const asked = { max_tokens: 801, seed: 7 };
		assert.deepEqual(clampedSampling(asked, SMALL), { max_tokens: 800, seed: 7 });
		assert.deepEqual(clampedSampling(asked, SMALL, 7500), { max_tokens: 528, seed: 7 });
		for (const unchanged of [{ max_tokens: 800 }, { seed: 7 }, {}]) {
			assert.equal(clampedSampling(unchanged, SMALL), unchanged);
		}
		assert.equal(clampedSampling(asked, undefined), asked);
	});

	it('are none where one of them is wrong', () => {
		assert.deepEqual(
			readableSampling((name) => ({ topP: 0.5 })[name]),
			{ top_p: 0.5 },
		);
		assert.deepEqual(
			readableSampling((name) => ({ topP: 2, seed: 1 })[name]),
			{},
		);
	});

	it('are shown as they go out, and behind them those that do not', () => {
		const values: Readonly<Record<string, unknown>> = {
			topK: 5,
			seed: 7,
			repetitionPenalty: 1.1,
			maxTokens: 900,
			stop: ['x'],
		};
		const shown = (kind: ServerKind) =>
			shownParameters((name) => values[name], target(kind, SMALL));
		assert.deepEqual(shown('llamacpp'), [
			{ setting: 'topK', name: 'top_k', value: '5' },
			{ setting: 'repetitionPenalty', name: 'repeat_penalty', value: '1.1' },
			{ setting: 'maxTokens', name: 'max_tokens', value: '800', asked: '900' },
			{ setting: 'seed', name: 'seed', value: '7' },
			{ setting: 'stop', name: 'stop', value: '["x"]' },
		]);
		const notSent = 'OpenAI does not take it';
		assert.deepEqual(shown('openai'), [
			{ setting: 'maxTokens', name: 'max_completion_tokens', value: '800', asked: '900' },
			{ setting: 'seed', name: 'seed', value: '7' },
			{ setting: 'stop', name: 'stop', value: '["x"]' },
			{ setting: 'topK', name: 'top_k', value: '5', notSent },
			{ setting: 'repetitionPenalty', name: 'repetition_penalty', value: '1.1', notSent },
		]);
	});
});

describe('a row of the panel of parameters', () => {
	const rowOf = (setting: string, values: Record<string, unknown> = {}, to = target('other')) => {
		const row = parameterRows((name) => values[name], {}, to).find(
			(one) => one.setting === setting,
		);
		assert.ok(row);
		return row;
	};

	it('begins with the API’s own value, or with what the settings have', () => {
		for (const [setting, value] of [
			['temperature', 1],
			['topP', 1],
			['repetitionPenalty', 1],
			['maxTokens', 1024],
			['topK', 0],
		] as const) {
			assert.equal(rowOf(setting).value, value, setting);
			assert.equal(rowOf(setting, { [setting]: 0.5 }).value, 0.5, setting);
			assert.equal(rowOf(setting, { [setting]: 'x' }).value, value, setting);
		}
		assert.deepEqual(rowOf('stop').value, []);
		assert.deepEqual(rowOf('stop', { stop: ['a', 7] }).value, ['a']);
	});

	it('has its name, its range and its limits', () => {
		const { label, wire, range, min, max, integer } = rowOf('repetitionPenalty');
		assert.deepEqual(
			[label, wire, range, min, max, integer],
			['Repetition Penalty', 'repetition_penalty', 'a number from 0 to 2', 0, 2, undefined],
		);
		assert.equal(rowOf('repetitionPenalty', {}, target('llamacpp')).wire, 'repeat_penalty');
		assert.equal(rowOf('seed').integer, true);
		assert.ok(!('min' in rowOf('seed')) && !('max' in rowOf('seed')));
		assert.equal(rowOf('stop').range, 'a list of up to 4 texts, none empty');
		assert.equal(rowOf('maxTokens', {}, target('other', SMALL)).modelMaximum, 800);
		assert.ok(!('modelMaximum' in rowOf('topK', {}, target('other', SMALL))));
		assert.ok(!('modelMaximum' in rowOf('maxTokens')));
	});

	it('says what becomes of it, and how that is known', () => {
		const said = (setting: string, kind: ServerKind, supportedParameters?: string[]) => {
			const known = catalogueModel('m', { supportedParameters });
			const row = rowOf(setting, {}, target(kind, known));
			return [row.support, row.why];
		};
		const takes = 'The list of models says that this model takes it.';
		const doesNot = 'The list of models does not name it for this model.';
		assert.deepEqual(said('topK', 'ollama', ['top_k']), [
			'ignores',
			'Ollama does not take it, so it is not sent.',
		]);
		assert.deepEqual(said('seed', 'openrouter', ['seed']), ['supports', takes]);
		assert.deepEqual(said('seed', 'openrouter', ['top_k']), ['ignores', doesNot]);
		for (const name of ['max_tokens', 'max_completion_tokens']) {
			assert.deepEqual(said('maxTokens', 'openrouter', [name]), ['supports', takes]);
		}
		assert.deepEqual(said('seed', 'openrouter', ['max_completion_tokens']), ['ignores', doesNot]);
		assert.deepEqual(said('seed', 'openrouter'), [
			'mayIgnore',
			'The list of models has not been read, or says nothing.',
		]);
		assert.deepEqual(said('seed', 'other'), [
			'mayIgnore',
			'It is not known what this server does with it.',
		]);
		assert.equal(said('seed', 'litellm')[0], 'mayIgnore');
		assert.deepEqual(said('seed', 'vllm'), ['supports', 'vLLM takes it.']);
	});
});
