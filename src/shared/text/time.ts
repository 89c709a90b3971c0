import * as v from 'valibot';

/** The end of the year 9999: what is later has no date to be shown or sorted by. */
const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const BEYOND = 'This is no time in milliseconds since 1970, up to the end of the year 9999.';

/** Milliseconds since 1970, as Date.now() gives them: a time that something can have happened at. */
export const Time = v.pipe(
	v.number(),
	v.integer(),
	v.minValue(0, BEYOND),
	v.maxValue(LAST_TIME, BEYOND),
);

/** Milliseconds by a clock that never runs backwards. */
export const Duration = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The time that is nearest to this number. */
export function nearestTime(value: number): number {
	return Number.isNaN(value) ? 0 : Math.min(Math.max(0, Math.round(value)), LAST_TIME);
}
