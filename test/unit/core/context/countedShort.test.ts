import assert from 'node:assert/strict';
import { countedShort } from '../../../../src/core/context/countedShort.ts';
import { TOKEN_FAMILIES } from '../../../../src/core/tokens/tokenWeights.ts';
import { ODD_SAMPLES } from '../tokens/oddSamples.ts';
import { RARER_SAMPLES } from '../tokens/rarerSamples.ts';
import { REAL_TOKENS } from '../tokens/realTokenizers.ts';
import { SCRIPT_SAMPLES } from '../tokens/scriptSamples.ts';
import { TOKEN_SAMPLES } from '../tokens/tokenSamples.ts';
import { MODEL, words } from './contextSamples.ts';

const CODE = 'export const total = (values: number[]) => values.reduce((a, b) => a + b, 0);\n';
const CHINESE = '防抖函数会等到调用停止之后再执行一次，这样就不会在每次按键时都发送请求。';

interface Case {
	readonly texts: readonly string[];
	readonly counted: number;
	readonly cached?: number;
	readonly model?: string;
	readonly answered?: string;
	readonly factors?: Readonly<Record<string, number>>;
}

function short({ texts, counted, cached, model = MODEL, answered, factors }: Case) {
	return countedShort(
		{
			model,
			messages: texts.map((content) => ({ role: 'user', content })),
			correction: factors && { family: undefined, factors },
		},
		{
			...(answered === undefined ? {} : { model: answered }),
			usage: {
				prompt_tokens: counted,
				completion_tokens: 1,
				total_tokens: counted + 1,
				...(cached === undefined ? {} : { cached_tokens: cached }),
			},
		},
	);
}

/** Long enough to be looked at. */
const long = (text: string) =>
	Array(Math.ceil(3000 / text.length))
		.fill(text)
		.join('\n\n');

describe('A prompt that its server counted too short', () => {
	it('is told with both numbers', () => {
		const found = short({ texts: [words(7900)], counted: 2050 });
		assert.equal(found?.counted, 2050);
		assert.ok(Math.abs((found?.sent ?? 0) - 7900) < 400, String(found?.sent));
	});

	it('is known of texts with few blanks by the tokenizer', () => {
		for (const text of [CODE, CHINESE]) {
			const whole = short({ texts: [text.repeat(200)], counted: 1 })?.sent ?? 0;
			assert.ok(whole > 3000, String(whole));
			assert.ok(short({ texts: [text.repeat(200)], counted: Math.round(whole * 0.45) }));
			assert.equal(
				short({ texts: [text.repeat(200)], counted: Math.round(whole * 0.7) }),
				undefined,
			);
		}
	});

	const MODELS = { llama3: MODEL, o200k: 'openai/gpt-4o', qwen: 'qwen/qwen3-8b' } as const;

	it('is told of prose and code from a cut by two fifths on, by each tokenizer that is known', () => {
		for (const family of TOKEN_FAMILIES) {
			for (const { kind, text } of TOKEN_SAMPLES) {
				if (kind !== 'English' && kind !== 'code') continue;
				const texts = [long(text)];
				const counted = Math.round(REAL_TOKENS[family](texts.join('')) * 0.6);
				assert.ok(short({ texts, counted, model: MODELS[family] }), `${family}: ${kind}`);
			}
		}
	});

	it('is never told of a whole one, whatever it is made of', () => {
		const all = [
			...TOKEN_SAMPLES.map(({ kind, text }) => [kind, text] as const),
			...[SCRIPT_SAMPLES, RARER_SAMPLES, ODD_SAMPLES].flatMap((samples) => Object.entries(samples)),
		];
		for (const family of TOKEN_FAMILIES) {
			for (const [kind, text] of all) {
				const texts = [long(text)];
				const counted = REAL_TOKENS[family](texts.join(''));
				const told = short({ texts, counted, model: MODELS[family] });
				assert.equal(told, undefined, `${family}: ${kind}, ${JSON.stringify(told)}`);
			}
		}
	});

	it('is not guessed where the tokenizer is not known, or another model answered', () => {
		const texts = [CHINESE.repeat(200)];
		assert.equal(short({ texts, counted: 2000, model: 'acme/secret' }), undefined);
		assert.equal(short({ texts, counted: 2000, answered: 'openai/gpt-4o' }), undefined);
		assert.ok(short({ texts: [words(7900)], counted: 2050, model: 'acme/secret' }));
	});

	it('is not found in what came from the cache, a count that was not made, or a small prompt', () => {
		const texts = [words(7900)];
		assert.equal(short({ texts, counted: 50, cached: 7900 }), undefined);
		assert.ok(short({ texts, counted: 50, cached: 2000 }));
		// What a cache held of a cut prompt is in its count.
		assert.ok(short({ texts, counted: 4500, cached: 4400 }));
		assert.equal(short({ texts, counted: 0 }), undefined);
		assert.equal(short({ texts: [words(300)], counted: 20 }), undefined);
	});

	it('is not found because too much was learned', () => {
		const factors = Object.fromEntries(
			['latin', 'spaces', 'punctuation', 'digits', 'other'].map((group) => [group, 2.5]),
		);
		const texts = [CODE.repeat(200)];
		const whole = short({ texts, counted: 1 })?.sent ?? 0;
		assert.equal(short({ texts, counted: Math.round(whole * 0.7), factors }), undefined);
	});
});
