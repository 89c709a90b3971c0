import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { parameterInWords } from '../../../../src/shared/parameters/sampling.ts';
import { settingLabel } from '../../../../src/shared/text/settingLabel.ts';

/** What is for whoever looks into it, or stands in what the user has written so. */
const TECHNICAL = [
	'src/shared/errors/failureDetails.ts',
	'src/core/inspect/requestDocument.ts',
	'src/core/log/logWords.ts',
	'src/host/log/exchangeLog.ts',
	'src/host/log/reportIssue.ts',
	// The argument of a key in keybindings.json.
	'src/host/prompts/runPrompt.ts',
];

/** Several words in quotes: a sentence, or a part of one. */
const SENTENCE = /(['`])(?:(?!\1).)*\w [a-z](?:(?!\1).)*\1/g;

describe('what is said outside Details', () => {
	it('names a setting as the Settings editor does, and no status of HTTP', () => {
		const technical = globSync('src/**/*.ts')
			.filter((file) => !TECHNICAL.includes(file))
			.flatMap((file) =>
				readFileSync(file, 'utf8')
					.split('\n')
					.filter((line) => !/^\s*(\/\/|\/?\*)/.test(line))
					.flatMap((line) => line.match(SENTENCE) ?? [])
					.filter((text) =>
						/(?<!command:)\bllamaChat\.\w|\bhttp\.proxy|HTTP [\d$]|\bmax_tokens|\btop_[kpa]\b/.test(
							text,
						),
					)
					.map((text) => `${file}: ${text}`),
			);
		assert.deepEqual(technical, []);
	});

	it('has a setting’s label', () => {
		for (const [setting, label] of [
			['topK', 'Top K'],
			['baseUrl', 'Base Url'],
			['commitMessageInstructions', 'Commit Message Instructions'],
			['http.proxyAuthorization', 'Http: Proxy Authorization'],
		] as const) {
			assert.equal(settingLabel(setting), label);
		}
	});

	it('has the label of the setting that a property of a request comes from', () => {
		for (const [wire, words] of [
			['top_k', 'Top K'],
			['stop', 'Stop'],
			['max_tokens', 'Max Tokens'],
			['max_completion_tokens', 'Max Tokens'],
			['logit_bias', 'logit_bias'],
		] as const) {
			assert.equal(parameterInWords(wire), words);
		}
	});
});
