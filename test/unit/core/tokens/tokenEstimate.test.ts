import assert from 'node:assert/strict';
import fc from 'fast-check';
import { correctedTokens } from '../../../../src/core/tokens/tokenCorrection.ts';
import { placeOf } from '../../../../src/core/tokens/tokenCounts.ts';
import { countTokens } from '../../../../src/core/tokens/tokenEstimate.ts';
import { familyOf } from '../../../../src/core/tokens/tokenFamily.ts';
import { TOKEN_FAMILIES, type TokenFamily } from '../../../../src/core/tokens/tokenWeights.ts';
import { FLOOD_SAMPLES } from './floodSamples.ts';
import { ODD_SAMPLES } from './oddSamples.ts';
import { RARER_SAMPLES } from './rarerSamples.ts';
import { RARE_SAMPLES } from './rareSamples.ts';
import { REAL_TOKENS } from './realTokenizers.ts';
import { SCRIPT_SAMPLES } from './scriptSamples.ts';
import { TOKEN_SAMPLES } from './tokenSamples.ts';

/** On average an estimate is off by no more than this share, and none is too low by more than that. */
const OFF_ON_AVERAGE = 0.15;
const TOO_LOW = 0.25;

function estimate(text: string, family: TokenFamily | undefined): number {
	return correctedTokens(countTokens(text), { family, factors: {} });
}

interface Row {
	readonly family: TokenFamily;
	readonly sample: string;
	readonly real: number;
	readonly estimated: number;
}

const ROWS: readonly Row[] = TOKEN_FAMILIES.flatMap((family) =>
	[
		...Object.entries(SCRIPT_SAMPLES),
		...Object.entries(RARER_SAMPLES),
		...Object.entries(ODD_SAMPLES),
		...Object.entries(RARE_SAMPLES),
		...TOKEN_SAMPLES.map(({ kind, text }) => [`${kind}, ${text.slice(0, 8)}…`, text] as const),
	].map(([sample, text]) => ({
		family,
		sample,
		real: REAL_TOKENS[family](text),
		estimated: estimate(text, family),
	})),
);

function table(rows: readonly Row[]): string {
	return rows
		.map(({ family, sample, real, estimated }) =>
			[
				family.padEnd(8),
				sample.padEnd(34),
				String(real).padStart(6),
				estimated.toFixed(0).padStart(6),
				(estimated / real).toFixed(2).padStart(6),
			].join(''),
		)
		.join('\n');
}

