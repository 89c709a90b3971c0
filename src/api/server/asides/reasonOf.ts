import { replyEnd } from '../../../shared/conversation/finishReason.ts';
import { field, isObject, listField, stringField } from '../../json/jsonFields.ts';
import { kindsOf, STATES } from './asideFields.ts';
import { isWholeStatus } from './endOfReply.ts';
import {
	isKnownEnd,
	namedReason,
	PARTIAL,
	plainReason,
	tellsOfEnd,
	toldEnd,
	wordIn,
} from './endReason.ts';

/** What may hold the reason where there are no choices: gateways, the Responses API, Claude's own API, Bedrock's and Gemini's. */
const HOLDERS = ['data', 'response', 'metadata', 'delta', 'messageStop', 'promptFeedback'];

/** What makes the reason that of a part of the reply. */
const STEP = /step|tool|block|item|node|agent/i;

/**
 * Why the reply ended: in its choice, or where few servers have it, in the delta, in the message or beside the choices; by OpenAI's name,
 * by those of others, or by none of them in an object that says that it is the end.
 * @param hasMore whether there is a piece of the reply with it, which mostly goes on
 * @param answer what is around the choice, where that belongs to it alone
 */
export function reasonOf(choice: unknown, hasMore: boolean, answer: unknown): unknown {
	const holders = [choice, field(choice, 'delta'), field(choice, 'message'), answer];
	const own = holders.map((holder) => field(holder, 'finish_reason'));
	const said = own.find((reason) => reason !== undefined && reason !== null);
	// SGLang's native server and some proxies have the reason as `type` in an object, or in a list.
	if (said !== undefined) return typeof said === 'number' ? undefined : wordIn(said);
	const isOpen = own[0] === null;
	if (hasMore) return reasonBesidePiece(holders, isOpen);
	const isStep = choice === undefined && kindsOf(answer).some((kind) => STEP.test(kind));
	if (isStep) return plainReason(answer);
	const named = holders.map((holder) => namedReason(holder, isOpen)).find(isTold);
	return named ?? reasonWithin(choice, answer) ?? reasonBeside(choice) ?? reasonBeside(answer);
}

/**
 * The reason beside a piece of the reply: by a name that many servers have for it; where something says that this is the end; or a word
 * that nobody says of a reply that goes on: that it is cut off, filtered, or waits for a tool.
 */
function reasonBesidePiece(holders: readonly unknown[], isOpen: boolean): string | undefined {
	const plain = isOpen ? undefined : holders.map(plainReason).find(isTold);
	const flagged = () => holders.filter(tellsOfEnd).map((holder) => toldEnd(holder).reason);
	const named = () =>
		holders.map((holder) => namedReason(holder, isOpen)).filter((word) => isNoPause(word ?? ''));
	return plain ?? flagged().find(isTold) ?? named()[0];
}

function isNoPause(word: string): boolean {
	// The kind of limit that a server is set to, with each piece. Only what follows tells.
	if (LIMIT.test(word)) return false;
	return replyEnd(word) !== undefined || /^(?:tool|function)/i.test(word);
}

const LIMIT = /^limit$/i;

/** Whether a piece of the reply has the word for a limit that ended it, as llama.cpp's last one has: "stop_type": "limit". */
export function saysLimit(answer: unknown): boolean {
	const [choice] = listField(answer, 'choices');
	return [choice, field(choice, 'delta'), answer].some((holder) =>
		LIMIT.test(namedReason(holder, false) ?? ''),
	);
}

function isTold(reason: string | undefined): boolean {
	return reason !== undefined;
}

function reasonWithin(choice: unknown, answer: unknown): string | undefined {
	if (choice !== undefined) return undefined;
	const found = HOLDERS.map((name) => namedReason(field(answer, name), false)).find(isTold);
	return found !== undefined && isKnownEnd(found) ? found : undefined;
}

/** The reason in an object that says that the reply is over. A choice is one by itself. */
function reasonBeside(holder: unknown): string | undefined {
	if (!isObject(holder)) return undefined;
	if ('delta' in holder || 'message' in holder) {
		const { reason } = toldEnd({ reason: holder['reason'] });
		return reason !== undefined && isKnownEnd(reason) ? reason : undefined;
	}
	const isEnd =
		tellsOfEnd(holder) ||
		kindsOf(holder).some((kind) => PARTIAL.test(kind)) ||
		hasEndStatus(holder);
	return isEnd ? toldEnd(holder).reason : undefined;
}

/** Whether all that an object without choices is there for is a state in which the reply is over. */
function hasEndStatus(holder: object): boolean {
	if (listField(holder, 'choices').length > 0 || !isWholeStatus(holder)) return false;
	return STATES.some((name) => isKnownEnd(stringField(holder, name) ?? ''));
}
