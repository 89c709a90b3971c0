import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One change of one source. */
export interface Change {
	/** Below `src/`. */
	readonly file: string;
	/** A text that stands there once, and what takes its place. */
	readonly from: string;
	readonly to: string;
}

/**
 * The source with the change.
 * @param root the project's folder
 * @throws Error where the text to change is not there, or not once: the lists of changes have to follow the code
 */
export function changedSource(root: string, { file, from, to }: Change): string {
	const source = readFileSync(join(root, 'src', file), 'utf8');
	const parts = source.split(from);
	if (parts.length !== 2) {
		throw new Error(`This stands ${parts.length - 1} times in src/${file}, not once: ${from}`);
	}
	return parts.join(to);
}
