import assert from 'node:assert/strict';
import { asSent } from '../../../../src/core/secrets/asSent.ts';
import type { Reply } from '../../../../src/shared/conversation/messages.ts';

const ANSWER: Reply = {
	role: 'assistant',
	id: 'r1',
	parent: 'q1',
	at: 2,
	model: 'a',
	text: '',
	reasoning: '',
	status: 'complete',
	facts: {},
};
const WITHHELD = [{ text: 'x9Kq2mZ4tB', sent: 'PLACEHOLDER_1_PASSWORD' }];

describe('Messages as they leave this machine', () => {
	it('name what was not sent without a secret in it, whole or cut', () => {
		const unsent = (text: string) => ({ id: 'q0', text, why: 'noRoom' as const });
		const texts = ['It is x9Kq2mZ4tB, then', 'And here it is x9Kq2', 'None'];
		const answer = { ...ANSWER, unsent: texts.map(unsent) };
		const [sent] = asSent([answer], WITHHELD);
		assert.ok(sent?.role === 'assistant');
		assert.deepEqual(
			sent.unsent?.map(({ text }) => text),
			['It is PLACEHOLDER_1_PASSWORD, then', 'Message', 'None'],
		);
	});

	it('have the summaries of a request without it, and do not say what stands for what', () => {
		const request = {
			system: '',
			parameters: {},
			summaries: [{ id: 's1', text: 'The password is x9Kq2mZ4tB.' }],
			withheld: WITHHELD,
			leftOut: [],
		};
		const answer = { ...ANSWER, request, continuations: [request] };
		const [sent] = asSent([answer], WITHHELD);
		assert.ok(sent?.role === 'assistant');
		assert.ok(!JSON.stringify(sent).includes('x9Kq2'));
		assert.equal(sent.request?.summaries?.[0]?.text, 'The password is PLACEHOLDER_1_PASSWORD.');
	});
});
