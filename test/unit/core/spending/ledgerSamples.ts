import type { LedgerEntry } from '../../../../src/core/spending/ledger.ts';

export function paid(part: Partial<LedgerEntry> = {}): LedgerEntry {
	return {
		type: 'reply',
		at: Date.parse('2026-11-24T12:00:00'),
		chat: 'c-1',
		reply: 'r-1',
		server: 'https://openrouter.ai',
		model: 'meta-llama/llama-3-70b-instruct',
		prompt_tokens: 100,
		completion_tokens: 20,
		billed: '0.00006',
		...part,
	};
}
