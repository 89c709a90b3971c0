import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TurnOutcome } from '../../../../src/core/chat/turn.ts';
import { textTokens } from '../../../../src/core/context/messageTokens.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { ChatRequest } from '../../../../src/core/server/chatRequest.ts';
import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';
import { estimatedCost } from '../../../../src/core/spending/estimatedCost.ts';
import { judge, type Limits, parseLimits } from '../../../../src/core/spending/limits.ts';
import { SpendingGuard } from '../../../../src/core/spending/spendingGuard.ts';
import { SpendingTotals } from '../../../../src/core/spending/spendingTotals.ts';
import type { Question, Reply, ReplyFacts } from '../../../../src/shared/conversation/messages.ts';
import {
	addDecimals,
	compareDecimals,
	multiplyDecimals,
} from '../../../../src/shared/text/decimal.ts';
import { LedgerInMemory, paid } from './ledgerSamples.ts';

const NOW = Date.parse('2026-11-24T18:00:00');
const PRICES = { prompt: '0.0000003', completion: '0.0000004', input_cache_read: '0.00000003' };
const REQUEST: ChatRequest = {
	model: 'meta-llama/llama-3-70b-instruct',
	messages: [{ role: 'user', content: 'How many words are there in a sentence of ten words?' }],
	stream: true,
};
const DESTINATION = {
	baseUrl: 'https://openrouter.ai/api/v1',
	apiKey: 'sk-1',
	siteUrl: undefined,
	siteName: undefined,
};
const SENDING = { chat: 'c-1', reply: 'r-9', destination: DESTINATION, request: REQUEST };
const USAGE = { prompt_tokens: 1000, completion_tokens: 50, total_tokens: 1050 };

function guarded(
	ledger: LedgerInMemory,
	limits: Limits = { soft: undefined, hard: undefined },
	answer = false,
	more: Partial<CatalogueModel> = {},
): { readonly guard: SpendingGuard; readonly asked: string[] } {
	const asked: string[] = [];
	const guard = new SpendingGuard({
		totals: new SpendingTotals(ledger),
		model: (_server, id) => ({ id, pricing: PRICES, ...more }) as unknown as CatalogueModel,
		limits: () => limits,
		server: () => DESTINATION.baseUrl,
		loaded: async () => {},
		correction: () => undefined,
		confirm: async (question, detail) => {
			asked.push(`${question} ${detail}`);
			return answer;
		},
		now: () => NOW,
	});
	return { guard, asked };
}

const outcome = (facts: ReplyFacts, read = 'It has ten words.'): TurnOutcome => ({
	status: 'complete',
	failure: undefined,
	facts,
	read,
});

