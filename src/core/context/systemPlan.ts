import type { ChatChoices } from '../../shared/conversation/messages.ts';
import {
	type InstructionFile,
	instructionSection,
	systemMessage,
} from '../instructions/instructionFile.ts';
import { correctedTokens, type TokenCorrection } from '../tokens/tokenCorrection.ts';
import type { TokenCounts } from '../tokens/tokenCounts.ts';
import { countTokens } from '../tokens/tokenEstimate.ts';
import { AROUND_MESSAGE, messageTokens } from './messageTokens.ts';

/**
 * What becomes of a file of instructions: it is sent, the user has left it out of this chat, it takes too much of the model's context
 * to be sent unasked, or it cannot be told what it says or applies to.
 */
export type InstructionState = 'sent' | 'leftOut' | 'tooLarge' | 'unreadable';

export interface PlannedInstructions {
	readonly file: InstructionFile;
	/** Estimated, with its heading; also where it is not sent. */
	readonly tokens: number;
	readonly state: InstructionState;
}

/** The system message of the next request, and what it is made of. */
export interface SystemPlan {
	/** The tokens of the user's own system prompt, estimated. */
	readonly prompt: number;
	readonly instructions: readonly PlannedInstructions[];
	/** Of all of it that is sent. */
	readonly tokens: number;
}

/** That of a request which is not planned, as it was sent before. */
export const NO_SYSTEM: SystemPlan = { prompt: 0, instructions: [], tokens: 0 };

export interface SystemParts {
	/** The user's own system prompt. */
	readonly prompt: string;
	/** The project's instructions, in the order in which they are sent. */
	readonly files: readonly InstructionFile[];
	/** What the chat has chosen for some of them. */
	readonly chosen: ChatChoices['instructions'];
	/** What the model takes in all, in tokens; undefined where nobody says. */
	readonly context: number | undefined;
	readonly correction: TokenCorrection | undefined;
}

/** A file that takes more of the context than this is offered, and sent only when it is wanted. */
const UNASKED = 1 / 4;

/** Files are values, so what was counted of one stays right. */
const counted = new WeakMap<InstructionFile, TokenCounts>();

function sectionCounts(file: InstructionFile): TokenCounts {
	const counts = counted.get(file) ?? countTokens(`\n\n${instructionSection(file)}`);
	counted.set(file, counts);
	return counts;
}

/** Decides which of the project's instructions go out with the next message, and what that takes. */
export function planSystem({
	prompt,
	files,
	chosen,
	context,
	correction,
}: SystemParts): SystemPlan {
	const own = prompt.trim() === '' ? 0 : messageTokens(countTokens(prompt), correction);
	// What stands around the message belongs to the first of its parts.
	let around = own === 0 ? AROUND_MESSAGE : 0;
	const instructions = files.map((file): PlannedInstructions => {
		if (file.problem !== undefined) {
			const state = chosen?.[file.uri] === 'leftOut' ? 'leftOut' : 'unreadable';
			return { file, tokens: 0, state };
		}
		const size = correctedTokens(sectionCounts(file), correction);
		const isLarge = context !== undefined && size > context * UNASKED;
		const state = chosen?.[file.uri] ?? (isLarge ? 'tooLarge' : 'sent');
		const tokens = state === 'sent' ? size + around : size;
		if (state === 'sent') around = 0;
		return { file, tokens, state };
	});
	const tokens = instructions.reduce(
		(sum, part) => sum + (part.state === 'sent' ? part.tokens : 0),
		own,
	);
	return { prompt: own, instructions, tokens };
}

/** The system message as it goes out; empty where none does. */
export function systemText(prompt: string, { instructions }: SystemPlan): string {
	const sent = instructions.filter(({ state }) => state === 'sent');
	return systemMessage(
		prompt,
		sent.map(({ file }) => file),
	);
}
