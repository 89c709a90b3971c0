import assert from 'node:assert/strict';
import { shownSendKey } from '../../../../src/core/panel/messageViews.ts';

describe('the key that sends', () => {
	it('is Enter unless it is set to something that exists', () => {
		assert.equal(
			shownSendKey(() => 'ctrlEnter'),
			'ctrlEnter',
		);
		for (const value of ['enter', undefined, null, 'shiftEnter', 5]) {
			assert.equal(
				shownSendKey(() => value),
				'enter',
			);
		}
	});
});
