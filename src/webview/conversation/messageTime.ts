import { element } from '../dom/element.ts';

/** In the reader's own zone, and in their language, as the browser has it. */
const LANGUAGE = navigator.language;

type Form = keyof typeof FORMS;

const FORMS = {
	time: { timeStyle: 'short' },
	full: { dateStyle: 'full', timeStyle: 'short' },
	day: { weekday: 'long', day: 'numeric', month: 'long' },
	date: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

/** Such an object takes long to be made, and a chat has many messages. */
const formats = new Map<Form, Intl.DateTimeFormat>();
const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' });

function inWords(at: Date, form: Form): string {
	const format = formats.get(form) ?? new Intl.DateTimeFormat(LANGUAGE, FORMS[form]);
	formats.set(form, format);
	return format.format(at);
}

/** What is said of a day is so only until it ends: it is said anew on the next. */
const said = new WeakMap<Element, () => string>();
const CLASS = 'day-line';
let sayAgain: ReturnType<typeof setTimeout> | undefined;

function sayTomorrow(): void {
	const now = new Date();
	const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
	clearTimeout(sayAgain);
	sayAgain = setTimeout(sayAllAgain, tomorrow.getTime() - now.getTime());
}

function sayAllAgain(): void {
	for (const line of document.getElementsByClassName(CLASS)) {
		const text = said.get(line)?.();
		if (text !== undefined && text !== line.textContent) line.textContent = text;
	}
	sayTomorrow();
}

/**
 * The time of day at which a message was written. Its tooltip has the day, too.
 * @param at milliseconds since 1970
 */
export function messageTime(at: number): HTMLElement {
	const then = new Date(at);
	const time = element('time', { title: inWords(then, 'full') }, inWords(then, 'time'));
	time.dateTime = then.toISOString();
	return element('span', { class: 'message-time' }, time);
}

/**
 * A line that says which day a message was written on, "Yesterday", "Friday 27 November"; undefined where it is that of the message
 * before it. Over the first one it is empty while that day is today: a chat that was begun today needs no date, and one that is opened
 * again is dated.
 * @param at milliseconds since 1970
 * @param before the same, of the message before it; undefined for the first
 */
export function dayLine(at: number, before: number | undefined): HTMLElement | undefined {
	const then = new Date(at);
	const isFirst = before === undefined;
	if (!isFirst && dayOf(new Date(before)) === dayOf(then)) return undefined;
	const say = () => (isFirst && dayOf(then) === dayOf(new Date()) ? '' : dayInWords(then));
	const line = element('p', { class: CLASS }, say());
	said.set(line, say);
	if (sayAgain === undefined) {
		// A machine that sleeps over midnight stops its timers, too.
		document.addEventListener('visibilitychange', sayAllAgain);
		sayTomorrow();
	}
	return line;
}

/** Puts lines over a message in the place of those that were there; where they say the same, those stay. */
export function showLinesOver(
	article: HTMLElement,
	...lines: readonly (HTMLElement | undefined)[]
): void {
	const wanted = lines.filter((line) => line !== undefined);
	const present = [...article.querySelectorAll(`:scope > .${CLASS}, :scope > .model-change`)];
	const isSame = (line: HTMLElement, index: number) => line.isEqualNode(present[index] ?? null);
	if (wanted.length === present.length && wanted.every(isSame)) return;
	for (const line of present) line.remove();
	article.prepend(...wanted);
}

function dayInWords(day: Date): string {
	const today = new Date();
	// Negative for what is to come: a clock may have gone wrong.
	const ago = (dayOf(today) - dayOf(day)) / 86_400_000;
	if (ago === 0 || ago === 1) return capitalised(relative.format(-ago, 'day'));
	return inWords(day, day.getFullYear() === today.getFullYear() ? 'day' : 'date');
}

/** The beginning of its day, as a time in UTC: there all days are equally long. */
function dayOf(time: Date): number {
	return Date.UTC(time.getFullYear(), time.getMonth(), time.getDate());
}

function capitalised(text: string): string {
	const [first = '', ...rest] = text;
	return first.toLocaleUpperCase(LANGUAGE) + rest.join('');
}
