import { holdsError } from '../errors/errorPayload.ts';
import { field, isObject, listField, parseJson, stringField } from '../json/jsonFields.ts';

/** What a server says beside the parts of a reply: a label, and what it labels. */
interface Aside {
	readonly label: string;
	readonly said: string;
}

/** "[METADATA] {…}", "[DONE]", and "stats: {…}", which is one only with JSON behind it. */
const LABEL = /^\[{1,2}\s?([a-z][a-z0-9 _-]{0,30}?)\s?\]{1,2}[\s:.]{0,8}/i;
const NAME = /^([a-z][a-z0-9_-]{0,30})\s?:\s{0,8}(?=[[{])/i;

function asideIn(data: string): Aside | undefined {
	const text = data.trim();
	const [written = '', label] = LABEL.exec(text) ?? NAME.exec(text) ?? [];
	return label === undefined ? undefined : { label, said: text.slice(written.length).trim() };
}

/** JSON behind a label, or undefined. */
export function labelled(data: string): unknown {
	const json = parseJson(asideIn(data)?.said ?? '');
	return isObject(json) || Array.isArray(json) ? json : undefined;
}

/** Whether data is only said beside the reply: JSON behind a label, unless that tells of a failure. */
export function isAside(data: string): boolean {
	return labelled(data) !== undefined && failureIn(data) === undefined;
}

/** Labels of failures, as words of a longer one, too: "INTERNAL_ERROR". */
const FAILURE =
	/(?:^|[\s._-])(?:error|exception|fail(?:ed|ure)?|fatal|abort(?:ed)?|timeout|crash(?:ed)?)$/i;

/** What data with the label of a failure says of it: "[ERROR] out of memory". Undefined where it has no such label. */
export function failureIn(data: string): string | undefined {
	const aside = asideIn(data);
	if (aside === undefined || !FAILURE.test(aside.label)) return undefined;
	return aside.said === '' ? data.trim() : aside.said;
}

/** Whether an event of this name is a failure: "error", "response.failed". */
export function isFailureName(name: string | undefined): boolean {
	return name !== undefined && FAILURE.test(name);
}

/** What servers say at the end of a stream, whether as an event's name, as a type or as a word. */
const END =
	/^(?:(?:stream|message|response|generation|chat\.completion|completion|text)?[ ._-]?(?:done|ended|end|finish(?:ed)?|completed?|stop(?:ped)?)|eof|eos|end[ _-]of[ _-](?:stream|text|message)|endoftext|\/s|\[done\])$/i;

/** Flags that a chunk or a choice has true at the end. */
const END_FLAGS = [
	...['done', 'finished', 'is_finished', 'isFinished', 'is_done', 'isDone', 'completed'],
	...['complete', 'is_complete', 'isComplete', 'is_end', 'isEnd', 'end', 'finish', 'stop'],
	...['stopped', 'end_of_stream', 'endOfStream', 'eos', 'is_last', 'isLast', 'last_chunk'],
] as const;

/** Where an object that is no part of the text has what it is. */
const KINDS = ['type', 'event', 'object', 'kind'] as const;

/** Where a gateway puts the word that should stand alone. */
const WORD_HOLDERS = [...KINDS, 'data', 'choices', 'content', 'delta', 'message', 'text', 'status'];

/** Whether an event of this name, with this data, ends the stream. Words may tell of an end that is none: those are only words. */
export function isEndEvent(name: string | undefined, data: string): boolean {
	if (name === undefined || !END.test(name)) return false;
	const json = parseJson(data);
	return /^\W{0,3}\w{0,20}\W{0,3}$/.test(data.trim()) || isObject(json) || json === null;
}

/** Whether data is a word that ends the stream, though not the right one: "[END]", "<|endoftext|>", "</s>". */
export function isEndWord(data: string): boolean {
	const word = /^"?(?:\[{1,2} ?([\w ]+?) ?\]{1,2}|<\|?([\w/]+)\|?>)"?[.\s]{0,2}$/.exec(data.trim());
	return END.test(word?.[1] ?? word?.[2] ?? '');
}

/**
 * Whether a part of the stream says that the reply is over, and not why: `{"done": true}`. Only where it says nothing else beside,
 * such as which step of several is done.
 */
export function saysEnd(json: unknown): boolean {
	if (!isObject(json)) return false;
	if (WORD_HOLDERS.some((name) => /^\[done\]$/i.test(stringField(json, name) ?? ''))) return true;
	const [choice, ...others] = listField(json, 'choices');
	if (hasEndFlag(json) || (others.length === 0 && hasEndFlag(choice))) return true;
	if (choice !== undefined) return false;
	const kinds = KINDS.flatMap((name) => stringField(json, name) ?? []);
	if (kinds.length > 0) return kinds.every((kind) => END.test(kind));
	return isWholeStatus(json) && END.test(stringField(json, 'status') ?? '');
}

/** What the kind, the level or the status of a notice may be. */
const NOTICE =
	/^(?:info|status|progress|ping|pong|log|debug|notice|notification|ok|success|queued|pending|processing|in_progress|running|start(?:ed)?|connected|heartbeat|keep[_-]?alive|warn(?:ing)?|metadata)$/i;

/** Whether an object with a sentence at its top tells how far things are, and of no failure. */
export function isNotice(json: unknown): boolean {
	if (!isObject(json)) return false;
	const { message: _, msg: __, ...others } = json;
	if (holdsError(others)) return false;
	const kinds = [...KINDS, 'status', 'level'].flatMap((name) => stringField(json, name) ?? []);
	return (kinds.length > 0 && kinds.every((kind) => NOTICE.test(kind))) || saysEnd(json);
}

function hasEndFlag(holder: unknown): boolean {
	return END_FLAGS.some((name) => {
		const flag = field(holder, name);
		return flag === true || flag === 'true';
	});
}

/** What may stand beside a status that is the reply's own. */
const BESIDE_STATUS = /^(?:status|id|model|created|usage|timings|stats|choices|provider)$/;

function isWholeStatus(json: object): boolean {
	return Object.keys(json).every((name) => BESIDE_STATUS.test(name));
}

/** Longer than any words beside the parts of a reply, in characters. */
const MAX_WORDS = 200;

/** Whether data is neither JSON nor a piece of it, but a few words, of which a reply that is whole in the end misses nothing. */
function isWords(data: string): boolean {
	return data.length <= MAX_WORDS && !/["{}[\]]/.test(data.replace(/^\[[A-Z][A-Z_ -]+\]/, ''));
}

/** So often may words come that are no part of a reply before anything of one has. */
const MAX_WORDS_BEFORE = 20;

/** Words between the parts: nothing in a reply that is whole, and the reason for one that is not. */
export class WordsBeside {
	#last = '';
	#count = 0;

	/** What came last, '' where nothing did. */
	get last(): string {
		return this.#last;
	}

	/**
	 * Whether data is such words.
	 * @param hasParts whether anything of a reply has come before
	 */
	take(data: string, hasParts: boolean): boolean {
		if (!isWords(data) || (!hasParts && ++this.#count > MAX_WORDS_BEFORE)) return false;
		this.#last = data;
		return true;
	}
}
