import assert from 'node:assert/strict';
import type { FurtherEvent } from '../../../../src/core/server/chatServer.ts';
import type { ReplyFacts } from '../../../../src/shared/conversation/messages.ts';
import { events, type Outcome } from '../network/testServer.ts';
import { kindOf, read, readEveryWay } from './readEveryWay.ts';

const piece = (index: number, content: string, finish_reason: string | null = null) => ({
	id: 'chatcmpl-1',
	object: 'chat.completion.chunk',
	model: 'm',
	choices: [{ index, delta: { content }, finish_reason }],
});
const end = (index: number, reason = 'stop') => ({
	choices: [{ index, delta: {}, finish_reason: reason }],
});

/** What came of the choices beside the first, by their index. */
function further({ events: seen }: Outcome) {
	const choices: Record<
		number,
		{ text: string; reasoning: string; facts: ReplyFacts; failed?: string; more: string[] }
	> = {};
	const add = (index: number, event: FurtherEvent) => {
		choices[index] ??= { text: '', reasoning: '', facts: {}, more: [] };
		const choice = choices[index];
		if ('text' in event) choice[event.type] += event.text;
		else if (event.type === 'facts') Object.assign(choice.facts, event.facts);
		else if (event.type === 'failed') choice.failed = event.failure.message;
		else choice.more.push(event.type);
	};
	for (const event of seen) if (event.type === 'choice') add(event.index, event.event);
	return choices;
}

describe('the choices of an answer beside the first', () => {
	it('come in any order, cut anywhere, each as a whole', () => {
		const outcome = readEveryWay(
			events(
				piece(1, 'Un '),
				piece(0, 'One 行 '),
				{ choices: [piece(0, 'two').choices[0], piece(2, 'Eins 行').choices[0]] },
				piece(1, 'deux'),
				end(2),
				end(0),
				end(1, 'length'),
				{ choices: [], usage: { prompt_tokens: 3, completion_tokens: 9, total_tokens: 12 } },
				'[DONE]',
			),
		);
		assert.equal(outcome.error, undefined);
		assert.equal(outcome.text, 'One 行 two');
		assert.equal(outcome.facts.finish_reason, 'stop');
		assert.equal(outcome.facts.index, 0);
		assert.deepEqual(outcome.facts.usage, {
			prompt_tokens: 3,
			completion_tokens: 9,
			total_tokens: 12,
		});
		assert.deepEqual(further(outcome), {
			1: { text: 'Un deux', reasoning: '', facts: { index: 1, finish_reason: 'length' }, more: [] },
			2: { text: 'Eins 行', reasoning: '', facts: { index: 2, finish_reason: 'stop' }, more: [] },
		});
	});

	it('are read as the first is: thoughts, images, tools, no key', () => {
		const delta = (part: object) => ({ choices: [{ index: 1, delta: part }] });
		const outcome = readEveryWay(
			events(
				piece(0, 'One'),
				delta({ content: '<think>Hm.</think>Yes, sk-secret-' }),
				delta({ content: '0123456789 it is' }),
				delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'look', arguments: '{}' } }] }),
				delta({ reasoning: ' More.' }),
				end(1),
				end(0),
				'[DONE]',
			),
		);
		const choice = further(outcome)[1];
		assert.equal(choice?.reasoning, 'Hm. More.');
		assert.doesNotMatch(choice.text, /sk-secret/);
		assert.match(choice.text, /^Yes, .* it is$/);
		assert.deepEqual(choice.more, ['extra']);
		assert.equal(outcome.text, 'One');
	});

	it('are all there in a whole answer, also where they are not numbered as they should be', () => {
		const message = (content: string, index?: number) => ({
			...(index === undefined ? {} : { index }),
			message: { role: 'assistant', content },
			finish_reason: 'stop',
		});
		for (const choices of [
			[message('a', 0), message('b', 1), message('c', 2)],
			[message('b', 1), message('c', 2), message('a', 0)],
			[message('a'), message('b'), message('c')],
			[message('a', 0), message('b', 0), message('c', 0)],
			[message('a', 1), message('b', 2), message('c', 3)],
		]) {
			const outcome = readEveryWay(JSON.stringify({ choices }), 'application/json');
			assert.equal(outcome.text, 'a');
			const texts = Object.values(further(outcome)).map(({ text }) => text);
			assert.deepEqual(texts, ['b', 'c'], JSON.stringify(choices));
		}
	});

	it('fail each by itself', () => {
		const error = { code: 502, message: 'Provider returned error' };
		const outcome = readEveryWay(
			events(
				piece(0, 'One'),
				piece(1, 'Un'),
				piece(2, 'Eins'),
				{ choices: [{ index: 1, delta: { content: ' de' }, finish_reason: 'error', error }] },
				piece(1, 'never'),
				{ choices: [{ index: 2, delta: {}, finish_reason: 'error' }] },
				end(0),
				'[DONE]',
			),
		);
		assert.equal(outcome.error, undefined);
		assert.equal(outcome.text, 'One');
		const { 1: one, 2: two } = further(outcome);
		assert.equal(one?.text, 'Un de');
		assert.match(one.failed ?? '', /Provider returned error|provider/i);
		assert.equal(two?.text, 'Eins');
		assert.ok(two.failed);
	});

	it('keep what came where the connection ends before they do, and the first stays as it is', () => {
		const whole = readEveryWay(events(piece(0, 'One'), piece(1, 'Un'), end(0)));
		assert.equal(kindOf(whole), undefined);
		assert.equal(further(whole)[1]?.text, 'Un');
		assert.match(further(whole)[1]?.failed ?? '', /before this choice was whole/);
		const broken = readEveryWay(events(piece(0, 'One'), piece(1, 'Un'), end(1)));
		assert.equal(kindOf(broken), 'brokenStream');
		assert.equal(further(broken)[1]?.text, 'Un');
		assert.equal(further(broken)[1]?.failed, undefined);
	});

	it('are bounded in number and in size', () => {
		const many = Array.from({ length: 400 }, (_, index) => piece(index, 'x'));
		const outcome = read([Buffer.from(events(...many, end(0), '[DONE]'))], '');
		assert.equal(outcome.text, 'x');
		assert.equal(Object.keys(further(outcome)).length, 127);
		const large = Array.from({ length: 20 }, () => piece(1, 'y'.repeat(1024 * 1024)));
		const long = read(
			[Buffer.from(events(piece(0, 'One'), ...large, end(0), '[DONE]'))],
			'text/event-stream',
		);
		assert.equal(long.error, undefined);
		assert.equal(long.text, 'One');
		const choice = further(long)[1];
		assert.equal(choice?.text.length, 17 * 1024 * 1024);
		assert.match(choice.failed ?? '', /more than 16 MB/);
	});
});
