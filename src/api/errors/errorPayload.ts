import { withoutKey, withoutUserId } from '../../core/access/redaction.ts';
import { cut, shorten } from '../../shared/text/shorten.ts';
import {
	field,
	isObject,
	listField,
	numberField,
	parseJson,
	stringField,
} from '../json/jsonFields.ts';
import { type Availability, NOTHING_SAID, readAvailability } from './availability.ts';
import { errorWords } from './errorWords.ts';
import { pathOf } from './issuePath.ts';
import { wordsOfBrokenJson } from './nearlyJson.ts';
import { quotedJson } from './quotedJson.ts';
import { retryAfterIn, retryAfterInWords, retryAfterOf } from './retryAfter.ts';
import { isWebPage, titleOf } from './webPage.ts';

/** What a server says about a failure, unfolded from whatever wrapped it. */
export interface ErrorPayload {
	/** Its own sentence, at most MAX_TEXT characters of it; empty where it said nothing readable. */
	readonly text: string;
	/** An HTTP status inside the body, which OpenRouter uses where the reply had begun and HTTP said 200. */
	readonly status: number | undefined;
	/** Every machine-readable code of the failure, in small letters: error.code, error.type, metadata.error_type, availability.code. */
	readonly codes: readonly string[];
	/** Seconds, where the body says when to try again. */
	readonly retryAfter: number | undefined;
	/** Whether the body says that trying again helps; undefined where it does not say. */
	readonly retryable: boolean | undefined;
	/** Who limits requests, in OpenRouter's names ("upstream_provider_shared_pool"). */
	readonly limitSource: string | undefined;
	/** OpenRouter's name for the reason of a limit ("in_flight_budget_exhausted"). */
	readonly reason: string | undefined;
	/** Whether a moderation says what it found. */
	readonly flagged: boolean;
	/** Which models OpenRouter names in the place of this one, and what rules out its providers. */
	readonly availability: Availability;
	/** The property of the request that the body names as at fault. */
	readonly parameter: string | undefined;
	/** Who failed behind the server. */
	readonly provider: string | undefined;
	/** llama.cpp's numbers of a prompt that is too long. */
	readonly counts: { readonly limit: number | undefined; readonly sent: number | undefined };
}

/**
 * Characters of a server's sentence that are looked at, twice what is ever shown. A body may have a megabyte, and an event in a
 * stream sixteen: expressions run over this much of it and no more.
 */
const MAX_TEXT = 4_000;

const MAX_DETAIL = 2_000;

/** Longer than any code. In characters. */
const MAX_CODE = 80;

/** A server's text as it may be shown and kept: without the key and the account's id, cut to `limit` characters. */
export function presentable(
	text: string,
	apiKey: string | undefined,
	limit: number = MAX_DETAIL,
): string {
	return shorten(withoutKey(withoutUserId(text), apiKey).trim(), limit).toWellFormed();
}

/**
 * Whether a JSON answer reports a failure: `error` as an object, a list or a string, vLLM's {"object":"error"}, MiniMax's code beside the
 * choices, or, where there are no choices, one of the other shapes that servers and proxies use.
 */
export function holdsError(json: unknown): boolean {
	if (!isObject(json)) return false;
	// Groq says beside its choices why a stream stopped early.
	if ([json, json['x_groq']].some(namesError) || json['object'] === 'error') return true;
	const code = field(json['base_resp'], 'status_code');
	if (typeof code === 'number' && code !== 0) return true;
	const { choices, detail } = json;
	if (json['error'] === '' || (Array.isArray(choices) && choices.length > 0)) return false;
	const fails =
		['success', 'ok'].some((name) => json[name] === false) ||
		json['type'] === 'error' ||
		['failure', 'fail'].some((status) => json['status'] === status);
	if (fails || (!isOfTool(json) && namesErrorWithin(json))) return true;
	if (Object.hasOwn(json, 'data')) return false;
	if (choices === undefined ? says(detail) || detail === '' : isReport(detail)) return true;
	if (statusesIn(json).some((status) => status !== undefined)) return true;
	// A sentence without choices is a failure's. Beside a list of none it may be said with each part.
	return choices === undefined && REPORTS.some((name) => isSentence(stringField(json, name)));
}

/** Fields that are there because of a failure, in small letters. */
const ERRORS = /^(?:errors?|err|exception|failure|fault)$/;

/** Parts of an answer in which a gateway has the one of another server. */
const WITHIN = ['data', 'response', 'result', 'body', 'payload'];

