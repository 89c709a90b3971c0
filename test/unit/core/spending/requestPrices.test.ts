import assert from 'node:assert/strict';
import { RequestPrices } from '../../../../src/core/spending/requestPrices.ts';

describe('The model whose price a reply has', () => {
	it('is the fallback that answered, also where that is asked by a name for another one', () => {
		const list = new Map([
			['a/asked', { id: 'a/asked' }],
			['a/latest', { id: 'a/latest', aliasTarget: 'a/dear' }],
		]);
		const prices = new RequestPrices({
			model: (_baseUrl, id) => list.get(id),
			correction: () => undefined,
			now: () => 0,
		} as ConstructorParameters<typeof RequestPrices>[0]);
		const request = { model: 'a/asked', models: ['a/latest'], messages: [], stream: true } as const;
		const of = (answered: string) => prices.answering('https://a.example', request, answered)?.id;
		for (const answered of ['a/dear', 'a/dear-2025-01-01']) assert.equal(of(answered), 'a/latest');
		assert.equal(of('a/asked'), 'a/asked');
	});
});
