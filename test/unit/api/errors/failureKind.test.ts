import assert from 'node:assert/strict';
import { NO_PAYLOAD } from '../../../../src/api/errors/errorPayload.ts';
import { failureKind, failureRule, statusOfCodes } from '../../../../src/api/errors/failureKind.ts';

const FACTS = {
	status: undefined,
	hadKey: true,
	isPage: false,
	parameter: undefined,
	proven: true,
};

const namesIn = (list: string) => list.trim().split(/\s+/);

describe('a code within a stream', () => {
	for (const [status, codes] of [
		[
			400,
			`max_tokens_exceeded wrong_endpoint invalid_request invalid_request_error invalid_prompt
			invalid_image image_too_large image_too_small unsupported_image_format image_download_failed
			image_not_found invalid_argument failed_precondition badrequesterror bad_request validation_error`,
		],
		[
			401,
			`authentication authentication_error invalid_api_key unauthenticated unauthorized
			authenticationerror unauthorizederror`,
		],
		[402, 'payment_required billing_error'],
		[
			403,
			`permission_denied region_restricted content_policy_violation refusal forbidden
			permission_error`,
		],
		[404, 'not_found privacy_restricted constraint_filtered notfounderror not_found_error'],
		[412, 'precondition_failed'],
		[413, 'payload_too_large request_too_large'],
		[422, 'unprocessable'],
		[
			429,
			`capacity_exhausted rate_limit_exceeded rate_limit_error resource_exhausted ratelimiterror
			too_many_requests throttlingexception throttling`,
		],
		[500, 'server server_error unmapped internal internalservererror internal_server_error'],
		[502, 'provider_unavailable'],
		[
			503,
			`provider_overloaded temporarily_unavailable unavailable service_unavailable
			unavailable_error`,
		],
		[504, 'timeout deadline_exceeded timeout_error'],
		[529, 'overloaded_error'],
	] as const) {
		it(`stands for ${status}`, () => {
			for (const code of namesIn(codes)) {
				assert.equal(statusOfCodes({ ...NO_PAYLOAD, codes: ['odd', code] }), status, code);
			}
		});
	}

	it('stands for nothing where nobody knows it', () => {
		assert.equal(statusOfCodes({ ...NO_PAYLOAD, codes: ['odd', 'constructor'] }), undefined);
	});
});

