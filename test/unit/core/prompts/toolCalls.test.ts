import assert from 'node:assert/strict';
import fc from 'fast-check';
import { messageSizes } from '../../../../src/core/context/messageTokens.ts';
import { summaryQuestion } from '../../../../src/core/context/summaryPrompt.ts';
import { wireMessages } from '../../../../src/core/prompts/prompt.ts';
import { asSent } from '../../../../src/core/secrets/asSent.ts';
import { withheldFrom } from '../../../../src/core/secrets/withheldMessages.ts';
import type { Message, Reply } from '../../../../src/shared/conversation/messages.ts';
import { checkChatBody } from '../../../standin/requestSchema.ts';

const CALL = {
	type: 'toolCall',
	name: 'look',
	id: 'c1',
	input: '{"at":"x"}',
	result: 'fine',
} as const;

function replyWith(extras: Reply['extras'] & {}, text = ''): Reply {
	return {
		role: 'assistant',
		id: 'r',
		parent: 'q',
		at: 1,
		model: 'm',
		text,
		reasoning: '',
		status: 'complete',
		facts: {},
		extras,
	};
}

const anyCall = fc.record(
	{
		type: fc.constant('toolCall' as const),
		name: fc.string(),
		id: fc.constantFrom('a', 'b', 'c'),
		input: fc.string(),
		result: fc.string(),
	},
	{ requiredKeys: ['type', 'name'] },
);

const anyMessage = fc.oneof(
	fc
		.string()
		.map((text): Message => ({ role: 'user', id: 'q', parent: null, at: 1, text, excerpts: [] })),
	fc
		.tuple(fc.array(anyCall, { maxLength: 4 }), fc.string())
		.map(([extras, text]) => replyWith(extras, text)),
);

describe('Calls of tools', () => {
	it('are in an order that servers take, whatever a branch has', () => {
		fc.assert(
			fc.property(fc.array(anyMessage, { minLength: 1, maxLength: 8 }), (path) => {
				const messages = wireMessages(path);
				fc.pre(messages.length > 0);
				const checked = checkChatBody({ model: 'm', messages });
				assert.equal('problem' in checked ? checked.problem : undefined, undefined);
				const roles = messages.map(({ role }) => role).join(' ');
				assert.doesNotMatch(roles, /user user|assistant assistant/);
			}),
		);
	});

	it('count, with what they were given and what they answered', () => {
		const long = replyWith([{ ...CALL, result: 'word '.repeat(1000) }]);
		const unanswered = replyWith([{ type: 'toolCall', name: 'look' }]);
		assert.equal(messageSizes([unanswered])(unanswered), 0, 'it is not sent');
		assert.ok(messageSizes([long])(long) > 900);
	});

	it('go out without the secrets that are replaced, also as JSON writes them', () => {
		const withheld = [{ text: 'a"b\nc', sent: 'PLACEHOLDER_1_KEY' }];
		const reply = replyWith([
			{ ...CALL, input: JSON.stringify({ key: 'a"b\nc' }), result: 'It is a"b\nc.' },
		]);
		const [, called, answered] = withheldFrom(wireMessages([reply]), withheld);
		assert.equal(called?.tool_calls?.[0]?.function.arguments, '{"key":"PLACEHOLDER_1_KEY"}');
		assert.equal(answered?.content, 'It is PLACEHOLDER_1_KEY.');
		const [exported] = asSent([reply], withheld);
		assert.doesNotMatch(JSON.stringify(exported), /a\\+"b/);
	});

	it('go out however many a reply has', () => {
		const ids = Array.from({ length: 150_000 }, (_, at) => `call-${at}`);
		const calls = ids.map((id) => ({ type: 'toolCall' as const, name: 'look', id, result: '' }));
		assert.equal(wireMessages([replyWith(calls)]).length, ids.length + 2);
	});

	it('are in the material of a summary', () => {
		assert.match(
			summaryQuestion('s', [replyWith([CALL])]).text,
			/look was called with.*"at"[\s\S]*fine/,
		);
	});
});
