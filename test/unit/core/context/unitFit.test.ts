import assert from 'node:assert/strict';
import { checkUnitFits, type ModelLimits } from '../../../../src/core/context/unitFit.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';

function limits(more: Partial<ModelLimits>): ModelLimits {
	const none = { context: undefined, maxTokens: undefined, longestReply: undefined };
	return { model: 'Llama 3 8B', ...none, tokensOf: (text) => text.length, ...more };
}

describe('code that is to come back whole', () => {
	it('is refused where, sent and returned, it is more than the context, with the numbers', () => {
		const check = (size: number) =>
			checkUnitFits('x'.repeat(size), 'Do it', limits({ context: 8192 }));
		check(3800);
		assert.throws(
			() => check(4100),
			(error) => {
				assert.ok(error instanceof ChatError);
				assert.equal(error.kind, 'tooLong');
				assert.match(
					error.message,
					/about 4,100 tokens.*it takes 8,\d{3}, and Llama 3 8B takes 8,192/,
				);
				assert.match(error.message, /Nothing was sent\. Select less/);
				return true;
			},
		);
	});

	it('is refused where no reply may be so long', () => {
		const check = (size: number) =>
			checkUnitFits('x'.repeat(size), 'Do it', limits({ maxTokens: 500 }));
		check(500);
		assert.throws(() => check(501), /about 501 tokens, and Max Tokens allows replies of 500/);
	});

	it('is refused where the model gives no reply so long', () => {
		const check = (size: number) =>
			checkUnitFits('x'.repeat(size), 'Do it', limits({ context: 8192, longestReply: 500 }));
		check(500);
		assert.throws(() => check(501), /about 501 tokens, and replies of Llama 3 8B have at most 500/);
	});

	it('says how long the reply has to be', () => {
		const sizes = [limits({}), limits({ context: 8192 }), limits({ maxTokens: 500 })];
		const needed = sizes.map((one) => checkUnitFits('x'.repeat(120), 'Do it', one));
		assert.deepEqual(needed, [120, 120, 120]);
	});

	it('is sent where nobody says what the model takes', () => {
		checkUnitFits('x'.repeat(1_000_000), 'Do it', limits({}));
	});
});
