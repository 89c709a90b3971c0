import assert from 'node:assert/strict';
import fc from 'fast-check';
import { learnTokens } from '../../../../src/core/context/requestPlan.ts';
import type { ChatRequest } from '../../../../src/core/server/chatRequest.ts';
import {
	correctedTokens,
	learnedFactors,
	possibleTokens,
	type TokenCorrection,
	TokenCorrections,
} from '../../../../src/core/tokens/tokenCorrection.ts';
import { TOKEN_GROUPS } from '../../../../src/core/tokens/tokenCounts.ts';
import { countTokens } from '../../../../src/core/tokens/tokenEstimate.ts';
import { SCRIPT_SAMPLES } from './scriptSamples.ts';
import { TOKEN_SAMPLES } from './tokenSamples.ts';

const MODEL = 'acme/unheard-of-7b';

/** As VS Code's Memento: values are written down as JSON. */
class Memento {
	readonly kept = new Map<string, unknown>();

	get(key: string): unknown {
		return this.kept.get(key);
	}

	async update(key: string, value: unknown): Promise<void> {
		this.kept.set(key, value === undefined ? undefined : structuredClone(value));
	}
}

function sampleOf(text: string, actual: number) {
	return { counts: countTokens(text), actual, ...possibleTokens([text]) };
}

const ENGLISH = SCRIPT_SAMPLES.English ?? '';
/** A question of a bit under two thousand tokens. */
const LONG_QUESTION = `${ENGLISH}\n\n`.repeat(17);

