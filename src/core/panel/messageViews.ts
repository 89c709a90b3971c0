import * as v from 'valibot';
import { SendKey } from '../../shared/composer/composerProtocol.ts';
import type { MessageView } from '../../shared/conversation/conversationProtocol.ts';
import type {
	FailureKind,
	Message,
	Reply,
	ReplyExtra,
} from '../../shared/conversation/messages.ts';
import { exactDollars, totalOf } from '../../shared/spending/money.ts';
import { cut } from '../../shared/text/shorten.ts';
import { imagesToSend } from '../attachments/attachments.ts';
import type { Chat } from '../chat/chat.ts';
import { canContinue } from '../chat/continuation.ts';
import type { RetryWait } from '../chat/retries.ts';
import { inStateOf, turnsOf, turnWith } from '../conversation/turns.ts';
import { answeredAs } from '../models/answeredModel.ts';
import { modelName } from '../models/modelName.ts';
import { mayCostMore, type Route, routedModel } from '../models/routedModel.ts';
import type { RawSettings } from '../settings/rawSettings.ts';
import type { Spending } from '../spending/ledger.ts';

/** So much of what a tool was given or answered goes to the page, in UTF-16 units. */
const MOST_OF_A_TOOL = 20_000;

/** A message of the shown branch as the page is told of it; undefined for one that is not in it. */
export function messageView(chat: Chat, id: string): MessageView | undefined {
	const { conversation } = chat;
	const message = conversation.isShown(id) ? conversation.message(id) : undefined;
	return (
		message && viewOf(chat, chat.asShown(inStateOf(turnWith(conversation.path(), id), message)))
	);
}

/** A message of any branch as a page is told of it; undefined where it is gone. */
export function siblingView(chat: Chat, id: string): MessageView | undefined {
	const message = chat.conversation.message(id);
	return message && viewOf(chat, chat.asShown(message));
}

/** The shown branch as the page is told of it. */
export function messageViews(chat: Chat): MessageView[] {
	return turnsOf(chat.messages()).flatMap((turn) =>
		turn.map((message) => viewOf(chat, inStateOf(turn, message))),
	);
}

function viewOf(chat: Chat, message: Message): MessageView {
	const siblings = chat.conversation.siblings(message.id);
	const change = modelChange(chat, message);
	const before = messageBefore(chat, message);
	const wait = chat.turns.replies.waitOf(message.id);
	return {
		message: withoutTexts(withOrigin(chat, message)),
		name: message.role === 'user' ? 'You' : modelName(message.model),
		sibling: siblings.indexOf(message.id) + 1,
		siblings: siblings.length,
		...(before === undefined ? {} : { writtenBefore: before.at }),
		...(change === undefined ? {} : { modelChange: change }),
		...(message.role === 'assistant' && message.id === chat.conversation.head
			? { canContinue: canContinue(message) }
			: {}),
		...(wait === undefined ? {} : { retry: retryView(wait) }),
		...(mayBeTheImages(message) && imagesToSend(chat.conversation.pathTo(message.id)).length > 0
			? { canLeaveOutImages: true }
			: {}),
		...answeredBy(message),
		...costsAtLeast(message),
		...answerOf(chat, message, siblings),
		...(chat.turns.isElsewhere(message.id) ? { elsewhere: true } : {}),
	};
}

function costsAtLeast(message: Message): Pick<MessageView, 'costsAtLeast'> {
	if (message.role === 'user' || message.facts.estimated_cost === undefined) return {};
	return routesOf(message).some(mayCostMore) || mayBePaid(message) ? { costsAtLeast: true } : {};
}

/** OpenRouter's answers have kept ":free", and have left it out: without it nothing says which of both it was. */
function mayBePaid({ model, facts }: Reply): boolean {
	const isFree = (id: string) => routedModel(id).variants.includes('free');
	return isFree(model) && facts.model !== undefined && !isFree(facts.model);
}

const Sent = v.object({
	models: v.fallback(v.optional(v.array(v.string())), undefined),
	provider: v.fallback(v.optional(v.record(v.string(), v.unknown())), undefined),
});

/** Where the requests for a reply could go, by the record of them: that they were for its model is known of older replies, too. */
function routesOf({ model, request, continuations = [] }: Reply): readonly Route[] {
	return [request, ...continuations].map((one) => {
		const { models = [], provider = {} } = v.parse(Sent, one?.parameters ?? {});
		return { model, models, provider };
	});
}

