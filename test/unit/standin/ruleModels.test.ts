import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCatalogue } from '../../../src/api/models/catalogue.ts';
import { createChatServer } from '../../../src/api/server/chatClient.ts';
import { pricingFor } from '../../../src/core/models/priceOverrides.ts';
import { messageViews } from '../../../src/core/panel/messageViews.ts';
import { estimatedCost } from '../../../src/core/spending/estimatedCost.ts';
import type { Reply } from '../../../src/shared/conversation/messages.ts';
import { type Billed, billOf } from '../../standin/bill.ts';
import { type CatalogueEntry, catalogueEntry } from '../../standin/catalogue.ts';
import { RULE_MODELS } from '../../standin/ruleModels.ts';
import { type Standin, startStandin } from '../../standin/standin.ts';
import { ChatInTest } from '../core/chat/chatInTest.ts';

/** The model of an entry as the extension reads it off the wire. */
function listed(entry: CatalogueEntry & { readonly alias_target?: unknown }) {
	const list = readCatalogue(JSON.parse(JSON.stringify({ data: [entry] })), {});
	return list?.models[0] ?? assert.fail();
}

/** What the extension takes a request to cost. */
function estimate(entry: CatalogueEntry, { minute, ...counts }: Billed): number {
	const at = Date.UTC(2026, 10, 29) + minute * 60_000;
	return Number(estimatedCost(pricingFor(listed(entry), { prompt: counts.prompt, at }), counts));
}

const counts = fc
	.record({
		read: fc.nat({ max: 200_000 }),
		cached: fc.nat({ max: 50_000 }),
		written: fc.nat({ max: 50_000 }),
		completion: fc.nat({ max: 50_000 }),
		images: fc.nat({ max: 5 }),
		minute: fc.nat({ max: 24 * 60 - 1 }),
	})
	.map(({ read, ...more }): Billed => ({ ...more, prompt: read + more.cached + more.written }));

const price = fc.nat({ max: 90_000 }).map((amount) => (amount / 1e9).toFixed(9));
const time = fc
	.nat({ max: 24 * 60 - 1 })
	.map((minute) => Math.floor(minute / 60) * 100 + (minute % 60));
const override = fc
	.record(
		{
			min_prompt_tokens: fc.nat({ max: 250_000 }),
			hours: fc.tuple(time, time),
			prompt: price,
			completion: price,
			input_cache_read: price,
		},
		{ requiredKeys: ['prompt'] },
	)
	.map(({ hours, ...rule }) => ({
		...rule,
		...(hours && { utc_start: hours[0], utc_end: hours[1] }),
	}));

function same(entry: CatalogueEntry, billed: Billed): void {
	const bill = billOf(entry, billed);
	const all = bill.prompt + bill.completion;
	const own = estimate(entry, billed);
	assert.ok(Math.abs(own - all) <= 1e-9 * Math.max(1, all), `${own} for ${all}`);
}

