import assert from 'node:assert/strict';
import { lastRead, rereadNotes, rereadOfAll } from '../../../../src/core/spending/rereadNotes.ts';
import type { Message, Question, Reply } from '../../../../src/shared/conversation/messages.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';

const words = (count: number) => 'word '.repeat(count);

const question = (id: string, text: string, parent: string | null = null): Question => ({
	role: 'user',
	id,
	parent,
	at: 1,
	text,
	excerpts: [],
});

const reply = (id: string, parent: string, more: Partial<Reply> = {}): Reply => ({
	role: 'assistant',
	id,
	parent,
	at: 2,
	model: 'm',
	text: 'Yes.',
	reasoning: '',
	status: 'complete',
	facts: {},
	...more,
});

const PRICES = { prompt: '0.000003', completion: '0.000015', input_cache_read: '0.0000003' };
const PRICED = catalogueModel('m', { pricing: PRICES });

/** Three turns: a short question, one of about 2,000 tokens, one of about 3,000. */
function chat(usage: Partial<NonNullable<Reply['facts']['usage']>> = {}): Message[] {
	const counted = { prompt_tokens: 5100, completion_tokens: 3, total_tokens: 5103, ...usage };
	return [
		question('q1', 'Hi'),
		reply('r1', 'q1'),
		question('q2', words(2000), 'r1'),
		reply('r2', 'q2'),
		question('q3', words(3000), 'r2'),
		reply('r3', 'q3', { facts: { usage: counted } }),
	];
}

describe('what the server reads again for a change at a message', () => {
	const notes = (path: readonly Message[], id: string, known = PRICED, model = 'm') =>
		rereadNotes(path, id, { model, known, correction: undefined, at: 2 });

	it('is what follows it, or the question itself that is edited, with what that costs', () => {
		const { leaveOut, edit, pinned } = notes(chat(), 'q1');
		assert.match(
			leaveOut ?? '',
			/^What follows it is read anew: about 4\.7k tokens, ≈\$0\.01\d* more than/,
		);
		assert.equal(edit, undefined, 'it is too short for a cache');
		assert.equal(pinned, undefined, 'it is sent in any case');
		const second = notes(chat(), 'r2');
		assert.match(second.leaveOut ?? '', /about (2\.8|3)k tokens, ≈\$0\.00[78]\d* more/);
		assert.match(
			second.edit ?? '',
			/^What follows the change is read anew: about (1\.9|2)k tokens/,
		);
		const last = notes(chat(), 'q3');
		assert.deepEqual(Object.keys(last), ['edit'], 'nothing follows the last question');
	});

	it('is what follows the place where a message is put back in', () => {
		const [q1, r1, ...rest] = chat();
		assert.ok(q1 && r1);
		const path = [{ ...q1, inContext: 'leftOut' as const }, r1, ...rest].map((message) =>
			message.id === 'r3' && message.role === 'assistant'
				? {
						...message,
						unsent: ['q1', 'r1'].map((id) => ({ id, text: '', why: 'leftOut' as const })),
					}
				: message,
		);
		const back = notes(path, 'q1');
		assert.match(back.leaveOut ?? '', /^What follows it is read anew: about 4\.7k/);
		assert.match(back.pinned ?? '', /^What follows it is read anew: about 4\.7k/);
		assert.equal(back.edit, undefined);
	});

	it('is never more than the server has counted', () => {
		assert.match(notes(chat({ prompt_tokens: 1500 }), 'q1').leaveOut ?? '', /about 1\.5k tokens/);
	});

	it('is not said without a sign of a cache, for another model, or for what no cache keeps', () => {
		const { input_cache_read: _price, ...uncached } = PRICES;
		const bare = catalogueModel('m', { pricing: uncached });
		assert.deepEqual(notes(chat(), 'q1', bare), {});
		const other = catalogueModel('other', { pricing: PRICES });
		assert.deepEqual(notes(chat(), 'q1', other, 'other'), {});
		assert.deepEqual(notes(chat({ prompt_tokens: 900 }), 'q1'), {});
		assert.deepEqual(notes(chat().slice(0, 4), 'q1'), {}, 'no reply was counted');
		assert.deepEqual(notes(chat(), 'nobody'), {});
		const seen = notes(chat({ cached_tokens: 2000 }), 'q1', bare).leaveOut ?? '';
		assert.match(seen, /tokens\.$/, 'no price, no amount');
	});

	it('is said by the id that was asked, whatever the list calls it, or has it not', () => {
		const asked = (model: string, known: typeof PRICED | undefined, path = chat()) => {
			const [first, ...rest] = path.map((message) =>
				message.role === 'assistant' ? { ...message, model } : message,
			);
			assert.ok(first);
			return rereadNotes([first, ...rest], 'q1', { model, known, correction: undefined, at: 2 });
		};
		for (const model of ['m:nitro', 'm:floor', 'm:online', 'm@preset/mine'])
			assert.match(asked(model, PRICED).leaveOut ?? '', /about 4\.7k tokens, ≈\$0\.01/, model);
		const local = catalogueModel('llama3:latest', { pricing: {} });
		const cached = chat({ cached_tokens: 2000 });
		assert.match(asked('llama3', local, cached).leaveOut ?? '', /about 4\.7k tokens\.$/);
		assert.match(asked('llama3', undefined, cached).leaveOut ?? '', /about 4\.7k tokens\.$/);
		assert.deepEqual(notes(chat(), 'q1', PRICED, 'm:nitro'), {}, 'that one was not asked');
	});

	it('is said as long as a cache may still know the last request', () => {
		const later = (at: number) => {
			const from = { model: 'm', known: PRICED, correction: undefined, at };
			return [rereadNotes(chat(), 'q1', from).leaveOut, rereadOfAll(chat(), from)];
		};
		assert.ok(later(2 + 299_999).every((words) => words !== undefined));
		assert.deepEqual(later(2 + 300_000), [undefined, undefined]);
	});

	it('is said for as long after a reply went on as after one that was begun', () => {
		const later = (at: number, asked?: number) => {
			const from = { model: 'm', known: PRICED, correction: undefined, at };
			const path = chat().map((message) =>
				message.id === 'r3' ? { ...message, continuations: [{ at: asked, leftOut: [] }] } : message,
			) as Message[];
			return rereadOfAll(path, from);
		};
		assert.match(later(600_000, 500_000) ?? '', /read anew/);
		assert.equal(later(800_000, 500_000), undefined);
		assert.equal(later(600_000), undefined, 'an older version has not written when');
	});

	it('is all of the chat for another system prompt', () => {
		const from = { model: 'm', known: PRICED, correction: undefined, at: 2 };
		assert.match(
			rereadOfAll(chat(), from) ?? '',
			/^With another one all of this chat is read anew: about 5\.1k tokens, ≈\$0\.01\d*/,
		);
		assert.equal(rereadOfAll(chat().slice(0, 2), from), undefined);
		const more = chat({ prompt_tokens: 20_000 }).map((message) =>
			message.id === 'r3' ? { ...message, continuations: [{ leftOut: [] }] } : message,
		) as Message[];
		const words = rereadOfAll(more, from) ?? '';
		assert.match(words, /about (4\.\d|5|5\.\d)k tokens/, 'a request each time that it went on');
	});
});

