import type { Inline, InlineSpan } from './inlineNodes.ts';

/** The elements that are drawn where a text writes their tags. All other HTML is text. */
const TAGS: ReadonlyMap<string, InlineSpan['tag']> = new Map(
	(['kbd', 'sub', 'sup', 'mark', 'b', 'strong', 'i', 'em', 'u', 'ins', 's', 'del'] as const).map(
		(tag) => [tag, tag],
	),
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
			const children = joinTexts(this.#nodes.splice(last.index + 1));
			this.#nodes[last.index] = { type: 'span', tag, children };
			return;
		}
		this.#nodes.push(node);
	}
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
