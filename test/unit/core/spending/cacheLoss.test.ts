import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WireMessage } from '../../../../src/core/server/chatRequest.ts';
import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';
import {
	cacheNote,
	cacheShare,
	otherModelNote,
	rereadCost,
} from '../../../../src/core/spending/cacheLoss.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';

const words = (count: number, word = 'word') => `${word} `.repeat(count);
const system = (content: string): WireMessage => ({ role: 'system', content });
const user = (content: string): WireMessage => ({ role: 'user', content });
const assistant = (content: string): WireMessage => ({ role: 'assistant', content });

const LAST = [system('Be brief.'), user(words(2000)), assistant(words(500)), user('And now?')];
const NEXT = [...LAST, assistant('This.'), user('Why?')];

describe('what a server’s cache knows of the next request', () => {
	const share = (next: readonly WireMessage[], model = 'm') =>
		cacheShare({ model: 'm', messages: LAST }, { model, messages: next }, undefined);

	it('is all of the last one where that only went on', () => {
		const { shared, again } = share(NEXT);
		assert.equal(again, 0);
		assert.ok(shared > 2000, String(shared));
	});

	it('is nothing for another model or another system prompt', () => {
		const all = share(NEXT).shared;
		assert.deepEqual(share(NEXT, 'n'), { shared: 0, again: all });
		const other = share([system('No.'), ...NEXT.slice(1)]);
		assert.equal(other.shared, 0);
		assert.ok(other.again > all - 20 && other.again < all, JSON.stringify(other));
		assert.equal(share(NEXT.slice(1)).shared, 0, 'without a system prompt');
	});

	it('is what stands before a message that was left out, edited or put in', () => {
		const [first, question, ...rest] = NEXT;
		assert.ok(first && question);
		const near = (found: number, size: number) =>
			assert.ok(Math.abs(found - size) < size / 20 + 20, `${found}, and not ${size}`);
		const [long, short] = [share([first, question]).shared, share([first]).shared];
		const behind = share(NEXT).shared - long;
		// What was left out itself is read by nobody.
		const gone = share([first, ...rest]);
		near(gone.shared, short);
		near(gone.again, behind);
		const pinned = share([first, user('Pinned.'), question, ...rest]);
		near(pinned.shared, short);
		near(pinned.again, share(NEXT).shared - short);
		const edited = share([first, user(`${words(1000)}other`), ...rest]);
		near(edited.shared, long / 2);
		near(edited.again, behind);
		// In its middle: what stands behind the change is read again as well.
		const inside = share([first, user(`${words(1000)}other ${words(999)}`), ...rest]);
		near(inside.again, long / 2 + behind);
	});

	it('is not said to be read again where a question was asked anew, and nothing follows it', () => {
		const [first] = LAST;
		assert.ok(first);
		const anew = share([first, user('Another question.')]);
		assert.equal(anew.again, 0);
		assert.ok(anew.shared > 0);
	});

	it('is nothing of a message from an image on that is another one', () => {
		const look = (url: string): WireMessage => ({
			role: 'user',
			content: [
				{ type: 'text', text: words(100) },
				{ type: 'image_url', image_url: { url } },
			],
		});
		const [one, other] = [[look('data:a')], [look('data:b')]];
		const of = (next: WireMessage[]) =>
			cacheShare({ model: 'm', messages: one }, { model: 'm', messages: next }, undefined);
		assert.equal(of(other).shared, 0);
		assert.equal(of(one).again, 0);
	});

	it('and what is read again are no more than either request has, whatever changed', () => {
		const message = fc.record({
			role: fc.constantFrom('user' as const, 'assistant' as const),
			content: fc.constantFrom('', 'a b c', 'a b d', 'Look at this', 'x'),
		});
		const size = (messages: readonly WireMessage[]) => {
			const all = { model: 'm', messages };
			return cacheShare(all, all, undefined).shared;
		};
		fc.assert(
			fc.property(fc.array(message), fc.array(message), (messages, next) => {
				const last = { model: 'm', messages };
				const { shared, again } = cacheShare(last, { model: 'm', messages: next }, undefined);
				// A part of a message may have a token more than its share of the whole.
				const most = Math.min(size(messages), size(next)) + 10;
				assert.ok(shared >= 0 && again >= 0 && shared + again <= most);
				const longer = { model: 'm', messages: [...messages, ...next] };
				assert.deepEqual(cacheShare(last, longer, undefined), {
					shared: size(messages),
					again: 0,
				});
			}),
		);
	});
});

describe('what reading it again costs', () => {
	it('is the difference between both prices, to the last digit', () => {
		const pricing = { prompt: '0.0000007', input_cache_read: '0.00000007' };
		assert.equal(rereadCost(6100, pricing), '0.003843');
	});

	it('is not known without a price for the cache, or where that saves nothing', () => {
		for (const pricing of [
			undefined,
			{},
			{ prompt: '1' },
			{ input_cache_read: '1' },
			{ prompt: '-1', input_cache_read: '-1' },
			{ prompt: '1', input_cache_read: '1' },
		]) {
			assert.equal(rereadCost(10, pricing), undefined, JSON.stringify(pricing));
		}
	});

	it('is said in a sentence', () => {
		assert.equal(
			cacheNote({ shared: 812, again: 6100 }, '0.003843'),
			'Reads about 6.1k tokens of the last request again, ≈$0.0038 more than from the server’s cache. Only about the first 812 are as they were.',
		);
		assert.match(
			cacheNote({ shared: 0, again: 12_400 }, undefined) ?? '',
			/about 12k tokens .* again\. None of them /,
		);
		assert.match(
			cacheNote({ shared: 5900, again: 0 }, '0') ?? '',
			/^Begins as the last request did, with about 5\.9k tokens: .* may have them\.$/,
		);
		assert.equal(cacheNote({ shared: 0, again: 0 }, '0'), undefined);
	});
});

describe('what another model has to read', () => {
	const model = (more: Partial<CatalogueModel>) =>
		catalogueModel('m', { contextLength: undefined, ...more });

	it('is said with what it costs by that model’s own price', () => {
		assert.equal(
			otherModelNote(6123, model({ pricing: { prompt: '0.000001' } }), 0),
			'reads about 6.1k tokens of this chat, ≈$0.0061',
		);
		for (const pricing of [undefined, {}, { prompt: '0' }, { prompt: '-1' }])
			assert.equal(
				otherModelNote(6123, model({ pricing }), 0),
				'reads about 6.1k tokens of this chat',
			);
	});

	it('is not said where there is too little for a cache', () => {
		for (const prompt of [0, 1023, -1, Number.NaN])
			assert.equal(
				otherModelNote(prompt, model({ pricing: { prompt: '1' } }), 0),
				undefined,
				String(prompt),
			);
	});

	it('is no more than it takes', () => {
		const small = model({ pricing: { prompt: '0.000001' }, contextLength: 8192 });
		assert.equal(
			otherModelNote(60_000, small, 0),
			'reads about 8.2k tokens of this chat, ≈$0.0082',
		);
	});
});
