import type { AskedOnce } from '../../shared/conversation/askedOnce.ts';
import type {
	Attachment,
	ChatChoices,
	Message,
	Question,
	Reply,
} from '../../shared/conversation/messages.ts';
import type { SecretAnswer, Withheld } from '../../shared/conversation/withheldText.ts';
import { asAttached } from '../attachments/attachments.ts';
import { dataUrls } from '../attachments/sentImages.ts';
import { isFolder, withoutText } from '../context/folderRoom.ts';
import {
	type PathParts,
	type PathPlan,
	pathFolderRoom,
	plannedRequest,
	planPath,
} from '../context/requestPlan.ts';
import { NO_SYSTEM } from '../context/systemPlan.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { ChatError } from '../errors/chatError.ts';
import {
	type ChatSecrets,
	type OutgoingText,
	textsOfEarlier,
	textsOfQuestion,
	withheldIn,
	withheldOn,
} from '../secrets/chatSecrets.ts';
import type { ChatRequest } from '../server/chatRequest.ts';
import type { Destination } from '../server/chatServer.ts';
import { type RequestChange, withChange } from '../server/requestChange.ts';
import type { Settings } from '../settings/settings.ts';
import type { ChatPorts, Prepared } from './chatPorts.ts';
import { sentParts } from './sentParts.ts';
import type { AskedTogether } from './turnObserver.ts';

/** A question that is about to be asked. */
export type Asked = Pick<Question, 'id' | 'text' | 'parent'> & {
	readonly attachments: readonly Attachment[];
	readonly withoutImages: boolean;
};

/** What is asked of several at once, and was not asked before. */
export type NewQuestion = Pick<Asked, 'text' | 'attachments'>;

/** The longest question, in UTF-16 code units: some four times the largest context of today's models. */
const MAX_QUESTION = 4_000_000;

/**
 * @param at milliseconds since 1970
 * @throws ChatError of kind tooLong
 */
export function questionOf(
	{ id, text, attachments, parent, withoutImages }: Asked,
	at: number,
): Question {
	checkLength(text);
	return {
		role: 'user',
		id,
		parent,
		at,
		text,
		...asAttached(attachments),
		...(withoutImages ? { withoutImages } : {}),
	};
}

/** @throws ChatError of kind tooLong, with both lengths */
function checkLength(text: string): void {
	if (text.length <= MAX_QUESTION) return;
	throw new ChatError(
		'tooLong',
		`The message has ${text.length.toLocaleString('en')} characters; the most that can be sent is ${MAX_QUESTION.toLocaleString('en')}. Nothing was sent.`,
	);
}

/** Why nothing can be asked while a reply comes in. */
export function stillReplying(where: 'here' | 'elsewhere'): ChatError {
	return new ChatError(
		'refused',
		where === 'here'
			? 'A reply is still coming in. Stop it, or wait for its end.'
			: 'A reply to this chat is coming in in another window. Stop it there, or wait for its end.',
	);
}

/** Why nothing can follow a question whose answers are compared and hidden. */
export function noneIsKept(): ChatError {
	return new ChatError('refused', 'Keep one of the compared answers first.');
}

/** Why nothing is asked any more. */
export function windowCloses(): ChatError {
	return new ChatError(
		'refused',
		'The window was closed or reloaded before this was sent. Send it again.',
	);
}

/** Why nothing is asked below a message that went away meanwhile. */
export function wasDeleted(): ChatError {
	return new ChatError(
		'refused',
		'The message that this was to follow was deleted meanwhile. Nothing was sent.',
	);
}

/** What is needed to say what a turn sends, and, with an observer, whether it may. */
type PreparePorts = Pick<
	ChatPorts,
	'prepare' | 'models' | 'tokens' | 'instructions' | 'images' | 'observer'
>;

/** What may be chosen for one reply. */
export type ChosenOnce = AskedOnce & Pick<ChatChoices, 'model'>;

/** What of it is recorded with the reply: the model is in any case. */
export function recordedOnce({ model: _model, ...once }: ChosenOnce = {}): Pick<Reply, 'once'> {
	return Object.keys(once).length === 0 ? {} : { once };
}

