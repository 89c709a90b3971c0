import assert from 'node:assert/strict';
import {
	affordableTokens,
	asksTooLongReply,
	fitsWithoutReply,
	namedParameter,
	parameterAtFault,
	tokenCounts,
} from '../../../../src/api/errors/errorDetails.ts';
import { type ErrorPayload, NO_PAYLOAD } from '../../../../src/api/errors/errorPayload.ts';

const saying = (text: string, more: Partial<ErrorPayload> = {}): ErrorPayload => ({
	...NO_PAYLOAD,
	text,
	...more,
});

describe('the counts in what a server says', () => {
	it('have the limit, in each of the ways to say it', () => {
		for (const text of [
			'9,000 + 1,000 > 8,192',
			'too long: 9000 tokens > 8192 maximum',
			'`inputs` must be <= 8192',
			'The input is at most 8192',
			'`inputs` must have less than 8192 tokens',
			'It cannot exceed 8192',
			'Range of input length should be [1, 8192]',
			'9000 is above the 8192 max context',
			'The maximum allowed length is 8192',
			'prompt length 9000 is above max_model_len 8192',
			'prompt length 9000 is above max_seq_len 8192',
			'The context window of this one is 8192',
			'max_position_embeddings (8192)',
			'n_ctx: 8192',
			'above the tokens allowed (8192)',
			'There is a maximum of 8192 tokens',
			'There is a limit of 8192',
		]) {
			assert.equal(tokenCounts(saying(text)).limit, 8192, text);
		}
		assert.equal(tokenCounts(saying('There is a limit of 0')).limit, undefined);
		assert.equal(tokenCounts(saying('There is a limit of 1')).limit, 1);
	});

	it('have what was sent, in each of the ways to say it', () => {
		for (const text of [
			'You requested about 9,000 tokens',
			'It resulted in 9000',
			'9000 tokens > 8192',
			'This contains at least 9000 input tokens',
			'The prompt is long: 9000',
			'A token count of 9000',
			'Your request (9000 tokens) is too long',
			'input tokens 9000',
			'We received 9000',
			'n_keep = 9000',
			'Too many tokens (9000)',
			'It kept the first 9000 tokens',
			'8000 + 1000 > 8192',
			'8000 `inputs` tokens and 1000',
		]) {
			assert.equal(tokenCounts(saying(text)).sent, 9000, text);
		}
	});

	it('are those of the body’s own fields before those of its words', () => {
		const counts = { limit: 1, sent: 2 };
		assert.deepEqual(tokenCounts(saying('8000 + 1000 > 8192', { counts })), counts);
		const none = { limit: undefined, sent: undefined };
		assert.deepEqual(tokenCounts(saying('Some words with 7 in them')), none);
	});

	it('say whether the prompt alone would fit', () => {
		const limited = 'There is a limit of 8192. You requested 9000 tokens: ';
		for (const text of [
			`${limited}5000 in the messages`,
			`${limited}5000 of text input`,
			`${limited}5000 tokens from the input`,
			`${limited}5000 prompt tokens`,
			'5000 + 4000 > 8192',
			'5000 `inputs` tokens and 4000 `max_new_tokens` must be <= 8192',
		]) {
			assert.ok(fitsWithoutReply(saying(text)), text);
		}
		for (const text of [
			`${limited}8192 prompt tokens`,
			'There is a limit of 9000. You requested 9000 tokens: 5000 prompt tokens',
			'You requested 9000 tokens: 5000 prompt tokens',
			'There is a limit of 8192: 5000 prompt tokens',
			limited,
		]) {
			assert.equal(fitsWithoutReply(saying(text)), false, text);
		}
	});

	it('say what the account can pay for', () => {
		assert.equal(affordableTokens(saying('You can only afford 1,234.')), 1234);
		assert.equal(affordableTokens(saying('You can afford 7.')), undefined);
	});
});

describe('a reply that is too long', () => {
	it('is told from a prompt that is', () => {
		const text = 'max_tokens is too large';
		assert.ok(asksTooLongReply(saying(text)));
		assert.equal(asksTooLongReply(saying('the prompt is too large')), false);
		assert.equal(asksTooLongReply(saying('input + max_tokens exceeds it')), false);
		const counts = (limit: number | undefined, sent: number | undefined) =>
			asksTooLongReply(saying(text, { counts: { limit, sent } }));
		assert.ok(counts(10, 9));
		assert.equal(counts(10, 10), false);
		assert.ok(counts(10, undefined));
		assert.ok(counts(undefined, 10));
	});

	it('is the fault of its length, by the name that was sent', () => {
		for (const payload of [
			saying('max_tokens is too large'),
			saying('No.', { codes: ['max_tokens_exceeded'] }),
			saying('5000 + 4000 > 8192'),
		]) {
			for (const name of ['max_tokens', 'max_completion_tokens']) {
				assert.equal(parameterAtFault(payload, ['stop', name]), name, payload.text);
			}
			assert.equal(parameterAtFault(payload, ['stop']), undefined);
		}
	});

	it('has a name also where nothing of the kind was sent', () => {
		assert.equal(namedParameter(saying('Max_Tokens is too large')), 'max_tokens');
	});
});

describe('the parameter at fault', () => {
	it('is the one that the body names, if it was sent', () => {
		const payload = saying('No.', { parameter: 'top_k' });
		assert.equal(parameterAtFault(payload, ['top_k']), 'top_k');
		assert.equal(parameterAtFault(payload, ['stop']), undefined);
		assert.equal(parameterAtFault(payload), undefined);
	});

	it('is the longest name that stands in the words, whole', () => {
		const sent = ['top', 'top_k', 'top_k_max'];
		assert.equal(parameterAtFault(saying('top_k_max is not supported'), sent), 'top_k_max');
		assert.equal(parameterAtFault(saying('top_k is not supported'), sent), 'top_k');
		assert.equal(parameterAtFault(saying('top-x is not supported'), sent), undefined);
	});

	it('is none where the words refuse nothing, or only guess', () => {
		assert.equal(parameterAtFault(saying('top_k was read'), ['top_k']), undefined);
		const guess = "store is unsupported, did you mean 'stop'?";
		assert.equal(parameterAtFault(saying(guess), ['stop']), undefined);
	});

	it('is named by the words, sent or not', () => {
		assert.equal(namedParameter(saying("parameter 'top_x' is unsupported")), 'top_x');
		assert.equal(namedParameter(saying("parameter 'top_x' was read")), undefined);
		assert.equal(namedParameter(saying('It is unsupported')), undefined);
	});
});
