import type { Excerpt, Image } from '../conversation/messages.ts';

/** "plan.png, 640×480 png". */
export function imageInWords({ name, width, height, mediaType }: Image): string {
	return `${name}, ${width}×${height} ${mediaType.slice('image/'.length)}`;
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
export function lineCountInWords({
	startLine,
	endLine,
}: Pick<Excerpt, 'startLine' | 'endLine'>): string {
	const lines = endLine - startLine + 1;
	return lines === 1 ? '1 line' : `${lines.toLocaleString('en')} lines`;
}