describe('what a chat has for another model to read', () => {
	it('is what its server has counted of the last request', () => {
		assert.deepEqual(lastRead(chat()), { model: 'm', tokens: 5100 });
		assert.equal(lastRead(chat().slice(0, 4)), undefined);
	});

	it('is that of one request where the reply went on, which was counted each time', () => {
		const more = chat({ prompt_tokens: 60_000 }).map((message) =>
			message.id === 'r3' ? { ...message, continuations: [{ leftOut: [] }] } : message,
		) as Message[];
		const { tokens = 0 } = lastRead(more) ?? {};
		assert.ok(tokens > 4000 && tokens < 6000, String(tokens));
	});

	it('is that of the reply before, and what came since, where the last one was not counted', () => {
		const uncounted = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
		for (const facts of [{}, { usage: uncounted }]) {
			const failed = reply('r4', 'q4', { model: 'n', status: 'failed', facts });
			const path = [...chat(), question('q4', words(1000), 'r3'), failed];
			const { model, tokens = 0 } = lastRead(path) ?? {};
			assert.equal(model, 'm');
			assert.ok(tokens > 5900 && tokens < 6300, String(tokens));
		}
	});

	it('is without what was left out since, or had no room in the request for the last one', () => {
		const unsent = [{ id: 'q4', text: '', why: 'noRoom' } as const];
		const leftOut = { inContext: 'leftOut' } as const;
		for (const [onQuestion, onReply, atLast] of [
			[leftOut, {}, {}],
			[{}, leftOut, {}],
			[{}, {}, { unsent }],
			// Its own question goes out however it is marked.
			[leftOut, {}, leftOut],
		] as const) {
			const path = [
				...chat(),
				{ ...question('q4', words(4000), 'r3'), ...onQuestion },
				reply('r4', 'q4', { status: 'failed', ...onReply }),
				question('q5', words(1000), 'r4'),
				reply('r5', 'q5', { status: 'failed', ...atLast }),
			];
			const { tokens = 0 } = lastRead(path) ?? {};
			assert.ok(tokens > 5900 && tokens < 6300, String(tokens));
		}
	});
});