describe('what a reply costs', () => {
	it('hold a message that is too dear only by the price for prompts of its length', async () => {
		const priceOverrides = [{ minPromptTokens: 10, pricing: { prompt: '1' } }];
		const limits = { soft: undefined, hard: '5' };
		const dear = guarded(new LedgerInMemory(), limits, false, { priceOverrides });
		await assert.rejects(dear.guard.permit(DESTINATION, REQUEST), /limit of \$5/);
		assert.match(dear.guard.note(DESTINATION, REQUEST), /≈\$\d\d/);
		const facts = dear.guard.withEstimate(SENDING, outcome({ usage: USAGE }));
		assert.ok(compareDecimals(facts.estimated_cost ?? '0', '1000') > 0);
		await guarded(new LedgerInMemory(), limits).guard.permit(DESTINATION, REQUEST);
	});

	it('is by the price of the model that answered in the place of the one asked', () => {
		const dear = { prompt: '0.001', completion: '0.001' };
		const guard = new SpendingGuard({
			totals: new SpendingTotals(new LedgerInMemory()),
			model: (_server, id) =>
				['b/dear', REQUEST.model].includes(id)
					? ({ id, pricing: id === 'b/dear' ? dear : PRICES } as unknown as CatalogueModel)
					: undefined,
			limits: () => ({ soft: undefined, hard: undefined }),
			server: () => undefined,
			loaded: async () => {},
			correction: () => undefined,
			confirm: assert.fail,
			now: () => NOW,
		});
		const request = { ...REQUEST, models: [REQUEST.model, 'b/dear'] };
		const cost = (answered: string, one: ChatRequest = request) =>
			guard.withEstimate({ ...SENDING, request: one }, outcome({ usage: USAGE, model: answered }))
				.estimated_cost;
		assert.equal(cost('b/dear'), '1.05');
		assert.equal(cost(REQUEST.model), '0.00032');
		// The list has it without its date.
		assert.equal(cost('b/dear-2024-08-06'), '1.05');
		// Nobody asked for that one: whatever it is, its list's price need not be what is billed.
		assert.equal(cost('b/dear', REQUEST), '0.00032');
	});

	it('is by the price of the hour when it went out, however long the reply took', async () => {
		const dear = { hours: { from: 18 * 60, to: 19 * 60 }, pricing: { prompt: '1' } };
		let now = Date.parse('2026-11-24T17:59:00Z');
		const guard = new SpendingGuard({
			totals: new SpendingTotals(new LedgerInMemory()),
			model: (_server, id) =>
				({ id, pricing: PRICES, priceOverrides: [dear] }) as unknown as CatalogueModel,
			limits: () => ({ soft: undefined, hard: '5' }),
			server: () => undefined,
			loaded: async () => {},
			correction: () => undefined,
			confirm: assert.fail,
			now: () => now,
		});
		guard.begin(SENDING);
		now += 120_000;
		const cost = () => guard.withEstimate(SENDING, outcome({ usage: USAGE })).estimated_cost;
		assert.equal(cost(), '0.00032');
		await assert.rejects(guard.permit(DESTINATION, REQUEST), /limit of \$5/);
		await guard.enter(SENDING, {}, '');
		assert.ok(Number(cost()) > 1000, 'the next one is dear');
	});

	it('is at least the price of the prompt where writing it into the cache is dearer, and the limit goes by that', async () => {
		const pricing = { prompt: '1', completion: '1', input_cache_write: '1.25' };
		const tokens = guarded(new LedgerInMemory()).guard.estimate(DESTINATION, REQUEST).tokens;
		const limits = { soft: undefined, hard: String(tokens * 1.1) };
		const { guard } = guarded(new LedgerInMemory(), limits, false, { pricing });
		const unasked = { ...REQUEST, model: 'openai/gpt-5.6' };
		await assert.rejects(guard.permit(DESTINATION, unasked), { kind: 'overLimit' });
		assert.match(guard.note(DESTINATION, unasked), /, at least ≈\$/);
		assert.equal(guard.estimate(DESTINATION, unasked).cost, String(tokens));
		// That one writes what a request marks for it, and ours mark nothing.
		const marked = { ...REQUEST, model: 'anthropic/claude-sonnet-5' };
		await guard.permit(DESTINATION, marked);
		assert.doesNotMatch(guard.note(DESTINATION, marked), /at least/);
		const same = { pricing: { ...pricing, input_cache_write: '1' } };
		const cheap = guarded(new LedgerInMemory(), limits, false, same).guard;
		await cheap.permit(DESTINATION, unasked);
		assert.doesNotMatch(cheap.note(DESTINATION, unasked), /at least/);
	});

	it('is asked about once at a limit where several go out together', async () => {
		const limits = { soft: '0', hard: undefined };
		for (const answer of [true, false]) {
			const { guard, asked } = guarded(new LedgerInMemory(), limits, answer);
			const together = { requests: 3 };
			const permit = () => guard.permit(DESTINATION, REQUEST, together);
			for (let count = 0; count < 3; count++) {
				if (answer) await permit();
				else await assert.rejects(permit(), /Nothing was sent/);
			}
			assert.equal(asked.length, 1);
			assert.match(asked[0] ?? '', /You are asked once for all 3 answers\.$/);
			await guard.permit(DESTINATION, REQUEST).catch(() => {});
			assert.equal(asked.length, 2, 'the next one is another question');
			assert.doesNotMatch(asked[1] ?? '', /once/);
		}
	});

	it('reaches a limit with what is under way: the second of two that go out together is refused', async () => {
		const long = {
			...REQUEST,
			messages: [{ role: 'user', content: 'word '.repeat(5000) }],
		} as const;
		const { guard } = guarded(new LedgerInMemory(), { soft: undefined, hard: '0.002' });
		const together = { requests: 2 };
		await guard.permit(DESTINATION, long, together);
		const sending = { ...SENDING, request: long };
		guard.begin(sending);
		await assert.rejects(guard.permit(DESTINATION, long, together), { kind: 'overLimit' });
		await guard.enter(sending, {}, '');
		await guard.permit(DESTINATION, long, together);
	});

	it('is estimated by what came where the server had counted none of it', () => {
		const { guard } = guarded(new LedgerInMemory());
		const cost = (completion_tokens: number) =>
			Number(
				guard.withEstimate(
					SENDING,
					outcome({ usage: { ...USAGE, completion_tokens } }, 'It came. '.repeat(200)),
				).estimated_cost,
			);
		assert.ok(cost(0) > cost(100), `${cost(0)} ${cost(100)}`);
	});

	it('is estimated where its window died, once, on its day, by what was sent and had come', async () => {
		const ledger = new LedgerInMemory();
		const { guard } = guarded(ledger);
		const asked: Question = {
			role: 'user',
			id: 'q',
			parent: null,
			at: 1,
			text: 'Why?',
			excerpts: [],
		};
		const older = { ...asked, id: 'q-0', text: 'Long ago. '.repeat(100) };
		const cutOff = {
			role: 'assistant',
			id: 'r-9',
			parent: 'q',
			at: NOW - 1,
			model: REQUEST.model,
			text: 'It has ten words.',
			reasoning: '',
			status: 'streaming',
			facts: {},
			unsent: [{ id: 'q-0', why: 'full', text: 'Long ago.' }],
		} as unknown as Reply;
		const found = { chat: 'c-1', reply: cutOff, path: [older, asked] };
		await guard.enterCutOff({ ...found, reply: { ...cutOff, text: '' } });
		assert.equal(ledger.entries.length, 0, 'nothing had come');
		await guard.enterCutOff(found);
		await guard.enterCutOff(found);
		assert.equal(ledger.entries.length, 1);
		const [entry] = ledger.entries;
		assert.deepEqual(
			[entry?.at, entry?.chat, entry?.reply, entry?.billed],
			[NOW - 1, 'c-1', 'r-9', undefined],
		);
		const all = new LedgerInMemory();
		const { unsent: _none, ...whole } = cutOff;
		await guarded(all).guard.enterCutOff({ ...found, reply: whole });
		const [dearer] = all.entries;
		assert.ok(compareDecimals(dearer?.estimated ?? 0, entry?.estimated ?? 0) > 0);
		assert.ok(compareDecimals(entry?.estimated ?? 0, 0) > 0);
	});

	it('is entered once where windows find the same cut-off reply at the same moment, or a copy of its chat', async () => {
		const ledger = new LedgerInMemory();
		const cutOff = {
			role: 'assistant',
			id: 'r-9',
			parent: 'q',
			at: NOW - 1,
			model: REQUEST.model,
			text: 'It has ten words.',
			reasoning: '',
			status: 'streaming',
			facts: {},
		} as const;
		const found = { chat: 'c-1', reply: cutOff, path: [] };
		// Each has looked before any of them has written.
		await Promise.all([1, 2, 3].map(() => guarded(ledger).guard.enterCutOff(found)));
		const totals = new SpendingTotals(ledger);
		await totals.refresh();
		assert.equal(totals.entries.length, 1);
		assert.equal(totals.ofDay(NOW).replies, 1);
		const alone = multiplyDecimals(textTokens(cutOff.text), PRICES.completion);
		assert.equal(totals.entries[0]?.estimated, alone, 'nothing else is known to have been sent');
		await guarded(ledger).guard.enterCutOff({ ...found, chat: 'a-copy' });
		await totals.refresh();
		assert.equal(totals.ofChat('a-copy'), undefined);
	});

	it('is estimated for each part of a reply in which it was cut off, once, beside those that ended', async () => {
		const ledger = new LedgerInMemory();
		await ledger.append(paid({ reply: 'r-9' }));
		const reply = {
			role: 'assistant',
			id: 'r-9',
			parent: 'q',
			at: NOW - 90_000_000,
			model: REQUEST.model,
			text: 'It has ten words, and goes on for a while.',
			reasoning: '',
			status: 'streaming',
			facts: {},
		} as const;
		const part = {
			number: 1,
			earlier: 'It has ten words,',
			came: ' and goes on for a while.',
			at: NOW,
		};
		const found = { chat: 'c-1', reply, path: [], part };
		await guarded(ledger).guard.enterCutOff({ ...found, part: { ...part, came: '' } });
		assert.equal(ledger.entries.length, 1, 'nothing had come of it');
		// Each has looked before any of them has written.
		await Promise.all([1, 2].map(() => guarded(ledger).guard.enterCutOff(found)));
		await guarded(ledger).guard.enterCutOff(found);
		const totals = new SpendingTotals(ledger);
		await totals.refresh();
		const [, entry, ...others] = totals.entries;
		assert.deepEqual(others, []);
		assert.deepEqual([entry?.at, entry?.part, entry?.cut_off], [NOW, 1, true]);
		const cost = addDecimals(
			multiplyDecimals(textTokens(part.earlier), PRICES.prompt),
			multiplyDecimals(textTokens(part.came), PRICES.completion),
		);
		assert.equal(entry?.estimated, cost, 'its text before was sent');
		await guarded(ledger).guard.enterCutOff({ ...found, part: { ...part, number: 2 } });
		await totals.refresh();
		assert.equal(totals.entries.length, 3);
		// Both parts had ended, and only its last word is missing in the log.
		const whole = new LedgerInMemory();
		await whole.append(paid({ reply: 'r-9' }));
		await whole.append(paid({ reply: 'r-9', at: NOW + 5 }));
		await guarded(whole).guard.enterCutOff(found);
		assert.equal(whole.entries.length, 2);
	});

	it('is looked for in the ledger as it is now, before a cut-off reply is counted', async () => {
		const ledger = new LedgerInMemory();
		const { guard } = guarded(ledger);
		await guard.flush();
		// Another window counts it meanwhile.
		await ledger.append(paid({ reply: 'r-9' }));
		const reply = {
			role: 'assistant',
			id: 'r-9',
			parent: 'q',
			at: NOW - 1,
			model: REQUEST.model,
			text: 'It has ten words.',
			reasoning: '',
			status: 'streaming',
			facts: {},
		} as const;
		await guard.enterCutOff({ chat: 'c-1', reply, path: [] });
		assert.equal(ledger.entries.length, 1);
	});

	it('is never less than nothing by negative counts of tokens', () => {
		const pricing = { prompt: '1', completion: '1' };
		assert.equal(estimatedCost(pricing, { prompt: -5, cached: -1, completion: 2 }), '2');
	});

	it('is what was billed; with a key of one’s own, the fee and what the provider took', () => {
		const ledger = new LedgerInMemory();
		const { guard } = guarded(ledger);
		const facts = {
			model: 'meta-llama/llama-3-70b-instruct:2',
			provider: 'Somewhere',
			usage: {
				...USAGE,
				cost: 0.000005,
				is_byok: true,
				upstream_inference_cost: '0.0003200000000000000001',
				cached_tokens: 900,
				reasoning_tokens: 7,
			},
		};
		assert.equal(guard.withEstimate(SENDING, outcome(facts)), facts);
		guard.enter(SENDING, facts, 'x');
		assert.deepEqual(ledger.entries, [
			{
				type: 'reply',
				at: NOW,
				chat: 'c-1',
				reply: 'r-9',
				server: 'https://openrouter.ai',
				model: 'meta-llama/llama-3-70b-instruct',
				answered: 'meta-llama/llama-3-70b-instruct:2',
				provider: 'Somewhere',
				prompt_tokens: 1000,
				completion_tokens: 50,
				cached_tokens: 900,
				reasoning_tokens: 7,
				billed: '0.0003250000000000000001',
				at_provider: '0.0003200000000000000001',
			},
		]);
	});

	it('is estimated by the prices where the server says nothing of money, cached tokens at theirs', () => {
		const { guard } = guarded(new LedgerInMemory());
		const usage = { ...USAGE, cached_tokens: 400 };
		const facts = guard.withEstimate(SENDING, outcome({ usage }));
		// 600 · 0.3 + 400 · 0.03 + 50 · 0.4 millionths
		assert.equal(facts.estimated_cost, '0.000212');
		const stopped = guard.withEstimate(SENDING, outcome({}));
		assert.ok(compareDecimals(stopped.estimated_cost ?? 0, 0) > 0);
		assert.deepEqual(guard.withEstimate(SENDING, outcome({}, '')), {});
	});

	it('is not known without prices, or where they vary', () => {
		const tokens = { prompt: 10, completion: 10 };
		assert.equal(estimatedCost(undefined, tokens), undefined);
		assert.equal(estimatedCost({ prompt: '-1', completion: '-1' }, tokens), undefined);
		assert.equal(estimatedCost({ prompt: '0', completion: '0' }, tokens), '0');
	});

	it('is said before it is sent, as far as it is known', () => {
		const { guard } = guarded(new LedgerInMemory());
		const words = /^Estimated: \d+ tokens, ≈\$0\.0+\d+, without the reply\.$/;
		assert.match(guard.note(DESTINATION, REQUEST), words);
		const priceless = new SpendingGuard({
			totals: new SpendingTotals(new LedgerInMemory()),
			model: () => undefined,
			limits: () => ({ soft: undefined, hard: undefined }),
			server: () => undefined,
			loaded: async () => {},
			correction: () => undefined,
			confirm: assert.fail,
			now: () => NOW,
		});
		const long = {
			...REQUEST,
			messages: [{ role: 'user', content: 'word '.repeat(5000) }],
		} as const;
		assert.match(
			priceless.note(DESTINATION, long),
			/^Estimated: \d,\d{3} tokens, at a price that is not known, without the reply\.$/,
		);
	});

	it('is said to be the least where a model that costs more, or nobody knows what, may answer instead', () => {
		const prices = new Map([
			['a/cheap', '0.0000003'],
			['a/same', '0.0000003'],
			['a/dear', '0.000003'],
		]);
		const guard = new SpendingGuard({
			totals: new SpendingTotals(new LedgerInMemory()),
			model: (_server, id) => {
				const prompt = prices.get(id);
				const pricing = prompt && { prompt, completion: '0' };
				return pricing ? ({ id, pricing } as unknown as CatalogueModel) : undefined;
			},
			limits: () => ({ soft: undefined, hard: undefined }),
			server: () => undefined,
			loaded: async () => {},
			correction: () => undefined,
			confirm: assert.fail,
			now: () => NOW,
		});
		const note = (more: Partial<ChatRequest>) =>
			guard.note(DESTINATION, { ...REQUEST, model: 'a/cheap', ...more });
		for (const models of [['a/dear'], ['a/same', 'a/unknown'], ['@preset/x']])
			assert.match(note({ models }), /tokens, at least ≈\$/, models.join());
		assert.match(note({ provider: { sort: 'throughput' } }), /tokens, at least ≈\$/);
		for (const more of [{ models: ['a/same'] }, { provider: { sort: 'price' } }] as const)
			assert.match(note(more), /tokens, ≈\$/, JSON.stringify(more));
	});

	/** Each model has its price; one without is in no list. */
	const byModel = (models: Readonly<Record<string, Partial<CatalogueModel>>>, hard?: string) =>
		new SpendingGuard({
			totals: new SpendingTotals(new LedgerInMemory()),
			model: (_server, id) => {
				const known = models[id];
				return known && ({ id, ...known } as unknown as CatalogueModel);
			},
			limits: () => ({ soft: undefined, hard }),
			server: () => undefined,
			loaded: async () => {},
			correction: () => undefined,
			confirm: assert.fail,
			now: () => NOW,
		});

	it('is by the price of a fallback model also where the name that was asked stands for one of its maker', () => {
		const dear = { prompt: '0.00003', completion: '0.00006' };
		const asked = '~openai/gpt-sol-latest';
		const request = { ...REQUEST, model: asked, models: ['openai/gpt-dear'] };
		for (const alias of [{ aliasTarget: 'openai/gpt-5.4' }, {}]) {
			const models = {
				[asked]: { pricing: PRICES, ...alias },
				'openai/gpt-dear': { pricing: dear },
			};
			const cost = (model: string) =>
				byModel(models).withEstimate({ ...SENDING, request }, outcome({ usage: USAGE, model }))
					.estimated_cost;
			assert.equal(cost('openai/gpt-dear'), '0.033');
			assert.equal(cost('openai/gpt-5.4-20260317'), '0.00032');
		}
	});

	it('goes to the limit by the dearest model that may answer, and the note says so', async () => {
		const free = { pricing: { prompt: '0', completion: '0' } };
		const dear = { pricing: { prompt: '0.1', completion: '0.1' } };
		const request = { ...REQUEST, model: 'a/b:free', models: ['b/y'] };
		const guard = byModel({ 'a/b:free': free, 'b/y': dear }, '1');
		await assert.rejects(guard.permit(DESTINATION, request), { kind: 'overLimit' });
		assert.match(
			guard.note(DESTINATION, request),
			/tokens, at least ≈\$0, ≈\$[12]\.\d+ by the highest listed price, without the reply\.$/,
		);
		// Nothing is known of the one that is asked.
		await assert.rejects(byModel({ 'b/y': dear }, '1').permit(DESTINATION, request), ChatError);
		await guard.permit(DESTINATION, { ...request, models: [] });
		assert.match(guard.note(DESTINATION, { ...request, models: [] }), /tokens, ≈\$0, without/);
	});

	it('is the least also where a fallback model replies for more, or puts the prompt into its cache at a higher price', () => {
		const cheap = { prompt: '1', completion: '1' };
		const models = {
			'a/cheap': { pricing: cheap },
			'a/talks': { pricing: { ...cheap, completion: '9' } },
			'openai/gpt-5.6': { pricing: { ...cheap, input_cache_write: '1.25' } },
		};
		const asked = (fallback: string) =>
			byModel(models).estimate(DESTINATION, { ...REQUEST, model: 'a/cheap', models: [fallback] });
		const { cost, most, mayBeMore } = asked('openai/gpt-5.6');
		assert.deepEqual([most, mayBeMore], [multiplyDecimals(cost ?? 0, '1.25'), true]);
		assert.deepEqual([asked('a/talks').most, asked('a/talks').mayBeMore], [undefined, true]);
		assert.equal(asked('a/cheap').mayBeMore, false);
	});

	it('is told apart from what a reply of a thousand tokens adds', () => {
		const perRequest = { pricing: { ...PRICES, request: '0.5', internal_reasoning: '9' } };
		const { guard } = guarded(new LedgerInMemory(), undefined, false, perRequest);
		const { cost, reply } = guard.estimate(DESTINATION, REQUEST);
		assert.match(cost ?? '', /^0\.5/);
		assert.equal(reply, '0.0004');
		const varies = guarded(new LedgerInMemory(), undefined, false, {
			pricing: { prompt: '-1', completion: '-1' },
		});
		assert.equal(varies.guard.estimate(DESTINATION, REQUEST).reply, undefined);
	});

	it('says what is read again only where the list has a price for it, or something came from a cache', () => {
		const before = { role: 'system', content: 'Be kind.' } as const;
		const other = { ...REQUEST, messages: [before, ...REQUEST.messages] };
		const { guard } = guarded(new LedgerInMemory());
		assert.match(
			guard.cacheNote(DESTINATION, REQUEST, other, false) ?? '',
			/^Reads about \d+ tokens of the last request again, ≈\$0\.0+\d+ more/,
		);
		const more = { pricing: { prompt: '1', completion: '1' } };
		const without = guarded(new LedgerInMemory(), undefined, false, more).guard;
		assert.equal(without.cacheNote(DESTINATION, REQUEST, other, false), undefined);
		assert.match(
			without.cacheNote(DESTINATION, REQUEST, other, true) ?? '',
			/^Reads about \d+ tokens of the last request again\. /,
		);
	});

	it('is what each part of it costs', () => {
		const pricing = { prompt: '2', completion: '3', input_cache_read: '1', request: '7' };
		const cost = (prompt: number, cached: number | undefined, completion: number) =>
			estimatedCost(pricing, { prompt, cached, completion });
		assert.equal(cost(10, 4, 5), String(6 * 2 + 4 + 15 + 7));
		assert.equal(cost(10, undefined, 0), '27');
		assert.equal(cost(10, 99, 0), '17', 'no more than all of it comes from the cache');
		const { input_cache_read: _, ...uncached } = pricing;
		assert.equal(estimatedCost(uncached, { prompt: 10, cached: 4, completion: 0 }), '27');
		for (const one of ['prompt', 'completion']) {
			assert.equal(
				estimatedCost({ ...pricing, [one]: '-1' }, { prompt: 1, completion: 1 }),
				undefined,
			);
		}
	});

	it('counts images, requests and what goes into the cache, before and after', async () => {
		const pricing = { prompt: '0', completion: '0.5', image: '2', request: '1' };
		const more = { pricing: { ...pricing, input_cache_write: '0.25', internal_reasoning: '3' } };
		const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } } as const;
		const text = { type: 'text', text: 'Look' } as const;
		const request: ChatRequest = {
			...REQUEST,
			messages: [
				{ role: 'user', content: [text, image, image] },
				{ role: 'assistant', content: 'I see.' },
				{ role: 'user', content: [image] },
			],
		};
		// Seven for images and request, six for 24 tokens that may all go into the cache.
		const limits = { soft: undefined, hard: '12.99' };
		const { guard } = guarded(new LedgerInMemory(), limits, false, more);
		await assert.rejects(guard.permit(DESTINATION, request), /limit of \$12\.99/);
		const enough = guarded(new LedgerInMemory(), { soft: undefined, hard: '13' }, false, more);
		await enough.guard.permit(DESTINATION, request);
		const usage = { ...USAGE, cache_write_tokens: 400, reasoning_tokens: 10 };
		const facts = guard.withEstimate({ ...SENDING, request }, outcome({ usage }));
		assert.equal(facts.estimated_cost, String(3 * 2 + 1 + 400 * 0.25 + 40 * 0.5 + 10 * 3));
	});

	it('is of a reply that is said to have used nothing, or of which something came', () => {
		const { guard } = guarded(new LedgerInMemory());
		assert.deepEqual(guard.withEstimate(SENDING, outcome({}, '')), {});
		const usage = { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 };
		assert.notEqual(guard.withEstimate(SENDING, outcome({ usage }, '')).estimated_cost, undefined);
		const free = { usage: { ...usage, cost: 0 } };
		assert.equal(guard.withEstimate(SENDING, outcome(free)), free);
	});

	it('goes into the ledger with what is known alone', async () => {
		const ledger = new LedgerInMemory();
		const { guard } = guarded(ledger);
		await guard.enter(SENDING, { model: REQUEST.model, estimated_cost: '0.5' }, 'x');
		await guard.enter(SENDING, { usage: { ...USAGE, cost: 1, upstream_inference_cost: 2 } }, '');
		const all = {
			type: 'reply',
			at: NOW,
			chat: 'c-1',
			reply: 'r-9',
			server: 'https://openrouter.ai',
			model: REQUEST.model,
		};
		assert.deepEqual(ledger.entries, [
			{ ...all, estimated: '0.5' },
			{ ...all, prompt_tokens: 1000, completion_tokens: 50, billed: '1' },
		]);
	});

	it('goes into no ledger when nothing came', () => {
		const ledger = new LedgerInMemory();
		guarded(ledger).guard.enter(SENDING, {}, '');
		assert.deepEqual(ledger.entries, []);
	});
});

