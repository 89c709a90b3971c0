import type { LogOutputChannel } from 'vscode';
import type { Reply } from '../shared/conversation.ts';

/** One line for each reply: enough to file a bug with, nothing of what was said. */
export function logReply(log: LogOutputChannel, { model, status, facts, failure }: Reply): void {
	const parts = [`model ${model}`, `status ${status}`];
	if (facts.id !== undefined) parts.push(`id ${facts.id}`);
	if (facts.provider !== undefined) parts.push(`provider ${facts.provider}`);
	if (facts.finish_reason !== undefined) parts.push(`finish ${facts.finish_reason}`);
	if (facts.usage !== undefined) {
		const { prompt_tokens, completion_tokens } = facts.usage;
		parts.push(`tokens ${prompt_tokens} in, ${completion_tokens} out`);
	}
	if (failure === undefined) {
		log.info(`Reply: ${parts.join(', ')}`);
		return;
	}
	const http = failure.status === undefined ? '' : ` (HTTP ${failure.status})`;
	log.warn(`Reply: ${parts.join(', ')}: ${failure.kind}${http}: ${failure.message}`);
}
