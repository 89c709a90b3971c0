import {
	BARE_END,
	BARE_ENDS,
	beforeAnswer,
	beginningAtEnd,
	beginsWith,
	MAX_TAG,
	markAtEnd,
	markIn,
	mayBeTag,
	SUMMARY,
	TAGS,
	THINK,
	tagAt,
} from './thinkTag.ts';

/** So many blanks before an answer are no padding in front of a tag. */
const MAX_PADDING = 1_000;

/** What is longer was no thought, in characters: it is not kept for an end that may still come. */
const MAX_THOUGHT = 16 * 1024 * 1024;

export type ThinkEvent =
	| { readonly type: 'text' | 'reasoning'; readonly text: string }
	/** All text so far was reasoning. */
	| { readonly type: 'thought' };

/**
 * Tells what a model thinks in tags at the beginning of its content from what it answers; the pieces may be cut anywhere. Tags further
 * on are text, whatever stands in them: an answer may well be about them. So is what cannot be told yet, until it can.
 */
export class ThinkTags {
	#state: 'start' | 'thinking' | 'text' = 'start';
	/** What cannot be told yet: it may be the beginning of a tag, or of the padding around one. */
	#held = '';
	#tag = THINK;
	/** The end of the thought so far, as long as its tag, to see one within it. */
	#recent = '';
	/** Whether its lines are quoted, and how many folds within it are open, where it is a fold. */
	#quoted = false;
	#depth = 0;
	/** Whether another tag of the kind has come within the thought. */
	#nested = false;
	/** Whether any reasoning was given out. */
	#reasoned = false;
	/** Whether a thought has begun of which nothing was given out: its first blanks are padding. */
	#fresh = false;
	/** Whether a tag has come before what is held: the blanks between are padding. */
	#padded = false;
	/** The text so far, as long as it may turn out to have been reasoning; undefined from then on. */
	#doubtful: string | undefined = '';
	#events: ThinkEvent[] = [];

	/** Reasoning has come in a field of its own: no text is any. */
	reasoningCame(): void {
		this.#doubtful = undefined;
	}

