/** What a finish_reason says of the end of a reply, however the server spells it; undefined for all that is no such end. */
export type ReplyEnd = 'length' | 'filtered' | 'failed';

/** OpenAI's words, and those of Mistral, Gemini, Claude, Z.ai and DeepSeek. */
const ENDS: ReadonlyMap<string, ReplyEnd> = new Map([
	['length', 'length'],
	['max_tokens', 'length'],
	['max_output_tokens', 'length'],
	['model_length', 'length'],
	['model_context_window_exceeded', 'length'],
	['content_filter', 'filtered'],
	['content_filtered', 'filtered'],
	['sensitive', 'filtered'],
	['safety', 'filtered'],
	['prohibited_content', 'filtered'],
	['error', 'failed'],
	['network_error', 'failed'],
	['insufficient_system_resource', 'failed'],
	['abort', 'failed'],
	['aborted', 'failed'],
]);

export function replyEnd(reason: string | undefined): ReplyEnd | undefined {
	return reason === undefined ? undefined : ENDS.get(reason.toLowerCase());
}
