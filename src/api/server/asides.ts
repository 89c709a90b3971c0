import { holdsError } from '../errors/errorPayload.ts';
import { isKnownFailure } from '../errors/failureKind.ts';
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
	const json = labelled(data);
	return json !== undefined && failureIn(data) === undefined && !isReport(json);
}

/** Whether JSON behind a label reports a failure by more than a sentence, which any label may have. */
export function isReport(json: unknown): boolean {
	if (Array.isArray(json)) return json.some(isReport);
	const isOne = [...KINDS, ...STATES].some((name) => isFailure(stringField(json, name) ?? ''));
	return holdsError(withoutSentence(json)) || (isOne && sentenceOf(json) !== '');
}

/** Labels of failures, as words of a longer one, too: "INTERNAL_ERROR", and as Python names its exceptions. */
const FAILURE =
	/(?<!^no)(?:^|[\s._-])(?:errors?|exception|fail(?:ed|ure)?|fatal|abort(?:ed)?|timeout|crash(?:ed)?)$/i;
const EXCEPTION = /(?<=[a-z\d])(?:Error|Exception|Failure|Timeout)$|[A-Z](?:Error|Exception)$/;

function isFailure(label: string): boolean {
	return FAILURE.test(label) || EXCEPTION.test(label);
}

/** What data with the label of a failure says of it: "[ERROR] out of memory". Undefined where it has no such label. */
export function failureIn(data: string): string | undefined {
	const aside = asideIn(data);
	if (aside === undefined || !isFailure(aside.label)) return undefined;
	// A list of none.
	if (/^\[\s{0,8}\]$/.test(aside.said)) return undefined;
	return aside.said === '' ? data.trim() : aside.said;
}

/** Names of events that fail the reply. That of a tool or a step does not: what it failed at may be tried again. */
const FAILURE_NAME =
	/^(?:(?:stream|response|message|chat|server|internal|completion|generation|model|inference|api|upstream|provider|request)[\s._-]?)?(?:error|exception|fatal|fail(?:ed|ure)?|abort(?:ed)?|timeout|crash(?:ed)?)$/i;

/** Whether an event is a failure by its name, as "error" or "response.failed", or says so where its name tells of an end. */
export function isFailureEvent(name: string | undefined, data: string): boolean {
	if (name === undefined || !END.test(name)) return FAILURE_NAME.test(name ?? '');
	return hasFailed(parseJson(data)) || (!isJson(data) && TROUBLE.test(data));
}