/** How what was refused is to be sent all the same. */
export type Anyway = Pick<TurnOptions, 'anyway' | 'secrets'>;

/** How one turn is to differ from others. */
export interface TurnOptions {
	/** How this request alone is to differ. */
	readonly change?: RequestChange | undefined;
	/** What holds for this reply alone, over what the chat has chosen. */
	readonly once?: ChosenOnce | undefined;
	/** It is to be sent although it does not fit, by the estimate. */
	readonly anyway?: boolean;
	/** What the user wants of what looks like a secret. */
	readonly secrets?: SecretAnswer | undefined;
	/** What goes out in other words in this chat; without, what the questions of the path say. */
	readonly known?: readonly Withheld[];
	/** Who asks about that; without, nothing is looked for. */
	readonly asks?: ChatSecrets | undefined;
	/** So many tokens the reply has to have room for, where that is known. */
	readonly replyRoom?: number | undefined;
	/** What OpenRouter may know the chat by (stickySession.ts). */
	readonly session?: string | undefined;
	/** What it shares with others that go out for the same question. */
	readonly together?: AskedTogether | undefined;
	/** It is a reply of its own, also where it follows a reply: tools have answered that. */
	readonly anew?: boolean;
}

/**
 * All that a turn sends, before any of it is recorded or sent.
 *
 * @param path what is sent, ending in `question` if a new one is asked
 * @throws ChatError when it is refused
 */
export async function prepareTurn(
	path: readonly Message[],
	question: Question | undefined,
	choices: ChatChoices,
	ports: PreparePorts,
	options: TurnOptions = {},
): Promise<Prepared> {
	const { change = {}, anyway = false, replyRoom, once, session, anew } = options;
	const parameters = { ...choices.parameters, ...once?.parameters };
	const chosen = once === undefined ? choices : { ...choices, ...once, parameters };
	const { destination, parts } = await partsOf(path, chosen, ports, replyRoom, anew);
	const { settings, model } = parts;
	const { baseUrl, server } = destination;
	const own = question?.images ?? [];
	const plan = planPath({ ...parts, anyway });
	const known = options.known ?? withheldIn(path);
	const texts = textsOfPlan(plan, question, settings, path);
	const withheld = (await options.asks?.decide(texts, known, options.secrets, baseUrl)) ?? known;
	const urls = await dataUrls(plan.sent, own, { baseUrl, model }, ports.images);
	const to = { settings, server, model, session, withheld };
	const made = plannedRequest(plan, to, ({ hash }) => urls.get(hash));
	const request = withLogProbabilities(made.request, once?.logProbabilities);
	const planned = { ...made, request: withChange(request, change) };
	await ports.observer?.permit(destination, planned.request, options.together);
	const sent = await sentParts(plan);
	return { destination, planned, withheld, parts: sent, retries: settings.retries };
}

/** @param alternatives at each token; undefined where nothing of this is asked for */
function withLogProbabilities(request: ChatRequest, alternatives: number | undefined): ChatRequest {
	if (alternatives === undefined) return request;
	const top = alternatives === 0 ? {} : { top_logprobs: alternatives };
	return { ...request, logprobs: true, ...top };
}

/**
 * All that a request sends, by its parts: each may hold a secret.
 * @param path of which it sends what there is room for
 */
export function textsOfPlan(
	{ sent, system: { instructions } }: Pick<PathPlan, 'sent' | 'system'>,
	question: Question | undefined,
	{ systemPrompt }: Pick<Settings, 'systemPrompt'>,
	path: readonly Message[],
): OutgoingText[] {
	return [
		...(question === undefined ? [] : textsOfQuestion(question)),
		{ where: 'in the system prompt', text: systemPrompt },
		...instructions.flatMap(({ state, file: { label, text } }) =>
			state === 'sent' ? [{ where: `in ${label}`, text, reading: 'code' as const }] : [],
		),
		...textsOfEarlier(
			sent.filter(({ id }) => id !== question?.id),
			path.filter(({ id }) => id !== question?.id),
		),
	];
}

