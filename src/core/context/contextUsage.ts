import { attachmentId } from '../../shared/attachments/attachmentId.ts';
import type { ContextPart, ContextView } from '../../shared/context/contextProtocol.ts';
import type {
	Attachment,
	ChatChoices,
	Excerpt,
	Message,
} from '../../shared/conversation/messages.ts';
import { isImage } from '../attachments/attachments.ts';
import { type InstructionFile, instructionsId } from '../instructions/instructionFile.ts';
import { windowInWords } from '../models/modelWindow.ts';
import { clampedSampling, readableSampling } from '../parameters/requestParameters.ts';
import type { RequestTarget } from '../parameters/requestTarget.ts';
import { excerptInWords } from '../prompts/prompt.ts';
import type { RawSettings } from '../settings/rawSettings.ts';
import { correctedTokens, type TokenCorrection } from '../tokens/tokenCorrection.ts';
import { countTokens } from '../tokens/tokenEstimate.ts';
import { type BudgetInput, planBudget } from './contextBudget.ts';
import { type ContextRoom, folderRoom, withoutText } from './folderRoom.ts';
import {
	AROUND_REPLY,
	excerptCounts,
	imageTokens,
	messageTokens,
	type RoomKept,
	rememberedTurns,
	roomKept,
} from './messageTokens.ts';
import { unsentOf } from './requestPlan.ts';
import { withSummaries } from './summarisedPath.ts';
import { type PlannedInstructions, planSystem, type SystemPlan } from './systemPlan.ts';

/** What would be sent if Send were pressed now. */
export interface ContextUsageInput {
	/** With what the chat has chosen. */
	readonly raw: RawSettings;
	readonly target: RequestTarget;
	readonly correction: TokenCorrection | undefined;
	/** The shown branch; the very same array while it is the same, so that its size need not be worked out anew. */
	readonly path: readonly Message[];
	readonly draft: string;
	readonly attachments: readonly Attachment[];
	/** The system message, as systemUsage plans it; without, that of the settings alone. */
	readonly system?: SystemPlan;
	/** Names an attachment; by its content if not given. */
	readonly nameOf?: (attachment: Attachment) => string;
}

/** The size of the next request, part by part, and what it would leave out. */
export function contextUsage(input: ContextUsageInput): ContextView {
	const {
		target,
		correction,
		path,
		draft,
		attachments,
		nameOf = attachmentId,
		system = systemUsage(input),
	} = input;
	const context = target.known?.contextLength;
	const attached = attachments.map((attachment): ContextPart => {
		const [kind, label] = isImage(attachment)
			? (['image', attachment.name] as const)
			: (['attachment', excerptInWords(attachment)] as const);
		const tokens = attachmentTokens(attachment, correction);
		return { kind, label, tokens, attachment: nameOf(attachment) };
	});
	const typed = draft.trim() === '' ? 0 : messageTokens(countTokens(draft), correction);
	const question = typed + attached.reduce((sum, { tokens }) => sum + tokens, 0);
	const { reply, least, margin } = keptIn(input);
	const budget = usageBudget(input, system, question);
	const plan = planBudget(budget);
	const room = Math.min(reply, Math.max(least, reply - plan.used + (context ?? plan.used)));
	const unsent = unsentOf(path, { ...plan, inSummary: withSummaries(path).inSummary });
	const parts: ContextPart[] = [
		{ kind: 'system', label: 'System prompt', tokens: system.prompt },
		...system.instructions.map(instructionPart),
		{ kind: 'history', label: historyInWords(path.length, unsent.length), tokens: plan.history },
		...attached,
		{ kind: 'question', label: 'What is typed', tokens: typed },
		{ kind: 'reply', label: 'Room for the reply', tokens: room },
		{ kind: 'margin', label: 'Margin, as these are estimates', tokens: margin },
	];
	const gone = new Set(plan.noRoom);
	const window = target.known && windowInWords(target.profile.name, target.known);
	const noRoom = budget.history
		.filter(({ messages: [first = ''] }) => gone.has(first))
		.reduce((sum, turn) => sum + turn.tokens, 0);
	return {
		tokens: Math.round(system.tokens + plan.history + question),
		context: context ?? null,
		...(window === undefined ? {} : { window }),
		parts: parts
			.map((part) => ({ ...part, tokens: Math.round(part.tokens) }))
			.filter((part) => part.tokens > 0),
		unsent: unsent.map(({ message, why }) => ({ id: message.id, why })),
		...(gone.size === 0 ? {} : { noRoom: Math.round(noRoom) }),
		fits: plan.fits,
	};
}

/**
 * The room for the folders among the attachments; undefined where it is not known how much the model takes.
 * @param folders as they were attached
 */
export function usageFolderRoom(
	input: ContextUsageInput,
	folders: readonly Excerpt[],
): ContextRoom | undefined {
	const { draft, attachments, correction, system = systemUsage(input) } = input;
	const question = attachments.reduce(
		(sum, one) => sum + attachmentTokens(withoutText(one), correction),
		messageTokens(countTokens(draft), correction),
	);
	return folderRoom(usageBudget(input, system, question), folders, correction);
}

function attachmentTokens(attachment: Attachment, correction: TokenCorrection | undefined): number {
	return isImage(attachment)
		? imageTokens(attachment)
		: correctedTokens(excerptCounts(attachment), correction);
}

function usageBudget(input: ContextUsageInput, system: SystemPlan, question: number): BudgetInput {
	const { reply, least, margin } = keptIn(input);
	return {
		context: input.target.known?.contextLength,
		reply: reply + margin + AROUND_REPLY,
		leastReply: least + margin + AROUND_REPLY,
		system: system.tokens,
		history: rememberedTurns(input.path, input.correction),
		question,
	};
}

function keptIn({ raw, target: { known } }: ContextUsageInput): RoomKept {
	const { max_tokens } = clampedSampling(readableSampling(raw), known);
	return roomKept(max_tokens, known?.contextLength);
}

/**
 * What the system message of the next request is made of, as far as the settings are right.
 * @param files the project's instructions, in the order in which they are sent
 * @param chosen what the chat has chosen for some of these
 */
export function systemUsage(
	{ raw, target, correction }: Pick<ContextUsageInput, 'raw' | 'target' | 'correction'>,
	files: readonly InstructionFile[] = [],
	chosen?: ChatChoices['instructions'],
): SystemPlan {
	const prompt = raw('systemPrompt');
	return planSystem({
		prompt: typeof prompt === 'string' ? prompt : '',
		files,
		chosen,
		context: target.known?.contextLength,
		correction,
	});
}

function instructionPart({ file, tokens, state }: PlannedInstructions): ContextPart {
	return {
		kind: 'instructions',
		label: file.label,
		tokens,
		attachment: instructionsId(file),
		...(state === 'sent' ? {} : { notSent: true }),
	};
}

function historyInWords(all: number, unsent: number): string {
	return unsent === 0 ? 'Earlier messages' : `Earlier messages, ${all - unsent} of ${all}`;
}
