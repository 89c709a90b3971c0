import { unsavedDiff } from '../references/unsavedDiff.ts';
import type { ChangedFile } from './changedFiles.ts';

/** Git's own: so much of a file has to be the same for it to be the old one under a new name. */
const LEAST_ALIKE = 0.5;

/** Of more files than these, each with each, only those that are wholly the same are found, as Git does it. */
const MOST_PAIRS = 2500;

/** The name that Git has for no bytes at all: empty files are not taken for one another. */
const NO_BYTES = 'e69de29';

/** A file that is gone, or one that is new. */
interface Side {
	readonly file: ChangedFile;
	readonly mode: string | undefined;
	/** Each with its line end; undefined for what is no text. */
	readonly lines: readonly string[] | undefined;
	/** What only the same file has; undefined where that is not known. */
	readonly key: string | undefined;
}

/**
 * Tells files that were renamed or moved as such, where they are told as one that is gone and one that is new: what is not staged, Git shows so,
 * and all where `diff.renames` is off. By Git's own rule: the text is the same, or half of it at least.
 */
export function withMoves(files: readonly ChangedFile[]): ChangedFile[] {
	const gone = files.flatMap((file) => sideOf(file, 'deleted', '-') ?? []);
	const added = files.flatMap((file) => sideOf(file, 'new', '+') ?? []);
	const moves = new Map<ChangedFile, Move>();
	const taken = new Set<Side>();
	const take = (from: Side, to: Side, alike: number) => {
		taken.add(from);
		taken.add(to);
		moves.set(to.file, { from, to, alike });
	};
	const byKey = new Map<string, Side[]>();
	for (const from of gone) {
		if (from.key !== undefined) byKey.set(from.key, [...(byKey.get(from.key) ?? []), from]);
	}
	for (const to of added) {
		const same = byKey.get(to.key ?? '') ?? [];
		const free = same.filter((from) => !taken.has(from) && mayBe(from, to));
		const from = free.find(({ file }) => nameOf(file) === nameOf(to.file)) ?? free[0];
		if (from !== undefined) take(from, to, 1);
	}
	const rest = (sides: readonly Side[]) => sides.filter((side) => !taken.has(side));
	for (const { from, to, alike } of likelyPairs(rest(gone), rest(added))) {
		if (!taken.has(from) && !taken.has(to)) take(from, to, alike);
	}
	const movedAway = new Set([...taken].map(({ file }) => file));
	return files.flatMap((file) => {
		const move = moves.get(file);
		if (move !== undefined) return toldAsMove(move);
		return movedAway.has(file) ? [] : file;
	});
}

interface Move {
	readonly from: Side;
	readonly to: Side;
	/** How much is the same, from 0 to 1. */
	readonly alike: number;
}

function sideOf(file: ChangedFile, kind: 'deleted' | 'new', sign: '+' | '-'): Side | undefined {
	const [head = '', ...hunks] = file.text.split(/^(?=@@)/m);
	const [, found, mode] = /^(deleted|new) file(?: mode (\d+))?$/m.exec(head) ?? [];
	if (found !== kind) return undefined;
	const lines = file.binary || hunks.length === 0 ? undefined : linesOf(hunks.join(''), sign);
	const index = /^index ([0-9a-f]+)\.\.([0-9a-f]+)/m.exec(head);
	const blob = sign === '-' ? index?.[1] : index?.[2];
	const blobKey = blob === undefined || blob.startsWith(NO_BYTES) ? undefined : `blob ${blob}`;
	const key = lines === undefined ? blobKey : `text ${lines.join('')}`;
	return { file, mode, lines, key };
}

function linesOf(hunks: string, sign: string): string[] {
	const lines: string[] = [];
	for (const line of hunks.split('\n')) {
		if (line.startsWith(sign)) lines.push(`${line.slice(1).replace(/\r$/, '')}\n`);
		else if (line.startsWith('\\')) lines.push((lines.pop() ?? '').replace(/\n$/, ''));
	}
	return lines;
}

/** A link and a file are never one; what has no mode is a file that Git does not know yet. */
function mayBe(from: Side, to: Side): boolean {
	const kind = ({ mode = '100644' }: Side) => mode.slice(0, 3);
	return from.file.path !== to.file.path && kind(from) === kind(to);
}

function nameOf({ path }: ChangedFile): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/** Those that have enough in common, the most alike first. */
function likelyPairs(gone: readonly Side[], added: readonly Side[]): Move[] {
	if (gone.length * added.length > MOST_PAIRS) return [];
	return gone
		.flatMap((from) =>
			added
				.filter((to) => mayBe(from, to))
				.map((to): Move => ({ from, to, alike: alikeness(from.lines, to.lines) })),
		)
		.filter(({ alike }) => alike >= LEAST_ALIKE)
		.toSorted((one, other) => other.alike - one.alike);
}

/** How much of the larger text is in the other one, line by line, from 0 to 1. */
function alikeness(
	one: readonly string[] | undefined,
	other: readonly string[] | undefined,
): number {
	if (one === undefined || other === undefined) return 0;
	const counts = new Map<string, number>();
	for (const line of one) counts.set(line, (counts.get(line) ?? 0) + 1);
	let common = 0;
	for (const line of other) {
		const left = counts.get(line) ?? 0;
		if (left === 0) continue;
		counts.set(line, left - 1);
		common += line.length;
	}
	const most = Math.max(sizeOf(one), sizeOf(other));
	return most === 0 ? 0 : common / most;
}

function sizeOf(lines: readonly string[]): number {
	return lines.reduce((size, line) => size + line.length, 0);
}

/** As Git would tell it. */
function toldAsMove({ from, to, alike }: Move): ChangedFile {
	const [before, { path }] = [from.file.path, to.file];
	const modes =
		from.mode !== undefined && to.mode !== undefined && from.mode !== to.mode
			? [`old mode ${from.mode}`, `new mode ${to.mode}`]
			: [];
	const head = [
		`diff --git a/${before} b/${path}`,
		...modes,
		`similarity index ${Math.floor(alike * 100)}%`,
		`rename from ${before}`,
		`rename to ${path}`,
	];
	const hunks = alike === 1 ? '' : hunksOf(from.lines ?? [], to.lines ?? []);
	const lines = hunks === '' ? [] : [`--- a/${before}`, `+++ b/${path}`, hunks];
	return { path, before, binary: false, text: [...head, ...lines].join('\n') };
}

/** Empty where only line ends differ. */
function hunksOf(before: readonly string[], now: readonly string[]): string {
	const diff = unsavedDiff('', { before: before.join(''), now: now.join('') }, []);
	if (diff !== undefined) return diff.slice(diff.indexOf('\n@@') + 1);
	// They have too little in common to be compared in time.
	const all = (lines: readonly string[], sign: string) =>
		lines.map((line) => `${sign}${line.replace(/\n$/, '')}`);
	const counts = `@@ -1,${before.length} +1,${now.length} @@`;
	return [counts, ...all(before, '-'), ...all(now, '+')].join('\n');
}