describe('what is learned of a model from the counts of its server', () => {
	it('is nothing from a short message, whatever the server adds to it', () => {
		for (const actual of [1, 2, 11, 36, 90, 400, 5000]) {
			const tokens = new TokenCorrections(new Memento());
			const before = correctedTokens(countTokens(LONG_QUESTION), tokens.of(MODEL));
			assert.ok(before > 1800 && before < 2600);
			tokens.learn(MODEL, sampleOf('hi', actual));
			assert.equal(correctedTokens(countTokens(LONG_QUESTION), tokens.of(MODEL)), before);
		}
	});

	const impossible: readonly (readonly [what: string, actual: number])[] = [
		['none', 0],
		['less than none', -40],
		['no number', Number.NaN],
		['no end', Number.POSITIVE_INFINITY],
		['fewer than it has words', 1400],
		['more than it has bytes', 20_000],
		['so many more that it is of another text', 7500],
	];
	for (const [what, actual] of impossible) {
		it(`is nothing from a count that cannot be right: ${what}`, () => {
			const state = new Memento();
			const tokens = new TokenCorrections(state);
			tokens.learn(MODEL, sampleOf(LONG_QUESTION, actual));
			assert.deepEqual(tokens.of(MODEL).factors, {});
			assert.equal(state.get('tokenFactors'), undefined);
		});
	}

	it('is nothing from the few tokens that a server may add by itself', () => {
		const [english = ''] = TOKEN_SAMPLES.map(({ text }) => text);
		const estimate = correctedTokens(countTokens(english));
		const learned = (actual: number) =>
			learnedFactors({ family: undefined, factors: {} }, sampleOf(english, actual));
		assert.deepEqual(learned(estimate + 25), {});
		assert.notDeepEqual(learned(estimate + 60), {});
	});

	it('is at most a small step at a time, less from a small sample, within bounds, for all texts and counts', () => {
		const texts = fc.constantFrom(...Object.values(SCRIPT_SAMPLES));
		const factors = fc.dictionary(
			fc.constantFrom(...TOKEN_GROUPS),
			fc.double({ min: 0.4, max: 2.5, noNaN: true }),
		);
		fc.assert(
			fc.property(
				texts,
				fc.integer({ min: -1000, max: 100_000 }),
				factors,
				(text, actual, known) => {
					const before: TokenCorrection = { family: undefined, factors: known };
					const sample = sampleOf(text, actual);
					const after = learnedFactors(before, sample);
					const estimate = correctedTokens(sample.counts, before);
					const learned = correctedTokens(sample.counts, { family: undefined, factors: after });
					assert.ok(learned >= estimate * 0.79 && learned <= estimate * 1.21);
					// Never away from the count.
					if (after !== known)
						assert.ok(Math.abs(learned - actual) <= Math.abs(estimate - actual) + 1);
					for (const factor of Object.values(after)) assert.ok(factor >= 0.4 && factor <= 2.5);
				},
			),
		);
	});

	it('is bounded at each step of any sequence of counts that a server can send', () => {
		const messages: ChatRequest['messages'] = [{ role: 'user', content: LONG_QUESTION }];
		const planned = { request: { model: MODEL, messages, stream: true } } as const;
		const counts = countTokens(LONG_QUESTION);
		const count = fc.oneof(
			fc.constantFrom(0, -1, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
			fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MAX_VALUE, -Number.MAX_VALUE, 1e-300),
			fc.integer({ min: -1000, max: 20_000 }),
			fc.double(),
		);
		// Also a count of the cache alone, which leaves nothing for the prompt.
		const usage = fc.record(
			{
				prompt_tokens: count,
				completion_tokens: count,
				total_tokens: count,
				cached_tokens: count,
			},
			{ requiredKeys: ['prompt_tokens', 'completion_tokens', 'total_tokens'] },
		);
		let moved = 0;
		fc.assert(
			fc.property(fc.array(usage, { minLength: 1, maxLength: 30 }), (replies) => {
				const tokens = new TokenCorrections(new Memento());
				const untaught = correctedTokens(counts, tokens.of(MODEL));
				let estimate = untaught;
				for (const reply of replies) {
					learnTokens(tokens, planned, { usage: reply });
					const next = correctedTokens(counts, tokens.of(MODEL));
					assert.ok(next >= estimate * 0.79 && next <= estimate * 1.21, `${estimate} to ${next}`);
					assert.ok(next >= untaught * 0.4 - 1 && next <= untaught * 2.5 + 1, String(next));
					if (next !== estimate) moved++;
					estimate = next;
				}
			}),
		);
		assert.ok(moved > 0, 'some counts teach');
	});

	it('comes near to what another tokenizer makes of the same kind of text, and stays there', () => {
		for (const { kind, text, tokens: real } of TOKEN_SAMPLES) {
			const tokens = new TokenCorrections(new Memento());
			const chat = `${text}\n\n`.repeat(6);
			const actual = real.cl100k * 6 + 6;
			for (let reply = 0; reply < 12; reply++) tokens.learn(MODEL, sampleOf(chat, actual));
			const estimate = correctedTokens(countTokens(chat), tokens.of(MODEL));
			assert.ok(Math.abs(estimate / actual - 1) < 0.1, `${kind}: ${estimate} for ${actual}`);
		}
	});

	it('is kept of one kind of text while it learns another', () => {
		const tokens = new TokenCorrections(new Memento());
		const chinese = `${SCRIPT_SAMPLES['Chinese, simplified'] ?? ''}\n`.repeat(6);
		const estimate = correctedTokens(countTokens(chinese), tokens.of(MODEL));
		for (let reply = 0; reply < 8; reply++) {
			tokens.learn(MODEL, sampleOf(chinese, Math.round(estimate * 0.7)));
		}
		const learned = tokens.of(MODEL).factors.cjk;
		assert.ok(learned !== undefined && learned < 0.85);
		tokens.learn(MODEL, sampleOf(LONG_QUESTION, 2600));
		assert.equal(tokens.of(MODEL).factors.cjk, learned);
		assert.ok((tokens.of(MODEL).factors.latin ?? 1) > 1);
	});

	it('is kept by model, over a restart', () => {
		const state = new Memento();
		const tokens = new TokenCorrections(state);
		tokens.learn('a/b', sampleOf(LONG_QUESTION, 2600));
		const later = new TokenCorrections(state);
		assert.deepEqual(later.of('a/b'), tokens.of('a/b'));
		assert.notDeepEqual(later.of('a/b').factors, {});
		assert.deepEqual(later.of('a/c').factors, {});
		assert.equal(later.of('a/b'), later.of('a/b'), 'the same object while it is the same');
	});

	it('recovers where wrong factors were kept', () => {
		const state = new Memento();
		state.kept.set('tokenFactors', { [MODEL]: { latin: 2.5, marks: 2.5, numbers: 2.5 } });
		const tokens = new TokenCorrections(state);
		const estimate = () => correctedTokens(countTokens(LONG_QUESTION), tokens.of(MODEL));
		assert.ok(estimate() > 4000);
		for (let reply = 0; reply < 8; reply++) tokens.learn(MODEL, sampleOf(LONG_QUESTION, 1900));
		assert.ok(Math.abs(estimate() / 1900 - 1) < 0.1, String(estimate()));
	});

	it('does not take over what was learned by an earlier estimate, or what cannot be read', () => {
		const four = { words: 4, marks: 4, cjk: 4, other: 4, emoji: 4 };
		for (const [key, value] of [
			['tokenCorrections', { [MODEL]: four }],
			['tokenFactors', { [MODEL]: four }],
			['tokenFactors', { [MODEL]: { latin: 40 } }],
			['tokenFactors', 'nonsense'],
		] as const) {
			const state = new Memento();
			state.kept.set(key, value);
			assert.deepEqual(new TokenCorrections(state).of(MODEL).factors, {});
			assert.equal(state.get('tokenCorrections'), undefined);
		}
	});
});
