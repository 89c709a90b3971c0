import { type Rule, type Terminator, terminating } from './rules.ts';
import { syntaxOf } from './syntax.ts';

/** A bracket that is open where a line begins. */
export interface Bracket {
	readonly opens: string;
	readonly line: number;
	/** Where in the line it has been opened: the place behind it. */
	readonly after: number;
	readonly outer: Bracket | undefined;
	/** Where it is closed, in which line and column; undefined where it is not. */
	closed?: { readonly line: number; readonly column: number };
}

/** What the lines of a text are. */
export interface Layout {
	/** Lines that begin inside a string: their blanks are text, and not indentation. */
	readonly isText: readonly boolean[];
	/** Lines that begin inside a comment or a docstring, by the line that it begins in. */
	readonly follows: readonly (number | undefined)[];
	/** The innermost bracket that is open at the start of the line. */
	readonly brackets: readonly (Bracket | undefined)[];
	/** Where in the line a comment begins that ends the line; the line's length without one. */
	readonly codeEnds: readonly number[];
	/** Something begins and does not end: what is code and what is not cannot be told for sure. */
	readonly isDoubtful: boolean;
}

const CLOSING: ReadonlyMap<string, string> = new Map([
	['(', ')'],
	['[', ']'],
	['{', '}'],
]);

/** A string in whose hole there is code. */
interface Holder {
	readonly string: Opened;
	/** The bracket that ends the hole, and how many are open around it. */
	readonly ends: string;
	readonly around: Bracket | undefined;
}

/** One whose lines are to come. */
interface Heredoc {
	readonly end: string;
	readonly terminator: Terminator;
}

interface Opened {
	readonly rule: Rule;
	readonly close: string;
	readonly start: number;
	/** Where its text begins. */
	readonly after: number;
	readonly line: number;
	readonly bracket: Bracket | undefined;
}

/**
 * Reads code once from start to end, as far as it takes to tell strings and comments from the rest.
 *
 * @param id of the language, as VS Code has it; '' for none
 */
export function layoutOf(lines: readonly string[], id: string): Layout {
	return new LayoutReader(lines, id).read();
}

const BEGINNINGS = new Map<readonly Rule[], RegExp>();

/** Finds the next place where something may begin that a rule is for, or that {@link LayoutReader} counts. */
function beginnings(rules: readonly Rule[]): RegExp {
	let found = BEGINNINGS.get(rules);
	if (found === undefined) {
		const parts = [...rules.map(({ open }) => `(${open})`), '[\\n()[\\]{}]'];
		found = new RegExp(parts.join('|'), 'gm');
		BEGINNINGS.set(rules, found);
	}
	return found;
}

class LayoutReader {
	readonly #isText: boolean[];
	readonly #follows: (number | undefined)[];
	readonly #brackets: (Bracket | undefined)[];
	readonly #codeEnds: number[];
	#isDoubtful = false;

	readonly #lines: readonly string[];
	readonly #text: string;
	/** Where each line begins in the text. */
	readonly #starts: number[] = [];
	readonly #rules: readonly Rule[];
	readonly #next: RegExp;
	readonly #bodies = new Map<string, RegExp>();
	readonly #lastClosers = new Map<string, number>();
	readonly #lastLines = new Map<string, ReadonlyMap<string, number>>();
	/** What ends strings that have been seen not to end. */
	readonly #broken = new Set<string>();
	readonly #holders: Holder[] = [];
	#heredocs: Heredoc[] = [];
	#bracket: Bracket | undefined;
	#line = 0;
	#at = 0;

	constructor(lines: readonly string[], id: string) {
		this.#lines = lines;
		this.#text = lines.join('\n');
		let start = 0;
		for (const line of lines) {
			this.#starts.push(start);
			start += line.length + 1;
		}
		this.#isText = lines.map(() => false);
		this.#follows = lines.map(() => undefined);
		this.#brackets = lines.map(() => undefined);
		this.#codeEnds = lines.map((line) => line.length);
		this.#rules = syntaxOf(id);
		this.#next = beginnings(this.#rules);
		if (id === 'php') this.#at = Math.max(0, this.#text.indexOf('<?'));
	}