describe('the estimate of tokens, before anything was learned', () => {
	before(() => {
		console.log(`${'family'.padEnd(8)}${'sample'.padEnd(34)}  real  est.  ratio\n${table(ROWS)}`);
	});

	for (const family of TOKEN_FAMILIES) {
		const rows = ROWS.filter((row) => row.family === family);

		it(`is within 15 % on average of what the tokenizer makes of every script and kind: ${family}`, () => {
			const off = rows.map(({ real, estimated }) => Math.abs(estimated / real - 1));
			const average = off.reduce((sum, share) => sum + share, 0) / off.length;
			assert.ok(average <= OFF_ON_AVERAGE, `${average.toFixed(3)}\n${table(rows)}`);
		});

		it(`is never more than 25 % too low: ${family}`, () => {
			const low = rows.filter(({ real, estimated }) => estimated < real * (1 - TOO_LOW));
			assert.equal(table(low), '');
		});

		it(`is not so either for floods of marks, and no more than twice for those in disorder: ${family}`, () => {
			const floods = Object.entries(FLOOD_SAMPLES).map(([sample, text]) => ({
				family,
				sample,
				real: REAL_TOKENS[family](text),
				estimated: estimate(text, family),
			}));
			const low = floods.filter(({ real, estimated }) => estimated < real * (1 - TOO_LOW));
			assert.equal(table(low), '');
			const disorder = floods.filter(({ sample }) =>
				/as code|all marks|on each letter/.test(sample),
			);
			assert.equal(table(disorder.filter(({ real, estimated }) => estimated > real * 2)), '');
			const oneMark = floods.filter(({ sample }) => sample.endsWith('00 times'));
			assert.equal(table(oneMark.filter(({ real, estimated }) => estimated > real * 5)), '');
		});
	}

	it('counts nothing that few texts have for more than four times what it is', () => {
		const rare = ROWS.filter(({ sample }) => sample in RARE_SAMPLES);
		assert.equal(rare.length, 3 * Object.keys(RARE_SAMPLES).length);
		assert.equal(table(rare.filter(({ real, estimated }) => estimated > real * 4)), '');
	});

	it('takes the most that any family makes where the model does not say which it is of', () => {
		for (const [sample, text] of Object.entries({ ...SCRIPT_SAMPLES, ...RARER_SAMPLES })) {
			const unknown = estimate(text, undefined);
			for (const family of TOKEN_FAMILIES) {
				assert.ok(unknown >= estimate(text, family) - 1e-9, sample);
				assert.ok(unknown >= REAL_TOKENS[family](text) * (1 - TOO_LOW), `${sample}, ${family}`);
			}
		}
	});

	it('counts any text, more for more of it, nothing for none, and no character for more than its bytes', () => {
		assert.equal(estimate('', undefined), 0);
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
				const whole = estimate(`${one}\n\n${other}`, undefined);
				assert.ok(Number.isFinite(whole) && whole > 0);
				assert.ok(whole + 3 >= estimate(one, undefined));
			}),
		);
		for (let point = 0x80; point <= 0x10ffff; point += 7) {
			if (point >= 0xd800 && point <= 0xdfff) continue;
			const text = String.fromCodePoint(point).repeat(20);
			assert.ok(estimate(text, 'llama3') <= new TextEncoder().encode(text).length + 4);
		}
	});

	it('counts each way of writing as what it is', () => {
		const count = (name: string, text: string) => countTokens(text)[placeOf(name)];
		assert.equal(count('word', 'camelCaseName'), 3);
		assert.equal(count('word', 'HTTPServer'), 1);
		assert.equal(count('word', 'naïve Größe'), 2);
		assert.equal(count('accent', 'naïve Größe'), 3);
		assert.equal(count('vietnameseWord', 'buổi sáng trời'), 2);
		assert.equal(count('digitGroup', '1234567'), 3);
		assert.equal(count('digit', '1234567'), 7);
		assert.equal(count('spaceBeforeDigit', 'in 1984 and 2031'), 2);
		assert.equal(count('space', 'a  b\tc d'), 2);
		assert.equal(count('lineEnd', 'a\n\nb\r\nc;\n'), 2);
		assert.equal(count('lineEndAfterMark', 'a\n\nb\r\nc;\n'), 1);
		assert.equal(count('markBeforeWord', '.name (self'), 2);
		assert.equal(count('furtherMark', '});'), 2);
		assert.equal(count('rareMark', '+[-<@'), 2);
		assert.equal(count('sameMarkFar', '[[[[[['), 2);
		assert.equal(count('sameMarkFar', '(((((('), 1);
		assert.equal(count('sameMarkFar', '::::::'), 0.5);
		assert.equal(count('sameMarkFar', '----'), 0);
		assert.equal(count('sameSignFar', '。。。。。。————————'), 5);
		assert.equal(count('sameLetter', 'กกกก ขข'), 2);
		assert.equal(count('sameShortLetter', 'яяяя ääää çç'), 4);
		assert.equal(count('jamo', '한글'.normalize('NFD')), 2);
		assert.equal(count('jamoJoined', '한글'.normalize('NFD')), 4);
		assert.equal(count('sign', '«»\ud83d'), 3);
		assert.equal(count('pieceO200k', '⟦«'), 2);
		assert.equal(count('sameWideSpace', '\u3000\u3000\u3000'), 2);
		assert.equal(count('combiningFar', 'a\u0301\u0302\u0303b\u0336'), 2);
		assert.equal(count('sameMark', '-----'), 3);
		assert.equal(count('cyrillicWord', 'Добрый день'), 2);
		assert.equal(count('cyrillicWord', 'Өвөө адуугаа'), 2);
		assert.equal(count('cyrillicFarWord', 'Өвөө адуугаа, үүл'), 2);
		assert.equal(count('semiticFarWord', 'ئۈجمە دەرىخى بار'), 2);
		assert.equal(count('semiticFarWord', 'ہے کتاب'), 0);
		assert.equal(count('vietnameseWord', 'buổi ẹ̀fọ́'), 1);
		assert.equal(count('sameSign', '────'), 3);
		assert.equal(count('emoji', '👩\u200d👩\u200d👧'), 3);
		assert.equal(count('emojiJoiner', '👩\u200d👩\u200d👧'), 2);
	});
});

describe('the family of a model', () => {
	const cases: readonly (readonly [model: string, family: TokenFamily | undefined])[] = [
		['meta-llama/llama-3.3-70b-instruct', 'llama3'],
		['llama3.2:3b', 'llama3'],
		['Meta-Llama-3-8B-Instruct', 'llama3'],
		['nousresearch/hermes-3-llama-3.1-405b', 'llama3'],
		['deepseek/deepseek-r1-distill-qwen-32b', 'qwen'],
		['deepseek/deepseek-r1-distill-llama-70b', 'llama3'],
		['deepseek/deepseek-chat', 'llama3'],
		['qwen/qwen3-235b-a22b', 'qwen'],
		['Qwen/QwQ-32B', 'qwen'],
		['openai/gpt-4o-mini', 'o200k'],
		['openai/gpt-4.1', 'o200k'],
		['gpt-5-nano', 'o200k'],
		['openai/o3-mini', 'o200k'],
		['openai/gpt-oss-120b', 'o200k'],
		['google/gemini-2.5-pro', 'o200k'],
		['gemma3:12b', 'o200k'],
		['openai/gpt-4-turbo', undefined],
		['meta-llama/llama-4-maverick', undefined],
		['meta-llama/llama-2-13b-chat', undefined],
		['anthropic/claude-sonnet-4', undefined],
		['mistralai/mistral-small', undefined],
		['my-model', undefined],
		['', undefined],
	];
	for (const [model, family] of cases) {
		it(`is ${family ?? 'not known'}: ${model || 'no model'}`, () => {
			assert.equal(familyOf(model), family);
		});
	}
});
