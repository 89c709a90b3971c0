/** What a block begins with and nobody wants read out: quote marks, bullets, numbers, check boxes, heading marks. */
const BLOCK_MARKS =
	/^[ \t]*(?:(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|\[[ xX]\][ \t])[ \t]*)*/;
/** An unfinished line that may still become a fence, a table row, a rule or more marks than it has. */
const UNDECIDED = /^(?:[-+*_=#>`~|:.)\d[\]xX \t]*$|[`~|])/;
const FENCE = /^(?:(`{3,})[^`]*$|(~{3,}))/;
const LANGUAGE = /^[ \t]*([^ \t`]*)/;
const RULE = /^[-+*_=|: \t]*$/;
const BEGINS_BLOCK = /^[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|\|)/;
/** Beyond this many characters without an end a sentence is only looked for again at the end of its line. */
const LONG = 4000;

interface OpenCode {
	readonly fence: string;
	readonly language: string;
	lines: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Turns a Markdown text that comes in pieces into whole sentences to be read out: without marks, a code block as "Code block,
 * typescript, 3 lines". However the text is cut, the sentences are the same.
 */
export class Sentences {
	/** What is known of the line that has no end yet, as far as it is not in `#open`. */
	#line = '';
	/** The text of the open paragraph that is no whole sentence yet, marks of emphasis and links included. */
	#open = '';
	/** Whether the beginning of the unfinished line is in `#open` already. */
	#inLine = false;
	#code: OpenCode | undefined;

	/** Takes the next piece; returns the sentences that are whole now. */
	append(text: string): string[] {
		const sentences: string[] = [];
		const lines = text.split('\n');
		const last = lines.pop() ?? '';
		for (const line of lines) {
			this.#line += line;
			this.#endLine(sentences);
		}
		this.#line += last;
		this.#growLine(sentences);
		return sentences;
	}

	/** The text is over: returns what is left. */
	end(): string[] {
		const sentences: string[] = [];
		if (this.#line !== '' || this.#inLine) this.#endLine(sentences);
		this.#close(sentences);
		if (this.#code !== undefined) sentences.push(codeInWords(this.#code));
		this.#code = undefined;
		return sentences;
	}

	#growLine(sentences: string[]): void {
		if (this.#code !== undefined) return;
		if (!this.#inLine) {
			const content = this.#line.replace(BLOCK_MARKS, '');
			if (content.trim() === '' || UNDECIDED.test(content) || UNDECIDED.test(this.#line)) return;
			this.#beginLine(content, sentences);
		} else {
			this.#open += this.#line;
		}
		this.#inLine = true;
		this.#line = '';
		if (this.#open.length < LONG) this.#takeWhole(sentences);
	}

	#endLine(sentences: string[]): void {
		const line = this.#line.replace(/\r$/, '');
		const inLine = this.#inLine;
		this.#line = '';
		this.#inLine = false;
		if (inLine) {
			this.#open += `${line} `;
			return;
		}
		const content = line.replace(BLOCK_MARKS, '');
		if (this.#code !== undefined) {
			this.#codeLine(this.#code, content, sentences);
			return;
		}
		const [, ticks, fence = ticks] = FENCE.exec(content) ?? [];
		if (fence !== undefined) {
			this.#close(sentences);
			const [, language = ''] = LANGUAGE.exec(content.slice(fence.length)) ?? [];
			this.#code = { fence, language, lines: 0 };
		} else if (RULE.test(content)) {
			this.#close(sentences);
		} else {
			this.#beginLine(`${content} `, sentences, line);
		}
	}

	#beginLine(content: string, sentences: string[], line = this.#line): void {
		if (BEGINS_BLOCK.test(line)) this.#close(sentences);
		this.#open += content.startsWith('|') ? cellsInWords(content) : content;
	}

	#codeLine(code: OpenCode, content: string, sentences: string[]): void {
		const end = content.trim();
		const closes = end.startsWith(code.fence) && end.replaceAll(code.fence.charAt(0), '') === '';
		if (!closes) {
			code.lines++;
			return;
		}
		sentences.push(codeInWords(code));
		this.#code = undefined;
	}

	/** Takes the whole sentences out of the open paragraph. A sentence is whole once a letter of the next one is there. */
	#takeWhole(sentences: string[]): void {
		if (!/[.!?…。！？]/.test(this.#open)) return;
		const text = this.#open;
		let taken = 0;
		for (const { index, segment } of segmenter.segment(text)) {
			const end = index + segment.length;
			if (!/\p{L}/u.test(text.slice(end))) break;
			push(sentences, segment);
			taken = end;
		}
		this.#open = text.slice(taken);
	}

	/** The open paragraph is over. */
	#close(sentences: string[]): void {
		for (const { segment } of segmenter.segment(this.#open)) push(sentences, segment);
		this.#open = '';
	}
}

function push(sentences: string[], source: string): void {
	const text = withoutMarks(source);
	if (/[\p{L}\p{N}]/u.test(text)) sentences.push(text);
}

/** The text of inline Markdown: links and images by their text, no marks of emphasis or code. */
export function withoutMarks(source: string): string {
	return source
		.replace(/!?\[([^[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)?\)/g, '$1')
		.replace(/<\/?[a-zA-Z][^<>]*>/g, '')
		.replace(
			/\\([!-/:-@[-`{-~])|\*+|~~|`+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu,
			(_mark, escaped?: string) => escaped ?? '',
		)
		.replace(/\s+/g, ' ')
		.trim();
}

function cellsInWords(row: string): string {
	const cells = row.split('|').map((cell) => cell.trim());
	return `${cells.filter((cell) => cell !== '').join(', ')} `;
}

function codeInWords({ language, lines }: { language: string; lines: number }): string {
	const length = lines === 1 ? '1 line' : `${lines} lines`;
	return ['Code block', language, length].filter((part) => part !== '').join(', ');
}
