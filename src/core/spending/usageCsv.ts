import { parseDecimal } from '../../shared/text/decimal.ts';
import { dayOf, type LedgerEntry } from './ledger.ts';

const COLUMNS: readonly [
	string,
	(entry: LedgerEntry, title: string) => string | number | undefined,
][] = [
	['time', ({ at }) => new Date(at).toISOString()],
	['day', ({ at }) => dayOf(at)],
	['chat', ({ chat }) => chat],
	['title', (_entry, title) => title],
	['reply', ({ reply }) => reply],
	['server', ({ server }) => server],
	['model', ({ model }) => model],
	['answered_by', ({ answered }) => answered],
	['provider', ({ provider }) => provider],
	['prompt_tokens', ({ prompt_tokens }) => prompt_tokens],
	['completion_tokens', ({ completion_tokens }) => completion_tokens],
	['cached_tokens', ({ cached_tokens }) => cached_tokens],
	['reasoning_tokens', ({ reasoning_tokens }) => reasoning_tokens],
	['billed_usd', ({ billed }) => money(billed)],
	['of_it_at_provider_usd', ({ at_provider }) => money(at_provider)],
	['estimated_usd', ({ estimated }) => money(estimated)],
	// Such a line is no reply of its own: it sets right what an earlier one of the same reply says.
	['correction', ({ corrects }) => (corrects ? 'yes' : undefined)],
];

/** Every line of the ledger as CSV (RFC 4180), amounts with all their digits. */
export function usageCsv(
	entries: readonly LedgerEntry[],
	titles: ReadonlyMap<string, string>,
): string {
	const rows = entries.map((entry) =>
		COLUMNS.map(([, value]) => value(entry, titles.get(entry.chat) ?? '')),
	);
	return [COLUMNS.map(([name]) => name), ...rows]
		.map((row) => `${row.map(cell).join(',')}\r\n`)
		.join('');
}

function money(amount: string | number | undefined): string | undefined {
	return amount === undefined ? undefined : parseDecimal(amount);
}

function cell(value: string | number | undefined): string {
	const text = value === undefined ? '' : plain(String(value));
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A text that a spreadsheet would take for a formula is marked as a text: a title or a model's name may be anything. */
function plain(text: string): string {
	return /^[=+\-@\t\r]/.test(text) && parseDecimal(text) === undefined ? `'${text}` : text;
}
