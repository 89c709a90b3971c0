import {
	type KeptAnswer,
	type KeptAnswers,
	parseKeptAnswer,
} from '../../core/compare/keptAnswer.ts';
import { EntryFile } from '../disk/entryFile.ts';
import type { Files } from '../disk/files.ts';

/** What was kept of comparisons, as a file of JSON lines that only grows. */
export class KeptAnswersFile extends EntryFile<KeptAnswer> implements KeptAnswers {
	/** @param onError is told when writing or reading begins to fail, and not again until it has worked in between */
	constructor(
		path: string,
		onError: (error: unknown, doing: 'write' | 'read') => void,
		files?: Files,
	) {
		super(path, { type: 'kept', parse: parseKeptAnswer }, onError, files);
	}
}
