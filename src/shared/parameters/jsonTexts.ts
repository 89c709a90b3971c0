import * as v from 'valibot';
import { MAX_STOP_STRINGS } from './sampling.ts';

const Texts = v.pipe(
	v.string(),
	v.parseJson(),
	v.array(v.pipe(v.string(), v.nonEmpty())),
	v.maxLength(MAX_STOP_STRINGS),
);

/** Texts that are typed as JSON, where there is but one line; undefined where that is something else. */
export function readJsonTexts(typed: string): string[] | undefined {
	const parsed = v.safeParse(Texts, typed);
	return parsed.success ? parsed.output : undefined;
}
