/**
 * When something was, as short as it can be said: the time where it was today, "Yesterday", the weekday where it was in the last week,
 * else the date, with the year where that is another.
 *
 * @param time milliseconds since 1970
 * @param now the same; days are those of the local time zone
 * @param language in which the times and days are said, as a BCP 47 tag; one that is unknown is English
 */
export function historyTime(time: number, now: number, language: string): string {
	const then = new Date(time);
	const today = new Date(now);
	const daysAgo = (days: number) =>
		new Date(today.getFullYear(), today.getMonth(), today.getDate() - days).getTime();
	// A clock may have gone wrong: what is to come has a date.
	if (time < daysAgo(-1)) {
		if (time >= daysAgo(0)) return inWords(then, language, { timeStyle: 'short' });
		if (time >= daysAgo(1)) return 'Yesterday';
		if (time >= daysAgo(6)) return inWords(then, language, { weekday: 'long' });
	}
	const isOtherYear = then.getFullYear() !== today.getFullYear();
	return inWords(then, language, {
		day: 'numeric',
		month: 'short',
		...(isOtherYear ? { year: 'numeric' } : {}),
	});
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Such an object takes long to be made, and a list has many rows. */
function inWords(time: Date, language: string, options: Intl.DateTimeFormatOptions): string {
	const key = JSON.stringify([language, options]);
	const format = formats.get(key) ?? newFormat(language, options);
	formats.set(key, format);
	return format.format(time);
}

function newFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	try {
		return new Intl.DateTimeFormat(language, options);
	} catch {
		return new Intl.DateTimeFormat('en', options);
	}
}
