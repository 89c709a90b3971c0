import type { ChatChoices, Message, Question } from '../shared/conversation.ts';
import type { ChatPorts, Prepared } from './chatPorts.ts';
import { plannedRequest, planPath } from './requestPlan.ts';
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
	const known = ports.models.model(baseUrl, model);
	const plan = planPath({ settings, model, known, correction: ports.tokens.of(model), path });
	const urls = await dataUrls(plan.sent, own, { baseUrl, model }, ports.images);
	const planned = plannedRequest(plan, { settings, server, model }, ({ hash }) => urls.get(hash));
	await ports.watch?.permit(destination, planned.request);
	return { destination, planned };
}
