/** One scroller, and the text in it whose blocks are lined up with those of the others. */
interface Member {
	readonly scroller: HTMLElement;
	readonly text: HTMLElement;
}

/** A place in a text: a block, counted from 0, and how much of it is above the top, from 0 to 1. */
interface BlockPlace {
	readonly block: number;
	readonly part: number;
}

/** Scrolls several texts as one, block by block: answers have the same parts more often than the same length. */
export class ScrollTogether {
	isOn = true;
	readonly #members: Member[] = [];
	/** Who was scrolled by us, and to where: its own event is no wish of the reader's. */
	readonly #moved = new Map<HTMLElement, number>();

	add(scroller: HTMLElement, text: HTMLElement): void {
		const member = { scroller, text };
		this.#members.push(member);
		scroller.addEventListener('scroll', () => this.#scrolled(member), { passive: true });
	}

	#scrolled(member: Member): void {
		const { scroller } = member;
		const moved = this.#moved.get(scroller);
		this.#moved.delete(scroller);
		if (moved !== undefined && Math.abs(moved - scroller.scrollTop) < 2) return;
		// What follows its end as it grows is not read there.
		if (!this.isOn || scroller.dataset['follows'] !== undefined) return;
		const place = placeOf(member);
		if (place === undefined) return;
		for (const other of this.#members) {
			if (other !== member) this.#moveTo(other, place);
		}
	}

	#moveTo({ scroller, text }: Member, { block, part }: BlockPlace): void {
		// Its tokens stand in its place: there is nothing to line up with.
		if (text.hidden) return;
		const blocks = blocksOf(text);
		const to = blocks[Math.min(block, blocks.length - 1)];
		if (to === undefined) return;
		// Where there are fewer blocks, the last one stands at its end.
		const share = block < blocks.length ? part : 1;
		const top = offsetIn(scroller, to) + share * to.offsetHeight;
		const before = scroller.scrollTop;
		scroller.scrollTop = top;
		if (scroller.scrollTop !== before) this.#moved.set(scroller, scroller.scrollTop);
	}
}

/** The blocks of a text; those of a long one stand in parts. */
function blocksOf(text: HTMLElement): HTMLElement[] {
	return [...text.querySelectorAll<HTMLElement>(':scope > :not(.part), :scope > .part > *')];
}

/** The first block that reaches below the top. */
function placeOf({ scroller, text }: Member): BlockPlace | undefined {
	const blocks = blocksOf(text);
	let [from, to] = [0, blocks.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		const block = blocks[middle];
		if (block === undefined) break;
		if (offsetIn(scroller, block) + block.offsetHeight > scroller.scrollTop) to = middle;
		else from = middle + 1;
	}
	const block = blocks[from];
	if (block === undefined) return undefined;
	const above = scroller.scrollTop - offsetIn(scroller, block);
	const part = block.offsetHeight === 0 ? 0 : above / block.offsetHeight;
	return { block: from, part: Math.min(1, Math.max(0, part)) };
}

/** How far below the beginning of what is scrolled an element stands, in pixels. */
function offsetIn(scroller: HTMLElement, block: HTMLElement): number {
	const { top } = scroller.getBoundingClientRect();
	return block.getBoundingClientRect().top - top + scroller.scrollTop;
}
