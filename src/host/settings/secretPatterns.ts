import { rawSettings } from './vscodeSettings.ts';

/** The user's own patterns for files that may hold secrets. What is no list is none. */
export function secretPatterns(): readonly unknown[] {
	const patterns = rawSettings()('secretFiles');
	return Array.isArray(patterns) ? patterns : [];
}
