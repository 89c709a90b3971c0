const WORDS =
	'core host shared view chat panel model server request reply token context box history search index file folder user billing order invoice product session login profile theme button list table form chart report export queue worker event parser cache store schema test client route style'.split(
		' ',
	);
/** Paths of files, the same in every run. */
export function generatedPaths(count: number): string[] {
	let state = 1;
	const pick = (): string => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return WORDS[Math.floor((state / 2 ** 32) * WORDS.length)] ?? '';
	};
	const paths = new Set<string>();
	while (paths.size < count) {
		const folders = [pick(), pick(), pick(), pick()].slice(paths.size % 3);
		const second = pick();
		const name = `${pick()}${second.charAt(0).toUpperCase()}${second.slice(1)}`;
		paths.add(`src/${folders.join('/')}/${name}.ts`);
	}
	return [...paths];
}
