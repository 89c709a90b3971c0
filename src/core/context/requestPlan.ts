import type {
	ChatChoices,
	Excerpt,
	Message,
	Reply,
	ReplyFacts,
	UnsentMessage,
} from '../../shared/conversation/messages.ts';
import type { Withheld } from '../../shared/conversation/withheldText.ts';
import type { ReasoningEffort } from '../../shared/parameters/reasoningEffort.ts';
import type { WireSampling } from '../../shared/parameters/sampling.ts';
import { cut } from '../../shared/text/shorten.ts';
import { ChatError } from '../errors/chatError.ts';
import type { InstructionFile } from '../instructions/instructionFile.ts';
import { modelName } from '../models/modelName.ts';
import { hasUnseenPrompt } from '../models/routedModel.ts';
import { sentEffort } from '../parameters/effortSent.ts';
import { clampedSampling } from '../parameters/requestParameters.ts';
import { wireMessages } from '../prompts/prompt.ts';
import { withhold } from '../secrets/withheld.ts';
import { withheldFrom } from '../secrets/withheldMessages.ts';
import { buildChatRequest, type ChatRequest } from '../server/chatRequest.ts';
import type { CatalogueModel } from '../server/chatServer.ts';
import type { ServerKind } from '../server/serverProfiles.ts';
import type { Settings } from '../settings/settings.ts';
import {
	possibleTokens,
	type TokenCorrection,
	type TokenCorrections,
} from '../tokens/tokenCorrection.ts';
import { type BudgetInput, type BudgetPlan, planBudget } from './contextBudget.ts';
import { mayBeOfPart } from './countedShort.ts';
import { type ContextRoom, folderRoom } from './folderRoom.ts';
import {
	AROUND_REPLY,
	budgetTurns,
	messageSizes,
	requestCounts,
	roomKept,
	tokensAround,
} from './messageTokens.ts';
import { withSummaries } from './summarisedPath.ts';
import { planSystem, type SystemPlan, systemText } from './systemPlan.ts';

/** How much of a message names it. */
const NAMED_BY = 80;

/** What of a branch is sent, and what is not. */
export interface PathPlan {
	/** The system message, of the user's own prompt and the project's instructions. */
	readonly system: SystemPlan;
	readonly sent: readonly Message[];
	readonly unsent: readonly UnsentMessage[];
	readonly sampling: WireSampling;
	/** How much the model is to reason, where anything of it is asked for and can be. */
	readonly effort?: ReasoningEffort | undefined;
}

/** A plan, and the request that comes of it. */
export interface PlannedRequest extends PathPlan {
	readonly request: ChatRequest;
}

export interface PathParts {
	readonly settings: Settings;
	/** The model that answers, where it is not the one of the settings: a reply goes on with the one that began it. */
	readonly model: string;
	/** What the catalogue says of it. */
	readonly known: CatalogueModel | undefined;
	readonly correction: TokenCorrection | undefined;
	/** The branch to send, ending in the question, or in the reply that is to go on. */
	readonly path: readonly Message[];
	/** The project's instructions, in the order in which they are sent. */
	readonly instructions?: readonly InstructionFile[] | undefined;
	/** What the chat has chosen for some of these. */
	readonly chosen?: ChatChoices['instructions'] | undefined;
	/** It is to be sent although it does not fit, by the estimate. */
	readonly anyway?: boolean;
	/** So many tokens the reply has to have room for, where that is known. */
	readonly replyRoom?: number | undefined;
}

/**
 * Decides what is sent of a branch: all of it where there is room, else without the oldest turns.
 * @throws ChatError of kind contextTooLong where not even what has to go along fits, unless it is to be sent anyway
 */
export function planPath(parts: PathParts): PathPlan {
	const { settings, model, known, path, anyway = false } = parts;
	const { system, budget, least, effective, inSummary } = pathBudget(parts);
	const { context, question } = budget;
	const plan = planBudget(budget);
	if (!plan.fits && !anyway) {
		throw tooLong(model, context ?? 0, {
			question,
			prompt: system.prompt,
			instructions: system.tokens - system.prompt,
			pinned: plan.history,
			reply: least,
		});
	}
	const prompt = Math.round(system.tokens + plan.history + question);
	const sampling = clampedSampling(settings.sampling, known, prompt);
	const left = unsentOf(path, { ...plan, inSummary });
	const unsent = left.map(({ message: { id, text }, why }) => ({
		id,
		text: beginningOf(text),
		why,
	}));
	const gone = new Set(left.map(({ message }) => message));
	const sent = effective.filter((message) => !gone.has(message));
	const effort = sentEffort(settings.reasoningEffort, known);
	return { system, sent, unsent, sampling, effort };
}

/** The budget of a branch, and the system message in it. */
function pathBudget(parts: PathParts): {
	readonly system: SystemPlan;
	readonly budget: BudgetInput;
	/** The branch with its summaries in their places. */
	readonly effective: readonly Message[];
	/** What these stand for. */
	readonly inSummary: readonly string[];
	/** The shortest reply, in tokens. */
	readonly least: number;
} {
	const { settings, known, correction, path, instructions = [], chosen, replyRoom } = parts;
	const asked = Math.max(
		0,
		path.findLastIndex(({ role }) => role === 'user'),
	);
	const context = known?.contextLength;
	const system = planSystem({
		prompt: settings.systemPrompt,
		files: instructions,
		chosen,
		context,
		correction,
	});
	const { messages: history, inSummary } = withSummaries(path.slice(0, asked));
	const tokensOf = messageSizes(path, correction);
	const { max_tokens } = clampedSampling(settings.sampling, known);
	const { reply, least, margin } = roomKept(max_tokens, context, replyRoom);
	const budget = {
		context,
		reply: reply + margin + AROUND_REPLY,
		leastReply: least + margin + AROUND_REPLY,
		history: budgetTurns(history, tokensOf),
		system: system.tokens,
		question: sum(path.slice(asked).map(tokensOf)),
	};
	return { system, budget, least, effective: [...history, ...path.slice(asked)], inSummary };
}