describe('the models of the stand-in that have rules', () => {
	let standin: Standin;
	const server = createChatServer();
	let test: ChatInTest;

	before(async () => {
		standin = await startStandin({ pace: 0, withRules: true });
	});
	after(async () => {
		await server.close();
		await standin.close();
	});
	beforeEach(() => {
		standin.reset();
		test = new ChatInTest(standin, server);
	});

	async function ask(model: string, text = 'Well?'): Promise<Reply> {
		const entry = RULE_MODELS.find(({ id }) => id === model) ?? assert.fail(model);
		test.known = listed(entry);
		test.chat.choose({ model });
		await test.chat.turns.send(text, []);
		await test.settled();
		const reply = test.chat.conversation.lastReply() ?? assert.fail();
		assert.equal(reply.status, 'complete');
		assert.equal(standin.chats.at(-1)?.chat?.model, model);
		return reply;
	}

	it('cost what they are estimated at, whatever is sent and at any hour', () => {
		for (const entry of RULE_MODELS) {
			fc.assert(
				fc.property(counts, (billed) => same(entry, billed)),
				{ numRuns: 60 },
			);
		}
	});

	it('as any others with prices and rules of their own, overlapping and over midnight', () => {
		const own = fc.record(
			{
				request: price,
				image: price,
				input_cache_read: price,
				input_cache_write: price,
				overrides: fc.array(override, { maxLength: 4 }),
			},
			{ requiredKeys: [] },
		);
		const plain = catalogueEntry('a/b', {
			name: 'B',
			context: 8192,
			price: ['0.000001', '0.000002'],
		});
		fc.assert(
			fc.property(own, counts, (more, billed) =>
				same({ ...plain, pricing: { ...plain.pricing, ...more } }, billed),
			),
		);
	});

	it('bill by their rule: each digit of a cost is that of the estimate', async () => {
		for (const [model, text] of [
			['standin/per-request', 'Well?'],
			['standin/long-prompts', 'word '.repeat(100)],
			['standin/long-prompts', 'word '.repeat(2000)],
			['standin/cache', 'Well?'],
		] as const) {
			const { facts } = await ask(model, text);
			const entry = RULE_MODELS.find(({ id }) => id === model) ?? assert.fail();
			const usage = facts.usage ?? assert.fail();
			const own = estimate(entry, {
				prompt: usage.prompt_tokens,
				cached: usage.cached_tokens ?? 0,
				written: usage.cache_write_tokens ?? 0,
				completion: usage.completion_tokens,
				images: 0,
				minute: 0,
			});
			assert.ok(Math.abs(Number(usage.cost) - own) < 1e-12, `${model}: ${usage.cost} for ${own}`);
		}
	});

	it('answer in several choices', async () => {
		const { id } = await ask('standin/choices');
		assert.equal(test.chat.conversation.siblings(id).length, 3);
	});

	it('read a part of the prompt, which is said with the reply', async () => {
		const { facts } = await ask('standin/cut', 'word '.repeat(6000));
		assert.equal(facts.counted_short?.counted, 2050);
	});

	it('answer as another model, which is marked', async () => {
		const { facts } = await ask('standin/another');
		assert.equal(facts.model, 'standin/not-asked-for');
		assert.equal(messageViews(test.chat).at(-1)?.answeredBy, 'other');
	});

	it('answer under a name that the list has for them, which is no other model', async () => {
		const entry = RULE_MODELS.find(({ id }) => id === 'standin/another') ?? assert.fail();
		test.known = listed({ ...entry, canonical_slug: 'standin/not-asked-for' });
		test.chat.choose({ model: entry.id });
		await test.chat.turns.send('Well?', []);
		await test.settled();
		const { facts } = test.chat.conversation.lastReply() ?? assert.fail();
		assert.deepEqual([facts.model, facts.listed_name], ['standin/not-asked-for', true]);
		assert.equal(messageViews(test.chat).at(-1)?.answeredBy, undefined);
	});

	it('keep which model their name stood for by the list, and another one that answers is marked', async () => {
		const entry = RULE_MODELS.find(({ id }) => id === 'standin/another') ?? assert.fail();
		const answer = async (slug: string) => {
			test.known = listed({ ...entry, alias_target: { name: '', slug } });
			test.chat.choose({ model: entry.id });
			await test.chat.turns.send('Well?', []);
			await test.settled();
			const { facts } = test.chat.conversation.lastReply() ?? assert.fail();
			return [facts.alias_target, messageViews(test.chat).at(-1)?.answeredBy];
		};
		const answered = 'standin/not-asked-for';
		assert.deepEqual(await answer(answered), [answered, undefined]);
		assert.deepEqual(await answer('standin/cache'), ['standin/cache', 'other']);
	});

	it('know in their cache what was sent before, and nothing of what was not', async () => {
		const first = await ask('standin/cache', 'word '.repeat(400));
		assert.equal(first.facts.usage?.cached_tokens ?? 0, 0);
		assert.ok((first.facts.usage?.cache_write_tokens ?? 0) > 400);
		const second = await ask('standin/cache', 'And?');
		assert.ok((second.facts.usage?.cached_tokens ?? 0) >= 400);
		test = new ChatInTest(standin, server);
		const other = await ask('standin/cache', 'Something else. '.repeat(100));
		assert.equal(other.facts.usage?.cached_tokens ?? 0, 0);
	});
});
