import {
	holdsError,
	isAllWell,
	isOfTool,
	isUnderWay,
	namesError,
	namesErrorWithin,
} from '../../errors/errorPayload.ts';
import { isKnownFailure } from '../../errors/failureKind.ts';
import { field, isObject, listField, parseJson, stringField } from '../../json/jsonFields.ts';
import {
	isStep,
	KINDS,
	kindsOf,
	STATES,
	sentenceOf,
	TROUBLE,
	withoutSentence,
} from './asideFields.ts';
import { isWholeStatus, saysEnd } from './endOfReply.ts';
import { END, hasEndFlag, PARTIAL, tellsOfEnd, toldEnd } from './endReason.ts';
import { failureIn, isFailure, isReport } from './labels.ts';

/** Names of events that fail the reply. That of a tool or a step does not: what it failed at may be tried again. */
const FAILURE_NAME =
	/^(?:(?:stream|response|message|chat|server|internal|completion|generation|model|inference|api|upstream|provider|request)[\s._-]?)?(?:error|exception|fatal|fail(?:ed|ure)?|abort(?:ed)?|cancell?ed|timeout|crash(?:ed)?)$/i;

/** What an event says of a failure: it is one by its name, or by the label of its data. Undefined where it is none. */
export function failureSaid(name: string | undefined, data: string): string | undefined {
	if (!isFailureEvent(name, data)) return failureIn(data);
	const said = data.trim();
	return /^(?:null|\{\s*\}|\[\s*\]|"")?$/.test(said) ? name : said;
}

/** Whether an event is a failure by its name, as "error" or "response.failed", or says so where its name tells of an end. */
function isFailureEvent(name: string | undefined, data: string): boolean {
	if (name === undefined || !END.test(name)) return FAILURE_NAME.test(name ?? '');
	return toldEnd(parseJson(data)).failed || (!/^[{["]/.test(data.trim()) && TROUBLE.test(data));
}

/** A part with the name of its event, where only that says that it is of a step. */
export function withStepName(part: object, name: string | undefined): object {
	return name !== undefined && isStep([name]) ? { event: name, ...part } : part;
}

/** Whether a part says that a tool or a step has failed: no failure of the reply, unless nothing comes of one. */
export function isFailedStep(json: unknown): boolean {
	if (!isObject(json) || listField(json, 'choices').length > 0) return false;
	const kinds = kindsOf(json);
	if (!isStep(kinds) && !isOfTool(json)) return false;
	return isReport(json) || kinds.some(isFailure) || namesErrorWithin(json);
}

/** What a chunk that has more of the reply, or none of it yet, may have as the state of it: "incomplete" is none of a failure there. */
const FAILED =
	/^(?:error(?:ed)?|fail(?:ed|ure)?|fatal|cancell?ed|abort(?:ed)?|timeout|timed[ _-]?out|crash(?:ed)?)$/i;

/** Whether a part is a failure by its kind, or would say that the reply is over if it did not say that it has failed. */
function endsFailed(json: unknown): boolean {
	if (!isObject(json)) return false;
	if (listField(json, 'choices').length > 0) return failsBesideChoices(json);
	const kinds = kindsOf(json);
	if (kinds.some((kind) => FAILURE_NAME.test(kind))) return true;
	if (!toldEnd(json).failed)
		return kinds.some((kind) => PARTIAL.test(kind)) && !toldEnd(json).reason;
	return kinds.length > 0 ? tellsOfEnd(json) : hasEndFlag(json) || isWholeStatus(json);
}

function failsBesideChoices(json: object): boolean {
	return hasFailedState(json) || (tellsOfEnd(json) && toldEnd(json).failed);
}

/** Whether a choice says that it has failed, or its delta does. */
export function failsByItself(choice: unknown): boolean {
	return (
		holdsError(choice) ||
		[field(choice, 'delta'), field(choice, 'message')].some(failsWithin) ||
		[choice, field(choice, 'delta')].some(hasFailedState) ||
		(!hasText(field(choice, 'delta')) && toldEnd({ reason: field(choice, 'reason') }).failed) ||
		(tellsOfEnd(choice) && toldEnd(choice).failed)
	);
}

/** Beside a piece of the reply only `error` tells of a failure: the others may be what a tool met. */
function failsWithin(message: unknown): boolean {
	return hasText(message) ? namesError({ error: field(message, 'error') }) : namesError(message);
}

function hasText(message: unknown): boolean {
	return (stringField(message, 'content') ?? '') !== '';
}

function hasFailedState(holder: unknown): boolean {
	return ['status', 'state'].some((name) => FAILED.test(stringField(holder, name) ?? ''));
}

/** What the kind or the level of a notice may be; its status says how far things are, or that all is well. */
const NOTICE =
	/^(?:info|status|progress|ping|pong|log|debug|notice|notification|heartbeat|keep[_-]?alive|warn(?:ing)?|metadata)$/i;

function isOfNotice(kind: string): boolean {
	return NOTICE.test(kind) || isUnderWay(kind) || isAllWell(kind);
}

/**
 * Whether a part of a stream reports a failure, or a whole answer does: that has no notices.
 * @param hasBegun whether anything of the reply has come before; undefined for a whole answer
 */
export function reportsFailure(json: unknown, hasBegun: boolean | undefined): boolean {
	if (hasBegun === undefined) return holdsError(json);
	if (listField(json, 'choices').length === 0 && isStep(kindsOf(json))) return false;
	return endsFailed(json) || (holdsError(json) && !isNotice(json, hasBegun));
}

/** Whether an object with a sentence at its top tells how far things are, and of no failure. */
function isNotice(json: unknown, hasBegun: boolean): boolean {
	if (!isObject(json) || holdsError(withoutSentence(json)) || isKnownFailure(json)) return false;
	const kinds = [...KINDS, ...STATES].flatMap((name) => stringField(json, name) ?? []);
	const isKnown = kinds.length > 0 && kinds.every(isOfNotice);
	return isKnown || isUnderWay(sentenceOf(json)) || (hasBegun && saysEnd(json));
}