function answeredBy(message: Message): Pick<MessageView, 'answeredBy'> {
	if (message.role === 'user' || message.facts.deployment || message.facts.listed_name) return {};
	const { model, facts } = message;
	const fallbacks = routesOf(message).flatMap(({ models = [] }) => models);
	const { model: answered = '', alias_target: listed = model } = facts;
	// A preset beside the name can lead elsewhere.
	const target = routedModel(model).preset === undefined ? listed : model;
	const as = answeredAs(answered === model ? model : target, answered, fallbacks);
	// The list can be a day old, and the name stand for another one since.
	const isOfName = as === 'other' && answeredAs(model, answered) === 'asked';
	return as === 'asked' ? {} : { answeredBy: isOfName ? 'unlisted' : as };
}

function answerOf(
	{ conversation }: Chat,
	message: Message,
	siblings: readonly string[],
): Pick<MessageView, 'answer'> {
	if (message.role === 'user') return {};
	const first = message.choiceOf ?? message.id;
	const others = siblings.filter((id) => conversation.reply(id)?.choiceOf === first);
	if (others.length === 0) return {};
	const place = siblings.indexOf(first) + 1;
	return { answer: { choices: others.length + Math.min(1, place), first: place } };
}

/** Also another version of the first question begins a chat that was made from another one. */
function withOrigin({ conversation: { origin } }: Chat, message: Message): Message {
	const isFirst = message.role === 'user' && message.parent === null;
	return isFirst && origin !== undefined ? { ...message, forkedFrom: origin } : message;
}

/** What the page shows of what was sent is the names of its parts. */
function withoutTexts(message: Message): Message {
	if (message.role === 'user') return message;
	const { request: _request, continuations: _continuations, parts, extras, ...reply } = message;
	return {
		...reply,
		...(extras && { extras: extras.map(shortened) }),
		...(parts && { parts: parts.map(({ text: _text, ...part }) => part) }),
	};
}

/** A tool can have answered with all of a file: the page shows its beginning. */
function shortened(extra: ReplyExtra): ReplyExtra {
	if (extra.type !== 'toolCall') return extra;
	const { type, name, input, result } = extra;
	return {
		type,
		name,
		...(input !== undefined && { input: beginningOf(input) }),
		...(result !== undefined && { result: beginningOf(result) }),
	};
}

function beginningOf(text: string): string {
	const more = text.length - MOST_OF_A_TOOL;
	if (more <= 0) return text;
	return `${cut(text, MOST_OF_A_TOOL)}\n… ${more.toLocaleString('en')} more characters, which an export has.`;
}

/** The page counts down by itself; its clock may be another one. */
function retryView({ until, ...told }: RetryWait): MessageView['retry'] & {} {
	return { wait: Math.max(0, until - Date.now()), ...told };
}

function messageBefore({ conversation }: Chat, { parent }: Message): Message | undefined {
	return parent === null ? undefined : conversation.message(parent);
}

/** Where another model was asked than for the reply before: both by their names, or by their ids where these are the same. */
function modelChange(chat: Chat, message: Message): MessageView['modelChange'] {
	if (message.role !== 'assistant') return undefined;
	let before = messageBefore(chat, message);
	// Of an import, or where a reply was deleted, there may be several questions in a row.
	while (before?.role === 'user') before = messageBefore(chat, before);
	if (before === undefined || before.model === message.model) return undefined;
	const names = { from: modelName(before.model), to: modelName(message.model) };
	return names.from === names.to ? { from: before.model, to: message.model } : names;
}

/**
 * The failures that an image can be at fault for: it is too large, of a wrong kind, too many tokens, or the model reads none, which
 * OpenRouter refuses with 404 and llama.cpp with 500.
 */
const OF_AN_IMAGE = new Set<FailureKind>([
	'badRequest',
	'refused',
	'contextTooLong',
	'modelUnavailable',
	'notTheApi',
	'server',
]);

function mayBeTheImages(message: Message): boolean {
	const kind = message.role === 'assistant' ? message.failure?.kind : undefined;
	return kind !== undefined && OF_AN_IMAGE.has(kind);
}

/** The key that sends. With a wrong value the box works as if none were set: there is nothing it could be refused for. */
export function shownSendKey(raw: RawSettings): SendKey {
	const parsed = v.safeParse(SendKey, raw('sendKey'));
	return parsed.success ? parsed.output : 'enter';
}

/** "3 replies · 1,412 tokens in and out · $0.00314": what a chat has cost, with every digit; undefined for one that has cost nothing yet. */
export function shownSpending(spending: Spending | undefined): string | undefined {
	if (spending === undefined || spending.replies === 0) return undefined;
	const { replies, tokens } = spending;
	const total = totalOf(spending);
	const about = spending.estimated === undefined ? '' : '≈';
	return [
		replies === 1 ? '1 reply' : `${replies.toLocaleString('en')} replies`,
		// Where no server has counted, there is no number to give.
		...(tokens > 0 ? [`${tokens.toLocaleString('en')} tokens in and out`] : []),
		...(total === undefined ? [] : [`${about}${exactDollars(total)}`]),
	].join(' · ');
}
