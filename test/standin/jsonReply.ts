import type { JsonBehaviour } from './behaviour.ts';
import type { Envelope, Usage } from './envelope.ts';

/** The body of an answer that is not streamed. */
export function jsonReply(
	behaviour: JsonBehaviour,
	envelope: Envelope,
	usage: Usage | undefined,
): object {
	const { id, provider, model, created } = envelope;
	const { error, text, reasoning } = behaviour;
	const failure = error && { code: error.code, message: error.message };
	const finish = error?.place === 'choice' ? 'error' : (behaviour.finishReason ?? 'stop');
	return {
		id,
		provider,
		model,
		object: 'chat.completion',
		created,
		...(error?.place === 'top' ? { error: failure } : {}),
		choices: [
			{
				logprobs: null,
				finish_reason: finish,
				native_finish_reason: finish,
				index: 0,
				message: {
					role: 'assistant',
					content: text,
					refusal: null,
					...(reasoning === undefined ? {} : { reasoning }),
				},
				...(error?.place === 'choice' ? { error: failure } : {}),
			},
			...(behaviour.choices ?? []).map((content, place) => ({
				logprobs: null,
				finish_reason: 'stop',
				native_finish_reason: 'stop',
				index: place + 1,
				message: { role: 'assistant', content, refusal: null },
			})),
		],
		...(usage === undefined ? {} : { usage }),
	};
}
