/** Whether a part of an element is selected. */
export function isSelected(element: HTMLElement): boolean {
	const selection = document.getSelection();
	if (!selection || selection.isCollapsed) return false;
	for (let index = 0; index < selection.rangeCount; index++) {
		if (selection.getRangeAt(index).intersectsNode(element)) return true;
	}
	return false;
}
