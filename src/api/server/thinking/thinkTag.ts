/** How a chat template marks what is thought before an answer. */
export interface ThinkTag {
	readonly open: string;
	readonly close: string;
	/** Whether it is gpt-oss's: then headers of channels stand within the thought and at its end. */
	readonly hasChannels?: true;
	/** What is written in the tag, where its name alone says nothing. */
	readonly attribute?: RegExp;
}

export const THINK: ThinkTag = { open: '<think>', close: '</think>' };

/** DeepSeek, Qwen and most others have the first of HTML's kind; then OpenThinker, Magistral, Kimi, Command A, gpt-oss, Gemma, LongCat, Claude and Apertus. */
export const TAGS: readonly ThinkTag[] = [
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
		close: '<|channel|>final<|message|>',
		hasChannels: true as const,
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
export const BARE_ENDS = ['</think>', '[/THINK]', '◁/think▷'] as const;
export const BARE_END = /<\/think>|\[\/THINK\]|◁\/think▷/i;

/** What is written before each channel of gpt-oss: that of the answer, "final", and those of thoughts and of calls. */
const HEADER = String.raw`(?:<\|end\|>\s{0,8})?(?:<\|start\|>assistant\s?)?<\|channel\|>(\w{1,20})[^<]{0,80}(?:<\|constrain\|>[^<]{0,20})?<\|message\|>`;
const HEADERS = new RegExp(HEADER);
const FINAL = new RegExp(`^${HEADER.replace(String.raw`\w{1,20}`, 'final')}`);
const HEADER_BEGINNING =
	/(?:<\|(?:end|start|channel|constrain)\|>[^<]{0,80}){0,5}(?:<(?:\|[a-z]{0,10}\|?)?)?$/;

/** What stands before an answer at the beginning of a text, whether or not a thought did; '' for nothing. */
export function beforeAnswer(text: string): string {
	return BARE_ENDS.find((end) => beginsWith(text, end)) ?? FINAL.exec(text)?.[0] ?? '';
}

/** Whether a text with more behind it may begin with a tag, or with what stands before an answer. */
export function mayBeTag(text: string): boolean {
	return (
		[...BARE_ENDS, '<|start|>assistant<|channel|>final'].some((end) => beginsWith(end, text)) ||
		TAGS.some(({ open }) => mayBecome(text, open)) ||
		(/^<\|(?:start|channel)\|>/.test(text) && HEADER_BEGINNING.exec(text)?.index === 0)
	);
}

/** What stands within a thought, or ends it. */
interface Mark {
	readonly index: number;
	readonly length: number;
	/** `inner` belongs to the thought, as the end of a fold within the fold; `joint` stands between two thoughts. */
	readonly type: 'end' | 'inner' | 'joint';
	/** By how much the folds within the fold are more or less behind it. */
	readonly deeper: number;
}

/** What is known of a thought before what is held of it. */
export interface ThoughtSoFar {
	/** Whether nothing of it has come. */
	readonly fresh: boolean;
	/** Whether its lines begin with ">", as Open WebUI has them: then only a line without may be its end. */
	readonly quoted: boolean;
	/** How many folds within the fold are open. */
	readonly depth: number;
}

const FOLDS = /<(\/?)details(?=[\s>])(?:\s{0,8}>)?/gi;

/** The first mark in what is held of a thought. */
export function markIn(held: string, tag: ThinkTag, so: ThoughtSoFar): Mark | undefined {
	if (tag.attribute !== undefined) return foldIn(held, so);
	const found = (tag.hasChannels ? HEADERS : patternOf(tag.close)).exec(held);
	if (found === null) return undefined;
	const type = tag.hasChannels && found[1] !== 'final' ? 'joint' : 'end';
	return { index: found.index, length: found[0].length, type, deeper: 0 };
}

function foldIn(held: string, { fresh, quoted, depth }: ThoughtSoFar): Mark | undefined {
	for (const { index, 0: written, 1: slash } of held.matchAll(FOLDS)) {
		const before = held.slice(0, index);
		const line = before.lastIndexOf('\n') + 1;
		const startsLine = (line > 0 || fresh) && before.slice(line).trim() === '';
		const at = { index, length: written.length };
		if (slash === '/') {
			const isEnd = quoted ? startsLine : depth === 0;
			return { ...at, type: isEnd ? 'end' : 'inner', deeper: quoted ? 0 : -1 };
		}
		// Who only speaks of such a tag does so within a line.
		if (!quoted && startsLine) return { ...at, type: 'inner', deeper: 1 };
	}
	return undefined;
}

/** How many characters at the end of what is held of a thought may be the beginning of a mark. */
export function markAtEnd(said: string, tag: ThinkTag): number {
	if (tag.hasChannels) return said.length - (HEADER_BEGINNING.exec(said)?.index ?? said.length);
	return beginningAtEnd(said, tag.attribute === undefined ? [tag.close] : [tag.close, tag.open]);
}

/** Blanks and attributes within a tag of HTML's kind, up to its end, and what may become these. */
const ATTRIBUTE = String.raw`\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+)`;
const TAG_REST = new RegExp(String.raw`^(?:${ATTRIBUTE})*\s*\/?>`);
const OPEN_REST = new RegExp(
	String.raw`^(?:${ATTRIBUTE})*(?:\s*\/?|\s+[\w:-]+\s*|\s+[\w:-]+\s*=\s*(?:"[^"<>]*|'[^'<>]*)?)$`,
);

export const SUMMARY = '<summary>';

/** A longer one is none, in characters. */
export const MAX_TAG = 200;

/** The tag that a text begins with, as it is written there; '' where it begins with another. */
export function tagAt(text: string, { open, attribute = /^/ }: ThinkTag): string {
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
export function beginsWith(text: string, tag: string): boolean {
	const opening = text.slice(0, tag.length);
	return opening === tag || (tag.startsWith('<') && opening.toLowerCase() === tag.toLowerCase());
}

/** The tag, wherever in a text it stands. */
function patternOf(tag: string): RegExp {
	const written = tag.replaceAll(/[[\]|]/g, '\\$&').replace(/^(<\/[\w:]+)>$/, '$1\\s{0,8}>');
	return new RegExp(written, tag.startsWith('<') ? 'i' : '');
}

/** How many characters at the end of a text may be the beginning of one of the tags. */
export function beginningAtEnd(text: string, tags: readonly string[]): number {
	const longest = Math.max(...tags.map((tag) => tag.length)) - 1;
	for (let length = Math.min(longest, text.length); length > 0; length--) {
		const end = text.slice(-length);
		if (tags.some((tag) => beginsWith(tag.slice(0, length), end) && tag.length > length)) {
			return length;
		}
	}
	return 0;
}
