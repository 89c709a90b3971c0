import type { ChatChoices } from '../../shared/conversation/messages.ts';
import type { SecretAnswer } from '../../shared/conversation/withheldText.ts';
import type { ChatPorts, Prepared } from '../chat/chatPorts.ts';
import { prepareTurn } from '../chat/prepareTurn.ts';
import { roomKept, tokensAround } from '../context/messageTokens.ts';
import { ChatError } from '../errors/chatError.ts';
import { modelName } from '../models/modelName.ts';
import { clampedSampling } from '../parameters/requestParameters.ts';
import { ChatSecrets, type OutgoingText } from '../secrets/chatSecrets.ts';
import { correctedTokens } from '../tokens/tokenCorrection.ts';
import { countTokens } from '../tokens/tokenEstimate.ts';
import type { ChangedFile } from './changedFiles.ts';
import { changesThatFit, type LeftOut, type Room } from './changesThatFit.ts';
import { COMMIT_MESSAGES } from './commitMessagesKey.ts';
import { COMMIT_SYSTEM_PROMPT, type CommitFacts, commitPrompt } from './commitPrompt.ts';

/** More changes than these make no better message, and cost. In tokens. */
const MOST = 24_000;
/** What a model is taken to have whose server does not say, as Llama 3: more could be cut by the server, unseen. */
const ASSUMED_CONTEXT = 8192;
/** Less says nothing of any change. */
const LEAST = 120;
/** The most characters for the names of what is left out, and as how many tokens one counts at the most. */
const MOST_NAMES = 2000;
const TOKENS_OF_NAME = 0.5;

export interface CommitChanges {
	readonly files: readonly ChangedFile[];
	/** What is known to be missing among them before there is any question of room. */
	readonly missing: readonly LeftOut[];
}

export interface PreparedCommit {
	readonly prepared: Prepared;
	/** Whatever the request does not have, or not all of. */
	readonly leftOut: readonly LeftOut[];
}

/**
 * The request for a commit message, as large as the model's context allows.
 * @param choices whose model, parameters and routing are taken
 * @param answer what the user wants of what looks like a secret
 * @throws ChatError when it is refused, of kind secrets where the user has to decide first
 */
export async function prepareCommit(
	facts: CommitFacts,
	changes: CommitChanges,
	isSecret: Room['isSecret'],
	choices: ChatChoices,
	ports: Pick<ChatPorts, 'prepare' | 'models' | 'tokens' | 'observer' | 'secrets'>,
	answer?: SecretAnswer,
): Promise<PreparedCommit> {
	const { settings, destination } = await ports.prepare(choices);
	const { model } = settings;
	const known = ports.models.model(destination.baseUrl, model);
	const correction = ports.tokens.of(model);
	const tokensOf = (text: string) => correctedTokens(countTokens(text), correction);
	const context = known?.contextLength ?? ASSUMED_CONTEXT;
	const { reply, margin } = roomKept(clampedSampling(settings.sampling, known).max_tokens, context);
	const empty = commitPrompt(facts, { text: '', leftOut: [] });
	const fixed = tokensOf(COMMIT_SYSTEM_PROMPT) + tokensOf(empty) + tokensAround(2);
	const tokens = Math.min(MOST, Math.floor(context - margin - reply - fixed));
	if (tokens < LEAST) throw noRoom(model, context, fixed, reply);
	const names = Math.min(MOST_NAMES, Math.floor(tokens / 4));
	const fit = (room: number) => {
		const { text, leftOut } = changesThatFit(changes.files, { tokens: room, tokensOf, isSecret });
		return { text, leftOut: [...leftOut, ...changes.missing] };
	};
	const all = fit(tokens);
	const fitting = all.leftOut.length === 0 ? all : fit(Math.floor(tokens - names * TOKENS_OF_NAME));
	const secrets = new ChatSecrets(ports.secrets);
	await secrets.decide(outgoing(facts, fitting.text), [], answer, destination.baseUrl);
	const question = secrets.recorded({
		role: 'user',
		id: COMMIT_MESSAGES.id,
		parent: null,
		at: 0,
		text: commitPrompt(facts, fitting, names),
		excerpts: [],
	});
	const own = { ...settings, systemPrompt: COMMIT_SYSTEM_PROMPT, instructionFiles: false };
	const { models, tokens: learned, observer } = ports;
	const prepared = await prepareTurn([question], question, choices, {
		prepare: async () => ({ settings: own, destination }),
		models,
		tokens: learned,
		observer,
	});
	return { prepared, leftOut: fitting.leftOut };
}

/** All of the prompt by its parts. */
function outgoing({ box, instructions, style }: CommitFacts, changes: string): OutgoingText[] {
	return [
		{ where: 'in the changes', text: changes, reading: 'code' },
		{ where: 'in the message box', text: box },
		...instructions.map((text) => ({
			where: 'in the instructions for commit messages',
			text,
			reading: 'code' as const,
		})),
		{ where: 'in the last commits', text: style.subjects.join('\n') },
	];
}

function noRoom(model: string, context: number, fixed: number, reply: number): ChatError {
	const rounded = (tokens: number) => Math.round(tokens).toLocaleString('en');
	return new ChatError(
		'contextTooLong',
		`There is no room for the changes: ${modelName(model)} takes ${rounded(context)} tokens in all, the instructions and the text in the message box take about ${rounded(fixed)}, and ${rounded(reply)} are kept for the reply. Nothing was sent. Shorten them, or choose a model with more context.`,
	);
}
