import assert from 'node:assert/strict';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { buildChatRequest } from '../../../../src/core/server/chatRequest.ts';
import { parseBaseUrl, parseSettings } from '../../../../src/core/settings/settings.ts';
import {
	NUMERIC_PARAMETERS,
	type SamplingParameter,
} from '../../../../src/shared/parameters/sampling.ts';
import { settingLabel } from '../../../../src/shared/text/settingLabel.ts';

const DEFAULTS: Record<string, unknown> = {
	baseUrl: 'https://openrouter.ai/api/v1',
	model: 'meta-llama/llama-3-70b-instruct',
	systemPrompt: '',
	siteUrl: '',
	siteName: '',
	retries: 0,
};

function settingsWith(values: Record<string, unknown>) {
	return parseSettings((name) => ({ ...DEFAULTS, ...values })[name]);
}

/** The body as the server gets it: through JSON, so that undefined and absent are told apart as they are there. */
function bodyWith(values: Record<string, unknown>): Record<string, unknown> {
	const { baseUrl, model, systemPrompt, sampling } = settingsWith(values);
	const messages = [{ role: 'user', content: 'Hello' }] as const;
	const request = buildChatRequest({ baseUrl, model, systemPrompt, messages, sampling });
	return JSON.parse(JSON.stringify(request)) as Record<string, unknown>;
}

function refusal(values: Record<string, unknown>): ChatError {
	try {
		settingsWith(values);
	} catch (error) {
		assert.ok(error instanceof ChatError);
		return error;
	}
	assert.fail(`${JSON.stringify(values)} was accepted`);
}

const PARAMETERS: readonly SamplingParameter[] = NUMERIC_PARAMETERS;

describe('settings to request', () => {
	it('takes a name of the user as the API does, and refuses any other at its setting', () => {
		assert.equal('userName' in settingsWith({}), false);
		assert.equal('userName' in settingsWith({ userName: ' ' }), false);
		for (const userName of ['Ada', 'ada_l-1815', 'x'.repeat(64)])
			assert.equal(settingsWith({ userName: ` ${userName}` }).userName, userName);
		for (const userName of ['Ada Lovelace', 'Zoë', 'x'.repeat(65), 'a\nb']) {
			const error = refusal({ userName });
			assert.equal(error.kind, 'badSetting');
			assert.equal(error.toFailure().setting, 'userName');
			assert.match(error.message, /letters from A to Z, digits, _ and -, at most 64/);
		}
	});

	it('sends no sampling parameter that is not set', () => {
		assert.deepEqual(Object.keys(bodyWith({})).toSorted(), [
			'messages',
			'model',
			'plugins',
			'stream',
		]);
		const nulls = Object.fromEntries(PARAMETERS.map(({ setting }) => [setting, null]));
		assert.deepEqual(bodyWith({ ...nulls, stop: null }), bodyWith({}));
	});

	for (const parameter of PARAMETERS) {
		const { setting, wire, min, max, integer } = parameter;
		const inRange = [min, max, integer ? 7 : 0.5, 0].filter(
			(value) => value !== undefined && value >= (min ?? value) && value <= (max ?? value),
		);

		it(`sends ${setting} as ${wire}, its bounds and an explicit 0 included, and nothing else`, () => {
			for (const value of inRange) {
				assert.deepEqual(bodyWith({ [setting]: value }), { ...bodyWith({}), [wire]: value });
			}
		});

		it(`refuses ${setting} out of its range or of the wrong type, naming setting, value and range`, () => {
			const wrong: unknown[] = ['0.5', true, [], Number.NaN, Number.POSITIVE_INFINITY];
			if (min !== undefined) wrong.push(min - (integer ? 1 : 0.001));
			if (max !== undefined) wrong.push(max + (integer ? 1 : 0.001));
			if (integer) wrong.push(1.5, 2 ** 53);
			for (const value of wrong) {
				const error = refusal({ [setting]: value });
				assert.equal(error.kind, 'badSetting');
				assert.equal(error.toFailure().setting, setting);
				assert.ok(error.message.includes(`${settingLabel(setting)} is ${JSON.stringify(value)}`));
				if (min !== undefined) assert.match(error.message, new RegExp(`\\b${min}\\b|${min}`));
				if (max !== undefined) assert.ok(error.message.includes(` to ${max}`));
			}
		});
	}

	it('sends up to four stop strings, and refuses five, empty ones and other types', () => {
		assert.deepEqual(bodyWith({ stop: ['a', 'b', 'c', '\n'] })['stop'], ['a', 'b', 'c', '\n']);
		assert.equal('stop' in bodyWith({ stop: [] }), false);
		for (const stop of [['a', 'b', 'c', 'd', 'e'], [''], 'a', [1], {}]) {
			assert.equal(refusal({ stop }).toFailure().setting, 'stop');
			assert.match(refusal({ stop }).message, /up to 4 texts/);
		}
	});

	it('sends a system prompt first, and none when it is blank', () => {
		assert.deepEqual(bodyWith({ systemPrompt: 'Be brief.' })['messages'], [
			{ role: 'system', content: 'Be brief.' },
			{ role: 'user', content: 'Hello' },
		]);
		assert.deepEqual(bodyWith({ systemPrompt: ' \n' })['messages'], [
			{ role: 'user', content: 'Hello' },
		]);
	});

	it('switches context compression off at OpenRouter, and asks other servers for usage', () => {
		assert.deepEqual(bodyWith({})['plugins'], [{ id: 'context-compression', enabled: false }]);
		const other = bodyWith({ baseUrl: 'http://localhost:11434/v1' });
		assert.equal('plugins' in other, false);
		assert.deepEqual(other['stream_options'], { include_usage: true });
	});

	it('takes a base URL with trailing slashes and spaces, and refuses what is none', () => {
		assert.equal(
			parseBaseUrl(() => ' http://localhost:11434/v1// '),
			'http://localhost:11434/v1',
		);
		for (const baseUrl of [
			'',
			'openrouter.ai',
			'ftp://a/b',
			'javascript:alert(1)',
			7,
			'https://user:secret@host/v1',
			'https://host/v1?key=1',
		]) {
			const error = refusal({ baseUrl });
			assert.equal(error.toFailure().setting, 'baseUrl');
			assert.equal(error.message.includes('secret'), false);
		}
	});

	it('refuses an empty model and texts that are none', () => {
		assert.equal(refusal({ model: '  ' }).toFailure().setting, 'model');
		assert.equal(refusal({ systemPrompt: 5 }).toFailure().setting, 'systemPrompt');
	});

	it('cuts a very long value short in the message', () => {
		assert.ok(refusal({ temperature: 'x'.repeat(5000) }).message.length < 300);
	});
});
