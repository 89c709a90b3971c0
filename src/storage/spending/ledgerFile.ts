import { type Ledger, type LedgerEntry, readEntry } from '../../core/spending/ledger.ts';
import { EntryFile } from '../disk/entryFile.ts';
import type { Files } from '../disk/files.ts';

/** The ledger as a file of JSON lines that only grows. */
export class LedgerFile extends EntryFile<LedgerEntry> implements Ledger {
	/** @param onError is told when writing or reading begins to fail, and not again until it has worked in between */
	constructor(
		path: string,
		onError: (error: unknown, doing: 'write' | 'read') => void,
		files?: Files,
	) {
		super(path, { type: 'reply', parse: readEntry }, onError, files);
	}
}
