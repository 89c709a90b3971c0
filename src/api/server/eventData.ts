import { isObject, parseJson } from '../json/jsonFields.ts';

/** A part of a reply, or the word that ends the stream. */
export type EventPart = Readonly<Record<string, unknown>> | 'done';

/** Words that servers and proxies send as data where a comment would do. */
const HEARTBEAT =
	/^(?:\[[a-z _-]{1,20}\]|ping|pong|heartbeat|keep[ _-]?alive|undefined|:.{0,200}|\d{4}-\d\d-\d\d[T ][\d:.]{4,20}(?:Z|[+-]\d\d:?\d\d)?)$/iu;

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
		return text === '' || HEARTBEAT.test(text) || saysNothing(parseJson(text));
	});
}

function saysNothing(json: unknown): boolean {
	if (Array.isArray(json)) return json.length === 0;
	if (typeof json === 'string') return json === '' || HEARTBEAT.test(json);
	return json === null || typeof json === 'number' || typeof json === 'boolean';
}

function partsOfText(text: string): readonly EventPart[] {
	if (/^"?\[DONE\]"?$/.test(text.trim())) return ['done'];
	// One frame around another, as some gateways send it.
	const json = parseJson(text.replace(/^\s{0,8}data:/, ''));
	if (isObject(json)) return [json];
	return Array.isArray(json) && json.every(isObject) ? json : [];
}
