import { field, isObject, listField, parseJson } from '../json/jsonFields.ts';
import { isEndWord } from './asides/endOfReply.ts';
import { failureIn, isAside, isReport, labelled } from './asides/labels.ts';

/** A part of a reply, or the word that ends the stream. */
export type EventPart = JsonObject | 'done';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Words that servers and proxies send as data where a comment would do. */
const HEARTBEAT =
	/^(?:\[{1,2}[a-z _-]{1,20}\]{1,2}|ping|pong|heartbeat|keep[ _-]?alive|undefined|:.{0,200}|\d{4}-\d\d-\d\d[T ][\d:.]{4,20}(?:Z|[+-]\d\d:?\d\d)?)$/iu;

/**
 * The parts that one event's data stands for: one object, a list of objects, or, where blank lines between the events are
 * missing, one on each line. Empty where the data is none of these.
 *
 * @param ending whether the body has ended, so that the last line may be cut
 */
export function partsOf(data: string, ending: boolean): readonly EventPart[] {
	const whole = partsOfText(data);
	if (whole.length > 0) return whole;
	const lines = data.split('\n').filter((line) => line.trim() !== '');
	if (lines.length < 2) return [];
	const parts: EventPart[] = [];
	for (const [index, line] of lines.entries()) {
		const found = partsOfText(line);
		const isCut = ending && index === lines.length - 1;
		if (found.length === 0 && !isCut && !isHeartbeat(line, undefined)) return [];
		for (const part of found) parts.push(part);
	}
	return parts;
}

/** Whether data that is no part of a reply only keeps the connection: JSON that says nothing, a ping, an event of another name. */
export function isHeartbeat(data: string, name: string | undefined): boolean {
	if (name !== undefined && name !== '' && name !== 'message') return true;
	return data.split('\n').every((line) => {
		const text = line.trim();
		if (failureIn(text) !== undefined) return false;
		return text === '' || HEARTBEAT.test(text) || saysNothing(parseJson(text)) || isAside(text);
	});
}

function saysNothing(json: unknown): boolean {
	if (Array.isArray(json)) return json.length === 0;
	if (typeof json === 'string') return json === '' || HEARTBEAT.test(json);
	return json === null || typeof json === 'number' || typeof json === 'boolean';
}

function partsOfText(text: string): readonly EventPart[] {
	// One frame around another, as some gateways send it, and what JSON may not have around it.
	const bare = text.replace(/^[\s\ufeff]{0,8}(?:data:)?/, '').replace(/[\s,;\0]{1,8}$/, '');
	if (/^\W{0,3}done\W{0,3}$/i.test(bare.trim())) return ['done'];
	if (isEndWord(bare)) return [{ done: true }];
	const behind = labelled(bare);
	// Behind the last word may be what was counted, and behind a label a part of the reply.
	if (/^\[ ?done ?\]/i.test(bare) && isObject(behind)) return [behind, 'done'];
	const reports = [behind].flat().filter(isObject).filter(isReport);
	if (reports.length > 0) return reports;
	if (isObject(behind) && listField(behind, 'choices').length > 0) return [behind];
	if (isObject(field(behind, 'usage'))) return [{ usage: field(behind, 'usage') }];
	const json = parseJson(bare) ?? parseJson(withoutNumbersThatJsonLacks(bare));
	const inner = typeof json === 'string' && /^\s{0,8}[[{]/.test(json) ? parseJson(json) : json;
	if (inner === undefined) return chained(bare).map(withoutEnvelope);
	if (isObject(inner)) return [withoutEnvelope(inner)];
	return Array.isArray(inner) && inner.every(isObject) ? inner.map(withoutEnvelope) : [];
}

/** Longer data is not repaired: an expression over all of a string takes room for each of its characters. */
const MAX_REPAIRED = 1024 * 1024;

/** Python writes what is no number, or has no end, into log probabilities. */
function withoutNumbersThatJsonLacks(text: string): string {
	return text.length <= MAX_REPAIRED && /[:[,]\s{0,8}-?(?:NaN|Infinity)/.test(text)
		? text.replaceAll(/"(?:[^"\\]|\\.)*"?|-?\b(?:NaN|Infinity)\b/g, (token) =>
				token.startsWith('"') ? token : 'null',
			)
		: '';
}

/** Objects one behind the other with nothing else between them. Empty where one of them is not whole. */
function chained(text: string): readonly JsonObject[] {
	if (text.length > MAX_REPAIRED || !/\}\s{0,8},?\s{0,8}\{/.test(text)) return [];
	const objects: JsonObject[] = [];
	let depth = 0;
	let start = 0;
	let end = 0;
	for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"?|[{}]/g)) {
		if (depth === 0 && !/^[\s,]{0,16}$/.test(text.slice(end, token.index))) return [];
		if (token[0] === '{' && depth++ === 0) start = token.index;
		if (token[0] !== '}' || --depth > 0) continue;
		const json = parseJson(text.slice(start, token.index + 1));
		if (!isObject(json)) return [];
		objects.push(json);
		end = token.index + 1;
	}
	return depth === 0 && text.slice(end).trim() === '' ? objects : [];
}

/** What gateways call the answer within theirs. */
const ENVELOPES = ['data', 'result', 'response', 'chunk', 'body', 'payload', 'output'];

/** The part of the reply in what a gateway has put around it. */
export function withoutEnvelope(json: JsonObject): JsonObject {
	if (listField(json, 'choices').length > 0) return json;
	const inner = [json, ...ENVELOPES.map((name) => field(json, name))].find(
		(found) => choicesOf(found).length > 0,
	);
	// What stands around it may tell the usage, or an error.
	return isObject(inner) ? { ...json, ...inner, choices: choicesOf(inner) } : json;
}

/** The choices, also where there is one without a list around it, or the list has become an object with numbers as names, as PHP writes it. */
function choicesOf(json: unknown): readonly unknown[] {
	const choices = field(json, 'choices');
	if (!isObject(choices)) return listField(json, 'choices');
	if (['delta', 'message', 'text'].some((name) => Object.hasOwn(choices, name))) return [choices];
	const isList = Object.entries(choices).every(
		([name, one]) => /^\d{1,4}$/.test(name) && isObject(one),
	);
	return isList ? Object.values(choices) : [];
}

/** What the body of an answer is, by how it begins. */
export type BodyFormat = 'stream' | 'json' | 'page';

/** Undefined where it takes one more sign: a list is JSON, words in brackets are not, as in "[ERROR] no model loaded". */
export function formatOf(beginning: string): BodyFormat | undefined {
	if (/^\[\s{0,8}$/.test(beginning)) return undefined;
	if (/^(?:\{|\[\s{0,8}[[{"])/.test(beginning)) return 'json';
	return beginning.startsWith('<') ? 'page' : 'stream';
}
