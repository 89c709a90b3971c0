import type { LogOutputChannel } from 'vscode';
import { failureForLog, word } from '../../core/log/logWords.ts';
import type { Reply } from '../../shared/conversation/messages.ts';

/** One line for each reply: enough to file a bug with, nothing of what was said. */
export function logReply(log: LogOutputChannel, { model, status, facts, failure }: Reply): void {
	const parts = [`model ${model}`, `status ${status}`];
	if (facts.id !== undefined) parts.push(`id ${word(facts.id)}`);
	if (facts.provider !== undefined) parts.push(`provider ${word(facts.provider)}`);
	if (facts.finish_reason !== undefined) parts.push(`finish ${word(facts.finish_reason)}`);
	if (facts.usage !== undefined) {
		const { prompt_tokens, completion_tokens } = facts.usage;
		parts.push(`tokens ${prompt_tokens} in, ${completion_tokens} out`);
	}
	if (facts.timing !== undefined) {
		const { first, total } = facts.timing;
		parts.push(`${total} ms${first === undefined ? '' : `, the first word after ${first} ms`}`);
	}
	if (failure === undefined) {
		log.info(`Reply: ${parts.join(', ')}`);
		return;
	}
	log.warn(`Reply: ${parts.join(', ')}: ${failureForLog(failure)}`);
	// A server's own words can repeat a prompt or a reply.
	log.trace(`${failure.message} ${failure.detail ?? ''}`);
}
