import { isObject, listField, parseJson, stringField } from '../../json/jsonFields.ts';
import { HOLDER, KINDS, kindsOf, STATES, saysNothing, sentenceOf, TROUBLE } from './asideFields.ts';
import {
	END,
	END_FLAGS,
	hasEndFlag,
	isFine,
	isFineState,
	namedReason,
	toldEnd,
} from './endReason.ts';

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
	if (!isObject(json) || TROUBLE.test(sentenceOf(json))) return false;
	const told = toldEnd(json);
	if (told.failed || told.unsure !== undefined) return false;
	if (WORD_HOLDERS.some((name) => /^\[done\]$/i.test(stringField(json, name) ?? ''))) return true;
	const [choice, ...others] = listField(json, 'choices');
	const kinds = kindsOf(json);
	if (!kinds.every((kind) => END.test(kind))) return false;
	const isFlagged = hasEndFlag(json);
	if (choice !== undefined) return isFlagged || (others.length === 0 && hasEndFlag(choice));
	if (kinds.length > 0 || isFlagged) return hasOnlyFacts(json);
	return isWholeStatus(json) && STATES.some((name) => END.test(stringField(json, name) ?? ''));
}

/** What may stand beside a status that is the reply's own. */
const BESIDE_STATUS =
	/^(?:status|state|id|object|model|created|usage|timings|stats|choices|provider|code|details|reason|cause|errors?)$/;

export function isWholeStatus(json: object): boolean {
	return Object.entries(json).every(
		([name, value]) =>
			BESIDE_STATUS.test(name) ||
			saysNothing(value) ||
			namedReason({ [name]: value }, false) !== undefined,
	);
}

/** What may stand beside an end: what it is, whose, and what was counted. */
const BESIDE_END =
	/^(?:type|event|object|kind|success|ok|message|msg|model|provider|role|created(?:_?at)?|time|timestamp|choices|[a-z]{0,20}usage(?:metadata)?|stopped_(?:eos|word)|timings|stats|cost|[a-z-]{0,40}metrics|(?:(?:request|response|message|chat|conversation|session|completion|generation|trace|thread)[_-]?)?id)$/i;

/** Whose end it is where that is not the reply's. */
const STEP = /step|stage|phase|task|tool|node|agent|turn|iteration|item|block|part|round/i;

/** Whether nothing in an object that tells of an end makes it that of something else. */
function hasOnlyFacts(json: object): boolean {
	return Object.entries(json).every(([name, value]: [string, unknown]) => {
		if (BESIDE_END.test(name) || END_FLAGS.some((flag) => flag === name)) return true;
		if (saysNothing(value) || isTold(name, value)) return true;
		if (/^(?:status|state)$/.test(name)) return END.test(String(value)) || isFineState(value);
		if (typeof value === 'number') return !STEP.test(name);
		return HOLDER.test(name) && isObject(value) && (hasOnlyFacts(value) || isReply(value));
	});
}

/** Whether a field tells why the reply ended, or that it ended well. */
function isTold(name: string, value: unknown): boolean {
	return (
		namedReason({ [name]: value }, false) !== undefined ||
		(/^(?:reason|cause|outcome|result|code)$/.test(name) &&
			(isFine(value) || toldEnd({ [name]: value }).reason !== undefined))
	);
}

/** OpenAI's other API has all of the reply at its end. */
function isReply(json: object): boolean {
	return stringField(json, 'object') === 'response' && stringField(json, 'status') === 'completed';
}
