import { BlockParser } from '../../shared/markdown/blockParser.ts';

/** What holds all lines until its own end comes, by CommonMark; `close` is the line that ends it. */
interface Open {
	readonly ends: (line: string) => boolean;
	readonly close: string;
	/** Whether it may stand in a list, which ends it. */
	readonly endsWithList: boolean;
}

/** A fence with what stands behind it; a list or a quote ends the fences within it by itself. */
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)/s;

/** HTML that no blank line ends. */
const HTML: readonly { start: RegExp; end: RegExp; close: string }[] = [
	{ start: /^ {0,3}<!--/, end: /-->/, close: '-->' },
	{ start: /^ {0,3}<script(?=[\s>]|$)/i, end: /<\/script>/i, close: '</script>' },
	{ start: /^ {0,3}<style(?=[\s>]|$)/i, end: /<\/style>/i, close: '</style>' },
	{ start: /^ {0,3}<pre(?=[\s>]|$)/i, end: /<\/pre>/i, close: '</pre>' },
	{ start: /^ {0,3}<textarea(?=[\s>]|$)/i, end: /<\/textarea>/i, close: '</textarea>' },
	{ start: /^ {0,3}<!\[CDATA\[/, end: /\]\]>/, close: ']]>' },
	{ start: /^ {0,3}<\?/, end: /\?>/, close: '?>' },
];

/**
 * A Markdown text with what it leaves open closed: a code block, HTML, a fold or a formula. So what follows it in a document is read as
 * what it is.
 */
export function closedMarkdown(text: string): string {
	let open: Open | undefined;
	let folds = 0;
	for (const line of text.split(/\r\n|\r|\n/)) {
		if (open === undefined) {
			open = openedBy(line);
			folds += open === undefined ? foldsIn(line) : 0;
		} else if (open.ends(line)) open = undefined;
	}
	// A line that would close what is closed already would open anew.
	if (open?.endsWithList && !holdsWhatFollows(text)) open = undefined;
	const closing = [
		...(open === undefined ? [] : [open.close]),
		...(folds > 0 ? ['', ...Array.from({ length: folds }, () => '</details>')] : []),
	];
	if (closing.length === 0) return text;
	return [text.replace(/\n$/, ''), ...closing].join('\n');
}

function openedBy(line: string): Open | undefined {
	const [, run, info = ''] = FENCE.exec(line) ?? [];
	// What stands behind backticks may hold none: that is code within a line.
	if (run !== undefined && !(run.startsWith('`') && info.includes('`'))) {
		const ends = (next: string) => {
			const [, other = '', rest = ''] = FENCE.exec(next) ?? [];
			return other.startsWith(run) && rest.trim() === '';
		};
		return { ends, close: run, endsWithList: true };
	}
	const html = HTML.find(({ start }) => start.test(line));
	if (html !== undefined) {
		const { start, end, close } = html;
		const ends = (next: string) => end.test(next);
		return ends(line.replace(start, '')) ? undefined : { ends, close, endsWithList: false };
	}
	if (/^\$\$/.test(line) && line.trim().indexOf('$$', 2) < 0) {
		return { ends: (next) => next.includes('$$'), close: '$$', endsWithList: false };
	}
	return undefined;
}

/** Whether a heading below the text would be read as a part of it. */
function holdsWhatFollows(text: string): boolean {
	const parser = new BlockParser();
	parser.append(`${text}\n\n# Next\n`);
	parser.end();
	return parser.root.children.at(-1)?.type !== 'heading';
}

/** How many folds a line opens more than it closes. */
function foldsIn(line: string): number {
	const text = line.replace(/(`{1,9})[^`]*\1/g, '');
	const opened = text.match(/<details(?=[\s>])/gi)?.length ?? 0;
	return opened - (text.match(/<\/details>/gi)?.length ?? 0);
}
