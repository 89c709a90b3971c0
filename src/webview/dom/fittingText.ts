const ruler = document.createElement('canvas').getContext('2d');

/**
 * The first of some texts that fits into a line, else the last.
 * @param element whose font it is
 * @param room in CSS pixels
 */
export function fittingText(texts: readonly string[], element: Element, room: number): string {
	if (ruler) ruler.font = getComputedStyle(element).font;
	const fits = (text: string) => (ruler?.measureText(text).width ?? 0) <= room;
	return texts.find(fits) ?? texts.at(-1) ?? '';
}
