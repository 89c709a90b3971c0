import { costInWords, exactDollars } from '../../shared/spending/money.ts';
import type {
	FromUsagePage,
	KeptTable,
	UsageReport,
	UsageRow,
} from '../../shared/spending/usageProtocol.ts';
import { compareDecimals } from '../../shared/text/decimal.ts';
import { element, textButton } from '../dom/element.ts';
import { barChart, columnChart } from './usageChart.ts';

type Grouping = 'days' | 'models' | 'chats';

const GROUPINGS: readonly [Grouping, string, string][] = [
	['days', 'By Day', 'Day'],
	['models', 'By Model', 'Model'],
	['chats', 'By Chat', 'Chat'],
];

/** What was spent: sums, then one of three groupings as a chart and as a table. */
export class UsagePage {
	readonly root = element('main', { class: 'usage' });
	readonly #sums = element('dl', { class: 'sums' });
	readonly #limits = element('p', { class: 'limits' });
	readonly #damage = element('p', { class: 'note' });
	readonly #chart = element('div', { class: 'chart' });
	/** Wider than a narrow editor, so that it scrolls, by the keyboard too. */
	readonly #table = element('div', {
		class: 'table',
		tabindex: '0',
		role: 'region',
		'aria-label': 'Table',
	});
	readonly #kept = element('section', {}, element('h2', {}, 'Kept in Comparisons'));
	readonly #keptTable = element('div', {
		class: 'table',
		tabindex: '0',
		role: 'region',
		'aria-label': 'Kept in Comparisons',
	});
	readonly #buttons = new Map<Grouping, HTMLButtonElement>();
	#grouping: Grouping = 'days';
	#report: UsageReport | undefined;

	constructor(post: (message: FromUsagePage) => void) {
		this.#kept.hidden = true;
		this.#kept.append(
			this.#keptTable,
			element('p', { class: 'note' }, 'Counted on this machine, and sent nowhere.'),
		);
		const choice = element('div', { class: 'groupings', role: 'group', 'aria-label': 'Group' });
		for (const [grouping, label] of GROUPINGS) {
			const button = textButton(label, 'secondary', () => {
				this.#grouping = grouping;
				this.#show();
			});
			this.#buttons.set(grouping, button);
			choice.append(button);
		}
		this.root.append(
			element('h1', {}, 'Usage and Cost'),
			this.#sums,
			this.#limits,
			this.#damage,
			choice,
			this.#chart,
			this.#table,
			element(
				'p',
				{ class: 'actions' },
				textButton('Export as CSV…', 'secondary', () => post({ type: 'exportUsage' })),
				textButton('Limits…', 'secondary', () => post({ type: 'openLimits' })),
			),
			element(
				'p',
				{ class: 'note' },
				'US dollars as the servers billed them. ≈ marks a sum with estimates in it, by the prices in the list of models. Replies that were deleted or regenerated are counted: they were paid for.',
			),
			this.#kept,
		);
	}

	show(report: UsageReport): void {
		this.#report = report;
		this.#show();
	}

	#show(): void {
		const report = this.#report;
		if (report === undefined) return;
		this.#sums.replaceChildren(
			...report.sums.map((row) =>
				element('div', {}, element('dt', {}, row.label), element('dd', {}, cost(row))),
			),
		);
		this.#limits.textContent = report.limits ?? '';
		this.#limits.hidden = report.limits === undefined;
		this.#damage.textContent = damageIn(report.unreadable);
		this.#damage.hidden = report.unreadable === undefined;
		this.#kept.hidden = report.kept === undefined;
		this.#keptTable.replaceChildren(...(report.kept === undefined ? [] : [kept(report.kept)]));
		for (const [grouping, button] of this.#buttons) {
			button.setAttribute('aria-pressed', String(grouping === this.#grouping));
		}
		const rows = report[this.#grouping];
		if (rows.length === 0) {
			this.#chart.replaceChildren(element('p', {}, 'No reply has been paid for yet.'));
			this.#table.replaceChildren();
			return;
		}
		this.#chart.replaceChildren(
			this.#grouping === 'days'
				? columnChart(
						report.lastDays,
						'Cost of each of the last 30 days. The table has the numbers.',
					)
				: barChart(rows, `The highest costs ${this.#label}. The table has the numbers.`),
		);
		this.#table.replaceChildren(table(this.#label, this.#head, rows));
	}

	get #label(): string {
		return GROUPINGS.find(([grouping]) => grouping === this.#grouping)?.[1] ?? '';
	}

	get #head(): string {
		return GROUPINGS.find(([grouping]) => grouping === this.#grouping)?.[2] ?? '';
	}
}

function table(caption: string, head: string, rows: readonly UsageRow[]): HTMLElement {
	const heads = [head, 'Replies', 'Prompt tokens', 'Reply tokens', 'Cost'];
	return tableOf(
		caption,
		heads,
		rows.map((row) =>
			tableRow(
				row.label,
				[row.replies, row.promptTokens, row.completionTokens],
				element('td', { title: exact(row) }, cost(row)),
			),
		),
	);
}

function kept({ kinds, rows }: KeptTable): HTMLElement {
	return tableOf(
		'Kept in Comparisons',
		['Model', 'Kept', 'Compared', 'Kept blind', ...kinds],
		rows.map((row) => tableRow(row.label, [row.kept, row.compared, row.blind, ...row.byKind])),
	);
}

function tableOf(
	caption: string,
	heads: readonly string[],
	rows: readonly HTMLElement[],
): HTMLElement {
	const body = element('tbody');
	for (const row of rows) body.append(row);
	return element(
		'table',
		{},
		element('caption', { class: 'visually-hidden' }, caption),
		element('thead', {}, element('tr', {}, ...heads.map((name) => column(name)))),
		body,
	);
}

function column(name: string): HTMLElement {
	const cell = element('th', {}, name);
	cell.scope = 'col';
	return cell;
}

function tableRow(
	label: string,
	counts: readonly number[],
	...more: readonly HTMLElement[]
): HTMLElement {
	const name = element('th', {}, element('span', { dir: 'auto' }, label));
	name.scope = 'row';
	const cells = counts.map((count) => element('td', {}, count.toLocaleString('en')));
	return element('tr', {}, name, ...cells, ...more);
}

function cost({ billed, estimated }: UsageRow): string {
	const isEstimated = compareDecimals(estimated, 0) > 0;
	return costInWords({ billed, estimated: isEstimated ? estimated : undefined }) ?? '$0';
}

function exact({ billed, estimated }: UsageRow): string {
	return `Billed ${exactDollars(billed)}, estimated ${exactDollars(estimated)}`;
}

function damageIn(lines = 0): string {
	const what = lines === 1 ? '1 line' : `${lines} lines`;
	return `${what} of the ledger could not be read: what stands there is in no total. It stays in the file.`;
}
