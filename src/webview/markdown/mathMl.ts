import temml from 'temml';

/** A formula that expands to more macros than this is taken for an attack on the page's time. */
const MAX_EXPAND = 1000;
/** The largest size a formula may ask for, in em. */
const MAX_SIZE = 20;

/**
 * Draws LaTeX as MathML, node by node. Commands that load, link or style by HTML are not trusted.
 * @returns undefined for what is not LaTeX that can be drawn.
 */
export function mathMl(latex: string, display: boolean): HTMLElement | undefined {
	const root = document.createElement('span');
	try {
		temml.render(latex, root, {
			displayMode: display,
			throwOnError: true,
			trust: false,
			maxExpand: MAX_EXPAND,
			maxSize: [MAX_SIZE, MAX_SIZE],
		});
	} catch {
		return undefined;
	}
	return root;
}
