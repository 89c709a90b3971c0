import { splitHidden } from '../../shared/text/hiddenCharacters.ts';
import type { Inline, InlineSpan } from './inlineNodes.ts';

/** The elements that are drawn where a text writes their tags: a table's cell has no lists but these. All other HTML is text. */
const TAGS: ReadonlyMap<string, InlineSpan['tag']> = new Map(
	(
		[
			...(['kbd', 'sub', 'sup', 'mark', 'b', 'strong', 'i', 'em', 'u', 'ins', 's', 'del'] as const),
			...(['code', 'samp', 'var', 'small', 'q', 'cite', 'dfn', 'abbr'] as const),
			...(['ul', 'ol', 'li'] as const),
		] as const
	).map((tag) => [tag, tag]),
);

/** A tag whose attributes do not count; neither they nor the blanks may be longer than anyone writes. */
const TAG = /<(\/?)([a-z]{1,6})(?:\s[^<>]{0,200})?>/iy;

/** More tags of a name than this, none of them closed, are text: a page cannot lay out an arbitrary depth. */
const MAX_OPEN = 16;

interface Tag {
	readonly tag: InlineSpan['tag'];
	readonly closes: boolean;
	readonly source: string;
}

/** The tag that is drawn at an offset of a text. */
export function tagAt(text: string, offset: number): Tag | undefined {
	TAG.lastIndex = offset;
	const [source, slash, name = ''] = TAG.exec(text) ?? [];
	const tag = TAGS.get(name.toLowerCase());
	return source === undefined || tag === undefined
		? undefined
		: { tag, closes: slash === '/', source };
}

/** The tags among the nodes of one level that nothing closes yet. Until then each is the text that it is, in a node of its own. */
export class OpenTags {
	readonly #nodes: Inline[];
	readonly #open = new Map<string, { readonly index: number; readonly node: Inline }[]>();

	/** @param nodes of the level; what is between two tags becomes one of them when the second comes */
	constructor(nodes: Inline[]) {
		this.#nodes = nodes;
	}

	add({ tag, closes, source }: Tag): void {
		const open = this.#open.get(tag) ?? [];
		this.#open.set(tag, open);
		const node: Inline = { type: 'text', text: source };
		if (!closes) {
			if (open.length < MAX_OPEN) open.push({ index: this.#nodes.length, node });
			this.#nodes.push(node);
			return;
		}
		for (let last = open.pop(); last; last = open.pop()) {
			// What crosses an element that was closed in the meantime is not there any more.
			if (this.#nodes[last.index] !== last.node) continue;
			const inner = this.#nodes.splice(last.index + 1);
			const isList = tag === 'ul' || tag === 'ol';
			const children = isList ? this.#items(inner, last.index + 1) : withLists(joinTexts(inner));
			this.#nodes[last.index] =
				tag === 'code'
					? { type: 'span', tag, isOpen: true, children: readAsCode(children) }
					: { type: 'span', tag, children };
			return;
		}
		this.#nodes.push(node);
	}

	/** What a list holds: an item that nothing closes goes up to the next one, and blanks between them do not count. */
	#items(inner: readonly Inline[], start: number): Inline[] {
		const open = new Set(this.#open.get('li')?.map(({ node }) => node));
		const items: Inline[] = [];
		let item: Inline[] | undefined;
		for (const node of inner) {
			const isItem = node.type === 'span' && node.tag === 'li';
			if (item && (isItem || open.has(node))) items.push(itemOf(item));
			if (open.has(node)) item = [];
			else if (isItem) {
				item = undefined;
				items.push(node);
			} else if (item) item.push(node);
			else if (node.type !== 'text' || node.text.trim() !== '') items.push(node);
		}
		if (item) items.push(itemOf(item));
		const kept = this.#open.get('li')?.filter(({ index }) => index < start);
		this.#open.set('li', kept ?? []);
		return joinTexts(items);
	}
}

/** Code marks more of what is hidden than prose does. */
function readAsCode(nodes: readonly Inline[]): Inline[] {
	return nodes.flatMap((node): Inline[] => {
		if ('children' in node) return [{ ...node, children: readAsCode(node.children) }];
		if (node.type !== 'text') return [node];
		return splitHidden(node.text, 'code').map((part) =>
			typeof part === 'string' ? { type: 'text', text: part } : { type: 'hidden', ...part },
		);
	});
}

function itemOf(nodes: readonly Inline[]): InlineSpan {
	return { type: 'span', tag: 'li', children: withLists(joinTexts(nodes)) };
}

/** The nodes with items that no list holds, and what is blank between them, in lists of their own. */
export function withLists(nodes: readonly Inline[]): Inline[] {
	const held: Inline[] = [];
	let items: Inline[] = [];
	const close = () => {
		if (items.length > 0) held.push({ type: 'span', tag: 'ul', children: items });
		items = [];
	};
	for (const node of nodes) {
		if (node.type === 'span' && node.tag === 'li') items.push(node);
		else if (items.length === 0 || node.type !== 'text' || node.text.trim() !== '') {
			close();
			held.push(node);
		}
	}
	close();
	return held;
}

/** The nodes with texts that stand side by side as one. */
export function joinTexts(nodes: readonly Inline[]): Inline[] {
	const joined: Inline[] = [];
	for (const node of nodes) {
		const last = joined.at(-1);
		if (last?.type === 'text' && node.type === 'text') {
			joined[joined.length - 1] = { type: 'text', text: last.text + node.text };
		} else joined.push(node);
	}
	return joined;
}
