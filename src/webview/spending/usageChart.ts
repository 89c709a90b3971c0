import { dollars } from '../../shared/spending/money.ts';
import type { UsageRow } from '../../shared/spending/usageProtocol.ts';
import { addDecimals } from '../../shared/text/decimal.ts';
import { shorten } from '../../shared/text/shorten.ts';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 600;
const HEIGHT = 160;
/** For the amount at the top and the names below. */
const ABOVE = 18;
const BELOW = 18;
const BAR = 22;
const MOST_BARS = 10;
const NAME_LENGTH = 40;

/** Columns side by side, as days are. What it shows is in the table too, so that is what a screen reader is led to. */
export function columnChart(rows: readonly UsageRow[], label: string): SVGSVGElement {
	const chart = drawing(HEIGHT, label);
	const most = largest(rows);
	const base = HEIGHT - BELOW;
	const step = WIDTH / rows.length;
	for (const [index, row] of rows.entries()) {
		const height = most === 0 ? 0 : (amountOf(row) / most) * (base - ABOVE);
		chart.append(bar(row, index * step + 1, base - height, step - 2, height));
	}
	chart.append(
		shape('line', { x1: 0, x2: WIDTH, y1: base, y2: base, class: 'axis' }),
		text(most === 0 ? 'Nothing spent' : `at most ${dollars(most)}`, 0, ABOVE - 6),
		text(rows[0]?.label ?? '', 0, HEIGHT - 4),
		text(rows.at(-1)?.label ?? '', WIDTH, HEIGHT - 4, 'end'),
	);
	return chart;
}

/** Bars one below the other, each under its name, the longest ones only. */
export function barChart(rows: readonly UsageRow[], label: string): SVGSVGElement {
	const shown = rows.slice(0, MOST_BARS);
	const most = largest(shown);
	const chart = drawing(shown.length * 2 * BAR, label);
	for (const [index, row] of shown.entries()) {
		const top = index * 2 * BAR;
		const width = most === 0 ? 0 : (amountOf(row) / most) * WIDTH;
		chart.append(
			text(shorten(row.label, NAME_LENGTH), 0, top + BAR - 7),
			text(dollars(amountOf(row)), WIDTH, top + BAR - 7, 'end'),
			bar(row, 0, top + BAR, width, BAR - 8),
		);
	}
	return chart;
}

function largest(rows: readonly UsageRow[]): number {
	return rows.reduce((most, row) => Math.max(most, amountOf(row)), 0);
}

/** For lengths only; the table has every digit. */
function amountOf({ billed, estimated }: UsageRow): number {
	return Number(addDecimals(billed, estimated));
}

function drawing(height: number, label: string): SVGSVGElement {
	const svg = document.createElementNS(SVG, 'svg');
	svg.setAttribute('viewBox', `0 0 ${WIDTH} ${height}`);
	svg.setAttribute('role', 'img');
	svg.setAttribute('aria-label', label);
	return svg;
}

function bar(row: UsageRow, x: number, y: number, width: number, height: number): SVGElement {
	const rect = shape('rect', { x, y, width, height, class: 'bar' });
	const title = document.createElementNS(SVG, 'title');
	title.textContent = `${row.label}: ${dollars(amountOf(row))}`;
	rect.append(title);
	return rect;
}

function text(content: string, x: number, y: number, anchor = 'start'): SVGElement {
	const element = shape('text', { x, y, 'text-anchor': anchor });
	element.textContent = content;
	return element;
}

function shape(
	name: 'rect' | 'line' | 'text',
	attributes: Readonly<Record<string, string | number>>,
): SVGElement {
	const element = document.createElementNS(SVG, name);
	for (const [attribute, value] of Object.entries(attributes)) {
		element.setAttribute(attribute, String(value));
	}
	return element;
}
