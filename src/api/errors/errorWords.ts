import { STATUS_CODES } from 'node:http';
import { field, isObject, parseJson, stringField } from '../json/jsonFields.ts';
import { listed, PATHS, pathOf } from './issuePath.ts';
import { parseEscaped, quotedJson } from './quotedJson.ts';
import { looksLikePage, titleOf } from './webPage.ts';

/** How far, and at how many values, sentences are looked for: a stranger may nest as deep as he likes. */
const MAX_DEPTH = 16;
const MAX_VALUES = 500;

/** So many of a list's sentences are told. */
const MAX_ISSUES = 20;

/** Lists, or tables by field, of what exactly was wrong: they say more than the sentence beside them. */
const ISSUES = [
	'errors',
	'validation',
	'issues',
	'violations',
	'validation_errors',
	'validationErrors',
	'invalid_params',
	'invalid-params',
	'field_errors',
	'fieldErrors',
	'fieldViolations',
];

/** What servers call their sentence, the most telling first. Each may be a sentence, or an object or a list that has it. */
export const SENTENCES = [
	'message',
	'msg',
	'detail',
	'error_message',
	'errorMessage',
	'error_msg',
	'errorMsg',
	'errmsg',
	'status_msg',
	'faultstring',
	'error_description',
	'errorDescription',
];

/** What says something where there is no sentence. `error` is often but a name for the status ("Bad Request"). */
export const LESS_TELLING = [
	'error',
	'err',
	'details',
	'description',
	'raw',
	'body',
	'response',
	'cause',
	'reason',
	'text',
	'info',
	'exception',
	'user_message',
	'userMessage',
	'display_message',
	'displayMessage',
	'error_summary',
	'errorSummary',
	'errorText',
	'failure_reason',
	'failureReason',
	'statusText',
	'title',
	'html-message',
	'html_message',
	// A sentence in several languages.
	'en',
];

/** Names for a failure, which are better than nothing. */
const NAMES = ['code', 'type', 'error_type', 'error_code'];

/** What the user has written or what nobody reads: no sentence is looked for in them. */
const NO_WORDS = [
	'user_id',
	'input',
	'flagged_input',
	'messages',
	'prompt',
	'request',
	'headers',
	'stack',
	'stacktrace',
	'traceback',
];

/** Phrases that say no more than the status does. */
const PHRASES = new Set([
	...Object.values(STATUS_CODES).map((phrase) => (phrase ?? '').toLowerCase()),
	'validation failed',
	'validation error',
	'request validation failed',
	'request failed',
	'internal error',
	'upstream error',
	'no message available',
]);

/** What says nothing at all. */
const EMPTY =
	/^(?:(?:an? )?(?:unknown )?(?:error|failure|failed)(?: occurred)?|provider returned error|\w{0,40}(?:error|exception)|[a-z0-9]{1,40}(?:_[a-z0-9]{1,40}){1,8})$/i;

/** What a value says: how much that is worth decides between several. */
interface Words {
	readonly text: string;
	/** 0 for nothing, 1 for a mere name, 2 for a phrase like "Bad Request", 3 for a sentence. */
	readonly worth: 0 | 1 | 2 | 3;
}

const NOTHING: Words = { text: '', worth: 0 };

type JsonObject = Readonly<Record<string, unknown>>;

export interface ErrorWords {
	/** The innermost sentence; all of the JSON where there is none. */
	readonly text: string;
	/** The objects in which it was looked for, from the outside in: their codes belong to the failure. */
	readonly holders: readonly JsonObject[];
}

/**
 * The sentence in JSON that reports a failure, wherever it lies: in objects within objects, in lists, in JSON or a web page within a
 * string. One walk, of bounded depth and breadth, which prefers what says most.
 */
export function errorWords(json: unknown): ErrorWords {
	const walk = new Walk();
	const { text, worth } = walk.words(json, 0, true);
	if (worth > 0) return { text, holders: walk.holders };
	return { text: onlySentence(json) ?? wholeOf(json), holders: walk.holders };
}

