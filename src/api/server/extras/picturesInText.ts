import { imageAt } from '../replyExtras.ts';

/** A piece of the text, or an image that stood in it. */
export type TextOrPicture = { readonly text: string } | { readonly address: string };

/** What an image in Markdown begins with, up to its data, and what may become that: a description has at most 200 characters. */
const HEAD = /^!\[([^\]\n]{0,200})\]\((data:image\/(?:png|jpe?g|webp|gif);base64,)/i;
const HEAD_BEGUN = /^!(?:\[[^\]\n]{0,200}(?:\](?:\([a-z:/;,\d]{0,24})?)?)?$/i;
const NO_DATA = /[^A-Za-z\d+/=]/;

/** More than the largest image has, in characters. */
const MAX_DATA = 28 * 1024 * 1024;

const FENCE = /^(?:\s{0,3}(?:[-*+>]|\d{1,9}[.)])?\s?){0,3}(`{3,}|~{3,})/;

/** As much of a line is looked at for a fence, in characters. */
const MAX_LINE = 100;

/**
 * Takes images out of the text that stand in it as Markdown with all of their data, cut anywhere; their descriptions stay. What stands in
 * code, and what is no image, stays as it is.
 */
export class PicturesInText {
	/** What may be the beginning of an image. */
	#head = '';
	/** The data of an image so far, behind its head. */
	#data: string[] | undefined;
	#length = 0;
	#line = '';
	/** Backticks in a row at the end of what was said, and those that an open piece of code in the line began with. */
	#backticks = 0;
	#opened = 0;
	/** The fence of a code block that is open, and whether it began within a list or a quote. */
	#fence = '';
	#isWithin = false;

	add(text: string): readonly TextOrPicture[] {
		const told: TextOrPicture[] = [];
		let rest = text;
		while (rest !== '')
			rest = this.#data === undefined ? this.#seek(rest, told) : this.#read(rest, told);
		return told;
	}

	/** What is held back, when nothing more comes. */
	end(): readonly TextOrPicture[] {
		const told: TextOrPicture[] = [];
		this.#tell(this.#takeHeld(), told);
		return told;
	}

	#takeHeld(): string {
		const held = this.#head + (this.#data ?? []).join('');
		this.#head = '';
		this.#data = undefined;
		return held;
	}

	/** Looks for the beginning of an image. Returns what is still to be read. */
	#seek(text: string, told: TextOrPicture[]): string {
		const all = this.#head + text;
		this.#head = '';
		const at = all.indexOf('!');
		if (at !== 0) {
			this.#tell(at < 0 ? all : all.slice(0, at), told);
			return at < 0 ? '' : all.slice(at);
		}
		if (!this.#isInCode()) {
			const head = HEAD.exec(all)?.[0];
			if (head !== undefined) {
				this.#head = head;
				this.#data = [];
				this.#length = 0;
				return all.slice(head.length);
			}
			if (HEAD_BEGUN.test(all)) {
				this.#head = all;
				return '';
			}
		}
		this.#tell('!', told);
		return all.slice(1);
	}

	/** Reads the data of an image up to its end. */
	#read(text: string, told: TextOrPicture[]): string {
		const end = text.search(NO_DATA);
		const data = end < 0 ? text : text.slice(0, end);
		this.#data?.push(data);
		this.#length += data.length;
		if (end < 0 && this.#length <= MAX_DATA) return '';
		const [, description = '', type = ''] = HEAD.exec(this.#head) ?? [];
		const address = type + (this.#data ?? []).join('');
		if (text[end] !== ')' || imageAt(address).type !== 'image') {
			this.#tell(this.#takeHeld(), told);
			return end < 0 ? '' : text.slice(end);
		}
		this.#head = '';
		this.#data = undefined;
		this.#tell(description, told);
		told.push({ address });
		return text.slice(end + 1);
	}

	#isInCode(): boolean {
		this.#endRun();
		return this.#fence !== '' || this.#opened > 0 || /^(?: {4}|\t)/.test(this.#line);
	}

	/** Says a text, with one before it as one, and keeps in mind what of code is open behind it. */
	#tell(text: string, told: TextOrPicture[]): void {
		if (text === '') return;
		this.#follow(text);
		const last = told.at(-1);
		if (last !== undefined && 'text' in last) told.splice(-1, 1, { text: last.text + text });
		else told.push({ text });
	}

	/** Of whole lines only those with a fence matter: a text may have millions. */
	#follow(text: string): void {
		const first = text.indexOf('\n');
		const last = text.lastIndexOf('\n');
		this.#goOn(first < 0 ? text : text.slice(0, first));
		if (first < 0) return;
		this.#endLine();
		const between = text.slice(first + 1, Math.max(first + 1, last));
		for (const line of /`{3}|~{3}/.test(between) ? between.split('\n') : []) {
			this.#line = line.slice(0, MAX_LINE);
			this.#endLine();
		}
		this.#goOn(text.slice(last + 1));
	}

	#goOn(part: string): void {
		this.#line = (this.#line + part.slice(0, MAX_LINE)).slice(0, MAX_LINE);
		this.#mark(part);
	}

	/** Code in a line ends with as many backticks as it began with. */
	#mark(line: string): void {
		for (const [run] of line.matchAll(/`+|[^`]+/g)) {
			if (run.startsWith('`')) this.#backticks += run.length;
			else this.#endRun();
		}
	}

	#endRun(): void {
		if (this.#opened === 0) this.#opened = this.#backticks;
		else if (this.#opened === this.#backticks) this.#opened = 0;
		this.#backticks = 0;
	}

	#endLine(): void {
		const [written = '', fence = ''] = FENCE.exec(this.#line) ?? [];
		const behind = this.#line.slice(written.length);
		// Three backticks that others follow are code within the line.
		const isOne = !fence.startsWith('`') || !behind.includes('`');
		const isWithin = written.trim() !== fence;
		if (this.#fence === '') {
			this.#fence = isOne ? fence : '';
			this.#isWithin = isWithin;
		} else if (fence.startsWith(this.#fence) && behind.trim() === '') {
			// In a block of its own, "- ```" is code.
			if (this.#isWithin || !isWithin) this.#fence = '';
		}
		this.#line = '';
		this.#backticks = 0;
		this.#opened = 0;
	}
}
