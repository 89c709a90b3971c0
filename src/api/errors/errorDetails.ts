import type { ErrorPayload } from './errorPayload.ts';

/** How servers say that they do not take something: OpenAI, Groq, Mistral, LiteLLM, xAI, FastAPI. */
const NOT_TAKEN =
	/unsupported|not supported|does ?n[o']t support|unrecognized|unknown|unexpected|not permitted|not allowed|extra (inputs|fields)|invalid|must be|should be|out of range|(less|greater) than|minimum|maximum|at (least|most)|cannot be|too (large|high|small|low|long)|exceed|cannot find/i;

/** "did you mean 'stop'?": a property that is named, but not as the culprit. */
const GUESS = /\bdid you mean\b.*/is;

/** The length of a reply, by its newer and its older name. */
const LENGTH_PARAMETERS = ['max_completion_tokens', 'max_tokens'];

/** That the length of the reply alone is at fault, not the sum of it and the prompt: vLLM, Groq, OpenAI, DeepSeek. */
const LENGTH_NOT_TAKEN =
	/\b(?:max_?(?:completion_?|new_?|output_?)?tokens|maximum tokens you requested)\b.{0,60}?\b(?:too (?:large|high|big|long)|exceeds?|greater than|more than|at most|less than|(?:must|should) be|maximum value|range)\b|\bmax_tokens: \d{1,15} > \d{1,15}\b|\bmax_tokens\b.{0,20}(?:超过|超出|过大|不能大于|必须|范围)/iu;

const SUM = /(?:input|prompt|`inputs`).{0,20}(?:\+|\band\b|\bplus\b).{0,3}max_/i;

/** Whether a server refuses the length of the reply that was asked for, while what was sent would fit. */
export function asksTooLongReply(payload: ErrorPayload): boolean {
	const { text } = payload;
	if (!LENGTH_NOT_TAKEN.test(text) || SUM.test(text)) return false;
	const { limit } = tokenCounts(payload);
	const prompt = promptTokens(payload);
	return limit === undefined || prompt === undefined || prompt < limit;
}

/**
 * The property of the request that a server says it does not take, or not with this value.
 * @param sent the names of those that could be left out
 */
export function parameterAtFault(
	payload: ErrorPayload,
	sent: readonly string[] = [],
): string | undefined {
	if (payload.parameter !== undefined && sent.includes(payload.parameter)) return payload.parameter;
	if (
		payload.codes.includes('max_tokens_exceeded') ||
		asksTooLongReply(payload) ||
		fitsWithoutReply(payload)
	) {
		return sent.find((name) => LENGTH_PARAMETERS.includes(name));
	}
	const text = payload.text.replace(GUESS, '');
	if (!NOT_TAKEN.test(text)) return undefined;
	// The longest first: "max_tokens" is also in "max_tokens_to_sample".
	return sent
		.toSorted((one, other) => other.length - one.length)
		.find((name) => new RegExp(`(^|[^\\w-])${name}([^\\w-]|$)`).test(text));
}

/** The property that a server's sentence names, sent or not. */
export function namedParameter(payload: ErrorPayload): string | undefined {
	const { text } = payload;
	// By whatever name: "maxOutputTokens", "the maximum tokens you requested".
	if (asksTooLongReply(payload)) return 'max_tokens';
	const name = /\b(?:property|argument|parameter|invalid)s?:? ?['"`]([a-z]\w{0,60})['"`]/i.exec(
		text,
	)?.[1];
	return NOT_TAKEN.test(text) ? name : undefined;
}

/** Whether what was sent fits by itself, and only the reply that was asked for makes it too long. */
export function fitsWithoutReply(payload: ErrorPayload): boolean {
	const { limit, sent } = tokenCounts(payload);
	const prompt = promptTokens(payload);
	return (
		limit !== undefined &&
		sent !== undefined &&
		prompt !== undefined &&
		prompt < limit &&
		limit < sent
	);
}

/** How many tokens the account can still pay for, of what was asked for. */
export function affordableTokens({ text }: ErrorPayload): number | undefined {
	return numberIn(text, [/can only afford ([\d,]{1,15})/i]);
}

export interface TokenCounts {
	/** What the model takes. */
	readonly limit: number | undefined;
	/** What was sent, with the reply that was asked for where the server counts that in. */
	readonly sent: number | undefined;
}

/** A count of tokens as servers write it. */
const COUNT = String.raw`([\d,]{1,15})`;

/** @param source an expression in which # stands for such a count */
const pattern = (source: string) => new RegExp(source.replaceAll('#', COUNT), 'i');

/** What the model takes, the surest way to say it first. */
const LIMITS = [
	String.raw`\+ # > #\b`,
	'> # maximum',
	String.raw`(?:must be|is) (?:<=|≤|at most) #\b`,
	String.raw`(?:must have less than|cannot exceed) #\b`,
	String.raw`should be \[\d{1,15}, ?#\]`,
	String.raw`\b# max(?:imum)? (?:context|model)`,
	String.raw`max(?:imum)? (?:\w{1,12} ){0,2}length[^\d]{0,20}#\b`,
	String.raw`max_(?:seq|model)_len[^\d]{1,10}#\b`,
	String.raw`(?:context|prompt|input|sequence|model) (?:length|window|size|limit|len)\b[^\d]{0,30}?#\b`,
	String.raw`(?:context|max)_\w{2,20}[^\d]{1,10}#\b`,
	String.raw`n_ctx[^\d]{1,4}#\b`,
	String.raw`tokens allowed[^\d]{0,6}#\b`,
	String.raw`only supports up to #\b`,
	String.raw`(?:limit|maximum|max)[^\d]{0,20}# (?:input |prompt )?tokens`,
	String.raw`\blimit(?: is| of|:)? #\b`,
].map(pattern);

/** What was sent, with the reply where the server counts that in. */
const SENT = [
	String.raw`requested:? (?:about |a total of )?#\b`,
	String.raw`resulted in #\b`,
	String.raw`\b# tokens >`,
	'(?:has|have|contains|contained|with) (?:at least )?# (?:input |prompt )?tokens',
	String.raw`prompt (?:is|of|has|length|\(length)[^\d]{0,10}#\b`,
	String.raw`token count(?: of| is|:)? ?\(?#\b`,
	String.raw`request \(# tokens`,
	String.raw`input (?:length|tokens?)[^\d]{0,6}#\b`,
	String.raw`(?:received|given|got|current length is|length):? #\b`,
	String.raw`\bn_keep[^\d]{1,6}#\b`,
	String.raw`tokens \(#\)`,
	'the first # tokens',
].map(pattern);

const COMPARED = pattern(
	// No part of a name, of a date or of a code.
	String.raw`(?<![-\w./]|\d:)(?<!\b(?:code|error|status|http|id)\W{0,3})#\b[^\d.]{0,40}(?:>|/|\bexceeds?\b|\b(?:longer|larger|greater|more) than\b|\babove\b|\bover\b)[^\d.]{0,60}\b#\b(?![-/:]\d)`,
);

/** What was sent, without the reply. */
const PROMPT = [
	String.raw`\b# (?:in the messages|in (?:the|your) (?:prompt|input|messages)|of (?:text )?input)`,
	String.raw`\b# tokens (?:from|in) the (?:input|messages|prompt)`,
	String.raw`\b# (?:input|prompt) tokens`,
	String.raw`\b# \+ \d{1,15} >`,
	String.raw`\b# .inputs. tokens and`,
].map(pattern);

/** The counts in what a server says about a prompt that is too long. */
export function tokenCounts({ text, counts }: ErrorPayload): TokenCounts {
	const limit = counts.limit ?? numberIn(text, LIMITS);
	const sent = counts.sent ?? sumIn(text) ?? numberIn(text, SENT);
	return limit !== undefined && sent !== undefined && sent > limit
		? { limit, sent }
		: { limit, sent, ...compared(text) };
}

/** "input (9000 tokens) is larger than … (8192 tokens)", "9000/8192": what is said to be more than what. */
function compared(text: string): Partial<TokenCounts> {
	const [, more = '', less = ''] = COMPARED.exec(text) ?? [];
	const [sent, limit] = [asNumber(more), asNumber(less)];
	return limit > 0 && sent > limit ? { sent, limit } : {};
}

function promptTokens({ text, counts }: ErrorPayload): number | undefined {
	return counts.sent ?? numberIn(text, PROMPT);
}

/** "188240 + 21333 > 200000", or "4031 `inputs` tokens and 200 `max_new_tokens`": the prompt, and the reply that was asked for. */
function sumIn(text: string): number | undefined {
	const parts =
		pattern(String.raw`\b# \+ # >`).exec(text) ??
		pattern(String.raw`\b# .inputs. tokens and #\b`).exec(text);
	const [, prompt, reply] = parts ?? [];
	return prompt === undefined || reply === undefined
		? undefined
		: asNumber(prompt) + asNumber(reply);
}

/** The last number of the first pattern that is found. */
function numberIn(text: string, patterns: readonly RegExp[]): number | undefined {
	for (const one of patterns) {
		const digits = one.exec(text)?.at(-1);
		if (digits !== undefined && asNumber(digits) > 0) return asNumber(digits);
	}
	return undefined;
}

function asNumber(digits: string): number {
	return Number(digits.replaceAll(',', ''));
}
