import type { Excerpt, Image } from '../conversation/messages.ts';

/** "plan.png, 640×480 png", with ", low detail" where that was chosen. */
export function imageInWords({ name, width, height, mediaType, detail }: Image): string {
	const looked = detail ? `, ${detail} detail` : '';
	return `${name}, ${width}×${height} ${mediaType.slice('image/'.length)}${looked}`;
}

/** "412 B", "1.2 KB", "20 MB": to two digits, the third is of no use to anybody. */
export function sizeInWords(bytes: number): string {
	const units = ['B', 'KB', 'MB'];
	let size = bytes;
	while (size >= 1000 && units.length > 1) {
		size /= 1024;
		units.shift();
	}
	const digits = units[0] === 'B' || size >= 9.95 ? 0 : 1;
	const rounded = Number(size.toFixed(digits)).toLocaleString('en');
	return `${rounded} ${units[0]}`;
}

/** "1 line", "7 lines". */
function lineCountInWords({ startLine, endLine }: Pick<Excerpt, 'startLine' | 'endLine'>): string {
	const lines = endLine - startLine + 1;
	return lines === 1 ? '1 line' : `${lines.toLocaleString('en')} lines`;
}

/** How much of a document goes: "7 lines", "lines 1 to 400 of 1,200". */
export function amountInWords(
	excerpt: Pick<Excerpt, 'startLine' | 'endLine' | 'lineCount'>,
): string {
	if (excerpt.lineCount === undefined) return lineCountInWords(excerpt);
	const [start, end, all] = [excerpt.startLine, excerpt.endLine, excerpt.lineCount].map((line) =>
		line.toLocaleString('en'),
	);
	return `lines ${start} to ${end} of ${all}`;
}

/**
 * How much does not go, and what: "3 files left out", and the same with ": a.ts, b.ts, c.ts"; of a prompt, what only an agent would use:
 * "tools, agent: not used by a chat". Undefined where all goes.
 */
export function leftOutInWords({
	leftOut = [],
	source,
}: Pick<Excerpt, 'leftOut'> & { readonly source?: string }):
	| { readonly short: string; readonly full: string }
	| undefined {
	if (leftOut.length === 0) return undefined;
	if (source === 'prompt') {
		const full = `${leftOut.join(', ')}: not used by a chat`;
		return { short: full, full };
	}
	const files = leftOut.length === 1 ? 'file' : 'files';
	const what = source === 'folder' ? `${files} ` : '';
	const short = `${leftOut.length.toLocaleString('en')} ${what}left out`;
	return { short, full: `${short}: ${leftOut.join(', ')}` };
}
