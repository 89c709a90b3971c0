import assert from 'node:assert/strict';
import { errorInReply, errorOfAnswer } from '../../../../src/api/errors/errorBody.ts';
import { namedParameter } from '../../../../src/api/errors/errorDetails.ts';
import { payloadOfBody } from '../../../../src/api/errors/errorPayload.ts';
import { failureRule } from '../../../../src/api/errors/failureKind.ts';
import { FAILURE_RULES, OTHERWISE } from '../../../../src/api/errors/failureRules.ts';
import { isWebPage } from '../../../../src/api/errors/webPage.ts';
import type { FailureKind } from '../../../../src/shared/conversation/messages.ts';
import { FAILURE_EXAMPLES, type FailureExample } from './failureExamples.ts';

const CONTEXT = {
	url: new URL('http://127.0.0.1:4011/v1/chat/completions'),
	apiKey: 'sk-secret-0123456789',
};

/** The rules with what is for each. */
const RULES = FAILURE_RULES.map((rule) => ({
	...rule,
	examples: FAILURE_EXAMPLES[rule.name] ?? [],
}));

const bodyOf = ([, body]: FailureExample) =>
	typeof body === 'string' ? body : JSON.stringify(body);

/** The name of the rule that takes an example, of all in the table. */
function winner(example: FailureExample): string {
	const [status] = example;
	const payload = payloadOfBody(bodyOf(example));
	return failureRule(payload, {
		status: status === 'in stream' ? undefined : status,
		hadKey: true,
		isPage: isWebPage(bodyOf(example)),
		parameter: namedParameter(payload),
		proven: false,
	}).name;
}

function kindOf(example: FailureExample, context: object = {}): FailureKind {
	const [status, body] = example;
	const given = { ...CONTEXT, ...context };
	return status === 'in stream'
		? errorInReply(body, given).kind
		: errorOfAnswer(status, {}, bodyOf(example), given).kind;
}

describe('the rules for the kind of a failure', () => {
	for (const rule of RULES) {
		it(`“${rule.name}” takes its own examples, as ${rule.kind}`, () => {
			assert.ok(rule.examples.length > 0, 'no example shows that the rule can be reached');
			for (const example of rule.examples) {
				assert.equal(winner(example), rule.name, bodyOf(example));
				assert.equal(kindOf(example), rule.kind, bodyOf(example));
			}
		});
	}

	it('have a name each, and the last takes whatever is left', () => {
		const names = FAILURE_RULES.map(({ name }) => name);
		assert.equal(new Set(names).size, names.length);
		assert.equal(FAILURE_RULES.at(-1), OTHERWISE);
		assert.deepEqual(Object.keys(FAILURE_EXAMPLES).toSorted(), names.toSorted());
		const { name, kind, ...conditions } = OTHERWISE;
		assert.ok(name !== '' && kind !== undefined);
		assert.deepEqual(conditions, {});
	});

	it('tell a key that is not accepted from one that was not sent', () => {
		for (const rule of RULES.filter(({ kind }) => kind === 'badKey')) {
			for (const example of rule.examples) {
				assert.equal(kindOf(example, { apiKey: undefined }), 'noKey', bodyOf(example));
			}
		}
	});

	it('say the same of an error in a stream that names its status as of one that came under it', () => {
		for (const { name, examples } of RULES) {
			for (const [status, body] of examples) {
				if (typeof body === 'string' || status === 'in stream' || !('error' in body)) continue;
				if (typeof body.error !== 'object') continue;
				const numbered = { ...body, code: status };
				assert.equal(winner(['in stream', numbered]), name, JSON.stringify(numbered));
			}
		}
	});

	it('are quick over whatever a stranger writes', () => {
		const pieces = [
			'model ',
			'api key ',
			'key ',
			'no endpoints found for ',
			'no endpoints found for x',
			'1',
			'1,',
			'maximum ',
			'context length ',
			'<title',
			' ',
			'parameter "a',
			'did you mean ',
		];
		for (const piece of pieces) {
			const body = piece.repeat(1_000_000 / piece.length);
			for (const text of [body, JSON.stringify({ error: { message: body } }), `<${body}`]) {
				// The processor's time: what else the machine does is not in it.
				const begun = process.cpuUsage();
				for (const status of [400, 403, 404]) errorOfAnswer(status, {}, text, CONTEXT);
				const { user, system } = process.cpuUsage(begun);
				const took = (user + system) / 1000;
				assert.ok(took < 1_000, `${piece}: ${Math.round(took)} ms`);
			}
		}
	});
});