	read(): Layout {
		this.#readOn();
		// What begins in the hole of a string that does not end has hidden it.
		for (let [first] = this.#holders; first !== undefined; [first] = this.#holders) {
			this.#giveUp(first.string);
			this.#readOn();
		}
		for (let open = this.#bracket; open !== undefined; open = open.outer) {
			if (open.opens !== '{') this.#isDoubtful = true;
		}
		return {
			isText: this.#isText,
			follows: this.#follows,
			brackets: this.#brackets,
			codeEnds: this.#codeEnds,
			isDoubtful: this.#isDoubtful,
		};
	}

	#readOn(): void {
		for (;;) {
			this.#next.lastIndex = this.#at;
			const match = this.#next.exec(this.#text);
			if (match === null) return;
			this.#goTo(match.index);
			const [opening] = match;
			const rule =
				this.#rules[match.findIndex((part, index) => index > 0 && part !== undefined) - 1];
			// What matches nothing would be found for ever.
			this.#at = match.index + Math.max(1, opening.length);
			if (rule === undefined) this.#mark(opening, match.index);
			else this.#begin(rule, opening, match.index);
		}
	}

	/** Makes the line that of a place in the text. */
	#goTo(place: number): void {
		while ((this.#starts[this.#line + 1] ?? Infinity) <= place) this.#line++;
	}

	/** A line end or a bracket. */
	#mark(mark: string, place: number): void {
		if (mark === '\n') {
			this.#brackets[this.#line + 1] = this.#bracket;
			for (const heredoc of this.#heredocs.splice(0)) this.#passHeredoc(heredoc);
			return;
		}
		const column = place - (this.#starts[this.#line] ?? 0);
		if (CLOSING.has(mark)) {
			const outer = this.#bracket;
			this.#bracket = { opens: mark, line: this.#line, after: column + 1, outer };
			return;
		}
		const holder = this.#holders.at(-1);
		if (holder !== undefined && holder.ends === mark && holder.around === this.#bracket) {
			this.#holders.pop();
			this.#pass(holder.string);
		} else if (this.#bracket !== undefined && CLOSING.get(this.#bracket.opens) === mark) {
			this.#bracket.closed = { line: this.#line, column };
			this.#bracket = this.#bracket.outer;
		}
	}

	#begin(rule: Rule, opening: string, start: number): void {
		const { close } = rule;
		if (rule.as === 'line') {
			this.#codeEnds[this.#line] = start - (this.#starts[this.#line] ?? 0);
		} else if (rule.as === 'heredoc') {
			this.#beginHeredoc(rule, opening);
		} else if (close !== undefined) {
			const end = close(opening);
			if (this.#broken.has(end) || !this.#endsAfter(rule, end)) {
				this.#isDoubtful = true;
				return;
			}
			const bracket = this.#bracket;
			this.#pass({ rule, close: end, start, after: this.#at, line: this.#line, bracket });
		} else {
			this.#take('text', this.#line, this.#at);
		}
	}

	/** Whether what ends a string is anywhere behind the place that has been reached. */
	#endsAfter({ closers, as }: Rule, end: string): boolean {
		if (end === '' || as === 'token') return true;
		if (closers !== undefined && !this.#lastClosers.has(`all ${closers}`)) {
			this.#lastClosers.set(`all ${closers}`, 0);
			for (const match of this.#text.matchAll(new RegExp(closers, 'g'))) {
				this.#lastClosers.set(match[0], match.index);
			}
		}
		let last = this.#lastClosers.get(end);
		if (last === undefined && closers === undefined) {
			last = this.#text.lastIndexOf(end);
			this.#lastClosers.set(end, last);
		}
		return last !== undefined && last >= this.#at;
	}

	/** Goes on to the end of a string or a comment, or into the code in it. */
	#pass(opened: Opened): void {
		const { rule, close } = opened;
		const body = this.#bodyOf(rule, close);
		body.lastIndex = this.#at;
		for (let match = body.exec(this.#text); match !== null; match = body.exec(this.#text)) {
			const { groups } = match;
			if (groups?.['escape'] !== undefined) continue;
			this.#at = match.index + match[0].length;
			const hole = groups?.['hole'];
			if (hole !== undefined) {
				const ends = CLOSING.get(hole.slice(-1)) ?? '}';
				this.#holders.push({ string: opened, ends, around: this.#bracket });
				return;
			}
			this.#end(opened);
			return;
		}
		if (rule.as === 'token') this.#at = this.#text.length;
		else this.#giveUp(this.#holders[0]?.string ?? opened);
	}

	#bodyOf({ escape: escapes, hole }: Rule, close: string): RegExp {
		const key = `${close}\n${escapes}\n${hole}`;
		let body = this.#bodies.get(key);
		if (body === undefined) {
			const end = close === '' ? '(?![^])' : close.replace(/[^\w\n]/g, '\\$&');
			const parts = [
				...(escapes === undefined ? [] : [`(?<escape>${escapes})`]),
				...(hole === undefined ? [] : [`(?<hole>${hole})`]),
				end,
			];
			body = new RegExp(parts.join('|'), 'g');
			this.#bodies.set(key, body);
		}
		return body;
	}

	#end({ rule, start, line }: Opened): void {
		const end = this.#at;
		if (rule.as === 'token') return;
		const isDoc = rule.isDoc === true && this.#isStatement(start, line, end);
		if (rule.isWhole === true) this.#isText[line] = true;
		this.#take(isDoc || rule.as === 'comment' ? 'comment' : 'text', line, end);
		if (rule.as === 'comment' && this.#line === line && this.#isLastInLine(end)) {
			this.#codeEnds[line] = start - (this.#starts[line] ?? 0);
		}
	}

	/** Whether a string stands for itself, as a docstring does. */
	#isStatement(start: number, line: number, end: number): boolean {
		const before = this.#text.slice(this.#starts[line], start);
		const above = this.#lines[line - 1] ?? '';
		return (
			this.#bracket === undefined &&
			this.#holders.length === 0 &&
			before.trim() === '' &&
			!/^[fbt]/i.test(this.#text.slice(start, start + 1)) &&
			!/[\\=,+]\s*$/.test(above) &&
			this.#isLastInLine(end)
		);
	}

	#isLastInLine(end: number): boolean {
		this.#goTo(end);
		const rest = this.#text.slice(end, this.#starts[this.#line + 1]).trim();
		return rest === '' || rest.startsWith('#');
	}

	/** Takes what begins in a line and ends at a place for one thing. */
	#take(as: 'comment' | 'text', first: number, end: number): void {
		this.#goTo(end);
		for (let line = first + 1; line <= this.#line; line++) {
			if (as === 'text') this.#isText[line] = true;
			else this.#follows[line] = first;
			this.#brackets[line] = this.#bracket;
		}
	}

	#beginHeredoc({ terminator = () => 'exact' }: Rule, opening: string): void {
		const end = opening.replace(/^<+[~-]?\s*\\?/, '').replace(/^(["'])(.*)\1$/, '$2');
		const heredoc = { end, terminator: terminator(opening) };
		// A << that nothing ends shifts bits.
		if (this.#lastLine(heredoc) > this.#line) this.#heredocs.push(heredoc);
	}

	/** The last line that would end a heredoc; -1 for none. */
	#lastLine({ end, terminator }: Heredoc): number {
		let last = this.#lastLines.get(terminator);
		if (last === undefined) {
			last = new Map(this.#lines.map((line, index) => [terminating(line, terminator), index]));
			this.#lastLines.set(terminator, last);
		}
		return last.get(end) ?? -1;
	}

	#passHeredoc(heredoc: Heredoc): void {
		const { end, terminator } = heredoc;
		if (this.#lastLine(heredoc) <= this.#line) return;
		do {
			this.#line++;
			this.#isText[this.#line] = true;
		} while (terminating(this.#lines[this.#line] ?? '', terminator) !== end);
		const line = this.#lines[this.#line] ?? '';
		this.#at = (this.#starts[this.#line] ?? 0) + line.indexOf(end) + end.length;
	}

	/** Goes back behind the opening of a string that does not end, and takes it for no string. */
	#giveUp({ close, after, line, bracket }: Opened): void {
		this.#isDoubtful = true;
		this.#broken.add(close);
		this.#holders.length = 0;
		this.#heredocs = [];
		this.#bracket = bracket;
		this.#at = after;
		this.#line = line;
		this.#isText.fill(false, line + 1);
		this.#follows.fill(undefined, line + 1);
		for (let later = line; later < this.#lines.length; later++) {
			this.#codeEnds[later] = this.#lines[later]?.length ?? 0;
		}
	}
}
