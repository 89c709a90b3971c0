import assert from 'node:assert/strict';
import { chooseKey, parseKeyInput, secretName } from '../../../../src/core/access/apiKey.ts';

const OPENROUTER = 'https://openrouter.ai/api/v1';
const OTHER = 'https://llm.example.com/v1';
const KEY = `sk-or-v1-${'0'.repeat(64)}`;

describe('API keys', () => {
	it('takes a key with what pasting puts around it', () => {
		for (const input of [KEY, `  ${KEY}\n`, `"${KEY}"`, `Bearer ${KEY}`, `\t'${KEY}' `]) {
			assert.deepEqual(parseKeyInput(input, OPENROUTER), { key: KEY });
		}
		assert.deepEqual(parseKeyInput('x', OTHER), { key: 'x' });
	});

	it('refuses what cannot be a key, and says why', () => {
		const problem = (input: string, baseUrl: string) => {
			const result = parseKeyInput(input, baseUrl);
			assert.ok('problem' in result, input);
			return result.problem;
		};
		assert.match(problem('   ', OTHER), /Enter a key/);
		assert.match(problem('two words', OTHER), /no spaces/);
		assert.match(problem('ключ', OTHER), /plain letters/);
		assert.match(problem('a\u0000b', OTHER), /plain letters/);
		assert.match(problem('https://openrouter.ai/keys', OTHER), /address/);
		assert.match(problem('sk-proj-1234567890', OPENROUTER), /sk-or-/);
		assert.match(problem('sk-or-', OPENROUTER), /sk-or-/);
	});

	it('keeps one key per origin', () => {
		assert.equal(secretName(OPENROUTER), secretName('https://openrouter.ai/other'));
		for (const other of [OTHER, 'http://openrouter.ai/api/v1', 'https://openrouter.ai:8443/v1']) {
			assert.notEqual(secretName(OPENROUTER), secretName(other));
		}
	});

	it('uses the environment for OpenRouter only, and only where nothing is stored', () => {
		assert.equal(chooseKey(OPENROUTER, undefined, ` ${KEY} `), KEY);
		assert.equal(chooseKey(OPENROUTER, 'stored', KEY), 'stored');
		assert.equal(chooseKey(OPENROUTER, undefined, ' '), undefined);
		for (const other of [
			OTHER,
			'http://127.0.0.1:4010/v1',
			'https://openrouter.ai.evil.example/v1',
		]) {
			assert.equal(chooseKey(other, undefined, KEY), undefined);
		}
	});
});