/** Where a branch leads, and what its plan is made of. */
async function partsOf(
	path: readonly Message[],
	choices: ChatChoices,
	ports: PreparePorts,
	replyRoom: number | undefined,
	anew = false,
): Promise<{ readonly destination: Destination; readonly parts: PathParts }> {
	const { settings, destination } = await ports.prepare(choices);
	const last = path.at(-1);
	// A reply that goes on does so by the model that began it.
	const model = last?.role === 'assistant' && !anew ? last.model : settings.model;
	const known = ports.models.model(destination.baseUrl, model);
	const correction = ports.tokens.of(model);
	const instructions = settings.instructionFiles ? await ports.instructions?.(path) : [];
	const chosen = choices.instructions;
	const parts = { settings, model, known, correction, path, instructions, chosen, replyRoom };
	return { destination, parts };
}

/**
 * A question with what is attached as it is now; its folders are cut to the room that there is. What is to be sent although it does
 * not fit keeps what it had.
 * @param above the branch that it follows
 * @throws ChatError as prepareTurn does, and where something cannot be read
 */
export async function questionNow(
	asked: Asked,
	above: readonly Message[],
	choices: ChatChoices,
	ports: PreparePorts & Pick<ChatPorts, 'readNow' | 'now'>,
	{ anyway = false, replyRoom }: TurnOptions = {},
): Promise<Question> {
	const at = ports.now();
	const roomFor = async (read: readonly Attachment[]) => {
		if (anyway) return undefined;
		const texts = read.map(withoutText);
		const path = [...above, questionOf({ ...asked, attachments: texts }, at)];
		const { parts } = await partsOf(path, choices, ports, replyRoom);
		return pathFolderRoom(parts, read.filter(isFolder));
	};
	const attachments = await ports.readNow?.(asked.attachments, roomFor);
	return questionOf({ ...asked, attachments: attachments ?? asked.attachments }, at);
}

/**
 * What a question would send. What does not fit, by the estimate, is what Send Anyway would send.
 * @returns with `refusal`, the words by which Send refuses it
 * @throws ChatError where it can be sent in no way
 */
export async function preparePreview(
	path: readonly Message[],
	question: Question,
	choices: ChatChoices,
	ports: PreparePorts,
	options: Pick<TurnOptions, 'session' | 'known'> = {},
): Promise<{ readonly prepared: Prepared; readonly refusal?: string }> {
	try {
		return { prepared: await prepareTurn(path, question, choices, ports, options) };
	} catch (error) {
		if (!(error instanceof ChatError) || error.kind !== 'contextTooLong') throw error;
		const prepared = await prepareTurn(path, question, choices, ports, {
			...options,
			anyway: true,
		});
		return { prepared, refusal: error.message };
	}
}

/** A request that went out before, and where to: it goes nowhere else, and so does the key. */
export interface SentBefore {
	readonly request: ChatRequest;
	readonly url: string;
}

/**
 * What was sent for this reply, to be sent again as it is.
 * @throws ChatError when it is refused
 */
export async function prepareAgain(
	{ request, url }: SentBefore,
	{ parent, unsent = [], parts = [], request: first, continuations = [] }: Reply,
	conversation: Pick<Conversation, 'choices' | 'messages' | 'pathTo'>,
	ports: PreparePorts,
): Promise<Prepared> {
	const { settings, destination } = await ports.prepare(conversation.choices);
	if (!url.startsWith(`${destination.baseUrl}/`)) {
		throw new ChatError(
			'refused',
			`This request went to ${new URL(url).host}, and the setting Base Url leads elsewhere now. Nothing was sent.`,
			{ setting: 'baseUrl' },
		);
	}
	await ports.observer?.permit(destination, request);
	const withheld = withheldOn(conversation.pathTo(parent), conversation);
	const planned = { request, unsent, sent: [], sampling: {}, system: NO_SYSTEM };
	const before = continuations.at(-1) ??
		first ?? { leftOut: unsent.map(({ id, why }) => ({ id, why })) };
	return { destination, planned, withheld, parts, before, retries: settings.retries };
}
