import type { ChatChoices, Message, Question } from '../shared/conversation.ts';
import type { ChatPorts, Prepared } from './chatPorts.ts';
import { buildChatRequest } from './chatRequest.ts';
import { wireMessages } from './prompt.ts';
import { dataUrls } from './sentImages.ts';

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
	ports: ChatPorts,
): Promise<Prepared> {
	const { settings, destination } = await ports.prepare(choices);
	const last = path.at(-1);
	// A reply that goes on does so by the model that began it.
	const model = last?.role === 'assistant' ? last.model : settings.model;
	const { baseUrl, server } = destination;
	const own = question?.images ?? [];
	const urls = await dataUrls(path, own, { baseUrl, model }, ports.images);
	const request = buildChatRequest({
		baseUrl,
		server,
		model,
		systemPrompt: settings.systemPrompt,
		messages: wireMessages(path, ({ hash }) => urls.get(hash)),
		sampling: settings.sampling,
	});
	await ports.watch?.permit(destination, request);
	return { destination, request };
}
