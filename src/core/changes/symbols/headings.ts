/** A heading of Markdown, and the lines [from, to) of its section. */
export interface Heading {
	readonly name: string;
	readonly level: number;
	readonly from: number;
	readonly to: number;
}

/** The headings of Markdown with # signs or underlines, those in fences left aside. */
export function headingsIn(lines: readonly string[]): Heading[] {
	const found: { name: string; level: number; from: number; to: number }[] = [];
	let fence: string | undefined;
	for (const [index, line] of lines.entries()) {
		const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
		if (mark !== undefined) {
			if (fence === undefined) fence = mark;
			else if (mark.startsWith(fence) && line.trim() === mark) fence = undefined;
			continue;
		}
		if (fence !== undefined) continue;
		const [, signs, text = ''] = /^ {0,3}(#{1,6})(?:[ \t]([^\n]*))?$/.exec(line) ?? [];
		if (signs !== undefined) {
			const name = text.trim().replace(/[ \t]#+$/, '');
			found.push({ name, level: signs.length, from: index, to: lines.length });
			continue;
		}
		const below = lines[index + 1] ?? '';
		if (/^ {0,3}(?:={2,}|-{2,})[ \t]*$/.test(below) && /^ {0,3}[\p{L}\p{N}]/u.test(line)) {
			const above = lines[index - 1] ?? '';
			if (above.trim() !== '') continue;
			const level = below.trim().startsWith('=') ? 1 : 2;
			found.push({ name: line.trim(), level, from: index, to: lines.length });
		}
	}
	for (const [index, heading] of found.entries()) {
		const next = found.slice(index + 1).find(({ level }) => level <= heading.level);
		if (next !== undefined) heading.to = next.from;
	}
	return found;
}
