/** Enough of a web page to hold its title, in characters. */
export const MAX_PAGE_LENGTH = 4 * 1024;

/** Where a page says what it is about, the most telling first; the last is what a store of files answers in XML. */
const PLACES = [
	/<title[^<>]{0,200}>([^<]{1,500})/i,
	/<h1[^<>]{0,200}>([^<]{1,500})/i,
	/<message[^<>]{0,200}>([^<]{1,500})/i,
];

/** Titles of which the page says more. */
const SAYS_NOTHING = /^(?:(?:http )?(?:error )?\d{3}|error|oops|untitled)[.!]?$/i;

/** What no reader of the page sees. */
const UNSEEN = /<(style|script)\b[^<]*<\/\1>|<[^<>]*>/gi;

const ENTITIES: ReadonlyMap<string, string> = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
	['nbsp', ' '],
]);

/** Whether the body of an answer is a web page, or XML. */
export function isWebPage(body: string): boolean {
	return /^\uFEFF?\s*</.test(body);
}

/** Whether a sentence is in truth a web page that a proxy has passed on; "<think>" begins none. */
export function looksLikePage(text: string): boolean {
	return /^\uFEFF?\s*<(?:!doctype|html|head|body|title|center|h1|\?xml|error)\b/i.test(
		text.slice(0, 200),
	);
}

/** "502 Bad Gateway", "Error 502 (Server Error)", "HTTP Status 504 – …", and Cloudflare's "example.org | 524: A timeout occurred". */
const STATUS =
	/(?:(?:^|\| )(?=\d{3}(?:$|[:.!|)]| [-–—|:(]| (?:access|bad|client|conflict|content|error|expectation|failed|forbidden|gateway|gone|http|insufficient|internal|invalid|length|locked|loop|method|misdirected|network|not|origin|page|payload|payment|precondition|proxy|range|request|server|service|site|ssl|temporar(?:y|ily)|time-?out|too|unauthori[sz]ed|unavailable|unknown|unprocessable|unsupported|upgrade|uri|web|connection)\b))|\berror(?: code)?:? |\bstatus:? )([45]\d\d)\b/i;

/** The status of a failure that a page is about, by its title or its heading. */
export function statusOfPage(page: string): number | undefined {
	const beginning = page.slice(0, MAX_PAGE_LENGTH);
	const told = PLACES.map((place) => STATUS.exec(readable(place.exec(beginning)?.[1] ?? ''))?.[1]);
	const status = told.find((found) => found !== undefined);
	return status === undefined ? undefined : Number(status);
}

/** What a page says, without tags: its title says more about who answered than the rest does. */
export function titleOf(page: string): string {
	const beginning = page.slice(0, MAX_PAGE_LENGTH);
	for (const place of PLACES) {
		const title = readable(place.exec(beginning)?.[1] ?? '');
		if (title !== '' && !SAYS_NOTHING.test(title)) return title;
	}
	const text = readable(beginning.replaceAll(UNSEEN, ' '));
	return text === '' ? 'A web page.' : text;
}

function readable(html: string): string {
	return html
		.replaceAll(/&(\w{2,5});/g, (whole, name: string) => ENTITIES.get(name) ?? whole)
		.replaceAll(/&#(\d{2,5});/g, (_, code) => String.fromCharCode(Number(code)))
		.split(/\s+/)
		.join(' ')
		.replaceAll(/ ([.,;:!?])/g, '$1')
		.trim();
}
