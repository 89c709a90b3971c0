import assert from 'node:assert/strict';
import { groupChats } from '../../../../src/core/history/historyGroups.ts';

/** Chats that were last written to at these local times. */
function grouped(now: Date, times: Date[], pinned: string[] = []) {
	const chats = times.map((time, index) => ({
		id: `c-${index}`,
		title: '',
		created: 0,
		updated: time.getTime(),
		workspace: null,
		messages: 1,
	}));
	return groupChats(chats, new Set(pinned), now.getTime()).map(({ label, chats }) => [
		label,
		...chats.map(({ id }) => id),
	]);
}

describe('the groups of the history', () => {
	const thursday = new Date(2026, 2, 5, 12, 30);
	const times = [
		new Date(2026, 2, 5, 12, 30),
		new Date(2026, 2, 5),
		new Date(2026, 2, 4, 23, 59),
		new Date(2026, 2, 3),
		new Date(2026, 2, 2),
		new Date(2026, 2, 1, 23, 59),
		new Date(2026, 1, 28),
		new Date(2025, 1, 28),
	];

	it('takes a chat from the future, of a clock that ran ahead, for one of today', () => {
		const future = [new Date(2031, 0, 1), new Date(2026, 2, 6), new Date(2026, 2, 5, 9)];
		assert.deepEqual(grouped(thursday, future), [['Today', 'c-0', 'c-1', 'c-2']]);
	});

	it('are today, yesterday, this week since Monday, and months', () => {
		assert.deepEqual(grouped(thursday, times), [
			['Today', 'c-0', 'c-1'],
			['Yesterday', 'c-2'],
			['This Week', 'c-3', 'c-4'],
			['March 2026', 'c-5'],
			['February 2026', 'c-6'],
			['February 2025', 'c-7'],
		]);
	});

	it('have the pinned first, and no group that is empty', () => {
		assert.deepEqual(grouped(thursday, times.slice(0, 3), ['c-2', 'c-0', 'gone']), [
			['Pinned', 'c-0', 'c-2'],
			['Today', 'c-1'],
		]);
		assert.deepEqual(grouped(thursday, []), []);
	});

	it('know a Monday, a Sunday and a chat of tomorrow', () => {
		const days = [2, 1, 0, -1, -2].map((day) => new Date(2026, 2, day, 9));
		assert.deepEqual(
			grouped(new Date(2026, 2, 2, 8), days).map(([label]) => label),
			['Today', 'Yesterday', 'February 2026'],
		);
		assert.deepEqual(
			grouped(new Date(2026, 2, 1, 8), days).map(([label]) => label),
			['Today', 'Yesterday', 'This Week'],
		);
	});
});
