import type { Behaviour } from './behaviour.ts';
import type { Envelope, Usage } from './envelope.ts';
import type { ReceivedRequest } from './receivedRequest.ts';

/** What `GET /generation` tells of the replies that were given, by their ids. */
export class Generations {
	readonly #known = new Map<string, object>();

	/** Takes note of a reply that was begun. */
	add({ id, model, provider, created }: Envelope, usage: Usage, finishReason: string): void {
		const { prompt_tokens_details: of, completion_tokens_details: out } = usage;
		this.#known.set(id, {
			id,
			upstream_id: `chatcmpl-${id.slice(4)}`,
			created_at: new Date(created * 1000).toISOString(),
			model,
			provider_name: provider,
			total_cost: usage.cost,
			usage: usage.cost,
			upstream_inference_cost: null,
			cache_discount: null,
			tokens_prompt: usage.prompt_tokens,
			tokens_completion: usage.completion_tokens,
			native_tokens_prompt: usage.prompt_tokens,
			native_tokens_completion: usage.completion_tokens,
			native_tokens_reasoning: out['reasoning_tokens'],
			native_tokens_cached: of['cached_tokens'],
			streamed: true,
			cancelled: false,
			finish_reason: finishReason,
			native_finish_reason: finishReason,
			latency: 120,
			generation_time: 900,
		});
	}

	answer(request: ReceivedRequest): Behaviour {
		const data = this.#known.get(request.query.get('id') ?? '');
		if (data === undefined) {
			const message = 'Generation not found';
			return { kind: 'error', status: 404, body: { shape: 'object', message } };
		}
		const headers = { 'content-type': 'application/json' };
		return { kind: 'raw', headers, parts: [JSON.stringify({ data })] };
	}
}
