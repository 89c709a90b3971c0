import * as v from 'valibot';
import { shorten } from '../../shared/text/shorten.ts';
import type { ExchangeRecord } from './exchangeRecord.ts';

const Json = v.pipe(v.string(), v.parseJson());
const Body = v.record(v.string(), v.unknown());

/** The chunk of a stream in which OpenRouter says what it passed on, for `debug.echo_upstream_body`. */
const EchoChunk = v.object({
	debug: v.object({ echo_upstream_body: v.union([Body, v.string()]) }),
});

/** The fields that are for OpenRouter alone, and so are never passed on. */
const OWN_FIELDS = new Set([
	'debug',
	'plugins',
	'provider',
	'models',
	'route',
	'transforms',
	'usage',
]);

/** Wide enough for every value but messages. */
const VALUE_WIDTH = 40;

/** Those that another one follows. */
const COLUMNS = [0, 1, 2] as const;

/** A field of the request, and what became of it on the way to the provider. */
export interface EchoedField {
	readonly name: string;
	/** As JSON; undefined where it is not there. */
	readonly sent: string | undefined;
	readonly forwarded: string | undefined;
	readonly fate: 'as sent' | 'altered' | 'dropped' | 'added' | 'for OpenRouter';
}

/** Field by field, what was sent and what was forwarded; undefined where the server did not say. */
export function echoedFields(exchange: ExchangeRecord): EchoedField[] | undefined {
	const upstream = upstreamBody(exchange);
	const sent = v.safeParse(v.pipe(Json, Body), exchange.body);
	if (upstream === undefined || !sent.success) return undefined;
	const names = new Set([...Object.keys(sent.output), ...Object.keys(upstream)]);
	return [...names].map((name) => {
		const before = JSON.stringify(sent.output[name]);
		const after = JSON.stringify(upstream[name]);
		return { name, sent: before, forwarded: after, fate: fateOf(name, before, after) };
	});
}

function fateOf(
	name: string,
	sent: string | undefined,
	forwarded: string | undefined,
): EchoedField['fate'] {
	if (sent === undefined) return 'added';
	if (forwarded === undefined) return OWN_FIELDS.has(name) ? 'for OpenRouter' : 'dropped';
	return sent === forwarded ? 'as sent' : 'altered';
}

/** The table as lines of text; none where the server did not say what it forwarded. */
export function echoTable(exchange: ExchangeRecord): string[] {
	const fields = echoedFields(exchange);
	if (fields === undefined) return [];
	const rows: [string, string, string, string][] = [['field', 'sent', 'forwarded', '']];
	for (const { name, sent, forwarded, fate } of fields) {
		rows.push([name, short(sent), short(forwarded), fate === 'as sent' ? '' : fate]);
	}
	const widths = COLUMNS.map((column) =>
		rows.reduce((widest, row) => Math.max(widest, row[column].length), 0),
	);
	return [
		'What OpenRouter forwarded to the provider:',
		...rows.map((row) =>
			`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
		),
	];
}

function short(json: string | undefined): string {
	return json === undefined ? '—' : shorten(json, VALUE_WIDTH);
}

function upstreamBody({ events }: ExchangeRecord): Record<string, unknown> | undefined {
	for (const { text } of events) {
		if (!text.includes('echo_upstream_body')) continue;
		const chunk = v.safeParse(v.pipe(Json, EchoChunk), text);
		if (!chunk.success) continue;
		const { echo_upstream_body: echoed } = chunk.output.debug;
		const body = v.safeParse(typeof echoed === 'string' ? v.pipe(Json, Body) : Body, echoed);
		if (body.success) return body.output;
	}
	return undefined;
}
