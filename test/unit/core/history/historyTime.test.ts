import assert from 'node:assert/strict';
import { historyTime } from '../../../../src/core/history/historyTime.ts';

/** A Wednesday, in local time. */
const NOW = new Date(2026, 5, 17, 14, 30).getTime();

describe('when a chat was last used', () => {
	const said = (time: Date, language = 'en-GB', now = NOW) =>
		historyTime(time.getTime(), now, language);

	it('is the time today, to the minute of midnight', () => {
		assert.equal(said(new Date(2026, 5, 17, 14, 5)), '14:05');
		assert.equal(said(new Date(2026, 5, 17, 0, 0)), '00:00');
		assert.equal(said(new Date(2026, 5, 17, 23, 59)), '23:59');
		assert.equal(said(new Date(2026, 5, 17, 14, 5), 'en-US').replace(/\s/, ' '), '2:05 PM');
		assert.equal(said(new Date(2026, 5, 17, 14, 5), 'de'), '14:05');
	});

	it('is yesterday, by the calendar', () => {
		assert.equal(said(new Date(2026, 5, 16, 23, 59)), 'Yesterday');
		assert.equal(said(new Date(2026, 5, 16, 0, 0)), 'Yesterday');
		assert.equal(said(new Date(2025, 11, 31), 'en', new Date(2026, 0, 1).getTime()), 'Yesterday');
	});

	it('is the weekday in the last week, in which none is there twice', () => {
		assert.equal(said(new Date(2026, 5, 15, 23, 59)), 'Monday');
		assert.equal(said(new Date(2026, 5, 11, 0, 0)), 'Thursday');
		assert.equal(said(new Date(2026, 5, 10, 23, 59)), '10 Jun');
		assert.equal(said(new Date(2026, 5, 15), 'de'), 'Montag');
	});

	it('is the date, with another year where it is of one', () => {
		assert.equal(said(new Date(2026, 0, 3)), '3 Jan');
		assert.equal(said(new Date(2025, 11, 31)), '31 Dec 2025');
		assert.equal(said(new Date(2026, 0, 3), 'en-US'), 'Jan 3');
	});

	it('is a date where it is to come', () => {
		assert.equal(said(new Date(2026, 5, 18)), '18 Jun');
		assert.equal(said(new Date(2027, 5, 18)), '18 Jun 2027');
	});

	it('is English in a language that nobody knows', () => {
		assert.equal(said(new Date(2026, 5, 15), 'no such language'), 'Monday');
	});
});