/** Whether an object is what a tool or a step answered: it may have failed at what is tried again. A node alone may be a machine. */
export function isOfTool(json: object): boolean {
	return Object.entries(json).some(
		([name, value]) =>
			/^(?:(?:tool|step)(?:_?(?:name|id|call_?id))?|node_?(?:name|id))$/i.test(name) && says(value),
	);
}

/** Whether a part of an object has a failure, as `namesError` says. */
export function namesErrorWithin(json: Readonly<Record<string, unknown>>): boolean {
	return WITHIN.some((name) => namesError(json[name]));
}

/** Whether an object has a failure under a name for one, in whatever form: also as true beside its sentence, or as a number. */
export function namesError(json: unknown): boolean {
	if (!isObject(json)) return false;
	return Object.entries(json).some(
		([name, value]) =>
			(ERRORS.test(name.toLowerCase()) && says(value)) ||
			// Bedrock has what one says under its name: "throttlingException".
			(/[a-z](?:Exception|Error)$/.test(name) && stringField(value, 'message') !== undefined),
	);
}

/** Whether a value of JSON under a name for failures tells of one: null, 0, "", "none", the code 200 and what is empty or has only those do not. */
export function says(value: unknown): boolean {
	if (isObject(value)) return Object.values(value).some(says);
	if (Array.isArray(value)) return value.some(says);
	return Boolean(value) && !isAllWell(String(value));
}

/** What stands where a failure would, and says that there is none. */
const ALL_WELL =
	/^(?:(?:(?:the |api )?(?:request|operation|call|query) )?(?:is |was )?(?:succ|success(?:ful|fully)?|succeeded|ok(?:ay)?|normal(?:ly)?)|none|null|nil|undefined|false|n\/a|(?:no|without) (?:errors?|exceptions?|failures?|problems?|issues?)|noerror|0+|2\d\d|(?:请求|操作)?成功|正常)[\s.!。]{0,3}$/i;

/** Whether a word or a sentence says that all is well: "success", "no_errors", "0000". */
export function isAllWell(text: string): boolean {
	return text.length < 40 && ALL_WELL.test(text.trim().replaceAll(/[_-]/g, ' '));
}

/** Beside a list of no choices there may be numbers, or a word for how far things are. */
function isReport(detail: unknown): boolean {
	if (typeof detail !== 'string' && !Array.isArray(detail)) return false;
	return says(detail) && !isUnderWay(String(detail));
}

const UNDER_WAY =
	/^(?:queued|pending|processing|in[ _-]?progress|running|start(?:ing|ed)?|connect(?:ing|ed)|loading|waiting|generating|streaming)[ .…]{0,4}$/i;

/** Whether a word, wherever it stands, says how far things are, and of no failure. */
export function isUnderWay(word: string): boolean {
	return UNDER_WAY.test(word);
}

/** Sentences that no reply has at its top. */
const REPORTS = ['message', 'msg', 'error_msg', 'error_message', 'errorMessage', 'errorText'];

/** "success" beside the code 0 is none. */
function isSentence(text: string | undefined): boolean {
	return text !== undefined && !isAllWell(text);
}

/** Reads the body of an error answer: JSON of any shape, a web page, or plain text. */
export function payloadOfBody(body: string): ErrorPayload {
	const json = parseJson(body);
	if (isObject(json)) return payloadOfJson(json);
	if (Array.isArray(json)) return payloadOfJson(json.length === 1 ? json[0] : json);
	if (isWebPage(body)) return { ...NO_PAYLOAD, text: cut(titleOf(body), MAX_TEXT) };
	return payloadOfText(typeof json === 'string' ? json : body);
}

/** Lines that are read as JSON each, or that are looked through for a stack. */
const MAX_LINES = 50;

/** Some words, or JSON behind a few: the codes in it count, too. Also JSON line by line or cut off, fields as a form has them, a stack. */
function payloadOfText(text: string): ErrorPayload {
	if (text.trim() === '') return NO_PAYLOAD;
	const lines = text.trim().split(/[\r\n]+/, MAX_LINES);
	const values = lines.map(parseJson);
	if (values.length > 1 && values.every(isObject)) return payloadOfJson(values);
	if (FORM.test(text.trim().slice(0, MAX_TEXT))) {
		return payloadOfJson(Object.fromEntries(new URLSearchParams(text.trim())));
	}
	const broken = quotedJson(text) === undefined ? wordsOfBrokenJson(text) : undefined;
	return payloadOfJson({ message: broken ?? withoutStack(text, lines) });
}

/** `error=invalid_request&error_description=…`. */
const FORM = /^[\w.]{1,40}=[^\s&=]{0,2000}(?:&[\w.]{1,40}=[^\s&=]{0,2000}){1,20}$/;

