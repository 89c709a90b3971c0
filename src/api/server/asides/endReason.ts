import { replyEnd } from '../../../shared/conversation/finishReason.ts';
import { isAllWell, says } from '../../errors/errorPayload.ts';
import { field, isObject, listField } from '../../json/jsonFields.ts';
import { HOLDER, kindsOf, TROUBLE } from './asideFields.ts';

/** What servers say at the end of a stream, whether as an event's name, as a type or as a word. */
export const END =
	/^(?:(?:stream|message|response|generation|chat\.completion|completion|text)?[ ._-]?(?:done|ended|end|finish(?:ed)?|completed?|stop(?:ped)?)|eof|eos|end[ _-]of[ _-](?:stream|text|message)|endoftext|\/s|\[done\])$/i;

/** Flags that a chunk or a choice has true at the end. */
export const END_FLAGS: readonly string[] = [
	...['done', 'finished', 'is_finished', 'isFinished', 'is_done', 'isDone', 'completed'],
	...['complete', 'is_complete', 'isComplete', 'is_end', 'isEnd', 'end', 'finish', 'stop'],
	...['stopped', 'end_of_stream', 'endOfStream', 'eos', 'is_last', 'isLast', 'last_chunk'],
];

/** Claude's name for the reason, those of clients that write in camel case, and Ollama's. */
const OTHER_REASONS = ['finishReason', 'stop_reason', 'stopReason', 'done_reason'] as const;

/** Further fields of the reason for an end, of which only a known word is one: "end_reason", "finish_details", "stop_type", "incomplete_details". */
const REASON =
	/^(?:(?:finish(?:ed|ing)?|stop(?:ped|ping)?|done|end(?:ed|ing)?|complet(?:e|ed|ion)|terminat(?:ed|ion)|incomplete|block)_reason|(?:finish(?:ed)?|stop(?:ped)?|incomplete)_(?:details?|type)|(?:finish(?:ed)?|stop(?:ped)?|end(?:ed)?|complet(?:ed|ion)|terminat(?:ed|ion))_status)$/;

/** Flags that may have the reason in place of true. `stop` may have the text that ended the reply. */
const FLAG_WITH_REASON = /^(?:done|finish(?:ed)?|end(?:ed)?|completed?|termination)$/;
/** Known beforehand: they are looked for in each chunk of a reply. */
const FLAGS_WITH_REASON = new Set(END_FLAGS.filter((name) => FLAG_WITH_REASON.test(name)));

/** Fields that have a reason only where something else says that this is an end, and those that tell how it went. */
const BESIDE_END = /^(?:reason|cause|why)$/;
const OUTCOME = /^(?:status(?:_code|_details)?|state|outcome|code|http_status|level)$/;

/** What such a field has: a sentence is no state. */
const FEW_WORDS = /^[\p{L}\d_.-]+(?: [\p{L}\d_.-]+){0,2}$/u;

/** Fields that are there because something went wrong, and flags that say it did. */
const FAILURE_FIELD =
	/^(?:err(?:or|no)?s?|exceptions?|failures?|(?:err|error|failure|exception)_(?:msg|message|code|type|kind|class|name|no|number|reason|cause|status|details?|desc(?:ription)?|info|text|str(?:ing)?)|exit_?code|return_?code)$/;
const FAILURE_FLAG =
	/^(?:(?:is|was|has|had)_)?(?:err(?:or|ored|ors)?|fail(?:ed|ure)|abort(?:ed)?|cancell?ed|timed_?out|timeout|interrupted|crash(?:ed)?|killed|oom|out_of_memory|terminated|preempted|evicted|expired|rejected|disconnected|exception)$/;
const LENGTH_FLAG =
	/^(?:(?:is|was)_)?(?:truncated|cut_?off|(?:stopped_)?(?:at_)?(?:length_|max_(?:new_|output_)?tokens_|token_)?limit(?:_reached|_hit)?|max_(?:new_|output_)?(?:tokens|length)_(?:reached|hit))$/;

