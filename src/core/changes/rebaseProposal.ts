import type { Hunk } from './change.ts';
import type { Proposal } from './proposal.ts';
import { type Collision, rebase } from './rebase.ts';
import { linesOf } from './text/documentLines.ts';
import { hunksOf, withHunks } from './text/edits.ts';

/** Whether somebody has edited a proposal by hand. */
export function isEdited({ base, hunks, text }: Proposal): boolean {
	return withHunks(base, hunks) !== text;
}

/** A proposal brought to its document as that is now, with what was edited by hand; or where both have changed the same. */
export function rebaseProposal(
	proposal: Proposal,
	now: string,
): Proposal | { readonly collisions: readonly Collision[] } {
	const { base, hunks, text } = proposal;
	if (base === now) return proposal;
	const rebased = rebase(base, text, now);
	if ('collisions' in rebased) return rebased;
	const proposed = rebase(base, withHunks(base, hunks), now);
	const wanted = 'text' in proposed ? proposed.text : rebased.text;
	return {
		...proposal,
		base: now,
		text: rebased.text,
		hunks: alike(editsBetween(now, wanted), hunks),
	};
}

/** A proposal whose text stays as it is, whatever its document has become: what differs from the hunks counts as edited by hand. */
export function takenAsShown(proposal: Proposal, now: string): Proposal {
	return {
		...proposal,
		base: now,
		hunks: alike(editsBetween(now, proposal.text), proposal.hunks),
	};
}

/** What makes one text of another, in as few lines as can be. */
export function editsBetween(before: string, after: string): Omit<Hunk, 'how'>[] {
	if (before === after) return [];
	const old = linesOf(before);
	const { lines } = linesOf(after);
	const edits = hunksOf(old, [{ from: 0, to: old.lines.length, lines, how: 'exact' }]);
	// Where line ends differ as well, all of it is another text.
	return withHunks(before, edits) === after
		? edits
		: [{ start: 0, end: before.length, text: after }];
}

/** Of the edits those that are hunks still, each with how it was placed. */
function alike(edits: readonly Omit<Hunk, 'how'>[], hunks: readonly Hunk[]): Hunk[] {
	let next = 0;
	return edits.flatMap(({ start, end, text }) => {
		const found = hunks.findIndex((hunk, index) => index >= next && hunk.text === text);
		const hunk = hunks[found];
		if (hunk === undefined) return [];
		next = found + 1;
		return { ...hunk, start, end };
	});
}