	add(piece: string): readonly ThinkEvent[] {
		this.#held += piece;
		while (this.#step(false));
		return this.#take();
	}

	/** What is left when nothing more comes. */
	end(): readonly ThinkEvent[] {
		while (this.#step(true));
		return this.#take();
	}

	/** Goes on with what is held; false where nothing of it can be told. */
	#step(ending: boolean): boolean {
		if (this.#held === '') return false;
		if (this.#state === 'start') return this.#start(ending);
		return this.#state === 'thinking' ? this.#think(ending) : this.#say(ending);
	}

	#start(ending: boolean): boolean {
		const text = this.#held.trimStart();
		const tag = TAGS.find((one) => tagAt(text, one) !== '');
		const before = beforeAnswer(text);
		if (tag !== undefined) {
			const written = tagAt(text, tag);
			this.#tag = tag;
			this.#fresh = true;
			this.#recent = '';
			this.#nested = false;
			this.#depth = 0;
			if (!written.endsWith('/>')) this.#state = 'thinking';
			return this.#passTag(text.slice(written.length));
		}
		if (before !== '') return this.#passTag(text.slice(before.length));
		if (!ending && mayBeTag(text) && this.#held.length <= MAX_PADDING) return false;
		this.#state = 'text';
		if (this.#padded) this.#held = withoutPadding(this.#held);
		return this.#held !== '';
	}

	#passTag(rest: string): true {
		this.#padded = true;
		this.#doubtful = undefined;
		this.#held = rest;
		return true;
	}

	#think(ending: boolean): boolean {
		if (this.#fresh && !this.#passSummary(ending)) return false;
		const quoted = this.#fresh ? this.#held.trimStart().startsWith('>') : this.#quoted;
		this.#quoted = quoted;
		const so = { fresh: this.#fresh, quoted, depth: this.#depth };
		const mark = markIn(this.#held, this.#tag, so);
		if (mark !== undefined) {
			const end = mark.index + mark.length;
			const { type } = mark;
			this.#reason(this.#held.slice(0, type === 'inner' ? end : mark.index).trimEnd());
			this.#held = this.#held.slice(end);
			this.#depth += mark.deeper;
			if (type === 'joint') this.#fresh = true;
			if (type === 'end') this.#state = 'start';
			// Of a tag within a tag there is an end more, that is to come.
			if (type === 'end' && this.#nested) this.#doubtful = '';
			return true;
		}
		const said = this.#held.trimEnd();
		const held = ending ? 0 : markAtEnd(said, this.#tag);
		const thought = said.slice(0, said.length - held).trimEnd();
		this.#reason(thought);
		// Blanks may be the last before the end's tag.
		this.#held = ending ? '' : this.#held.slice(thought.length);
		return false;
	}

	/** Leaves out the heading of a fold: "Thought for 3 seconds". False where more of it is to come. */
	#passSummary(ending: boolean): boolean {
		if (this.#tag.attribute === undefined) return true;
		const text = this.#held.trimStart();
		const summary = /^<summary>[^<]*<\/summary>/i.exec(text);
		if (summary !== null) this.#held = text.slice(summary[0].length);
		const mayBe = beginsWith(SUMMARY, text) || /^<summary>[^<]*(?:<[/a-z]*)?$/i.test(text);
		return ending || summary !== null || !mayBe || text.length > MAX_TAG;
	}

	#reason(text: string): void {
		const words = this.#fresh ? text.trimStart() : text;
		if (words === '') return;
		const { open } = this.#tag;
		const recent = (this.#recent + words).toLowerCase();
		this.#nested ||= recent.includes(open.toLowerCase());
		this.#recent = recent.slice(1 - open.length);
		const paragraph = this.#fresh && this.#reasoned ? '\n\n' : '';
		this.#events.push({ type: 'reasoning', text: paragraph + words });
		this.#reasoned = true;
		this.#fresh = false;
	}

	#say(ending: boolean): boolean {
		if (this.#doubtful === undefined) {
			this.#text(this.#held);
			this.#held = '';
			return false;
		}
		const end = BARE_END.exec(this.#held);
		if (end === null) {
			const held = ending ? 0 : beginningAtEnd(this.#held, BARE_ENDS);
			const text = this.#held.slice(0, this.#held.length - held);
			this.#held = this.#held.slice(text.length);
			this.#text(text);
			return false;
		}
		const before = this.#held.slice(0, end.index);
		const after = this.#held.slice(end.index + end[0].length);
		const isAll = after.trim() === '';
		if (isAll && !ending && after.length <= MAX_PADDING) {
			// Only what follows tells.
			this.#text(before);
			this.#held = this.#held.slice(before.length);
			return false;
		}
		if (!isAll && endsThought(this.#doubtful + before, after)) this.#moveThought(before, after);
		else this.#doubtful = undefined;
		return true;
	}

	/** What was text until here was reasoning. */
	#moveThought(before: string, after: string): void {
		if (this.#doubtful === '') {
			this.#fresh = true;
			this.#reason(before.trim());
		} else {
			if (before !== '') this.#events.push({ type: 'text', text: before });
			if (this.#reasoned) this.#events.push({ type: 'reasoning', text: '\n\n' });
			this.#events.push({ type: 'thought' });
			this.#reasoned = true;
		}
		this.#state = 'start';
		this.#passTag(after);
	}

	#text(text: string): void {
		if (text === '') return;
		if (this.#doubtful !== undefined) {
			const length = this.#doubtful.length + text.length;
			this.#doubtful = length > MAX_THOUGHT ? undefined : this.#doubtful + text;
		}
		this.#events.push({ type: 'text', text });
	}

	#take(): readonly ThinkEvent[] {
		const events = this.#events;
		this.#events = [];
		return events;
	}
}

/**
 * Whether an end without a beginning is one: outside of code, at the end of a line and of a sentence, where nobody has spoken of such
 * tags before.
 */
function endsThought(before: string, after: string): boolean {
	if (!/^[ \t\r]*\n/.test(after)) return false;
	if (/think[>\]▷]/i.test(before)) return false;
	const fences = before.match(/^[ \t]{0,3}(?:```|~~~)/gm) ?? [];
	if (fences.length % 2 === 1) return false;
	const line = before.slice(before.lastIndexOf('\n') + 1);
	const said = before.trimEnd();
	return line.trim() === '' ? !said.endsWith(':') : /[.!?…。！？)\]}*]$/.test(said);
}

/** Without blank lines at the beginning, nor blanks behind a tag. The indentation of a first line of code stays. */
function withoutPadding(text: string): string {
	const lines = text.replace(/^(?:[ \t]*\r?\n)+/, '');
	return lines === text ? text.trimStart() : lines;
}
