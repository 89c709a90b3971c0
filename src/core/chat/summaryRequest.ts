import { replyEnd } from '../../shared/conversation/finishReason.ts';
import { shortCountInWords } from '../../shared/conversation/shortCountWords.ts';
import type { SecretAnswer, Withheld } from '../../shared/conversation/withheldText.ts';
import type { SummaryRange } from '../context/summarisedPath.ts';
import { SUMMARY_SYSTEM_PROMPT, summaryQuestion } from '../context/summaryPrompt.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { ChatError } from '../errors/chatError.ts';
import {
	type ChatSecrets,
	type OutgoingText,
	textsOfEarlier,
	withheldOn,
} from '../secrets/chatSecrets.ts';
import type { ChatPorts, Prepared } from './chatPorts.ts';
import type { LoneReply } from './loneTurn.ts';
import { prepareTurn } from './prepareTurn.ts';

/**
 * The request for a summary of messages that do not fit: by the chat's model and parameters, but for those that would cut it short.
 * @param observer may refuse it; without, it is only to be looked at
 * @param asks what of the messages looks like a secret; without, nothing is looked for
 * @param answer what the user wants of that
 * @throws ChatError when it is refused, of kind secrets where the user has to decide first, also because the messages are too long for a request of their own
 */
export async function prepareSummary(
	range: SummaryRange,
	conversation: Pick<Conversation, 'choices' | 'messages'>,
	ports: Pick<ChatPorts, 'prepare' | 'models' | 'tokens' | 'observer'>,
	asks?: ChatSecrets,
	answer?: SecretAnswer,
): Promise<Prepared> {
	const { choices } = conversation;
	const { settings, destination } = await ports.prepare(choices);
	const { max_tokens: _length, stop: _stop, ...sampling } = settings.sampling;
	const own = {
		...settings,
		sampling,
		systemPrompt: SUMMARY_SYSTEM_PROMPT,
		instructionFiles: false,
	};
	const asked = summaryQuestion('', range.messages);
	const { texts, known } = secretsOfSummary(range, conversation);
	const withheld = (await asks?.decide(texts, known, answer, destination.baseUrl)) ?? known;
	const question = withheld.length === 0 ? asked : { ...asked, withheld: [...withheld] };
	const { models, tokens, observer } = ports;
	try {
		return await prepareTurn([question], question, choices, {
			prepare: async () => ({ settings: own, destination }),
			models,
			tokens,
			observer,
		});
	} catch (error) {
		if (!(error instanceof ChatError) || error.kind !== 'contextTooLong') throw error;
		throw new ChatError(
			'refused',
			`The ${range.of.length.toLocaleString('en')} messages that do not fit are too long for one request as well, so they cannot be summarised by this model. Nothing was sent. Select a model with more context for the summary, then this one again, or leave some of them out.`,
		);
	}
}

/** What may hold a secret in it, and what goes out in other words already. */
export function secretsOfSummary(
	{ messages }: SummaryRange,
	conversation: Pick<Conversation, 'messages'>,
): { readonly texts: readonly OutgoingText[]; readonly known: readonly Withheld[] } {
	const known = withheldOn(messages, conversation);
	return { texts: textsOfEarlier(messages, conversation.messages()), known };
}

/**
 * What a model has made of it.
 * @throws ChatError where that is no whole summary, or not one of all the messages
 */
export function summaryIn({ text, facts, short }: LoneReply): string {
	const end = replyEnd(facts.finish_reason);
	if (end === 'length' || end === 'filtered') {
		const why =
			end === 'length' ? 'reached its length limit' : 'was cut off by the server’s content filter';
		throw new ChatError(
			'refused',
			`The summary ${why}, so it is not whole and was not taken. Try again, or select another model.`,
		);
	}
	if (short !== undefined) {
		throw new ChatError(
			'refused',
			`${shortCountInWords(short)}, so it may not have read all of the messages, and the summary was not taken. Give the model a larger window at the server, or select one with more context.`,
		);
	}
	if (text.trim() !== '') return text.trim();
	throw new ChatError(
		'refused',
		'The model answered with nothing, so there is no summary. Try again, or select another model.',
	);
}
