import type { Reply } from '../shared/conversation.ts';

/** US dollars as billed: two significant digits below a cent, cents above. */
function dollars(cost: number): string {
	if (cost === 0) return '$0';
	if (cost >= 0.01) return `$${cost.toFixed(2)}`;
	const places = Math.min(12, 1 - Math.floor(Math.log10(cost)));
	return `$${cost.toFixed(places).replace(/0+$/, '')}`;
}

/** "412 tokens · $0.0003", and the model that answered where it is not the one that was asked. */
export function replyFacts(reply: Reply): string {
	const { model, usage } = reply.facts;
	const parts: string[] = [];
	if (model !== undefined && model !== reply.model) parts.push(`answered by ${model}`);
	if (usage !== undefined) parts.push(`${usage.completion_tokens.toLocaleString('en')} tokens`);
	if (usage?.cost !== undefined) parts.push(dollars(usage.cost));
	return parts.join(' · ');
}
