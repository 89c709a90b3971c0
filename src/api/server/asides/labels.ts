import { holdsError } from '../../errors/errorPayload.ts';
import { isObject, parseJson, stringField } from '../../json/jsonFields.ts';
import { KINDS, STATES, sentenceOf, withoutSentence } from './asideFields.ts';

/** What a server says beside the parts of a reply: a label, and what it labels. */
interface Aside {
	readonly label: string;
	readonly said: string;
}

/** "[METADATA] {…}", "[DONE]", and "stats: {…}", which is one only with JSON behind it. */
const LABEL = /^\[{1,2}\s?([a-z][a-z0-9 _-]{0,30}?)\s?\]{1,2}[\s:.]{0,8}/i;
const NAME = /^([a-z][a-z0-9_-]{0,30})\s?:\s{0,8}(?=[[{])/i;

function asideIn(data: string): Aside | undefined {
	const text = data.trim();
	const [written = '', label] = LABEL.exec(text) ?? NAME.exec(text) ?? [];
	return label === undefined ? undefined : { label, said: text.slice(written.length).trim() };
}

/** JSON behind a label, or undefined. */
export function labelled(data: string): unknown {
	const said = asideIn(data)?.said;
	// Hardly any data has a label, and what is no JSON takes ten times as long to be told.
	const json = said === undefined ? undefined : parseJson(said);
	return isObject(json) || Array.isArray(json) ? json : undefined;
}

/** Whether data is only said beside the reply: JSON behind a label, unless that tells of a failure. */
export function isAside(data: string): boolean {
	const json = labelled(data);
	return json !== undefined && failureIn(data) === undefined && !isReport(json);
}

/** Whether JSON behind a label reports a failure by more than a sentence, which any label may have. */
export function isReport(json: unknown): boolean {
	if (Array.isArray(json)) return json.some(isReport);
	const isOne = [...KINDS, ...STATES].some((name) => isFailure(stringField(json, name) ?? ''));
	return holdsError(withoutSentence(json)) || (isOne && sentenceOf(json) !== '');
}

/** Labels of failures, as words of a longer one, too: "INTERNAL_ERROR", and as Python names its exceptions. */
const FAILURE =
	/(?<!^no)(?:^|[\s._-])(?:errors?|exception|fail(?:ed|ure)?|fatal|abort(?:ed)?|timeout|crash(?:ed)?)$/i;
const EXCEPTION = /(?<=[a-z\d])(?:Error|Exception|Failure|Timeout)$|[A-Z](?:Error|Exception)$/;

export function isFailure(label: string): boolean {
	return FAILURE.test(label) || EXCEPTION.test(label);
}

/** What data with the label of a failure says of it: "[ERROR] out of memory". Undefined where it has no such label. */
export function failureIn(data: string): string | undefined {
	const aside = asideIn(data);
	if (aside === undefined || !isFailure(aside.label)) return undefined;
	// A list of none.
	if (/^\[\s{0,8}\]$/.test(aside.said)) return undefined;
	return aside.said === '' ? data.trim() : aside.said;
}