/**
 * The room for the folders of the question that a branch ends in.
 * @param parts the question in it has its folders without their texts
 * @param folders as they were attached
 * @returns undefined where it is not known how much the model takes
 */
export function pathFolderRoom(
	parts: PathParts,
	folders: readonly Excerpt[],
): ContextRoom | undefined {
	return folderRoom(pathBudget(parts).budget, folders, parts.correction);
}

/** @param urlOf the data URL of an image, as wireMessages wants it */
export function plannedRequest(
	plan: PathPlan,
	to: Pick<PathParts, 'settings' | 'model'> & {
		readonly server: ServerKind | undefined;
		/** As OpenRouter may know the chat by, where the settings let it. */
		readonly session?: string | undefined;
		/** What goes out in other words. */
		readonly withheld?: readonly Withheld[];
	},
	urlOf: Parameters<typeof wireMessages>[1],
): PlannedRequest {
	const { settings, model, server, withheld = [] } = to;
	const request = buildChatRequest({
		baseUrl: settings.baseUrl,
		server,
		model,
		systemPrompt: withhold(systemText(settings.systemPrompt, plan.system), withheld),
		messages: withheldFrom(wireMessages(plan.sent, urlOf), withheld),
		userName: settings.userName,
		sampling: plan.sampling,
		effort: plan.effort,
		routing: settings.routing,
		session: settings.stickyRouting ? to.session : undefined,
		debugEcho: settings.debugEcho,
	});
	return { ...plan, request };
}

/** What a plan leaves out of a branch, and why. */
export function unsentOf(
	path: readonly Message[],
	{
		noRoom,
		leftOut,
		inSummary,
	}: Pick<BudgetPlan, 'noRoom' | 'leftOut'> & { readonly inSummary: readonly string[] },
): { readonly message: Message; readonly why: UnsentMessage['why'] }[] {
	const reasons = new Map<string, UnsentMessage['why']>([
		...noRoom.map((id) => [id, 'noRoom'] as const),
		...leftOut.map((id) => [id, 'leftOut'] as const),
		...inSummary.map((id) => [id, 'inSummary'] as const),
	]);
	if (reasons.size === 0) return [];
	return path.flatMap((message) => {
		const why = reasons.get(message.id);
		return why === undefined ? [] : [{ message, why }];
	});
}

function beginningOf(text: string): string {
	return cut(text, NAMED_BY).replace(/\s+/g, ' ').trim();
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}

/** What is recorded of a plan with its reply. */
export function unsentIn({ unsent }: PathPlan): Pick<Reply, 'unsent'> {
	return unsent.length === 0 ? {} : { unsent: [...unsent] };
}

/** Learns how many tokens a model makes of what was sent, where the server has counted just that. */
export function learnTokens(
	tokens: TokenCorrections,
	{ request }: Pick<PlannedRequest, 'request'>,
	{ usage, model }: ReplyFacts,
): void {
	if (usage === undefined) return;
	// More than this may have been counted: what a preset adds, or a search.
	if (hasUnseenPrompt(request)) return;
	// Another model may have answered, and what an image counts for is no matter of words.
	if (request.models !== undefined && model !== request.model) return;
	const texts = request.messages.flatMap(({ content }) =>
		typeof content === 'string' ? content : [],
	);
	if (texts.length < request.messages.length) return;
	// Nor does what templates make of calls of tools.
	if (request.messages.some(({ tool_calls }) => tool_calls !== undefined)) return;
	if (mayBeOfPart(request, usage)) return;
	const counts = requestCounts(request.messages);
	const actual = usage.prompt_tokens - tokensAround(texts.length);
	tokens.learn(request.model, { counts, actual, ...possibleTokens(texts) });
}

/** What a message that cannot be sent is refused with: the numbers, and what helps. */
function tooLong(
	model: string,
	context: number,
	sizes: {
		question: number;
		prompt: number;
		instructions: number;
		pinned: number;
		reply: number;
	},
): ChatError {
	const { question, prompt, instructions, pinned, reply } = sizes;
	const rounded = (tokens: number) => Math.round(tokens).toLocaleString('en');
	const parts = [
		`the message about ${rounded(question)}`,
		...(prompt > 0 ? [`the system prompt ${rounded(prompt)}`] : []),
		...(instructions > 0 ? [`the project’s instructions ${rounded(instructions)}`] : []),
		...(pinned > 0 ? [`pinned messages ${rounded(pinned)}`] : []),
		`the room for the reply ${rounded(reply)}`,
	];
	const less = [
		'Shorten the message or what is attached',
		...(instructions > 0 ? ['remove instructions of the project'] : []),
		...(pinned > 0 ? ['unpin messages'] : []),
	];
	return new ChatError(
		'contextTooLong',
		`This does not fit: ${modelName(model)} takes ${rounded(context)} tokens in all, and ${parts.join(', ')}. These are estimates. Nothing was sent. ${less.join(', or ')}.`,
	);
}