describe('limits', () => {
	const today = (billed: string) => new LedgerInMemory(paid({ at: NOW - 1000, billed }));

	it('let everything through where there are none, and what is below them', async () => {
		await guarded(today('100')).guard.permit(DESTINATION, REQUEST);
		const { guard, asked } = guarded(today('0.9'), { soft: '1', hard: '2' });
		await guard.permit(DESTINATION, REQUEST);
		assert.deepEqual(asked, []);
	});

	it('ask at the soft one, and send only after a yes', async () => {
		const no = guarded(today('1'), { soft: '1', hard: undefined });
		await assert.rejects(no.guard.permit(DESTINATION, REQUEST), (error) => {
			assert.ok(error instanceof ChatError);
			assert.equal(error.kind, 'overLimit');
			assert.match(error.message, /^Today \$1\.00 were spent.* Nothing was sent\.$/);
			return error.toFailure().setting === 'softLimit';
		});
		assert.match(
			no.asked[0] ?? '',
			/^The limit of \$1\.00 for a day is reached\. Send anyway\? Today \$1\.00 were spent/,
		);
		const yes = guarded(today('1'), { soft: '1', hard: undefined }, true);
		await yes.guard.permit(DESTINATION, REQUEST);
		assert.equal(yes.asked.length, 1);
	});

	it('refuse at the hard one without asking, the message to be sent included', async () => {
		const { guard, asked } = guarded(today('0.999999'), { soft: '0.1', hard: '1' }, true);
		await assert.rejects(guard.permit(DESTINATION, REQUEST), (error) => {
			assert.ok(error instanceof ChatError);
			assert.equal(error.kind, 'overLimit');
			assert.match(error.message, /The limit of \$1\.00 for a day is reached\./);
			return error.toFailure().setting === 'hardLimit';
		});
		assert.deepEqual(asked, []);
	});

	it('count estimates, and today only', async () => {
		const yesterday = paid({ at: NOW - 86_400_000, billed: '50' });
		const estimated = paid({ at: NOW - 1000, billed: undefined, estimated: '1.5' } as object);
		const limits = { soft: undefined, hard: '1.6' };
		await guarded(new LedgerInMemory(yesterday, estimated), limits).guard.permit(
			DESTINATION,
			REQUEST,
		);
		const more = guarded(
			new LedgerInMemory(yesterday, estimated, paid({ at: NOW, billed: 0.1 })),
			limits,
		);
		await assert.rejects(more.guard.permit(DESTINATION, REQUEST), ChatError);
	});

	it('never let through what would go beyond the hard one', () => {
		const amount = fc.double({ min: 0, max: 5, noNaN: true });
		fc.assert(
			fc.property(amount, amount, amount, (spent, next, hard) => {
				const verdict = judge({ soft: undefined, hard: String(hard) }, String(spent), String(next));
				const beyond = compareDecimals(addDecimals(spent, next), hard) > 0;
				if (beyond) assert.equal(verdict.is, 'refused');
				else if (verdict.is === 'refused') assert.ok(compareDecimals(spent, hard) >= 0);
			}),
		);
	});

	it('are refused where they are no amounts of money, with the setting’s name', () => {
		for (const softLimit of [-1, '1', Number.NaN]) {
			assert.throws(
				() => parseLimits((name) => (name === 'softLimit' ? softLimit : null)),
				/The setting Soft Limit is .+; it must be a number of dollars of at least 0, or null for no limit\. Nothing was sent\./,
			);
		}
		assert.deepEqual(
			parseLimits((name) => (name === 'hardLimit' ? 0.5 : undefined)),
			{ soft: undefined, hard: '0.5' },
		);
	});
});
