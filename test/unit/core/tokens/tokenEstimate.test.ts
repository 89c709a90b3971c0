import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	correctedTokens,
	learnedCorrection,
	TokenCorrections,
} from '../../../../src/core/tokens/tokenCorrection.ts';
import { addCounts, TOKEN_CLASSES } from '../../../../src/core/tokens/tokenCounts.ts';
import { countTokens } from '../../../../src/core/tokens/tokenEstimate.ts';
import { type Figures, SAMPLE_FIGURES, TEXT_FIGURES, UNICODE_FIGURES } from './tokenFigures.ts';
import { TOKEN_SAMPLES, type TokenSample } from './tokenSamples.ts';

const KINDS = [...new Set(TOKEN_SAMPLES.map(({ kind }) => kind))];

function pairOf(kind: TokenSample['kind']): [TokenSample, TokenSample] {
	const [one, other] = TOKEN_SAMPLES.filter((sample) => sample.kind === kind);
	assert.ok(one && other);
	return [one, other];
}

function assertWithin(share: number, estimated: number, actual: number, what: string): void {
	const off = Math.abs(estimated / actual - 1);
	assert.ok(off <= share, `${what}: ${estimated.toFixed(1)} for ${actual}, ${off.toFixed(3)} off`);
}

function figuresOf(text: string): Figures {
	const { words, marks, cjk, other, emoji } = countTokens(text);
	return [words, marks, cjk, other, emoji];
}

describe('the estimate of tokens', () => {
	it('gives the very numbers that it has always given', () => {
		assert.deepEqual(
			TOKEN_SAMPLES.map(({ text }) => figuresOf(text)),
			SAMPLE_FIGURES,
		);
		for (const [text, figures] of TEXT_FIGURES) assert.deepEqual(figuresOf(text), figures, text);
		const sums = [0, 0, 0, 0, 0];
		for (let point = 0; point <= 0x10ffff; point++) {
			const figures = figuresOf(String.fromCodePoint(point));
			for (const [at, tokens] of figures.entries())
				sums[at] = (sums[at] ?? 0) + Math.round(tokens * 100);
		}
		assert.deepEqual(sums, UNICODE_FIGURES);
	});

	for (const { kind, text, tokens } of TOKEN_SAMPLES) {
		it(`is within 10 % of Llama 3 before anything was learned: ${kind}, ${text.slice(0, 12)}…`, () => {
			assertWithin(0.1, correctedTokens(countTokens(text)), tokens.llama3, kind);
		});
	}

	for (const model of ['llama3', 'o200k', 'cl100k'] as const) {
		for (const kind of KINDS) {
			it(`is within 10 % of the whole prompt once a first reply has told its count: ${model}, ${kind}`, () => {
				const pair = pairOf(kind);
				for (const [first, next] of [pair, pair.toReversed()] as TokenSample[][]) {
					assert.ok(first && next);
					const counts = countTokens(first.text);
					const correction = learnedCorrection(counts, first.tokens[model]);
					assertWithin(0.001, correctedTokens(counts, correction), first.tokens[model], 'learned');
					const whole = addCounts(counts, countTokens(next.text));
					const actual = first.tokens[model] + next.tokens[model];
					assertWithin(0.1, correctedTokens(whole, correction), actual, `${model}, ${kind}`);
				}
			});
		}
	}

	it('keeps what was learned of one kind of text while it learns another', () => {
		const [chinese] = pairOf('Chinese');
		const [english, more] = pairOf('English');
		let correction = learnedCorrection(countTokens(chinese.text), chinese.tokens.cl100k);
		correction = learnedCorrection(countTokens(english.text), english.tokens.cl100k, correction);
		const actual = chinese.tokens.cl100k + more.tokens.cl100k;
		const whole = countTokens(chinese.text + more.text);
		assertWithin(0.05, correctedTokens(whole, correction), actual, 'both');
	});

	it('counts any text, more for more of it, and nothing for none', () => {
		assert.equal(correctedTokens(countTokens('')), 0);
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
				const whole = correctedTokens(countTokens(`${one}\n\n${other}`));
				assert.ok(Number.isFinite(whole) && whole > 0);
				assert.ok(whole + 1 >= correctedTokens(countTokens(one)));
			}),
		);
	});
});

describe('what was learned of a model', () => {
	const kept = new Map<string, unknown>();
	const state = {
		get: (key: string) => kept.get(key),
		update: async (key: string, value: unknown) => {
			kept.set(key, structuredClone(value));
		},
	};

	it('is kept per model, over a restart, within bounds', () => {
		const counts = countTokens('word '.repeat(100));
		new TokenCorrections(state).learn('a/b', counts, 150);
		new TokenCorrections(state).learn('a/c', counts, 1_000_000);
		const later = new TokenCorrections(state);
		const learned = later.of('a/b');
		assert.ok(learned);
		assert.equal(Math.round(correctedTokens(counts, learned)), 150);
		const far = later.of('a/c');
		assert.ok(far);
		for (const name of TOKEN_CLASSES) assert.ok(far[name] >= 0.3 && far[name] <= 4);
		assert.equal(later.of('a/d'), undefined);
	});

	it('learns nothing from a count of nothing', () => {
		const corrections = new TokenCorrections({ get: () => undefined, update: async () => {} });
		corrections.learn('a/b', countTokens('words'), 0);
		assert.equal(corrections.of('a/b'), undefined);
	});
});