/** The one text of several words that there is, under whatever name, in whatever language. */
function onlySentence(json: unknown): string | undefined {
	const texts = new Set<string>();
	JSON.stringify(json, (name, value: unknown) => {
		if (NO_WORDS.includes(name) || name === 'choices') return undefined;
		if (typeof value === 'string' && readsAsWords(value)) texts.add(value.trim());
		return value;
	});
	return texts.size === 1 ? [...texts][0] : undefined;
}

/** Several words, or a text in a script that puts no blanks between them; no JSON. */
function readsAsWords(text: string): boolean {
	const beginning = text.trim().slice(0, 500);
	return (
		!/^[[{"]/.test(beginning) &&
		/\p{L}\p{M}*,? +\p{L}|[\p{scx=Han}\p{scx=Thai}]{4}/u.test(beginning)
	);
}

/** Nothing known: all of it is better than nothing, but for who the user is and what he wrote; "" where it is empty throughout. */
function wholeOf(json: unknown): string {
	let says = false;
	const whole = JSON.stringify(json, (name, value: unknown) => {
		if (NO_WORDS.includes(name)) return undefined;
		says ||= typeof value !== 'object' && value !== '';
		return value;
	});
	return says ? whole : '';
}

class Walk {
	readonly holders: JsonObject[] = [];
	#left = MAX_VALUES;

	/** @param named whether the value has a name under which sentences stand, so that a plain string is one */
	words(value: unknown, depth: number, named: boolean): Words {
		if (depth > MAX_DEPTH || this.#left-- <= 0) return NOTHING;
		if (typeof value === 'string') return this.#ofText(value.trim(), depth, named);
		if (Array.isArray(value)) return this.#ofList(value, depth, named);
		return isObject(value) ? this.#ofObject(value, depth, named) : NOTHING;
	}

	#ofObject(original: JsonObject, depth: number, named: boolean): Words {
		const value = withSmallNames(original);
		this.holders.push(value);
		const issues = this.#best(ISSUES.map((name) => () => this.#named(value, name, depth)));
		if (issues.worth === 3) return issues;
		const error = field(value, 'error');
		const others = Object.entries(value).filter(([name]) => !isKnown(name));
		const found = this.#best([
			() => (typeof error === 'string' ? NOTHING : this.words(error, depth + 1, true)),
			() =>
				isListOfIssues(field(value, 'details')) ? this.#named(value, 'details', depth) : NOTHING,
			() =>
				isListOfIssues(field(value, 'detail')) ? this.#named(value, 'detail', depth) : NOTHING,
			...SENTENCES.map((name) => () => this.#named(value, name, depth)),
			...LESS_TELLING.map((name) => () => this.#named(value, name, depth)),
			...others.map(
				([, other]) =>
					() =>
						this.words(other, depth + 1, false),
			),
			() => (named ? this.#fieldsOf(value, depth) : NOTHING),
		]);
		return this.#best([() => issues, () => found, () => nameOf(value)]);
	}

	#named(value: JsonObject, name: string, depth: number): Words {
		const found = field(value, name);
		return name === 'error' && typeof found !== 'string'
			? NOTHING
			: this.words(found, depth + 1, true);
	}

	/** The first sentence; where there is none, the first of what is worth most. */
	#best(sources: readonly (() => Words)[]): Words {
		let best = NOTHING;
		for (const source of sources) {
			const found = source();
			if (found.worth > best.worth) best = found;
			if (best.worth === 3) break;
		}
		return best;
	}

	#ofText(text: string, depth: number, named: boolean): Words {
		if (text === '') return NOTHING;
		const whole = /^["[{]/.test(text) ? (parseJson(text) ?? parseEscaped(text)) : undefined;
		if (whole !== undefined) {
			const inner = this.words(whole, depth + 1, named);
			return inner.worth > 0 || !named ? inner : { text, worth: 2 };
		}
		if (looksLikePage(text)) return asWords(titleOf(text));
		const quoted = quotedJson(text);
		const inner =
			quoted === undefined ? NOTHING : this.words(listed(quoted.value), depth + 1, false);
		if (inner.worth === 3) return inner;
		if (!named) return NOTHING;
		if (quoted === undefined || inner.worth === 0) return asWords(text);
		return asWords(`${quoted.before} ${inner.text}`.trim());
	}

	#ofList(list: readonly unknown[], depth: number, named: boolean): Words {
		const issues = list.slice(0, MAX_ISSUES).map((issue): Words => {
			const said = this.words(issue, depth + 1, named);
			const where = pathOf(issue);
			if (where.length === 0) return said;
			if (said.worth < 2) return { text: `${where.join('.')}: not as expected`, worth: 2 };
			// "temperature: temperature must be at most 2" says it twice.
			const name = where.findLast((step) => !/^\d+$/.test(step));
			if (name !== undefined && said.text.includes(name)) return said;
			return { ...said, text: `${where.join('.')}: ${said.text}` };
		});
		const worth = this.#best(issues.map((issue) => () => issue)).worth;
		const texts = issues.filter((issue) => issue.worth === worth).map(({ text }) => text);
		return { text: joined([...new Set(texts)]), worth };
	}

	/** {"temperature": ["must be at most 2"]}: frameworks name the field and list what is wrong with it. */
	#fieldsOf(value: JsonObject, depth: number): Words {
		const fields = Object.entries(value).filter(
			([name, said]) => !isKnown(name) && isListOfTexts(said),
		);
		const issues = fields.slice(0, MAX_ISSUES).map(([name, said]): Words => {
			const { text, worth } = this.words(said, depth + 1, true);
			return text.includes(name) || name === ''
				? { text, worth }
				: { text: `${name}: ${text}`, worth };
		});
		if (issues.length === 0) return NOTHING;
		return { text: joined(issues.map(({ text }) => text)), worth: 3 };
	}
}

