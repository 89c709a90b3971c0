import assert from 'node:assert/strict';
import fc from 'fast-check';
import { leastReply, longestReply } from '../../../../src/core/models/longestReply.ts';

describe('the longest reply that a model can give', () => {
	const cases: readonly [number | undefined, number | undefined, number, number | undefined][] = [
		[undefined, undefined, 0, undefined],
		[undefined, 800, 5000, 800],
		[8192, 800, 0, 800],
		[8192, 8192, 0, 8016],
		[8192, undefined, 0, 8016],
		[8192, 8192, 1000, 7024],
		[8192, 800, 7500, 528],
		[8192, 8192, 8190, 256],
		[8192, 100, 8190, 100],
		[8192, 8192, 1_000_000, 256],
		[60, 60, 50, 15],
		[131_072, 131_072, 100_000, 28_448],
	];
	for (const [contextLength, maxCompletionTokens, prompt, expected] of cases) {
		it(`is ${expected} after ${prompt} of ${contextLength}, at most ${maxCompletionTokens}`, () => {
			assert.equal(longestReply({ contextLength, maxCompletionTokens }, prompt), expected);
		});
	}

	it('fits beside the prompt and is never shorter than the shortest', () => {
		const size = fc.record({
			contextLength: fc.integer({ min: 1000, max: 2_000_000 }),
			maxCompletionTokens: fc.option(fc.integer({ min: 256, max: 2_000_000 }), { nil: undefined }),
		});
		fc.assert(
			fc.property(size, fc.nat(2_000_000), (known, prompt) => {
				const most = longestReply(known, prompt) ?? 0;
				const least = leastReply(known.contextLength);
				assert.ok(most >= Math.min(least, known.maxCompletionTokens ?? least));
				assert.ok(most === least || most + prompt <= known.contextLength);
			}),
		);
	});
});