/** Words for an end as it should be: "end_turn", "finished normally", "tool_calls", "stop_sequence"; llama.cpp has "word". */
const FINE =
	/^(?:(?:hit |reached |found |natural |normal )?(?:stop(?:ped|s)?|end(?:ed|ing)?|eos|eot|eof|finish(?:ed)?|completed?|done|word|natural|normal)(?: (?:normally|naturally|successfully|at|by|of|on|reached|sequence|stop|string|text|message|stream|tokens?|turn|word)){0,6}|(?:tool|function)s?(?: (?:calls?|use|calling))?|pause turn)$/;

/** What an object tells of the end of a reply. */
export interface ToldEnd {
	readonly failed: boolean;
	/** A word for why, as a finish_reason has it. */
	readonly reason: string | undefined;
	/** A word of which nobody knows whether it is that of a good end. */
	readonly unsure: string | undefined;
}

/**
 * What an object says of the end that it tells of: by the reason under any name, by flags and by what only a failure has.
 * @param holder an object that says that the reply is over, or its choice
 */
export function toldEnd(holder: unknown): ToldEnd {
	const told = { failed: false, isPartial: false, reason: '', unsure: '' };
	const judge = (value: unknown, isReason: boolean) => {
		const word = wordIn(value);
		if (word === undefined || (!isReason && !FEW_WORDS.test(word))) return;
		const end = !isReason && isFineState(word) ? 'fine' : endOf(word);
		// Only what stands beside it tells why: "status": "incomplete".
		if (/^incomplete$/i.test(word)) told.isPartial = true;
		else if (end === 'failed') told.failed = true;
		else if (end === 'length' || end === 'filtered' || (end === 'fine' && isReason))
			told.reason ||= word;
		else if (end === undefined && isReason) told.unsure ||= word;
	};
	for (const [written, value] of Object.entries(isObject(holder) ? holder : {})) {
		const name = inSnakeCase(written);
		if (value === true || value === 'true') {
			if (FAILURE_FLAG.test(name)) told.failed = true;
			else if (LENGTH_FLAG.test(name)) told.reason ||= name;
		} else if (/^(?:ok|success)$/.test(name)) {
			told.failed ||= value === false;
		} else if (FAILURE_FIELD.test(name)) {
			told.failed ||= says(value) && !isFine(value);
		} else if (REASON.test(name) || BESIDE_END.test(name)) {
			judge(value, true);
		} else if (FLAG_WITH_REASON.test(name) || OUTCOME.test(name)) {
			judge(value, false);
		}
		if (HOLDER.test(name) && isObject(value)) {
			const inner = toldEnd(value);
			told.failed ||= inner.failed;
			told.reason ||= inner.reason ?? '';
			told.unsure ||= inner.unsure ?? '';
		} else if (HOLDER.test(name) && typeof value === 'string') {
			told.failed ||= /^\w{1,20}$/.test(value) && endOf(value) === 'failed';
		}
	}
	return {
		failed: told.failed || (told.isPartial && told.reason === ''),
		reason: told.reason || undefined,
		unsure: told.unsure || undefined,
	};
}

/** Why the reply ended, by a name that many servers have for the reason, in whatever word. */
export function plainReason(holder: unknown): string | undefined {
	return OTHER_REASONS.map((name) => field(holder, name))
		.map((value) => (typeof value === 'number' ? undefined : wordIn(value)))
		.find((word) => word !== undefined);
}

/**
 * Why the reply ended, where a field says so that is there for nothing else: "done_reason", "finish_details". Undefined where none does.
 * @param isOpen whether a finish_reason beside it says that the reply is not over: then Claude's name is vLLM's, that of a text
 */
export function namedReason(holder: unknown, isOpen: boolean): string | undefined {
	const plain = isOpen ? undefined : plainReason(holder);
	if (plain !== undefined) return plain;
	for (const [written, value] of Object.entries(isObject(holder) ? holder : {})) {
		const name = inSnakeCase(written);
		const word = REASON.test(name) && name !== 'stop_reason' ? wordIn(value) : undefined;
		if (word === undefined) continue;
		if (isKnownEnd(word) || isAboutEnd(word) || (isWell(word) && !goesOn(holder))) return word;
	}
	return undefined;
}