describe('a rule of failures', () => {
	const ruleOf = (payload: object, facts: object = {}) =>
		failureRule({ ...NO_PAYLOAD, ...payload }, { ...FACTS, ...facts }).name;

	for (const [rule, status, codes] of [
		[
			'credit',
			400,
			`insufficient_quota insufficient_user_quota insufficient_balance insufficient_credits
			insufficient_funds exceeded_current_quota_error billing_not_active billing_hard_limit_reached
			credit_balance_too_low arrearage`,
		],
		[
			'model by name',
			400,
			`model_not_found model_not_exist model_not_available model_not_supported model_decommissioned
			model_deprecated model_unavailable_upstream model_permission_blocked_org
			model_permission_blocked_project key_model_access_denied unavailable_model unknown_model
			invalid_model no_endpoints free_variant_ended deploymentnotfound`,
		],
		['limit in words', 400, 'rate_limit_exceeded throttlingexception too_many_requests'],
		[
			'context',
			400,
			`context_length_exceeded context_window_exceeded exceed_context_size_error
			token_limit_exceeded tokens_limit_reached too_many_prompt_tokens
			model_max_prompt_tokens_exceeded string_too_long`,
		],
		['key', 403, 'invalid_api_key api_key_invalid'],
		[
			'moderation',
			422,
			`content_policy_violation content_filter responsibleaipolicyviolation
			data_inspection_failed refusal moderation`,
		],
		[
			'image',
			400,
			`invalid_image image_too_large image_too_small unsupported_image_format
			image_download_failed image_not_found`,
		],
		['path', 400, 'wrong_endpoint'],
		['data policy', 404, 'privacy_restricted'],
		['routing', 404, 'constraint_filtered'],
	] as const) {
		it(`“${rule}” knows its codes, among others`, () => {
			for (const code of namesIn(codes)) {
				assert.equal(ruleOf({ codes: ['odd', code] }, { status }), rule, code);
			}
		});
	}

	it('applies to a status, and to no other', () => {
		for (const [status, rule] of [
			[399, 'something without a status'],
			[400, '4xx'],
			[401, '401'],
			[402, '402'],
			[403, '403'],
			[408, 'timeout'],
			[429, '429'],
			[499, '4xx'],
			[500, '5xx'],
			[504, 'timeout'],
			[522, 'timeout'],
			[523, '5xx'],
			[524, 'timeout'],
			[600, '5xx'],
			[undefined, 'something without a status'],
		] as const) {
			assert.equal(ruleOf({}, { status }), rule, String(status));
		}
	});

	it('stands back where a status says more', () => {
		for (const [code, status, rule] of [
			['insufficient_quota', 401, 'credit by name, with the status of a key'],
			['model_not_found', 429, '429'],
			['rate_limit_exceeded', 401, '401'],
			['rate_limit_exceeded', 402, '402'],
			['rate_limit_exceeded', 408, 'timeout'],
			['context_length_exceeded', 401, '401'],
			['context_length_exceeded', 429, '429'],
		] as const) {
			assert.equal(ruleOf({ codes: [code] }, { status }), rule, `${code}, ${status}`);
		}
		const text = 'max_tokens is too large';
		assert.equal(ruleOf({ text }, { status: 400 }), 'length of the reply');
		for (const [status, rule] of [
			[401, '401'],
			[402, '402'],
			[403, '403'],
			[429, '429'],
		] as const) {
			assert.equal(ruleOf({ text }, { status }), rule, String(status));
		}
	});

	it('goes by a status in the body, or a code’s, where HTTP says none', () => {
		assert.equal(ruleOf({ status: 402, codes: ['forbidden'] }), '402');
		assert.equal(ruleOf({ codes: ['forbidden'] }), '403');
		assert.equal(ruleOf({ status: 402 }, { status: 403 }), '403');
	});

	it('goes by signs', () => {
		assert.equal(ruleOf({ flagged: true }, { status: 451 }), 'moderation');
		assert.equal(ruleOf({ parameter: 'model' }, { status: 400 }), 'model');
		assert.equal(ruleOf({}, { status: 400, parameter: 'stop' }), 'parameter');
		assert.equal(ruleOf({}, { parameter: 'stop' }), 'parameter');
	});

	it('for an address that is wrong does not apply where replies have come from it', () => {
		for (const [status, isPage, rule, proven] of [
			[405, false, '405', '4xx'],
			[404, false, '404', '4xx'],
			[400, true, 'page', '4xx'],
			[403, true, '403', '403'],
		] as const) {
			assert.equal(ruleOf({}, { status, isPage, proven: false }), rule);
			assert.equal(ruleOf({}, { status, isPage, proven: true }), proven);
		}
	});

	it('finds data policies and routing in words only under 404, or no status', () => {
		const policy = { text: 'Your data policy is in the way.' };
		assert.equal(ruleOf(policy), 'data policy');
		assert.equal(ruleOf(policy, { status: 404 }), 'data policy');
		assert.equal(ruleOf(policy, { status: 400 }), '4xx');
		const guarded = { text: 'A guardrail is in the way.' };
		assert.equal(ruleOf(guarded), 'routing');
		assert.equal(ruleOf(guarded, { status: 400 }), '4xx');
		assert.equal(ruleOf({ text: 'Key limit exceeded' }, { status: 402 }), 'key limit');
		assert.equal(ruleOf({ text: 'Key limit exceeded' }), 'key limit');
	});

	it('says of a key that none was sent', () => {
		const kind = (hadKey: boolean) => failureKind(NO_PAYLOAD, { ...FACTS, status: 401, hadKey });
		assert.equal(kind(true), 'badKey');
		assert.equal(kind(false), 'noKey');
	});
});
