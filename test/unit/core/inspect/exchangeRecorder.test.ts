import assert from 'node:assert/strict';
import { EVENT_OVERHEAD, sizeOf } from '../../../../src/core/inspect/exchangeRecord.ts';
import { ExchangeRecorder } from '../../../../src/core/inspect/exchangeRecorder.ts';

describe('what is taken down of a reply', () => {
	function recorder() {
		const made = new ExchangeRecorder('c-1', 'r-1', undefined);
		const way = { transport: 'undici', proxy: undefined } as const;
		made.sending({ at: 1, method: 'POST', url: 'http://x/', headers: {}, body: '{}', ...way });
		return made;
	}

	it('is bounded, however little is in each of its events', () => {
		const empty = recorder();
		for (let count = 0; count < 1_000_000; count++) empty.received({ at: 2, text: '' });
		const { events, dropped } = empty.exchange() ?? { events: [], dropped: undefined };
		assert.ok(events.length > 10_000 && events.length < 100_000, String(events.length));
		assert.equal(dropped, 0);
	});

	it('has the size of all that it holds', () => {
		const made = recorder();
		const before = sizeOf(made.exchange() ?? assert.fail());
		made.received({ at: 2, text: 'x'.repeat(1_000) });
		assert.equal(sizeOf(made.exchange() ?? assert.fail()), before + 1_000 + EVENT_OVERHEAD);
		made.received({ at: 3, text: '' });
		assert.equal(sizeOf(made.exchange() ?? assert.fail()), before + 1_000 + 2 * EVENT_OVERHEAD);
	});

	it('is bounded by its characters, and tells how many more there were', () => {
		const long = recorder();
		for (let count = 0; count < 10; count++) long.received({ at: 2, text: 'x'.repeat(1_000_000) });
		const { events, dropped } = long.exchange() ?? { events: [], dropped: undefined };
		assert.equal(events.length, 3);
		assert.equal(dropped, 7_000_000);
	});
});
