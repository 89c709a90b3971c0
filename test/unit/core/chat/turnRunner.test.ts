import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { RENEWAL_MS } from '../../../../src/core/chat/replyLeases.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { messageViews } from '../../../../src/core/panel/messageViews.ts';
import type { ChatRequest } from '../../../../src/core/server/chatRequest.ts';
import type { Message } from '../../../../src/shared/conversation/messages.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import type { Standin } from '../../../standin/standin.ts';
import { question, reply } from '../conversation/conversationSamples.ts';
import { ChatInTest } from './chatInTest.ts';
import { standinForSuite } from './standinForSuite.ts';

const texts = (messages: readonly Message[]) => messages.map(({ text }) => text);

describe('The turns of a chat', () => {
	const suite = standinForSuite();
	let standin: Standin;
	let test: ChatInTest;

	beforeEach(() => {
		standin = suite.standin;
		test = new ChatInTest(standin, suite.server);
	});

	it('keeps question, reply and facts, and sends the whole branch with the next question', async () => {
		await test.ask('One?', 'One.');
		await test.ask('Two?', 'Two.');
		assert.deepEqual(texts(test.messages), ['One?', 'One.', 'Two?', 'Two.']);
		assert.deepEqual(
			standin.chats.at(-1)?.chat?.messages.map(({ role, content }) => [role, content]),
			[
				['user', 'One?'],
				['assistant', 'One.'],
				['user', 'Two?'],
			],
		);
		const reply = test.messages[3];
		assert.ok(reply?.role === 'assistant');
		assert.equal(reply.status, 'complete');
		assert.equal(reply.facts.finish_reason, 'stop');
		assert.equal(reply.facts.object, 'chat.completion.chunk');
		assert.ok((reply.facts.usage?.total_tokens ?? 0) > 0);
	});

	it('keeps which models the server names in the place of one it has not', async () => {
		const instead = ['meta-llama/llama-3.3-70b-instruct'];
		standin.script({
			kind: 'error',
			status: 404,
			body: {
				shape: 'object',
				message: 'No endpoints found for meta-llama/llama-3-70b-instruct.',
				availability: { code: 'model_deprecated', retryable: false, fallback_models: instead },
			},
		});
		await test.chat.turns.send('Well?', []);
		await test.settled();
		const reply = test.messages[1];
		assert.ok(reply?.role === 'assistant');
		assert.deepEqual(reply.failure?.instead, instead);
		assert.deepEqual(test.replayed().path(), test.messages);
	});

	it('records that the server has read only a part, learns nothing from that, and forgets it with the next reply', async () => {
		const model = 'meta-llama/llama-3-70b-instruct';
		const before = test.tokens.of(model).factors;
		standin.script({ kind: 'reply', text: 'One.', window: 2050 });
		await test.chat.turns.send('word '.repeat(6000), []);
		await test.settled();
		const cut = test.messages[1];
		assert.ok(cut?.role === 'assistant');
		assert.equal(cut.facts.counted_short?.counted, 2050);
		assert.ok((cut.facts.counted_short?.sent ?? 0) > 5900);
		assert.equal(test.tokens.of(model).factors, before);
		await test.ask('Two?', 'Two.');
		const whole = test.messages[3];
		assert.ok(whole?.role === 'assistant');
		assert.equal(whole.facts.counted_short, undefined);
	});

	it('records that also of a request that is run again', async () => {
		standin.script({ kind: 'reply', text: 'One.' });
		await test.chat.turns.send('word '.repeat(6000), []);
		await test.settled();
		const { id } = test.chat.conversation.lastReply() ?? assert.fail();
		const request = standin.chats[0]?.body as ChatRequest;
		standin.script({ kind: 'reply', text: 'Two.', window: 2050 });
		const url = `${standin.baseUrl}/chat/completions`;
		await test.chat.turns.runAgain(id, { request, url });
		await test.settled();
		assert.equal(test.chat.conversation.lastReply()?.facts.counted_short?.counted, 2050);
	});

	it('does not send again what was thought in tags, also where only their end was there', async () => {
		for (const thought of [
			'<think>\nLet me see. One.\n</think>\n\n',
			'Let me see. One.\n</think>\n',
		]) {
			test = new ChatInTest(standin, suite.server);
			await test.ask('One?', `${thought}One.`);
			const reply = test.messages[1];
			assert.ok(reply?.role === 'assistant');
			assert.equal(reply.text, 'One.');
			assert.equal(reply.reasoning.trim(), 'Let me see. One.');
			assert.notEqual(reply.reasoningMs, undefined);
			assert.deepEqual(test.replayed().path(), test.messages);
			await test.ask('Two?', 'Two.');
			assert.deepEqual(
				standin.chats.at(-1)?.chat?.messages.map(({ content }) => content),
				['One?', 'One.', 'Two?'],
			);
		}
	});

	it('learns from what the server counted, for the next estimate', async () => {
		const model = 'meta-llama/llama-3-70b-instruct';
		await test.ask('hi', 'One.');
		assert.deepEqual(test.tokens.of(model).factors, {});
		// The stand-in counts a token for four characters.
		await test.ask('word '.repeat(500), 'Two.');
		assert.ok((test.tokens.of(model).factors.latin ?? 1) > 1.05);
	});

	it('records just what a replay needs', async () => {
		await test.ask('One?', 'One.');
		assert.deepEqual(test.replayed().path(), test.messages);
	});

	it('says that it receives a reply, every few seconds until the end', async () => {
		mock.timers.enable({ apis: ['setInterval'] });
		try {
			standin.script({ kind: 'reply', text: 'One two three.', holdAfter: 1 });
			await test.chat.turns.send('One?', []);
			await standin.waitForHold();
			const leases = () => test.events.filter(({ type }) => type === 'running');
			assert.deepEqual(leases(), [{ type: 'running', id: test.chat.turns.running, process: 1 }]);
			mock.timers.tick(2 * RENEWAL_MS);
			assert.equal(leases().length, 3);
			standin.release();
			await test.settled();
			mock.timers.tick(10 * RENEWAL_MS);
			assert.equal(leases().length, 3);
			assert.deepEqual(test.replayed().messages(), test.messages);
		} finally {
			mock.timers.reset();
		}
	});

	it('keeps how long the model reasoned, also of a reply that was stopped in the middle of it', async () => {
		let time = 0;
		test = new ChatInTest(standin, suite.server, () => (time += 100));
		standin.script({ kind: 'reply', text: 'So.', reasoning: 'Let me see now.' });
		await test.chat.turns.send('One?', []);
		await test.settled();
		const [, reply] = test.messages;
		assert.ok(reply?.role === 'assistant');
		const pieces = reply.reasoning.split(' ').length;
		assert.equal(reply.reasoningMs, (pieces - 1) * 100);
		assert.deepEqual(test.replayed().messages(), test.messages);
		const told = test.events.filter((event) => 'reasoningMs' in event);
		assert.deepEqual(
			told.map(({ type }) => type),
			['text'],
			'with the first text, for a reply that is cut off later',
		);
	});

	it('stops at once, keeps the text, and closes the socket', async () => {
		standin.script({ kind: 'reply', text: 'word '.repeat(50), holdAfter: 10 });
		await test.chat.turns.send('Go on', []);
		await standin.waitForHold();
		test.chat.turns.stop();
		await test.settled();
		assert.equal(await standin.chats.at(-1)?.whenClosed, 'byClient');
		const reply = test.messages[1];
		assert.ok(reply?.role === 'assistant');
		assert.equal(reply.status, 'stopped');
		assert.equal(test.replayed().lastReply()?.status, 'stopped');
	});

	it('keeps the text of a reply that fails in mid-stream, with the failure', async () => {
		standin.script({
			kind: 'reply',
			text: 'some words that come',
			ending: { kind: 'error', shape: 'A', afterChunks: 2, code: 502, message: 'upstream is down' },
		});
		await test.chat.turns.send('Hello', []);
		await test.settled();
		const reply = test.messages[1];
		assert.ok(reply?.role === 'assistant');
		assert.equal(reply.status, 'failed');
		assert.notEqual(reply.text, '');
		assert.match(`${reply.failure?.message} ${reply.failure?.detail}`, /upstream is down/);
	});

	it('regenerates beside the old reply, and leads back to it', async () => {
		await test.ask('One?', 'First.');
		const first = test.messages[1]?.id ?? '';
		standin.script({ kind: 'reply', text: 'Second.' });
		await test.chat.turns.regenerate(first);
		await test.settled();
		assert.deepEqual(texts(test.messages), ['One?', 'Second.']);
		assert.equal(standin.chats.at(-1)?.chat?.messages.length, 1);
		const view = messageViews(test.chat)[1];
		assert.deepEqual([view?.sibling, view?.siblings], [2, 2]);
		test.chat.showSibling(view?.message.id ?? '', -1);
		assert.deepEqual(texts(test.messages), ['One?', 'First.']);
		test.chat.showSibling(first, -1);
		assert.deepEqual(texts(test.messages), ['One?', 'First.']);
		assert.deepEqual(texts(test.replayed().path()), ['One?', 'First.']);
	});

	it('asks again with a change that holds for that request alone', async () => {
		await test.ask('One?', 'First.');
		const first = test.messages[1]?.id ?? '';
		standin.script({ kind: 'reply', text: 'Shorter.' });
		await test.chat.turns.regenerate(first, { maxTokens: 7, without: 'stream_options' });
		await test.settled();
		assert.equal(standin.chats.at(-1)?.chat?.['max_tokens'], 7);
		assert.doesNotMatch(standin.chats.at(-1)?.bodyText ?? '', /stream_options/);
		await test.ask('Two?', 'Second.');
		assert.doesNotMatch(standin.chats.at(-1)?.bodyText ?? '', /max_tokens/);
	});

	it('asks another model for one reply, and the chat’s own from then on', async () => {
		await test.ask('One?', 'First.');
		const own = standin.chats.at(-1)?.chat?.['model'];
		standin.script({ kind: 'reply', text: 'By another.' });
		await test.chat.turns.regenerate(test.messages[1]?.id ?? '', {}, { model: 'other/model' });
		await test.settled();
		assert.equal(standin.chats.at(-1)?.chat?.['model'], 'other/model');
		const [, reply] = test.messages;
		assert.ok(reply?.role === 'assistant');
		assert.equal(reply.model, 'other/model');
		assert.deepEqual(test.chat.conversation.choices, {});
		await test.ask('Two?', 'Second.');
		assert.equal(standin.chats.at(-1)?.chat?.['model'], own);
		const [, , , last] = messageViews(test.chat);
		assert.equal(last?.modelChange?.from, 'Model');
		standin.script({ kind: 'reply', text: 'Again.' });
		await test.chat.turns.regenerate(reply.id);
		await test.settled();
		assert.equal(standin.chats.at(-1)?.chat?.['model'], own, 'Regenerate asks the chat’s own');
	});

	it('asks with other parameters for one reply, says so with it, and as the chat has it from then on', async () => {
		test.chat.choose({ parameters: { temperature: 0.5, topP: 0.9 }, reasoningEffort: 'low' });
		await test.ask('One?', 'First.');
		standin.script({ kind: 'reply', text: 'Otherwise.' });
		const once = { parameters: { temperature: 0, topP: null, seed: 7 }, reasoningEffort: null };
		await test.chat.turns.regenerate(test.messages[1]?.id ?? '', {}, once);
		await test.settled();
		const sent = standin.chats.at(-1)?.chat;
		assert.deepEqual([sent?.['temperature'], sent?.['top_p'], sent?.['seed']], [0, undefined, 7]);
		const [, reply] = test.messages;
		assert.ok(reply?.role === 'assistant');
		assert.deepEqual(reply.once, once);
		assert.deepEqual(reply.request?.parameters['temperature'], 0);
		await test.ask('Two?', 'Second.');
		const next = standin.chats.at(-1)?.chat;
		assert.deepEqual(
			[next?.['temperature'], next?.['top_p'], next?.['seed']],
			[0.5, 0.9, undefined],
		);
		standin.script({ kind: 'reply', text: 'Again.' });
		await test.chat.turns.regenerate(reply.id);
		await test.settled();
		assert.equal(standin.chats.at(-1)?.chat?.['temperature'], 0.5, 'Regenerate is as the chat');
		const last = test.messages[1];
		assert.equal(last?.role === 'assistant' && last.once, undefined);
	});

	it('edits beside the old question, with its excerpts', async () => {
		standin.script({ kind: 'reply', text: 'Old.' });
		await test.chat.turns.send('Old?', [EXCERPT]);
		await test.settled();
		await test.ask('More?', 'More.');
		standin.script({ kind: 'reply', text: 'New.' });
		await test.chat.turns.edit(test.messages[0]?.id ?? '', 'New?');
		await test.settled();
		assert.deepEqual(texts(test.messages), ['New?', 'New.']);
		const [question] = test.messages;
		assert.ok(question?.role === 'user');
		assert.deepEqual(question.excerpts, [EXCERPT]);
		assert.equal(messageViews(test.chat)[0]?.siblings, 2);
	});

	it('continues a reply that reached its length limit, in the same reply', async () => {
		standin.script({ kind: 'reply', text: 'The first half ', finishReason: 'length' });
		await test.chat.turns.send('One?', []);
		await test.settled();
		const first = test.messages[1];
		assert.ok(first?.role === 'assistant');
		assert.equal(messageViews(test.chat)[1]?.canContinue, true);
		standin.script({ kind: 'reply', text: 'and the second.' });
		await test.chat.turns.continue(first.id);
		await test.settled();
		assert.deepEqual(
			standin.chats.at(-1)?.chat?.messages.map(({ role, content }) => [role, content]),
			[
				['user', 'One?'],
				['assistant', 'The first half '],
			],
		);
		const whole = test.messages[1];
		assert.ok(whole?.role === 'assistant');
		assert.equal(whole.id, first.id);
		assert.equal(whole.text, 'The first half and the second.');
		assert.equal(whole.status, 'complete');
		assert.equal(whole.facts.finish_reason, 'stop');
		assert.ok((whole.facts.usage?.total_tokens ?? 0) > (first.facts.usage?.total_tokens ?? 0));
		assert.deepEqual(test.replayed().path(), test.messages);
		assert.equal(messageViews(test.chat)[1]?.canContinue, false);
		await test.chat.turns.continue(first.id);
		assert.equal(standin.chats.length, 2);
	});

	it('continues a reply with the model that began it, whatever has been chosen since', async () => {
		test.chat.conversation.apply(question('m1', null));
		const begun = reply('m2', 'm1');
		assert.ok(begun.type === 'message' && begun.message.role === 'assistant');
		const message = { ...begun.message, model: 'acme/began-it' };
		test.chat.conversation.apply({ ...begun, message });
		test.chat.conversation.apply({ type: 'text', id: 'm2', text: 'Half' });
		standin.script({ kind: 'reply', text: ' and half.' });
		await test.chat.turns.continue(test.messages[1]?.id ?? '');
		await test.settled();
		assert.equal(standin.chats.at(-1)?.chat?.model, 'acme/began-it');
		await test.ask('Two?', 'Two.');
		assert.equal(standin.chats.at(-1)?.chat?.model, 'meta-llama/llama-3-70b-instruct');
	});

	it('refuses a second question while a reply comes in, and records nothing of it', async () => {
		standin.script({ kind: 'reply', text: 'word '.repeat(50), holdAfter: 5 });
		await test.chat.turns.send('One?', []);
		await standin.waitForHold();
		const before = test.events.length;
		await assert.rejects(test.chat.turns.send('Two?', []), ChatError);
		assert.equal(
			test.events.slice(before).some((event) => event.type === 'message'),
			false,
		);
		test.chat.turns.stop();
		await test.settled();
	});

	it('records and sends nothing when it is refused beforehand', async () => {
		test.refusal = new ChatError('badSetting', 'wrong', { setting: 'topK' });
		await assert.rejects(test.chat.turns.send('One?', []), { kind: 'badSetting' });
		assert.deepEqual(test.events, []);
		assert.equal(standin.requests.length, 0);
		assert.equal(test.chat.turns.busy, false);
	});

	it('refuses a message that no model could take, naming the limit', async () => {
		await assert.rejects(
			test.chat.turns.send('x'.repeat(4_000_001), []),
			/has 4,000,001 characters; the most that can be sent is 4,000,000/,
		);
		assert.deepEqual(test.events, []);
	});

	it('gives the question back when the server wants a key that is not there', async () => {
		standin.requireKey('sk-test');
		await test.chat.turns.send('One?', [EXCERPT]);
		await test.settled();
		assert.deepEqual(test.messages, []);
		const [[failure, question] = []] = test.returned;
		assert.equal(failure?.kind, 'noKey');
		assert.equal(question?.text, 'One?');
		assert.deepEqual(question?.excerpts, [EXCERPT]);
		assert.deepEqual(test.replayed().path(), []);
	});

	it('keeps the text when the continuation is refused, without a key too', async () => {
		test.chat.conversation.apply(question('m1', null));
		test.chat.conversation.apply(reply('m2', 'm1'));
		test.chat.conversation.apply({ type: 'text', id: 'm2', text: 'Half' });
		standin.requireKey('sk-test');
		await test.chat.turns.continue(test.messages[1]?.id ?? '');
		await test.settled();
		const kept = test.messages[1];
		assert.ok(kept?.role === 'assistant');
		assert.deepEqual([kept.text, kept.status, kept.failure?.kind], ['Half', 'failed', 'noKey']);
	});
});
