import { element, iconButton } from '../dom/element.ts';
import { fadeEdges } from '../dom/fadingEdges.ts';

export interface Formula {
	/** As it was written, with what begins and ends it. */
	readonly source: string;
	readonly latex: string;
	/** Whether it stands in a line of its own. */
	readonly display: boolean;
}

/** Shows a formula: its source at once and, if it is LaTeX that can be drawn, MathML as soon as the renderer is loaded. */
export function createFormula(formula: Formula): HTMLElement {
	const source = element('code', { class: 'maths-source' }, formula.source);
	const root = element(
		'span',
		{ class: formula.display ? 'maths display' : 'maths', dir: 'ltr' },
		source,
	);
	void draw(root, source, formula);
	return root;
}

async function draw(root: HTMLElement, source: HTMLElement, formula: Formula): Promise<void> {
	const { mathMl } = await import('./mathMl.ts');
	const drawn = mathMl(formula.latex, formula.display);
	if (drawn === undefined) return;
	const button = iconButton('Show Source', 'code', () => {
		source.hidden = !source.hidden;
		drawn.hidden = !source.hidden;
		button.setAttribute('aria-pressed', String(drawn.hidden));
	});
	button.setAttribute('aria-pressed', 'false');
	source.hidden = true;
	root.append(drawn, button);
	// A formula that is wider than the text gets a line of its own, in which it scrolls.
	const width = root.parentElement?.clientWidth ?? 0;
	if (drawn.getBoundingClientRect().width > width) root.classList.add('display');
	if (root.matches('.display')) fadeEdges(root);
}