/** A good end in a field that is named for the end. In a status it may be that of what goes on. */
function isWell(word: string): boolean {
	return /^(?:ok(?:ay)?|succ(?:ess(?:ful|fully)?|eeded)?)$/i.test(word);
}

/** Whether an object has a part of the reply: beside its first, all is well so far. */
function goesOn(holder: unknown): boolean {
	return listField(holder, 'choices').length > 0 || says(field(holder, 'delta'));
}

/** Words of a good end that servers join to what they like: "EOS_TOKEN_FOUND", "response completed", "stop.", "完成". */
function isAboutEnd(word: string): boolean {
	const words = inWords(word);
	return (
		ABOUT_END.test(words) && !TROUBLE.test(words) && !/\bun(?:finished|ended)\b|未/.test(words)
	);
}

const ABOUT_END =
	/\b(?:stop(?:ped|s)?|eos|eot|end(?:ed|s)?|finish(?:ed|es)?|completed?|completes|length)\b|完成|结束|結束/;

/** Whether a word is known for an end, good or bad. That all is well so far is none of an end: "ok", 0. */
export function isKnownEnd(word: string): boolean {
	return replyEnd(word) !== undefined || FINE.test(inWords(word));
}

function inWords(word: string): string {
	return inSnakeCase(word).replaceAll(/[_-]/g, ' ');
}

/** Whether an object says that something is over, by a flag or by what it is. */
export function tellsOfEnd(holder: unknown): boolean {
	if (!isObject(holder)) return false;
	const kinds = kindsOf(holder);
	if (!kinds.every((kind) => END.test(kind) || PARTIAL.test(kind))) return false;
	return kinds.length > 0 || hasEndFlag(holder);
}

/** The kind of an end that is one before the time: of the Responses API. */
export const PARTIAL = /^(?:response[ ._-])?incomplete$/i;

export function hasEndFlag(holder: unknown): boolean {
	return END_FLAGS.some((name) => {
		const flag = field(holder, name);
		if (flag === true || flag === 'true') return true;
		const word = FLAGS_WITH_REASON.has(name) ? wordIn(flag) : undefined;
		return word !== undefined && (isKnownEnd(word) || isWell(word));
	});
}

/** Whether a value stands for a good end. */
export function isFine(value: unknown): boolean {
	return /^true$/i.test(String(value)) || isAllWell(String(value));
}

/** Whether a state of something that is over is a good one. What is over is closed, too. */
export function isFineState(value: unknown): boolean {
	return isFine(value) || /^closed$/i.test(String(value));
}

/** What a word, or a status, tells of an end. A word that nobody has used so is undefined. */
function endOf(word: string): 'fine' | 'length' | 'filtered' | 'failed' | undefined {
	const told = replyEnd(word);
	if (told !== undefined || isFine(word)) return told ?? 'fine';
	if (/^[45]\d\d$/.test(word)) return 'failed';
	const words = inWords(word);
	if (TROUBLE.test(words)) return 'failed';
	return FINE.test(words) ? 'fine' : undefined;
}

/** Longer than any reason, in characters. */
const MAX_WORD = 80;

/** The word in a value: in an object or a list, that which names it. Undefined for none, as servers say it until the end. */
export function wordIn(value: unknown): string | undefined {
	// Most fields have none, in every part of a stream.
	if (value === undefined || value === null || typeof value === 'boolean') return undefined;
	const [first] = [value].flat();
	const names = isObject(first) ? [first['type'], first['reason'], first['code']] : [first];
	const told = names.filter((one) => typeof one === 'string' || typeof one === 'number');
	const one = told.find((name) => name !== 'incomplete') ?? told[0];
	const word = typeof one === 'number' ? String(one) : one;
	if (typeof word !== 'string' || word.trim() === '' || word.length > MAX_WORD) return undefined;
	return /^(?:null|none|not_finished)$/i.test(word) ? undefined : word;
}

function inSnakeCase(name: string): string {
	return name.replaceAll(/[a-z](?=[A-Z])/g, '$&_').toLowerCase();
}
