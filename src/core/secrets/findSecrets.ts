import type { Reading } from '../../shared/text/hiddenCharacters.ts';
import type { FoundSecret } from './foundSecret.ts';
import { hiddenBeside } from './hiddenRuns.ts';
import { findInPassages, type Passage } from './passages.ts';
import {
	MARKED_SHAPES,
	NAMED_SHAPES,
	SECRET_NAMES,
	type SecretShape,
	TOKEN_SHAPES,
} from './secretShapes.ts';
import { findByVendorRules } from './vendorRules.ts';

/** The tokens of all vendors have a run of at least so many letters and digits. */
const RUN = 20;

/** Most long runs are names, made of words. What vendors make has a digit in it, but for what is short or has none. */
const MADE_RUN =
	/\d|AKIA|ASIA|GOCSPX-|hf_|api_org_|gh[a-z]_|gl(?:c_|pat-|rt-)|dckr_|tskey-|k_(?:live|test)_|shp(?:at|ca|pa|ss)_|\/services\/T/;

/** What only stands for a secret. */
const STAND_IN =
	/example|placeholder|change.?me|your|dummy|sample|redacted|x{4}|\.{3}|\*{3}|12345678|abcdefgh/i;

/** So far before it an anchor may stand. */
const BEFORE_RUN = 60;

/** 1 for the characters that runs are made of, by their codes. */
const OF_RUN = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=')
	OF_RUN[character.charCodeAt(0)] = 1;

/**
 * All of a text that looks like a key, token or password by its shape, and what in it cannot be seen, in the order in which it stands there.
 * None lies in another. By shapes alone: some secrets look like nothing, and some texts look like one.
 * @param reading as what it is read for what cannot be seen
 */
export function findSecrets(text: string, reading: Reading = 'text'): FoundSecret[] {
	const found: FoundSecret[] = [];
	const passages: Passage[] = [];
	const look = (shape: SecretShape, at: number) => {
		const one = foundAt(text, shape, at);
		if (one !== undefined) found.push(one);
	};
	for (const shape of MARKED_SHAPES) {
		for (const at of places(text, shape)) {
			look(shape, at);
			passages.push({ start: at, end: at });
		}
	}
	for (const { start, end } of longRuns(text)) {
		const from = Math.max(0, start - BEFORE_RUN);
		const run = text.slice(from, end);
		if (!MADE_RUN.test(run)) continue;
		passages.push({ start, end });
		for (const [shape, at] of beginnings(run)) look(shape, from + at);
	}
	// Last: that a vendor's token has a name beside it says less than its own shape.
	for (const { index } of text.matchAll(SECRET_NAMES)) {
		for (const shape of NAMED_SHAPES) look(shape, index);
	}
	const ours = withoutOverlaps(found);
	const byRules = findInPassages(text, passages, findByVendorRules);
	const secrets = withoutOverlaps([...agreeing(byRules, ours), ...ours]);
	return withoutOverlaps([...secrets, ...hiddenBeside(secrets, text, reading)]);
}

/**
 * Of what the rules found what our shapes found as well, or where they found nothing. Elsewhere ours say better what of it is secret: a
 * password, and not its address.
 * @param byRules in the order of the text, as are ours
 * @param ours without overlaps
 */
