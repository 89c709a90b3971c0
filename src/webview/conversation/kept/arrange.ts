/**
 * Puts articles into what holds the messages, in this order. Those that are in it already stay where they are, in the group that they
 * are in: to be moved would lose what is selected in them and how far their code is scrolled.
 */
export function arrange(content: HTMLElement, articles: readonly HTMLElement[]): void {
	let last: HTMLElement | undefined;
	for (const article of articles) {
		if (!content.contains(article) || (last !== undefined && !isAfter(last, article))) {
			if (last === undefined) content.prepend(article);
			else afterGroup(last).after(article);
		}
		last = article;
	}
	// What is offered at the last message alone is looked for at the end of the content itself.
	if (last !== undefined && last.parentElement !== content) content.append(last);
	for (const group of content.querySelectorAll('.earlier:empty')) group.remove();
}

function isAfter(before: Node, node: Node): boolean {
	return (before.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** What is put after the last message of a group goes after the group. */
function afterGroup(article: HTMLElement): Element {
	const group = article.closest('.earlier');
	return group?.lastElementChild === article ? group : article;
}
