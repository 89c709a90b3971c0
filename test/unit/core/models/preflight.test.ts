import assert from 'node:assert/strict';
import {
	type AlreadyTold,
	notToldYet,
	type PreflightFacts,
	preflight,
} from '../../../../src/core/models/preflight.ts';
import type { FailureKind } from '../../../../src/shared/conversation/messages.ts';
import { catalogueModel } from './catalogueSamples.ts';

const LLAMA = catalogueModel('meta-llama/llama-3-70b-instruct', {
	contextLength: 8192,
	maxCompletionTokens: 8000,
	inputModalities: ['text'],
});
const NOTHING: PreflightFacts = {
	model: LLAMA.id,
	server: 'openrouter.ai',
	known: LLAMA,
	nearest: undefined,
	maxTokens: undefined,
	images: 0,
	prompt: undefined,
	today: '2026-11-24',
};

function found(facts: Partial<PreflightFacts>): string[] {
	return preflight({ ...NOTHING, ...facts }).map(({ kind, message, remedies }) =>
		[kind, message, ...remedies.map(({ action, label }) => `[${action}: ${label}]`)].join(' '),
	);
}

describe('before a message is sent', () => {
	it('nothing is said where nothing is known to be wrong', () => {
		assert.deepEqual(found({}), []);
		const facts = { images: 2, maxTokens: 1_000_000, prompt: { tokens: 9_000, fits: true } };
		assert.deepEqual(found({ ...facts, known: undefined }), []);
		assert.deepEqual(found({ ...facts, known: catalogueModel('bare') }), []);
		assert.deepEqual(found({ maxTokens: 8000, prompt: { tokens: 8192, fits: true } }), []);
	});

	it('a model that is gone is told of, with the nearest one', () => {
		const nearest = catalogueModel('meta-llama/llama-3.3-70b-instruct');
		assert.deepEqual(found({ known: undefined, nearest }), [
			'modelGone meta-llama/llama-3-70b-instruct is not among the models of openrouter.ai. [useNearest: Use Llama 3.3 70B Instruct] [selectModel: Select Another Model]',
		]);
		const nearestReads = 'reads about 6.1k tokens of this chat, ≈$0.0061';
		assert.match(
			found({ known: undefined, nearest, nearestReads })[0] ?? '',
			/openrouter\.ai\. Llama 3\.3 70B Instruct reads about 6\.1k tokens of this chat, ≈\$0\.0061\. \[/,
		);
		assert.deepEqual(found({ known: undefined, nearest: null }), [
			'modelGone meta-llama/llama-3-70b-instruct is not among the models of openrouter.ai. [selectModel: Select Another Model]',
		]);
	});

	it('a model that goes away soon is told of, with the day', () => {
		const when = (expires: string) => found({ known: { ...LLAMA, expires } })[0] ?? '';
		assert.match(
			when('2026-12-04'),
			/^modelExpires Llama 3 70B Instruct goes away from openrouter\.ai in 10 days, on 2026-12-04\. \[selectModel/,
		);
		assert.match(when('2026-11-24'), /goes away from openrouter\.ai today, on/);
		assert.match(when('2026-11-25'), /tomorrow, on/);
		assert.match(when('2026-11-20'), /was to go away from openrouter\.ai on 2026-11-20\./);
		assert.equal(when('2027-06-01'), '');
		assert.equal(when('some day'), '');
	});

	it('images for a model that reads none are told of', () => {
		assert.deepEqual(found({ images: 1 }), [
			'imagesRefused Llama 3 70B Instruct takes no images, and one goes along. [sendWithoutImages: Send Without Images] [selectModel: Select Another Model]',
		]);
		assert.match(found({ images: 3 })[0] ?? '', /and 3 go along\./);
		assert.deepEqual(
			found({ images: 3, known: { ...LLAMA, inputModalities: ['text', 'image'] } }),
			[],
		);
	});

	it('a message that does not fit is told of', () => {
		assert.deepEqual(found({ prompt: { tokens: 9001, fits: false } }), [
			'promptTooLong This does not fit, by an estimate: about 9,001 tokens go out, and Llama 3 70B Instruct takes 8,192 with the reply. [selectModel: Select Another Model] [sendAnyway: Send Anyway]',
		]);
	});

	it('more tokens for the reply than the model can give are told of, with how many it can', () => {
		assert.deepEqual(found({ maxTokens: 16_384 }), [
			'maxTokensTooHigh Max Tokens is 16,384, and Llama 3 70B Instruct gives at most 8,000: that is what is sent. [lowerMaxTokens: Lower to 8,000]',
		]);
		assert.deepEqual(
			found({ maxTokens: 16_384, known: { ...LLAMA, maxCompletionTokens: undefined } }),
			[
				'maxTokensTooHigh Max Tokens is 16,384, and Llama 3 70B Instruct takes 8,192 tokens in all, so about 8,016 are left for the reply: that is what is sent. [lowerMaxTokens: Lower to 8,016]',
			],
		);
		// A list that gives the whole context as the longest reply.
		const whole = { ...LLAMA, maxCompletionTokens: 8192 };
		const prompt = { tokens: 1000, fits: true };
		assert.deepEqual(found({ maxTokens: 9000, known: whole, prompt }), [
			'maxTokensTooHigh Max Tokens is 9,000, and Llama 3 70B Instruct takes 8,192 tokens in all, so about 7,024 are left for the reply: that is what is sent. [lowerMaxTokens: Lower to 7,024]',
		]);
		assert.equal(found({ maxTokens: 8192, known: whole }).length, 1);
		assert.deepEqual(found({ maxTokens: 7500, known: whole, prompt }), []);
	});

	it('what was refused for the same cause is told once, with all else beside it', () => {
		const findings = preflight({
			...NOTHING,
			maxTokens: 16_384,
			images: 1,
			prompt: { tokens: 9001, fits: false },
		});
		const kindsBeside = (told: Partial<AlreadyTold> = {}) =>
			notToldYet(findings, {
				notice: null,
				failure: undefined,
				withoutImages: false,
				...told,
			}).map(({ kind }) => kind);
		const failed = (kind: FailureKind, more = {}) => ({ kind, message: 'It failed.', ...more });
		const all = ['imagesRefused', 'promptTooLong', 'maxTokensTooHigh'];
		assert.deepEqual(kindsBeside(), all);
		assert.deepEqual(kindsBeside({ notice: failed('overLimit') }), all);
		assert.deepEqual(kindsBeside({ failure: failed('rateLimit') }), all);
		const noImages = ['promptTooLong', 'maxTokensTooHigh'];
		assert.deepEqual(kindsBeside({ notice: failed('textOnly') }), noImages);
		assert.deepEqual(kindsBeside({ failure: failed('refused'), withoutImages: true }), noImages);
		const fits = ['imagesRefused', 'maxTokensTooHigh'];
		assert.deepEqual(kindsBeside({ notice: failed('contextTooLong') }), fits);
		assert.deepEqual(kindsBeside({ failure: failed('contextTooLong') }), fits);
		const refused = failed('badParameter', { parameter: 'max_tokens' });
		assert.deepEqual(kindsBeside({ failure: refused }), ['imagesRefused', 'promptTooLong']);
		const gone = preflight({ ...NOTHING, nearest: null });
		const told = { notice: null, failure: failed('modelUnavailable'), withoutImages: false };
		assert.equal(gone.length, 1);
		assert.deepEqual(notToldYet(gone, told), []);
		const unknown = failed('badRequest', { status: 404 });
		assert.deepEqual(notToldYet(gone, { ...told, failure: unknown }), []);
		assert.equal(notToldYet(gone, { ...told, failure: failed('badRequest') }).length, 1);
		const leaves = { ...LLAMA, expires: '2026-11-23' };
		const expiring = preflight({ ...NOTHING, known: leaves });
		assert.equal(expiring.length, 1);
		assert.deepEqual(notToldYet(expiring, told), []);
	});
});
