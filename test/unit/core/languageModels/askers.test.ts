import assert from 'node:assert/strict';
import {
	askerIn,
	askerOf,
	lentKey,
	lentTitles,
} from '../../../../src/core/languageModels/askers.ts';

describe('who asks for a lent model', () => {
	it('is what VS Code says, outside its typing', () => {
		assert.equal(askerOf({ requestInitiator: 'pub.ext', toolMode: 1 }), 'pub.ext');
		assert.equal(askerOf({ requestInitiator: 'core' }), 'VS Code');
	});

	for (const options of [{}, undefined, null, { requestInitiator: 3 }, { requestInitiator: ' ' }]) {
		it(`is another extension where it says nothing: ${JSON.stringify(options)}`, () => {
			assert.equal(askerOf(options), 'another extension');
		});
	}

	it('is found again in what its requests are kept under', () => {
		assert.equal(askerIn(lentKey('pub.ext')), 'pub.ext');
		assert.equal(askerIn('2f0e…'), undefined);
	});

	for (const asker of [
		'github.copilot-chat',
		'a_b.c',
		'another extension',
		'../x',
		'-2e-',
		'日本.🦙',
	]) {
		it(`is found again, and has the form of a chat’s id: ${asker}`, () => {
			assert.match(lentKey(asker), /^[a-z0-9-]{1,100}$/);
			assert.equal(askerIn(lentKey(asker)), asker);
		});
	}

	it('has a title in the ledger', () => {
		assert.deepEqual(
			[...lentTitles([{ chat: lentKey('pub.ext') }, { chat: 'c1' }, { chat: lentKey('pub.ext') }])],
			[['lent-pub-2e-ext', 'Lent to pub.ext']],
		);
	});
});