/** Where in the server's code it happened says nothing to who reads it. */
function withoutStack(text: string, lines: readonly string[]): string {
	if (/^Traceback \(most recent call last\)/.test(lines[0] ?? '')) {
		// The exception comes after the last place, and may have several lines.
		const last = text.slice(text.lastIndexOf('\n  File "') + 1).slice(0, 2 * MAX_TEXT);
		const end = last.trimEnd().split(/[\r\n]+/);
		const at = end.findIndex((line) => /^\S/.test(line) && !/^Traceback /.test(line));
		return at < 0 ? text : end.slice(at).join('\n');
	}
	const at = lines.findIndex((line) => /^\s{1,20}at \S/.test(line));
	return at > 0 ? lines.slice(0, at).join('\n') : text;
}

/** What a server says that says nothing. */
export const NO_PAYLOAD: ErrorPayload = {
	text: '',
	status: undefined,
	codes: [],
	retryAfter: undefined,
	retryable: undefined,
	limitSource: undefined,
	reason: undefined,
	flagged: false,
	availability: NOTHING_SAID,
	parameter: undefined,
	provider: undefined,
	counts: { limit: undefined, sent: undefined },
};

/** Reads a JSON value that reports a failure, of any shape. */
export function payloadOfJson(json: unknown): ErrorPayload {
	const { text, holders } = errorWords(json);
	const error = field(json, 'error');
	const holder = isObject(error) ? error : json;
	const metadata = field(holder, 'metadata');
	const availability = field(holder, 'availability');
	const retryable = field(availability, 'retryable');
	// The error's own codes come first, then what lies around it and in it.
	const all = [holder, ...holders, metadata, availability, field(holder, 'innererror')];
	return {
		text: cut(text, MAX_TEXT),
		status: all.flatMap(statusesIn).find((status) => status !== undefined),
		codes: [...new Set([...all.flatMap(codesIn), ...codeOf(text)])],
		retryAfter:
			[metadata, availability, holder, ...holders]
				.map(retryAfterIn)
				.find((told) => told !== undefined) ??
			retryAfterOf(lowerCased(field(metadata, 'headers'))) ??
			retryAfterInWords(text.slice(0, MAX_TEXT)),
		retryable: typeof retryable === 'boolean' ? retryable : undefined,
		limitSource: stringField(metadata, 'limit_source'),
		reason: stringField(metadata, 'reason'),
		flagged: listField(metadata, 'reasons').length > 0,
		availability: readAvailability(availability),
		parameter: all.map(parameterIn).find((name) => name !== undefined),
		provider: stringField(metadata, 'provider_name'),
		counts: { limit: numberField(holder, 'n_ctx'), sent: numberField(holder, 'n_prompt_tokens') },
	};
}

/** OpenRouter repeats the headers of a limit in the body, which also reaches those who see no headers. */
function lowerCased(headers: unknown): Record<string, string> {
	if (!isObject(headers)) return {};
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

const STATUS_NAMES = ['code', 'status', 'statusCode', 'status_code', 'http_status', 'http_code'];

/** LiteLLM sends its codes as strings: "400". */
function statusesIn(holder: unknown): readonly (number | undefined)[] {
	return STATUS_NAMES.map((name) => {
		const code = field(holder, name);
		const status = typeof code === 'string' && code !== '' ? Number(code) : code;
		return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
	});
}

const CODE_NAMES = ['code', 'type', 'status', 'error_type', 'error_code', 'errorCode'];

/** In small letters: servers write theirs in every way. */
function codesIn(holder: unknown): readonly string[] {
	// What was wrong with one field has a type of its own, which is not the failure's: "string_too_long".
	if (pathOf(holder).length > 0) return [];
	return CODE_NAMES.flatMap((name) => {
		const code = field(holder, name);
		return typeof code === 'string' || typeof code === 'number'
			? [String(code).slice(0, MAX_CODE).toLowerCase()]
			: [];
	});
}

/** Where all that a server says is a code: {"error": "model_not_found"}. */
function codeOf(text: string): readonly string[] {
	return /^[a-z]{1,40}(?:_[a-z]{1,40}){1,8}$/i.test(text) ? [text.toLowerCase()] : [];
}

/** The property at fault by its name, or the last name on the way to it: ["body", "top_k"]. */
function parameterIn(holder: unknown): string | undefined {
	const path = pathOf(holder).filter((step) => step !== '' && !/^\d+$/.test(step));
	return stringField(holder, 'param') ?? path.at(-1);
}
