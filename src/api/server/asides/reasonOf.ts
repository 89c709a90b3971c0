import { field, isObject } from '../../json/jsonFields.ts';
import { kindsOf } from './asideFields.ts';
import { isWholeStatus } from './endOfReply.ts';
import { namedReason, PARTIAL, tellsOfEnd, toldEnd, wordIn } from './endReason.ts';

/** What may hold the reason where there are no choices: gateways, the Responses API, Claude's own API, Bedrock's and Gemini's. */
const HOLDERS = ['data', 'response', 'metadata', 'delta', 'messageStop', 'promptFeedback'];

/** What makes the reason that of a part of the reply. */
const STEP = /step|tool|block|item|node|agent/i;

/**
 * Why the reply ended: in its choice, or where few servers have it, in the delta, in the message or beside the choices; by OpenAI's name,
 * by those of others, or by none of them in an object that says that it is the end.
 * @param answer what is around the choice, where that belongs to it alone
 */
export function reasonOf(choice: unknown, answer: unknown): unknown {
	const holders = [choice, field(choice, 'delta'), field(choice, 'message'), answer];
	const own = holders.map((holder) => field(holder, 'finish_reason'));
	const said = own.find((reason) => reason !== undefined && reason !== null);
	// SGLang's native server and some proxies have the reason as `type` in an object, or in a list.
	if (said !== undefined) return typeof said === 'number' ? undefined : wordIn(said);
	const isOpen = own[0] === null;
	const named = holders
		.map((holder) => namedReason(holder, isOpen))
		.find((reason) => reason !== undefined);
	return named ?? reasonWithin(choice, answer) ?? reasonBeside(choice) ?? reasonBeside(answer);
}

function reasonWithin(choice: unknown, answer: unknown): string | undefined {
	if (choice !== undefined || kindsOf(answer).some((kind) => STEP.test(kind))) return undefined;
	return HOLDERS.map((name) => namedReason(field(answer, name), false)).find(
		(reason) => reason !== undefined,
	);
}

/** The reason in an object that says that the reply is over. A choice is one by itself. */
function reasonBeside(holder: unknown): string | undefined {
	if (!isObject(holder)) return undefined;
	if ('delta' in holder || 'message' in holder) return toldEnd({ reason: holder['reason'] }).reason;
	const isEnd =
		tellsOfEnd(holder) ||
		kindsOf(holder).some((kind) => PARTIAL.test(kind)) ||
		isWholeStatus(holder);
	return isEnd ? toldEnd(holder).reason : undefined;
}
