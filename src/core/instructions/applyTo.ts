import { globMatcher, splitGlob } from '../files/glob.ts';

/** These apply to whatever is asked, also where no file is attached. */
const ALWAYS = ['**', '**/*', '*'];

/**
 * Whether instructions with this `applyTo` apply to a message, as VS Code decides it: globs with commas between them, each meant
 * anywhere in a path unless it begins at the root.
 * @param paths those of the attached files, whole and with slashes, as their URIs have them
 */
export function appliesTo(applyTo: string, paths: readonly string[]): boolean {
	const patterns = splitGlob(applyTo, ',').map((pattern) => pattern.trim());
	return patterns
		.filter((pattern) => pattern !== '')
		.some((pattern) => {
			if (ALWAYS.includes(pattern)) return true;
			// The root has no name, so behind any folders a pattern that begins there still does.
			const matches = globMatcher(`**/${pattern}`, { ignoreCase: true });
			return matches !== undefined && paths.some(matches);
		});
}
