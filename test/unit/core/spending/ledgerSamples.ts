import type { Ledger, LedgerEntry } from '../../../../src/core/spending/ledger.ts';

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

/** A ledger in memory; a test may change its lines, as other windows do. */
export class LedgerInMemory implements Ledger {
	unreadable = 0;
	entries: LedgerEntry[];

	constructor(...entries: LedgerEntry[]) {
		this.entries = entries;
	}

	async append(entry: LedgerEntry): Promise<void> {
		this.entries.push(entry);
	}

	async read(): Promise<readonly LedgerEntry[]> {
		return [...this.entries];
	}
}
