import assert from 'node:assert/strict';
import { canContinue } from '../../../../src/core/chat/continuation.ts';
import { replyEnd } from '../../../../src/shared/conversation/finishReason.ts';
import { asChatError, delta, events } from '../network/testServer.ts';
import { readEveryWay } from './readEveryWay.ts';

describe('a finish_reason in other words', () => {
	it('fails the reply where it says that it broke off', () => {
		for (const reason of [
			'error',
			'ERROR',
			'network_error',
			'insufficient_system_resource',
			'abort',
		]) {
			const outcome = readEveryWay(events(delta('Half'), delta('', reason), '[DONE]'));
			assert.equal(outcome.text, 'Half');
			assert.match(asChatError(outcome.error).message, new RegExp(`reported “${reason}”`));
		}
	});

	it('is an end at the length limit, which can be continued', () => {
		for (const finish_reason of [
			'length',
			'model_length',
			'max_tokens',
			'MAX_TOKENS',
			'model_context_window_exceeded',
		]) {
			assert.equal(replyEnd(finish_reason), 'length');
			assert.equal(readEveryWay(events(delta('Half', finish_reason), '[DONE]')).error, undefined);
			const reply = { status: 'complete', text: 'Half', facts: { finish_reason } } as Parameters<
				typeof canContinue
			>[0];
			assert.equal(canContinue(reply), true, finish_reason);
		}
	});

	it('is a filter’s, or says nothing', () => {
		for (const reason of ['content_filter', 'sensitive', 'SAFETY']) {
			assert.equal(replyEnd(reason), 'filtered');
		}
		for (const reason of ['stop', 'STOP', 'eos', 'tool_calls', 'toString', undefined]) {
			assert.equal(replyEnd(reason), undefined);
		}
	});
});
