/** Of pieces of a text that go wrong those that still do with anything less: joined, left out or cut at an end. */
export function shrink(
	pieces: readonly string[],
	goWrong: (pieces: readonly string[]) => boolean,
): readonly string[] {
	for (let left = pieces; ; ) {
		const less = shorter(left).find(goWrong);
		if (less === undefined) return left;
		left = less;
	}
}

function shorter(pieces: readonly string[]): readonly (readonly string[])[] {
	return pieces.flatMap((piece, at) => {
		const put = (count: number, ...instead: string[]) => pieces.toSpliced(at, count, ...instead);
		const cut = piece.length > 1 ? [put(1, piece.slice(1)), put(1, piece.slice(0, -1))] : [];
		const next = pieces[at + 1];
		return [put(1), ...(next === undefined ? [] : [put(2, piece + next)]), ...cut];
	});
}
