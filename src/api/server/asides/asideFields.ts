import { isAllWell } from '../../errors/errorPayload.ts';
import { isObject, stringField } from '../../json/jsonFields.ts';

/** Where an object that is no part of the text has what it is. */
export const KINDS = ['type', 'event', 'object', 'kind'] as const;

/** Where an object has how far things are. */
export const STATES = ['status', 'state', 'level'] as const;

/** What holds the facts of an object in turn. */
export const HOLDER = /^(?:data|result|response|payload|meta|metadata|details)$/;

/** What an object is by its own word; that it is a chunk of a reply says nothing more. */
export function kindsOf(json: unknown): readonly string[] {
	return KINDS.flatMap((name) => stringField(json, name) ?? []).filter(
		(kind) => !/^(?:chat\.completion|text_completion)(?:\.chunk)?$/.test(kind),
	);
}

/** The sentence at the top of an object, '' where it has none, or one that only says that all is well. */
export function sentenceOf(json: unknown): string {
	const sentence = stringField(json, 'message') ?? stringField(json, 'msg') ?? '';
	return isAllWell(sentence) ? '' : sentence;
}

/** Names of what is a part of the way to the reply. It may fail and be tried again. */
const STEP =
	/(?:^|[\s._-])(?:mcp|tools?|steps?|stage|node|item|block|iteration|call|function|search|retriev(?:al|er))(?:$|[\s._-])/i;

/** Whether something is a step by its kind, or by the name of its event. */
export function isStep(kinds: readonly string[]): boolean {
	return kinds.some((kind) => STEP.test(kind.replaceAll(/[a-z](?=[A-Z])/g, '$&_')));
}

export function withoutSentence(json: unknown): unknown {
	if (!isObject(json)) return json;
	const { message: _, msg: __, ...others } = json;
	return others;
}

/** Whether a value of JSON is there but says nothing: null, "", false, a list of such. */
export function saysNothing(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(saysNothing);
	if (isObject(value)) return Object.keys(value).length === 0;
	return value === null || value === undefined || value === '' || value === false;
}

/** Words of sentences that tell of no good end. */
export const TROUBLE =
	/\b(?:errors?|exception|fail(?:ed|s|ure)?|fatal|abort(?:ed)?|time[ -]?outs?|timed[ -]out|crash(?:ed)?|cancell?ed|killed|oom|out of|lost|refused|rejected|denied|blocked|exceed(?:ed|s)?|insufficient|unavailable|overload(?:ed)?|unable|interrupted|incomplete|disconnected|closed|terminated|suspended|disabled|invalid|expired|not|cannot|can['’]t|broken?|gone|limits?|quota)\b|失败|错误|超时|中断|异常|取消|不足/iu;
