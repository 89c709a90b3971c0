/** For each line of YAML the one with the | or > that begins the text in which it stands. */
export function blockScalars(lines: readonly string[]): (number | undefined)[] {
	const follows: (number | undefined)[] = lines.map(() => undefined);
	for (let line = 0; line < lines.length; line++) {
		const text = lines[line] ?? '';
		if (!beginsText(text)) continue;
		const outer = widthOf(text);
		let least: number | undefined;
		let last = line;
		for (let at = line + 1; at < lines.length; at++) {
			const below = lines[at] ?? '';
			if (below.trim() === '') continue;
			least ??= widthOf(below);
			if (least <= outer || widthOf(below) < least) break;
			last = at;
		}
		follows.fill(line, line + 1, last + 1);
		line = last;
	}
	return follows;
}

/** Whether a line ends with a | or > as its value, with what may be said of the text's line ends, and a comment. */
function beginsText(line: string): boolean {
	const comment = line.search(/(?<=\s)#/);
	const code = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
	const sign = /[|>][-+\d]{0,2}$/.exec(code);
	if (sign === null || code.trimStart().startsWith('#')) return false;
	const before = code.slice(0, sign.index);
	return (
		before.trim() === '' ||
		(/\s$/.test(before) && /(?:[:?-]|(?<=\s)[&!]\S*)$/.test(before.trimEnd()))
	);
}

function widthOf(line: string): number {
	return line.length - line.trimStart().length;
}
