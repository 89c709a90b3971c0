import { type ChatRequest, requestBody } from '../server/chatRequest.ts';
import { echoTable } from './echoedBody.ts';
import type { ExchangeRecord } from './exchangeRecord.ts';

/** JSON with comments: what VS Code folds, and what can be read without us. */

/** All that was exchanged for a reply. */
export function requestDocument(exchange: ExchangeRecord): string {
	const { attempts, body, events, dropped } = exchange;
	const began = attempts[0]?.at ?? 0;
	const table = echoTable(exchange);
	const lines = [
		...summary(exchange).map(comment),
		...(table.length === 0 ? [] : [comment(''), ...table.map(comment)]),
		'{',
		`\t"attempts": ${indented(attempts.map((attempt) => shownAttempt(attempt, began)))},`,
		comment('The body, to be read.', 1),
		`\t"body": ${indentedText(body)},`,
		comment(`The same as it went out, ${byteLength(body)} bytes.`, 1),
		`\t"bodyAsSent": ${inLine(body)},`,
		comment('What came back, in milliseconds after the request was first sent.', 1),
		'\t"events": [',
		...events.map(
			({ at, text }, index) =>
				`\t\t{ "ms": ${at - began}, "data": ${inLine(text)} }${index < events.length - 1 ? ',' : ''}`,
		),
		...(dropped === 0
			? []
			: [comment(`${dropped.toLocaleString('en')} characters of further events are not kept.`, 2)]),
		'\t]',
		'}',
	];
	return `${lines.join('\n')}\n`;
}

/**
 * What would be sent.
 * @param notes in sentences, e.g. what it is estimated to cost
 * @param what goes on after "What would be sent "
 */
export function previewDocument(
	url: string,
	request: ChatRequest,
	notes: readonly string[],
	what = 'for what is in the box',
): string {
	const body = requestBody(request);
	return `${[
		...[`What would be sent ${what}. Nothing was sent.`, ...notes].map((line) => comment(line)),
		'{',
		'\t"method": "POST",',
		`\t"url": ${JSON.stringify(url)},`,
		`\t"body": ${indentedText(body)},`,
		comment(`The same as it would go out, ${byteLength(body)} bytes.`, 1),
		`\t"bodyAsSent": ${body}`,
		'}',
	].join('\n')}\n`;
}

/**
 * What was sent for a reply, where what was exchanged is not kept.
 * @param recorded what the chat's own record has
 */
export function recordDocument({
	body,
	notes,
	leftOut,
}: {
	readonly body: string;
	readonly notes: readonly string[];
	readonly leftOut: readonly object[];
}): string {
	const told = [
		'What was sent for this reply, by the record that the chat keeps with it.',
		'Not recorded: where it went, its headers, and what came back. Of the last 200 replies these are kept, and this is none of them.',
		'The key is blanked.',
		...notes,
	];
	return `${[
		...told.map((line) => comment(line)),
		'{',
		`\t"body": ${indentedText(body)},`,
		comment('The same in one line.', 1),
		`\t"bodyAsSent": ${inLine(body)},`,
		comment('The messages above the question that were not in it, by their ids.', 1),
		`\t"leftOut": ${indented(leftOut)}`,
		'}',
	].join('\n')}\n`;
}

function summary({ attempts, events, ended }: ExchangeRecord): string[] {
	const [first] = attempts;
	const last = attempts.at(-1);
	if (first === undefined || last === undefined) return [];
	const way = last.proxy === null ? 'directly' : `through the proxy ${last.proxy}`;
	const seconds = (at: number) => `${((at - first.at) / 1000).toFixed(2)} s`;
	const firstEvent = events[0];
	return [
		`Sent ${new Date(first.at).toISOString()} by ${last.transport}, ${way}${attempts.length > 1 ? `, in ${attempts.length} attempts` : ''}.`,
		[
			last.answer === undefined
				? 'No answer yet.'
				: `HTTP ${last.answer.status} after ${seconds(last.answer.at)}.`,
			...(firstEvent === undefined ? [] : [`First event after ${seconds(firstEvent.at)}.`]),
			...(ended === undefined
				? ['Still running.']
				: [`The reply is ${ended.status}, after ${seconds(ended.at)}.`]),
		].join(' '),
		'The key is blanked; ids of accounts are not kept.',
	];
}

function shownAttempt(attempt: ExchangeRecord['attempts'][number], began: number): object {
	const { at, answer, retried, ...sent } = attempt;
	return {
		sent: new Date(at).toISOString(),
		...sent,
		...(answer === undefined
			? {}
			: { answer: { ms: answer.at - began, status: answer.status, headers: answer.headers } }),
		...(retried === undefined
			? {}
			: { retried: { ms: retried.at - began, reason: retried.reason, waited: retried.wait } }),
	};
}

function comment(text: string, depth = 0): string {
	return `${'\t'.repeat(depth)}// ${text}`.trimEnd();
}

/** A value inside the outermost object. */
function indented(value: unknown): string {
	return JSON.stringify(value, undefined, '\t').replaceAll('\n', '\n\t');
}

function indentedText(json: string): string {
	try {
		return indented(JSON.parse(json));
	} catch {
		return JSON.stringify(json);
	}
}

/** JSON stays as it came, as long as it stands in one line; anything else becomes a string. */
function inLine(text: string): string {
	try {
		JSON.parse(text);
		return /[\r\n]/.test(text) ? JSON.stringify(text) : text;
	} catch {
		return JSON.stringify(text);
	}
}

function byteLength(text: string): string {
	return new TextEncoder().encode(text).length.toLocaleString('en');
}
