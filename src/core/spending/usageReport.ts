import { dollars } from '../../shared/spending/money.ts';
import type { UsageReport, UsageRow } from '../../shared/spending/usageProtocol.ts';
import { addDecimals, compareDecimals } from '../../shared/text/decimal.ts';
import { modelName } from '../models/modelName.ts';
import { dayOf, type LedgerEntry } from './ledger.ts';
import type { Limits } from './limits.ts';

const LAST_DAYS = 30;

/** What chats without a title here are called. */
const GONE = 'Deleted chats';
const UNREAD = 'Chats whose titles cannot be read';

/**
 * The ledger for people.
 * @param titles of the chats that are there, by their ids
 * @param now milliseconds since 1970
 * @param unreadable how many lines of the ledger are damaged
 * @param areAll whether all titles are there: a chat without one was deleted then
 */
export function usageReport(
	entries: readonly LedgerEntry[],
	titles: ReadonlyMap<string, string>,
	limits: Limits | undefined,
	now: number,
	unreadable = 0,
	areAll = true,
): UsageReport {
	const days = rowsBy(entries, ({ at }) => dayOf(at));
	const lastDays = daysBefore(now).map((day) => days.get(day) ?? emptyRow(day));
	const others = areAll ? GONE : UNREAD;
	const words = limits && limitsInWords(limits);
	return {
		sums: [
			sumOf('Today', lastDays.slice(-1)),
			sumOf(`Last ${LAST_DAYS} days`, lastDays),
			sumOf('All', [...days.values()]),
		],
		days: [...days.values()].sort((a, b) => b.label.localeCompare(a.label)),
		models: dearest(rowsBy(entries, ({ model }) => modelName(model))),
		chats: dearest(
			rowsBy(
				entries,
				({ chat }) => (titles.has(chat) ? chat : others),
				(chat) => titles.get(chat) ?? others,
			),
		),
		lastDays,
		...(words === undefined ? {} : { limits: words }),
		...(unreadable === 0 ? {} : { unreadable }),
	};
}

function rowsBy(
	entries: readonly LedgerEntry[],
	keyOf: (entry: LedgerEntry) => string,
	labelOf: (key: string) => string = (key) => key,
): Map<string, UsageRow> {
	const rows = new Map<string, UsageRow>();
	for (const entry of entries) {
		const key = keyOf(entry);
		const row = rows.get(key) ?? emptyRow(labelOf(key));
		rows.set(key, {
			label: row.label,
			replies: row.replies + (entry.corrects ? 0 : 1),
			promptTokens: row.promptTokens + (entry.prompt_tokens ?? 0),
			completionTokens: row.completionTokens + (entry.completion_tokens ?? 0),
			billed: addDecimals(row.billed, entry.billed ?? 0),
			estimated: addDecimals(row.estimated, entry.estimated ?? 0),
		});
	}
	return rows;
}

function emptyRow(label: string): UsageRow {
	return {
		label,
		replies: 0,
		promptTokens: 0,
		completionTokens: 0,
		billed: '0',
		estimated: '0',
	};
}

function sumOf(label: string, rows: readonly UsageRow[]): UsageRow {
	return rows.reduce(
		(sum, row) => ({
			label,
			replies: sum.replies + row.replies,
			promptTokens: sum.promptTokens + row.promptTokens,
			completionTokens: sum.completionTokens + row.completionTokens,
			billed: addDecimals(sum.billed, row.billed),
			estimated: addDecimals(sum.estimated, row.estimated),
		}),
		emptyRow(label),
	);
}

function dearest(rows: ReadonlyMap<string, UsageRow>): UsageRow[] {
	const total = (row: UsageRow) => addDecimals(row.billed, row.estimated);
	return [...rows.values()].sort(
		(a, b) => compareDecimals(total(b), total(a)) || a.label.localeCompare(b.label),
	);
}

/** The last days, oldest first, today included. By the calendar: not every day has 24 hours. */
function daysBefore(now: number): string[] {
	const today = new Date(now);
	return Array.from({ length: LAST_DAYS }, (_, index) => {
		const back = LAST_DAYS - 1 - index;
		const noon = new Date(today.getFullYear(), today.getMonth(), today.getDate() - back, 12);
		return dayOf(noon.getTime());
	});
}

function limitsInWords({ soft, hard }: Limits): string | undefined {
	const parts = [
		...(soft === undefined ? [] : [`you are asked from ${dollars(soft)} on`]),
		...(hard === undefined ? [] : [`nothing is sent from ${dollars(hard)} on`]),
	];
	return parts.length === 0 ? undefined : `Each day ${parts.join(', ')}.`;
}