/** AWS and servers in C# begin the names of fields with a capital letter: "Message". */
function withSmallNames(value: JsonObject): JsonObject {
	if (!Object.keys(value).some((name) => /^[A-Z]/.test(name))) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, field]) => [
			name.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase()),
			field,
		]),
	);
}

function isKnown(name: string): boolean {
	return [ISSUES, SENTENCES, LESS_TELLING, NAMES, NO_WORDS, PATHS].some((names) =>
		names.includes(name),
	);
}

function isListOfTexts(value: unknown): boolean {
	return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}

/** FastAPI's list has more to say than a sentence beside it; Google's `details` are links and numbers. */
function isListOfIssues(value: unknown): boolean {
	return (
		Array.isArray(value) &&
		value.length > 0 &&
		value.every((issue) => SENTENCES.some((name) => stringField(issue, name) !== undefined))
	);
}

function asWords(text: string): Words {
	const bare = text.replace(/^\d{3} /, '').replace(/[.!:]$/, '');
	if (text === '') return NOTHING;
	if (EMPTY.test(bare.slice(0, 100))) return { text, worth: 1 };
	return { text, worth: PHRASES.has(bare.toLowerCase()) ? 2 : 3 };
}

/** Only where there is nothing else, of which all would be told. */
function nameOf(value: JsonObject): Words {
	const isMore = Object.entries(value).some(
		([key, other]) => !NAMES.includes(key) && saysMore(other),
	);
	if (isMore) return NOTHING;
	const name = NAMES.map((key) => stringField(value, key)).find((found) => found !== undefined);
	return name === undefined ? NOTHING : { text: name, worth: 1 };
}

function saysMore(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return isObject(value)
		? Object.keys(value).length > 0
		: typeof value === 'string' && value !== '';
}

/** As sentences where they are such, else as a row. */
function joined(texts: readonly string[]): string {
	return texts.join(texts.every((text) => /[.!?]$/.test(text)) ? ' ' : '; ');
}
