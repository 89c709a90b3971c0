import { diffLists, type ListChange } from '../../shared/text/listDiff.ts';
import { linesOf } from './text/documentLines.ts';
import { replacing } from './text/edits.ts';

/** What a proposal changes and somebody else has changed too: a line of the document as it is now, from 1. */
export interface Collision {
	readonly line: number;
}

/**
 * Brings a proposal to a document that has changed since: what the proposal changes comes into the document as it is now, and all else
 * of that stays, line ends too. Where both changed the same lines, or lines that touch, and not alike, nothing is put together.
 *
 * @param base what the proposal was made from
 */
export function rebase(
	base: string,
	proposal: string,
	now: string,
): { readonly text: string } | { readonly collisions: readonly Collision[] } {
	const old = linesOf(base).lines;
	const wanted = linesOf(proposal).lines;
	const current = linesOf(now);
	const theirs = diffLists(old, current.lines);
	const collisions: Collision[] = [];
	const parts: string[] = [];
	let at = 0;
	let next = 0;
	for (const own of diffLists(old, wanted)) {
		const reach = withSlides(own, old, wanted);
		while (next < theirs.length && (theirs[next]?.to ?? 0) < reach.from) {
			// It could stand further down as well.
			const change = theirs[next];
			if (change && withSlides(change, old, current.lines).to >= reach.from) break;
			next++;
		}
		const other = theirs[next];
		const lines = wanted.slice(own.newFrom, own.newTo);
		if (other !== undefined && withSlides(other, old, current.lines).from <= reach.to) {
			const theirLines = current.lines.slice(other.newFrom, other.newTo);
			const isSame = other.from === own.from && other.to === own.to && isEqual(lines, theirLines);
			const after = theirs[next + 1];
			const touchesMore = after !== undefined && after.from <= reach.to;
			if (!isSame || touchesMore) collisions.push({ line: other.newFrom + 1 });
			continue;
		}
		const before = theirs[next - 1];
		const moved = before === undefined ? 0 : before.newTo - before.to;
		const hunk = replacing(current, own.from + moved, own.to + moved, lines);
		parts.push(now.slice(at, hunk.start), hunk.text);
		at = hunk.end;
	}
	return collisions.length > 0 ? { collisions } : { text: parts.join('') + now.slice(at) };
}

/** Where lines that are only put in or taken out could as well have been, among lines that are like them. */
function withSlides(
	{ from, to, newFrom, newTo }: ListChange,
	old: readonly string[],
	others: readonly string[],
): { readonly from: number; readonly to: number } {
	if (from < to && newFrom < newTo) return { from, to };
	const [lines, first, end] = from < to ? [old, from, to] : [others, newFrom, newTo];
	let up = 0;
	while (first - up > 0 && from - up > 0 && lines[first - up - 1] === lines[end - up - 1]) up++;
	let down = 0;
	while (end + down < lines.length && to + down < old.length) {
		if (lines[end + down] !== lines[first + down]) break;
		down++;
	}
	return { from: from - up, to: to + down };
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((line, index) => line === other[index]);
}
