import MarkdownIt from 'markdown-it';
import type { LinkDefinition } from '../../shared/markdown/blocks.ts';
import { isFilePath } from '../../shared/markdown/filePath.ts';
import { isDisplayMaths, MATHS_ENDS } from '../../shared/markdown/maths.ts';
import { type Reading, splitHidden } from '../../shared/text/hiddenCharacters.ts';
import { joinTexts, OpenTags, tagAt, withLists } from './htmlTags.ts';
import type { Inline, InlineSpan } from './inlineNodes.ts';

export type References = Record<string, { href: string; title: string }>;

const markdownIt = new MarkdownIt({ html: false, linkify: true });
// In a chat about code most names with a dot are files ("main.py", "README.md"), not hosts: only whole URLs are links.
markdownIt.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdownIt.validateLink = (url) => /^(?:https?|mailto):/i.test(url.trim()) || isFilePath(url);

/** What belongs to a script that no code is written in, and the punctuation and forms of Chinese, Japanese and Korean. */
const OTHER_SCRIPT =
	/[^\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Common}\p{scx=Inherited}]|[\u3000-\u303f\ufe30-\ufe4f\uff00-\uffef]/u;

// A pattern of files, as in *.ts and **/x.ts.
const FILES = /^(?:\*(?:\.\w|\/)|\*\*\/)/;

/**
 * Chinese, Japanese, Thai and others put no blanks between words, Hebrew and Korean none before and after parts of them: a mark beside
 * their letters and punctuation may open and close, wherever no blank stands on its inner side. `_` joins names: it needs such a letter
 * on both of its sides.
 */
class InlineState extends markdownIt.inline.State {
	override scanDelims(start: number, canSplitWord: boolean) {
		const scanned = super.scanDelims(start, canSplitWord);
		const before = [...this.src.slice(Math.max(0, start - 2), start)].at(-1) ?? ' ';
		const end = start + scanned.length;
		const after = end < this.posMax ? String.fromCodePoint(this.src.codePointAt(end) ?? 32) : ' ';
		const sides = Number(OTHER_SCRIPT.test(before)) + Number(OTHER_SCRIPT.test(after));
		const beside = sides >= (canSplitWord ? 1 : 2) && !FILES.test(this.src.slice(start, end + 2));
		return {
			...scanned,
			can_open: scanned.can_open || (beside && /\S/.test(after)),
			can_close: scanned.can_close || (beside && /\S/.test(before)),
		};
	}
}
markdownIt.inline.State = InlineState;

/** Where marks stand in the text that is being parsed, by the mark: what was found last, and from where. */
type Found = Map<string, { readonly from: number; readonly index: number }>;
const found = new WeakMap<object, { source: string; marks: Found }>();

/** As `indexOf`, which would look through the rest of a text again at each mark that nothing closes. */
function nextIndex(env: object, source: string, mark: string, from: number): number {
	let known = found.get(env);
	if (known?.source !== source) {
		known = { source, marks: new Map() };
		found.set(env, known);
	}
	const last = known.marks.get(mark);
	if (last && from >= last.from && (last.index < 0 || from <= last.index)) return last.index;
	const index = source.indexOf(mark, from);
	known.marks.set(mark, { from, index });
	return index;
}

/** Before escapes, which would make brackets of `\(` and `\[`. */
markdownIt.inline.ruler.before('escape', 'maths', (state, silent) => {
	const opening = state.src.slice(state.pos, state.pos + 2);
	const closing = MATHS_ENDS.get(opening);
	if (closing === undefined) return false;
	const end = nextIndex(state.env, state.src, closing, state.pos + 2);
	if (end < 0 || end >= state.posMax) return false;
	const latex = state.src.slice(state.pos + 2, end);
	// Something must be between them: `\(\)` is a pair of escaped brackets.
	if (!/[^\\\s]/.test(latex)) return false;
	if (opening === '$$') {
		if (state.src[state.pos - 1] === '$') return false;
		if (!isDisplayMaths(latex, state.src[end + 2] ?? '')) return false;
	}
	if (!silent) {
		const token = state.push('maths', '', 0);
		token.markup = opening;
		token.content = latex;
	}
	state.pos = end + 2;
	return true;
});