function agreeing(byRules: readonly FoundSecret[], ours: readonly FoundSecret[]): FoundSecret[] {
	let next = 0;
	return byRules.filter(({ start, end }) => {
		while ((ours[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
		const one = ours[next];
		if (one === undefined || one.start >= end || (one.start === start && one.end === end))
			return true;
		// Ours ends where a sign in the password looks like its end.
		return one.start >= start && one.end < end;
	});
}

/** The anchors of the tokens, by their first two characters. */
const BEGINNINGS = new Map<string, { readonly anchor: string; readonly shape: SecretShape }[]>();
for (const shape of TOKEN_SHAPES) {
	for (const anchor of shape.anchors) {
		const two = anchor.slice(0, 2);
		BEGINNINGS.set(two, [...(BEGINNINGS.get(two) ?? []), { anchor, shape }]);
	}
}

/** 1 for two characters that such an anchor begins with, by their codes. */
const MAY_BEGIN = new Uint8Array(2 ** 14);
for (const two of BEGINNINGS.keys()) MAY_BEGIN[twoCodes(two, 0)] = 1;

function twoCodes(text: string, at: number): number {
	return ((text.charCodeAt(at) & 127) << 7) | (text.charCodeAt(at + 1) & 127);
}

/** Where anchors of tokens stand. To ask at each place is faster than to look for each of them. */
function* beginnings(run: string): Generator<readonly [shape: SecretShape, at: number]> {
	for (let at = 0; at < run.length - 1; at++) {
		if (MAY_BEGIN[twoCodes(run, at)] !== 1) continue;
		for (const { anchor, shape } of BEGINNINGS.get(run.slice(at, at + 2)) ?? [])
			if (run.startsWith(anchor, at)) yield [shape, at];
	}
}

/** Where the anchors of a shape stand. */
function places(text: string, { anchors }: SecretShape): number[] {
	const all: number[] = [];
	for (const anchor of anchors) {
		for (let at = text.indexOf(anchor); at >= 0; at = text.indexOf(anchor, at + 1)) all.push(at);
	}
	return all;
}

function foundAt(
	text: string,
	{ kind, shape, loose }: SecretShape,
	at: number,
): FoundSecret | undefined {
	shape.lastIndex = at;
	const match = shape.exec(text);
	if (match === null) return undefined;
	const secret = match[1] ?? match[2] ?? match[0];
	if (loose && !isMade(secret)) return undefined;
	const start = at + match[0].lastIndexOf(secret);
	return { kind, start, end: start + secret.length, text: secret };
}

/**
 * The runs of letters, digits and what stands between them in base64 that are at least RUN long. Most text is passed over in steps of that
 * length: where a step ends in no such character, there is no such run.
 */
function* longRuns(text: string): Generator<{ readonly start: number; readonly end: number }> {
	let from = 0;
	while (from + RUN <= text.length) {
		let start = from + RUN;
		while (start > from && isOfRun(text.charCodeAt(start - 1))) start--;
		if (start > from) {
			from = start;
			continue;
		}
		let end = from + RUN;
		while (end < text.length && isOfRun(text.charCodeAt(end))) end++;
		yield { start, end };
		from = end + 1;
	}
}

function isOfRun(code: number): boolean {
	return code < OF_RUN.length && OF_RUN[code] === 1;
}

/**
 * Whether letters and digits follow each other as no word, name or stand-in has them. Asked of loose shapes only: what a vendor's tests and
 * manuals have ("sk_live_AAAA…") is told from a key by nobody.
 */
function isMade(secret: string): boolean {
	if (STAND_IN.test(secret) || new Set(secret).size < 5) return false;
	// In a short one fewer can differ.
	const bits = Math.min(2.9, 0.75 * Math.log2(secret.length));
	return /\d/.test(secret) && /[a-zA-Z]/.test(secret) && bitsPerCharacter(secret) >= bits;
}

/** Shannon's entropy. */
function bitsPerCharacter(text: string): number {
	const counts = new Map<string, number>();
	for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
	return [...counts.values()].reduce((sum, count) => {
		const share = count / text.length;
		return sum - share * Math.log2(share);
	}, 0);
}

/** Of those that lie on each other the one that begins first, of these the longest; of two alike the one that was found first. */
function withoutOverlaps(found: readonly FoundSecret[]): FoundSecret[] {
	const kept: FoundSecret[] = [];
	const order = (a: FoundSecret, b: FoundSecret) => a.start - b.start || b.end - a.end;
	for (const one of found.toSorted(order)) {
		if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
	}
	return kept;
}
