import { type LineProblem, splitHeader } from '../prompts/splitHeader.ts';
import { appliesTo } from './applyTo.ts';

/**
 * What a file says that itself says what it applies to: its text without the header; undefined where it does not apply, or does not say.
 * A list of globs is no `applyTo` in VS Code either; there it counts as none, here it is told.
 * @param text of the whole file
 * @param paths as appliesTo has them
 */
export async function applyingText(
	text: string,
	paths: readonly string[],
): Promise<string | LineProblem | undefined> {
	const split = splitHeader(text);
	if ('problem' in split) return split;
	const { header, body } = split;
	if (header === undefined) return undefined;
	const { readHeaderFields } = await import('../prompts/headerFields.ts');
	const fields = readHeaderFields(header);
	if ('problem' in fields) return fields;
	const applyTo = fields.get('applyTo');
	if (applyTo === undefined) return undefined;
	if (typeof applyTo !== 'string') {
		const line = header.split('\n').findIndex((one) => /^["']?applyTo\b/.test(one)) + 2;
		return { problem: '“applyTo” is not one text, with commas between the globs in it', line };
	}
	return appliesTo(applyTo, paths) ? body : undefined;
}