/** A shell's path has one on both sides: `$HOME/$USER`, `${a}/${b}`. */
const VARIABLE = /^(?:\{|[A-Z_]{2})/;

/**
 * Maths between single dollars, by Pandoc's rule: no blank inside of them, no digit after the closing one, and no path of
 * a shell's variables. The next dollar is the closing one or there is none: prices stay text, and each part of a text is looked at once.
 */
const DOLLARS = /\$(?![\s$])((?:[^$\\`]|\\[\s\S]){1,2000})\$(?![\d$])/y;

markdownIt.inline.ruler.before('escape', 'dollars', (state, silent) => {
	if (state.src[state.pos] !== '$' || state.src[state.pos - 1] === '$') return false;
	// A cell of a table of numbers: `$A$1:$B$2`.
	if (/\$[A-Z]{1,3}$/.test(state.src.slice(Math.max(0, state.pos - 4), state.pos))) return false;
	DOLLARS.lastIndex = state.pos;
	const [source, latex] = DOLLARS.exec(state.src) ?? [];
	if (source === undefined || latex === undefined || /\s$/.test(latex.slice(-1))) return false;
	const end = state.pos + source.length;
	if (end > state.posMax) return false;
	if (VARIABLE.test(latex) && VARIABLE.test(state.src.slice(end, end + 2))) return false;
	if (!silent) {
		const token = state.push('maths', '', 0);
		token.markup = '$';
		token.content = latex;
	}
	state.pos += source.length;
	return true;
});

/** However it is written: with attributes, and as the end of one, which browsers take for the same. */
const BREAK = /<\/?br(?:[\s/][^<>]{0,200})?>/iy;

/** HTML is text here, except for the line break, which a table's cell has no other of, and a few tags that are told from text later. */
markdownIt.inline.ruler.before('autolink', 'break', (state, silent) => {
	if (state.src[state.pos] !== '<') return false;
	BREAK.lastIndex = state.pos;
	const mark = BREAK.exec(state.src)?.[0];
	if (mark === undefined || state.pos + mark.length > state.posMax) return false;
	if (!silent) state.push('hardbreak', 'br', 0);
	state.pos += mark.length;
	return true;
});

markdownIt.inline.ruler.before('autolink', 'tag', (state, silent) => {
	if (state.src[state.pos] !== '<') return false;
	const source = tagAt(state.src, state.pos)?.source;
	if (source === undefined || state.pos + source.length > state.posMax) return false;
	if (!silent) state.push('tag', '', 0).content = source;
	state.pos += source.length;
	return true;
});

/** Footnotes are among the references, under a name that no label has. */
const FOOTNOTE = '\0';

markdownIt.inline.ruler.before('link', 'footnote', (state, silent) => {
	if (state.src[state.pos] !== '[') return false;
	const label = /^\[\^([^\s[\]^"\\]{1,40})\]/.exec(state.src.slice(state.pos, state.pos + 44))?.[1];
	if (label === undefined || !Object.hasOwn(Object(state.env).references, FOOTNOTE + label)) {
		return false;
	}
	if (!silent) state.push('footnote', '', 0).content = label;
	state.pos += label.length + 3;
	return true;
});

/** Makes a footnote known, so that it can be referred to. */
export function addFootnote(references: References, label: string): void {
	references[FOOTNOTE + label] ??= { href: '', title: '' };
}

type Token = ReturnType<typeof markdownIt.parseInline>[number];

const SPANS: ReadonlyMap<string, InlineSpan['tag']> = new Map([
	['em_open', 'em'],
	['strong_open', 'strong'],
	['s_open', 's'],
]);

/** Adds definitions to what `[label]` can refer to. Of several with one label the first counts. */
export function addReferences(references: References, added: readonly LinkDefinition[]): void {
	const { normalizeReference, unescapeAll } = markdownIt.utils;
	for (const { label, destination, title } of added) {
		const href = markdownIt.normalizeLink(unescapeAll(destination));
		if (!markdownIt.validateLink(href)) continue;
		references[normalizeReference(label)] ??= { href, title: unescapeAll(title) };
	}
}

/**
 * Parses inline Markdown: CommonMark without raw HTML (which is text but for a few tags), with strikethrough, bare URLs and
 * footnotes. Only http, https and mailto links and those to files are links, all others stay as they are written. Adjacent texts are one node.
 */
export function parseInline(source: string, references: References): Inline[] {
	const tokens = markdownIt.parseInline(source, { references })[0]?.children ?? [];
	return new TokenReader(tokens).read(false);
}

class TokenReader {
	readonly #tokens: readonly Token[];
	#next = 0;

	constructor(tokens: readonly Token[]) {
		this.#tokens = tokens;
	}

	/** Reads up to the token that closes the current element, or the end. */
	read(insideLink: boolean): Inline[] {
		const nodes: Inline[] = [];
		const tags = new OpenTags(nodes);
		for (let token = this.#take(); token && token.nesting !== -1; token = this.#take()) {
			const tag = token.type === 'tag' ? tagAt(token.content, 0) : undefined;
			if (tag) {
				tags.add(tag);
				continue;
			}
			const node = this.#node(token, insideLink);
			const read = node.type === 'text' ? textNodes(node.text) : [node];
			for (const one of read) nodes.push(one);
		}
		return withLists(joinTexts(nodes));
	}

	#take(): Token | undefined {
		return this.#tokens[this.#next++];
	}

	#node(token: Token, insideLink: boolean): Inline {
		const tag = SPANS.get(token.type);
		if (tag) return { type: 'span', tag, children: this.read(insideLink) };
		switch (token.type) {
			case 'link_open': {
				const href = target(token.attrGet('href'));
				return { type: 'link', href, image: false, children: this.read(true) };
			}
			case 'image': {
				const children: Inline[] = [];
				addText(children, plainText(token.children ?? []), 'text');
				// A link cannot hold another one: an image in a link shows its description only.
				const href = insideLink ? '' : target(token.attrGet('src'));
				return { type: 'link', href, image: true, children };
			}
			case 'maths': {
				const { markup, content: latex } = token;
				const source = `${markup}${latex}${MATHS_ENDS.get(markup) ?? markup}`;
				const display = markup !== '\\(' && markup !== '$';
				return { type: 'maths', source, latex, display };
			}
			case 'code_inline': {
				const children: Inline[] = [];
				for (const [index, line] of codeLines(token).entries()) {
					if (index > 0) children.push({ type: 'span', tag: 'br', children: [] });
					addText(children, line, 'code');
				}
				return { type: 'span', tag: 'code', children };
			}
			case 'footnote':
				return { type: 'footnote', label: token.content };
			case 'hardbreak':
				return { type: 'span', tag: 'br', children: [] };
			case 'softbreak':
				return { type: 'text', text: '\n' };
			default:
				return { type: 'text', text: token.content };
		}
	}
}

/** Code between the marks of a block stands within a line where that is a table's cell: it has lines by tags, and maybe a language. */
function codeLines({ markup, content }: Token): readonly string[] {
	if (markup.length < 3) return [content];
	const lines = content.split(/<\/?br(?:[\s/][^<>]{0,200})?>/i);
	// A tag that is spoken of stays.
	if (lines.filter((line) => line.trim() !== '').length < 2) return [content];
	const first = lines[0]?.trim() ?? '';
	const isBlock = lines.at(-1)?.trim() === '';
	// A word alone may be code as well; only what ends as a block does begins with its language.
	const hasLanguage = first === '' || (isBlock && /^[\w+#-]+$/.test(first));
	return lines.slice(hasLanguage ? 1 : 0, isBlock ? -1 : undefined);
}

/** A path begins as one: `a.ts:10` would have a scheme. */
function target(href: unknown): string {
	const written = String(href ?? '');
	return isFilePath(written) && !/^[./]/.test(written) ? `./${written}` : written;
}

function textNodes(text: string): Inline[] {
	const nodes: Inline[] = [];
	addText(nodes, text, 'text');
	return nodes;
}

/** Adds a text to what there is, its hidden characters as nodes of their own. */
function addText(nodes: Inline[], text: string, reading: Reading): void {
	for (const part of splitHidden(text, reading)) {
		const last = nodes.at(-1);
		if (typeof part !== 'string') nodes.push({ type: 'hidden', ...part });
		else if (last?.type !== 'text') nodes.push({ type: 'text', text: part });
		else nodes[nodes.length - 1] = { type: 'text', text: last.text + part };
	}
}

/** What an image's description says without its markup. */
function plainText(tokens: readonly Token[]): string {
	return tokens
		.map((token) =>
			token.type === 'softbreak' || token.type === 'hardbreak'
				? ' '
				: token.type === 'image'
					? plainText(token.children ?? [])
					: token.content,
		)
		.join('');
}
