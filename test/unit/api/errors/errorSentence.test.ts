import assert from 'node:assert/strict';
import { NO_PAYLOAD } from '../../../../src/api/errors/errorPayload.ts';
import { errorSentence, type SentenceParts } from '../../../../src/api/errors/errorSentence.ts';

const PARTS: SentenceParts = {
	status: undefined,
	payload: NO_PAYLOAD,
	detail: '',
	context: { url: new URL('https://ai.test/v1/chat'), apiKey: undefined },
	retryAfter: undefined,
	parameter: undefined,
	affordable: undefined,
	counts: { limit: undefined, sent: undefined },
};

const sentence = (kind: Parameters<typeof errorSentence>[0], more: Partial<SentenceParts> = {}) =>
	errorSentence(kind, { ...PARTS, ...more });

const limited = (payload: object, detail = '') =>
	sentence('rateLimit', { payload: { ...NO_PAYLOAD, ...payload }, detail });

describe('the sentence about a failure', () => {
	it('says what happened, without and with what the server says', () => {
		for (const [kind, bare, full] of [
			['noKey', 'ai.test asks for an API key, and none is set.', undefined],
			['badKey', 'ai.test did not accept the API key.', undefined],
			['keyLimit', 'The API key has reached its limit at ai.test.', 'at ai.test: Why not.'],
			['noCredit', 'The credit at ai.test is not enough.', 'is not enough: Why not.'],
			['moderation', 'The moderation at ai.test stopped the message.', 'message: Why not.'],
			[
				'dataPolicy',
				'Your privacy settings at ai.test rule out every provider of this model.',
				'of this model: Why not.',
			],
			['refused', 'ai.test refused the request.', 'refused the request: Why not.'],
			['modelUnavailable', 'This model is not available at ai.test.', undefined],
			['contextTooLong', 'The conversation is longer than the model can take.', 'take: Why not.'],
			[
				'badParameter',
				'ai.test does not take a parameter with this value.',
				'with this value: Why not.',
			],
			['rateLimit', 'ai.test is limiting requests.', 'is limiting requests: Why not.'],
			['timeout', 'ai.test took too long.', 'took too long: Why not.'],
			[
				'notTheApi',
				'/v1/chat at ai.test is not the chat API. Check the setting Base Url.',
				undefined,
			],
			['server', 'ai.test failed.', 'ai.test failed: Why not.'],
			['badRequest', 'ai.test did not accept the request.', 'request: Why not.'],
		] as const) {
			assert.equal(sentence(kind), bare);
			const said = sentence(kind, { status: 499, detail: 'Why not' });
			assert.ok(said.endsWith(full ?? bare), said);
		}
	});

	it('names model, parameter, provider and credit where they are known', () => {
		const context = { ...PARTS.context, model: 'maker/model' };
		assert.equal(
			sentence('modelUnavailable', { context }),
			'The model maker/model is not available at ai.test.',
		);
		assert.match(sentence('badParameter', { parameter: 'top_k' }), / take Top K with/);
		const payload = { ...NO_PAYLOAD, provider: 'Some Cloud' };
		assert.equal(sentence('server', { payload }), 'Some Cloud behind ai.test failed.');
		assert.equal(
			sentence('noCredit', { affordable: 1234, detail: 'Why' }),
			'The credit at ai.test is enough for a reply of 1,234 tokens, and this request asks for more.',
		);
	});

	it('says of 404 that something was not found', () => {
		assert.equal(
			sentence('badRequest', { status: 404 }),
			'ai.test did not find what this request names.',
		);
	});

	it('gives the numbers of a long prompt only where they explain it', () => {
		const tooLong = (limit: number | undefined, sent: number | undefined) =>
			sentence('contextTooLong', { counts: { limit, sent } });
		assert.equal(tooLong(8192, 12000), 'This would be 12,000 tokens; the model takes 8,192.');
		for (const [limit, sent] of [
			[8192, 8192],
			[8192, undefined],
			[undefined, 8192],
		] as const) {
			assert.match(tooLong(limit, sent), /^The conversation is longer/);
		}
	});

	it('says who limits requests', () => {
		const free = 'The free requests of the day are used up at ai.test.';
		assert.equal(limited({ limitSource: 'openrouter_free_tier_daily' }), free);
		assert.equal(limited({}, 'free-models-per-day'), free);
		const shared = 'ai.test limits how much all its users together use this model';
		assert.equal(limited({ limitSource: 'openrouter_shared_capacity' }), `${shared}.`);
		assert.equal(limited({}, 'limit_rpm'), `${shared}: limit_rpm.`);
		const limitSource = 'upstream_provider_shared_pool';
		assert.equal(limited({ limitSource }), 'The provider behind ai.test is limiting requests.');
		assert.equal(
			limited({ limitSource, provider: 'Some Cloud' }),
			'Some Cloud behind ai.test is limiting requests.',
		);
	});

	it('says when to try again, rounded up', () => {
		for (const [retryAfter, words] of [
			[-1, '1 s'],
			[0, '1 s'],
			[1.2, '2 s'],
			[119, '119 s'],
			[120, '2 min'],
			[121, '3 min'],
			[119 * 60, '119 min'],
			[120 * 60, '2 h'],
			[121 * 60, '2 h 5 min'],
			[179 * 60, '3 h'],
			[599 * 60, '10 h'],
			[601 * 60, '11 h'],
		] as const) {
			assert.ok(
				sentence('rateLimit', { retryAfter }).endsWith(`requests. Try again in ${words}.`),
				String(retryAfter),
			);
		}
	});

	it('ends in one stop, and in none behind an address', () => {
		const said = (detail: string) => sentence('refused', { detail });
		for (const detail of ['Why.', 'Why!', 'Why?', 'Why…', 'See https://ai.test/a']) {
			assert.ok(said(detail).endsWith(`: ${detail}`), detail);
		}
		assert.ok(said('Two\n lines').endsWith(': Two lines.'));
	});

	it('is cut between the server’s sentences, else with a sign', () => {
		const said = (detail: string) => sentence('refused', { detail });
		assert.ok(said('x'.repeat(400)).endsWith(`: ${'x'.repeat(400)}.`));
		assert.ok(said('x'.repeat(401)).endsWith(`: ${'x'.repeat(400)}…`));
		assert.ok(said(`One. Two. ${'x'.repeat(400)}`).endsWith(': One. Two.'));
		assert.ok(said(`. ${'x'.repeat(400)}`).endsWith('x…'));
	});
});
