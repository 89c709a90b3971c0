/** How a chat template marks what is thought before an answer. */
interface ThinkTag {
	readonly open: string;
	readonly close: string;
	/** Other ends, which begin later than the first where both stand in the same place. */
	readonly otherCloses?: readonly string[];
	/** What is written in the tag, where its name alone says nothing. */
	readonly attribute?: RegExp;
}

const THINK: ThinkTag = { open: '<think>', close: '</think>' };

/** What comes before gpt-oss's answer. */
const FINAL = '<|channel|>final<|message|>';

/** DeepSeek, Qwen and most others have the first of HTML's kind; then OpenThinker, Magistral, Kimi, Command A, gpt-oss, Gemma, LongCat, Claude and Apertus. */
const TAGS: readonly ThinkTag[] = [
	THINK,
	{ open: '<thinking>', close: '</thinking>' },
	{ open: '<thought>', close: '</thought>' },
	{ open: '<thoughts>', close: '</thoughts>' },
	{ open: '<reasoning>', close: '</reasoning>' },
	{ open: '<seed:think>', close: '</seed:think>' },
	{ open: '<|begin_of_thought|>', close: '<|end_of_thought|>' },
	{ open: '[THINK]', close: '[/THINK]' },
	{ open: '◁think▷', close: '◁/think▷' },
	{ open: '<|START_THINKING|>', close: '<|END_THINKING|>' },
	...['', '<|start|>assistant'].map((start) => ({
		open: `${start}<|channel|>analysis<|message|>`,
		close: `<|end|><|start|>assistant${FINAL}`,
		otherCloses: [`<|end|>\n<|start|>assistant${FINAL}`, `<|start|>assistant${FINAL}`, FINAL],
	})),
	{ open: '<|channel>thought', close: '<channel|>' },
	{ open: '<unused94>thought', close: '<unused95>' },
	{ open: '<longcat_think>', close: '</longcat_think>' },
	{ open: '<antThinking>', close: '</antThinking>' },
	{ open: '<|think|>', close: '<|/think|>' },
	{ open: '<mm:think>', close: '</mm:think>' },
	{ open: '<scratchpad>', close: '</scratchpad>' },
	{ open: '<inner_monologue>', close: '</inner_monologue>' },
	{ open: '<internal_thoughts>', close: '</internal_thoughts>' },
	{ open: '<thinking_process>', close: '</thinking_process>' },
	{ open: '<|inner_prefix|>', close: '<|inner_suffix|>' },
	{ open: '<internal_reasoning>', close: '</internal_reasoning>' },
	{ open: '<inner_thoughts>', close: '</inner_thoughts>' },
	{ open: '<chain_of_thought>', close: '</chain_of_thought>' },
	// Open WebUI, which others talk to as to a server.
	{ open: '<details>', close: '</details>', attribute: /\stype\s*=\s*["']?reasoning\b/i },
];

/** Ends that come without their beginnings, since some templates put these into the prompt: DeepSeek's, Qwen's, Magistral's, Kimi's. */
const BARE_ENDS = ['</think>', '[/THINK]', '◁/think▷'] as const;
const BARE_END = /<\/think>|\[\/THINK\]|◁\/think▷/i;

/** What comes before an answer, whether or not a thought did. */
const BEFORE_ANSWER = [...BARE_ENDS, FINAL];

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
		const bareEnd = BEFORE_ANSWER.find((end) => beginsWith(text, end));
		if (tag !== undefined) {
			const written = tagAt(text, tag);
			this.#tag = tag;
			this.#fresh = true;
			this.#recent = '';
			this.#nested = false;
			if (!written.endsWith('/>')) this.#state = 'thinking';
			return this.#passTag(text.slice(written.length));
		}
		if (bareEnd !== undefined) return this.#passTag(text.slice(bareEnd.length));
		const mayBeTag =
			BEFORE_ANSWER.some((end) => beginsWith(end, text)) ||
			TAGS.some(({ open }) => mayBecome(text, open));
		if (!ending && mayBeTag && this.#held.length <= MAX_PADDING) return false;
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
		const closes = [this.#tag.close, ...(this.#tag.otherCloses ?? [])];
		const end = patternOf(closes).exec(this.#held);
		if (end !== null) {
			this.#reason(this.#held.slice(0, end.index).trimEnd());
			this.#held = this.#held.slice(end.index + end[0].length);
			this.#state = 'start';
			// Of a tag within a tag there is an end more, that is to come.
			if (this.#nested) this.#doubtful = '';
			return true;
		}
		const said = this.#held.trimEnd();
		const held = ending ? 0 : beginningAtEnd(said, closes);
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

/** Blanks and attributes within a tag of HTML's kind, up to its end, and what may become these. */
const ATTRIBUTE = String.raw`\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+)`;
const TAG_REST = new RegExp(String.raw`^(?:${ATTRIBUTE})*\s*\/?>`);
const OPEN_REST = new RegExp(
	String.raw`^(?:${ATTRIBUTE})*(?:\s*\/?|\s+[\w:-]+\s*|\s+[\w:-]+\s*=\s*(?:"[^"<>]*|'[^'<>]*)?)$`,
);

const SUMMARY = '<summary>';

/** A longer one is none, in characters. */
const MAX_TAG = 200;

/** The tag that a text begins with, as it is written there; '' where it begins with another. */
function tagAt(text: string, { open, attribute = /^/ }: ThinkTag): string {
	const rest = restOf(text, open);
	const end = rest === undefined ? null : TAG_REST.exec(rest);
	const length = beginsWith(text, open)
		? open.length
		: open.length - 1 + (end?.[0].length ?? -Infinity);
	const written = text.slice(0, Math.max(0, length));
	return attribute.test(written) ? written : '';
}

/** Whether a text with more behind it may begin with a tag. */
function mayBecome(text: string, open: string): boolean {
	if (beginsWith(open, text)) return true;
	const rest = restOf(text, open);
	return rest !== undefined && rest.length < MAX_TAG && OPEN_REST.test(rest);
}

/** What follows the name of a tag of HTML's kind; undefined where the text begins with another. */
function restOf(text: string, open: string): string | undefined {
	const name = open.slice(0, -1);
	return /^<[\w:]+$/.test(name) && beginsWith(text, name)
		? text.slice(name.length, name.length + MAX_TAG)
		: undefined;
}

/** Whether a text begins with a tag. HTML's kind may be in small letters or capitals. */
function beginsWith(text: string, tag: string): boolean {
	const opening = text.slice(0, tag.length);
	return opening === tag || (tag.startsWith('<') && opening.toLowerCase() === tag.toLowerCase());
}

/** The first of the tags, wherever in a text it stands. */
function patternOf(tags: readonly string[]): RegExp {
	const written = tags.map((tag) =>
		tag.replaceAll(/[[\]|]/g, '\\$&').replace(/^(<\/[\w:]+)>$/, '$1\\s{0,8}>'),
	);
	return new RegExp(written.join('|'), tags[0]?.startsWith('<') ? 'i' : '');
}

/** How many characters at the end of a text may be the beginning of one of the tags. */
function beginningAtEnd(text: string, tags: readonly string[]): number {
	const longest = Math.max(...tags.map((tag) => tag.length)) - 1;
	for (let length = Math.min(longest, text.length); length > 0; length--) {
		const end = text.slice(-length);
		if (tags.some((tag) => beginsWith(tag.slice(0, length), end) && tag.length > length)) {
			return length;
		}
	}
	return 0;
}

/** Without blank lines at the beginning, nor blanks behind a tag. The indentation of a first line of code stays. */
function withoutPadding(text: string): string {
	const lines = text.replace(/^(?:[ \t]*\r?\n)+/, '');
	return lines === text ? text.trimStart() : lines;
}
