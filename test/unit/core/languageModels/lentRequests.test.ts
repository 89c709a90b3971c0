import assert from 'node:assert/strict';
import { lentKey } from '../../../../src/core/languageModels/askers.ts';
import { LentRequests } from '../../../../src/core/languageModels/lentRequests.ts';
import type { LedgerEntry } from '../../../../src/core/spending/ledger.ts';

function entry(chat: string, reply: string, at: number): LedgerEntry {
	return { type: 'reply', at, chat, reply, server: 'https://x', model: 'a/b' };
}

describe('the requests of other extensions', () => {
	it('are those of this window and those of the ledger, each once, the last one first', () => {
		const requests = new LentRequests(() => {});
		requests.add({ asker: 'pub.ext', reply: 'failed', model: 'a/b', at: 2 });
		requests.add({ asker: 'pub.ext', reply: 'paid', model: 'a/b', at: 5 });
		const ledger = [
			entry(lentKey('other.ext'), 'r1', 1),
			entry('chat', 'r2', 3),
			entry(lentKey('pub.ext'), 'paid', 6),
		];
		assert.deepEqual(
			requests.list(ledger).map(({ asker, reply }) => [asker, reply]),
			[
				['pub.ext', 'paid'],
				['pub.ext', 'failed'],
				['other.ext', 'r1'],
			],
		);
	});

	it('are none until one was made, of which it is told, or the ledger has one', () => {
		let told = 0;
		const requests = new LentRequests(() => told++);
		assert.equal(requests.isEmpty([entry('chat', 'r', 1)]), true);
		assert.equal(requests.isEmpty([entry('chat', 'r', 1), entry(lentKey('a.b'), 'r2', 2)]), false);
		requests.add({ asker: 'pub.ext', reply: 'failed', model: 'a/b', at: 2 });
		assert.deepEqual([told, requests.isEmpty([])], [1, false]);
	});

	it('are not remembered without end', () => {
		const requests = new LentRequests(() => {});
		for (let at = 0; at < 200; at++) {
			requests.add({ asker: 'pub.ext', reply: String(at), model: 'a/b', at });
		}
		const list = requests.list([]);
		assert.equal(list.length, 50);
		assert.equal(list[0]?.reply, '199');
	});
});