function isJson(data: string): boolean {
	return /^[{["]/.test(data.trim());
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
	if (!isObject(json)) return json === null || /^\W{0,3}\w{0,20}\W{0,3}$/.test(data.trim());
	return listField(json, 'choices').length > 0 || hasOnlyFacts(json);
}

/** Whether data is a word that ends the stream, though not the right one: "[END]", "<|endoftext|>", "</s>". */
export function isEndWord(data: string): boolean {
	const word = /^"?(?:\[{1,2} ?([\w ]+?) ?\]{1,2}|<\|?([\w/]+)\|?>)"?[.\s]{0,2}$/.exec(data.trim());
	return END.test(word?.[1] ?? word?.[2] ?? '');
}

/**
 * Whether a part of the stream says that the reply is over, and not why: `{"done": true}`. Only where it says nothing else beside,
 * such as which step of several is done, or that it failed.
 */
export function saysEnd(json: unknown): boolean {
	if (!isObject(json) || hasFailed(json) || TROUBLE.test(sentenceOf(json))) return false;
	if (WORD_HOLDERS.some((name) => /^\[done\]$/i.test(stringField(json, name) ?? ''))) return true;
	const [choice, ...others] = listField(json, 'choices');
	const kinds = kindsOf(json);
	if (!kinds.every((kind) => END.test(kind))) return false;
	const isFlagged = hasEndFlag(json);
	if (choice !== undefined) return isFlagged || (others.length === 0 && hasEndFlag(choice));
	if (kinds.length > 0 || isFlagged) return hasOnlyFacts(json);
	return isWholeStatus(json) && STATES.some((name) => END.test(stringField(json, name) ?? ''));
}

/** What an object is by its own word; that it is a chunk of a reply says nothing more. */
function kindsOf(json: unknown): readonly string[] {
	return KINDS.flatMap((name) => stringField(json, name) ?? []).filter(
		(kind) => !/^(?:chat\.completion|text_completion)(?:\.chunk)?$/.test(kind),
	);
}

/** Whether a part is a failure by its kind, or would say that the reply is over if it did not say that it has failed. */
function endsFailed(json: unknown): boolean {
	if (!isObject(json) || listField(json, 'choices').length > 0) return false;
	const kinds = kindsOf(json);
	if (kinds.some((kind) => FAILURE_NAME.test(kind))) return true;
	if (!hasFailed(json)) return false;
	if (kinds.length > 0) return kinds.every((kind) => END.test(kind));
	return hasEndFlag(json) || isWholeStatus(json);
}

/** Where an object has how far things are. */
const STATES = ['status', 'state', 'level'] as const;

const FAILED =
	/^(?:error(?:ed)?|fail(?:ed|ure)?|fatal|cancell?ed|abort(?:ed)?|timeout|timed[ _-]?out|crash(?:ed)?|incomplete|interrupted|expired|rejected)$/i;

/** Whether an object says that it has failed, itself or in what holds its facts. */
function hasFailed(json: unknown): boolean {
	if (!isObject(json)) return false;
	return (
		STATES.some((name) => FAILED.test(stringField(json, name) ?? '')) ||
		['ok', 'success'].some((name) => json[name] === false) ||
		['isError', 'is_error'].some((name) => json[name] === true) ||
		Object.entries(json).some(([name, value]) => HOLDER.test(name) && hasFailed(value))
	);
}

/** Words of sentences that tell of no good end. */
const TROUBLE =
	/\b(?:errors?|exception|fail(?:ed|s|ure)?|fatal|abort(?:ed)?|time[ -]?outs?|timed[ -]out|crash(?:ed)?|cancell?ed|killed|oom|out of|lost|refused|rejected|denied|blocked|exceed(?:ed|s)?|insufficient|unavailable|overload(?:ed)?|unable|interrupted|incomplete|disconnected|closed|terminated|suspended|disabled|invalid|expired|not|cannot|can['’]t|broken?|gone|limits?|quota)\b|失败|错误|超时|中断|异常|取消|不足/iu;

/** The sentence at the top of an object, '' where it has none. */
function sentenceOf(json: unknown): string {
	return stringField(json, 'message') ?? stringField(json, 'msg') ?? '';
}

function withoutSentence(json: unknown): unknown {
	if (!isObject(json)) return json;
	const { message: _, msg: __, ...others } = json;
	return others;
}

/** What the kind, the level or the status of a notice may be. */
const NOTICE =
	/^(?:info|status|progress|ping|pong|log|debug|notice|notification|ok|success|queued|pending|processing|in_progress|running|start(?:ed)?|connected|heartbeat|keep[_-]?alive|warn(?:ing)?|metadata)$/i;

/**
 * Whether a part of a stream reports a failure, or a whole answer does: that has no notices.
 * @param hasBegun whether anything of the reply has come before; undefined for a whole answer
 */
export function reportsFailure(json: unknown, hasBegun: boolean | undefined): boolean {
	if (hasBegun === undefined) return holdsError(json);
	return endsFailed(json) || (holdsError(json) && !isNotice(json, hasBegun));
}

/** Whether an object with a sentence at its top tells how far things are, and of no failure. */
function isNotice(json: unknown, hasBegun: boolean): boolean {
	if (!isObject(json) || holdsError(withoutSentence(json)) || isKnownFailure(json)) return false;
	const kinds = [...KINDS, ...STATES].flatMap((name) => stringField(json, name) ?? []);
	const isKnown = kinds.length > 0 && kinds.every((kind) => NOTICE.test(kind));
	return isKnown || (hasBegun && saysEnd(json));
}

function hasEndFlag(holder: unknown): boolean {
	return END_FLAGS.some((name) => {
		const flag = field(holder, name);
		return flag === true || flag === 'true';
	});
}

/** What may stand beside a status that is the reply's own. */
const BESIDE_STATUS = /^(?:status|state|id|model|created|usage|timings|stats|choices|provider)$/;

function isWholeStatus(json: object): boolean {
	return Object.keys(json).every((name) => BESIDE_STATUS.test(name));
}

/** What may stand beside an end: what it is, whose, and what was counted. */
const BESIDE_END =
	/^(?:type|event|object|kind|success|ok|message|msg|model|provider|role|created(?:_?at)?|time|timestamp|choices|[a-z]{0,20}usage(?:metadata)?|timings|stats|cost|[a-z-]{0,40}metrics|(?:(?:request|response|message|chat|conversation|session|completion|generation|trace|thread)[_-]?)?id)$/i;

/** Whose end it is where that is not the reply's. */
const STEP = /step|stage|phase|task|tool|node|agent|turn|iteration|item|block|part|round/i;

/** What holds such facts in turn. */
const HOLDER = /^(?:data|result|response|payload|meta|metadata)$/;

/** Whether nothing in an object that tells of an end makes it that of something else. */
function hasOnlyFacts(json: object): boolean {
	return Object.entries(json).every(([name, value]: [string, unknown]) => {
		if (BESIDE_END.test(name) || END_FLAGS.some((flag) => flag === name)) return true;
		if (saysNothing(value)) return true;
		if (/^(?:status|state)$/.test(name)) return END.test(String(value)) || isFine(value);
		if (typeof value === 'number') return !STEP.test(name);
		if (/reason$/i.test(name)) return typeof value === 'string' && END.test(value);
		return HOLDER.test(name) && isObject(value) && (hasOnlyFacts(value) || isReply(value));
	});
}

function isFine(status: unknown): boolean {
	return /^(?:success(?:ful)?|succeeded|ok|200|true)$/i.test(String(status));
}

function saysNothing(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	if (isObject(value)) return Object.keys(value).length === 0;
	return value === null || value === undefined || value === '' || value === false;
}

/** OpenAI's other API has all of the reply at its end. */
function isReply(json: object): boolean {
	return stringField(json, 'object') === 'response' && stringField(json, 'status') === 'completed';
}

/** Longer than any words beside the parts of a reply, in characters. */
const MAX_WORDS = 200;

/** Whether data is neither JSON nor a piece of it, but a few words, of which a reply that is whole in the end misses nothing. */
function isWords(data: string): boolean {
	return data.length <= MAX_WORDS && !/["{}[\]]/.test(data.replace(/^\[[A-Z][A-Z_ -]+\]/, ''));
}

/** So often may words come that are no part of a reply before anything of one has. */
const MAX_WORDS_BEFORE = 20;

/** Words between the parts, and the sentences of notices: nothing in a reply that is whole, and the reason for one that is not. */
export class WordsBeside {
	#words = '';
	#last = '';
	#count = 0;
	/** Whether the last notice tells of trouble, and nothing of the reply came after it. */
	#isTrouble = false;

	/** What came last, '' where nothing did. */
	get last(): string {
		return this.#last;
	}

	get isTrouble(): boolean {
		return this.#isTrouble;
	}

	/**
	 * Whether what was said may be why no reason for the end of a reply came.
	 * @param hasBegun whether anything of the reply has come
	 */
	mayBeWhy(hasBegun: boolean): boolean {
		return this.#words !== '' || this.#isTrouble || (!hasBegun && this.#last !== '');
	}

	/**
	 * Whether data is such words.
	 * @param hasParts whether anything of a reply has come before
	 */
	take(data: string, hasParts: boolean): boolean {
		if (!isWords(data) || (!hasParts && ++this.#count > MAX_WORDS_BEFORE)) return false;
		this.#words = data;
		this.#last = data;
		return true;
	}

	/**
	 * Keeps the sentence at the top of an object.
	 * @param goesOn whether it has more of the reply
	 */
	note(json: unknown, goesOn = false): void {
		if (goesOn) this.#isTrouble = false;
		const sentence = sentenceOf(json);
		if (sentence === '') return;
		this.#last = sentence;
		const isWarning = /^warn(?:ing)?$/i.test(
			stringField(json, 'level') ?? stringField(json, 'type') ?? '',
		);
		this.#isTrouble = isWarning || TROUBLE.test(sentence);
	}

	/** Keeps the words of an event that only its name tells of. */
	noteEvent(name: string | undefined, data: string): void {
		const json = parseJson(data) ?? labelled(data);
		if (isObject(json)) this.note(json);
		else if (isFailure(name ?? '') && !isJson(data)) this.note({ message: data, level: 'warning' });
	}
}
