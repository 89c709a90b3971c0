import * as v from 'valibot';
import { Finite } from '../text/fields.ts';

/** That a server cannot have read all of a prompt, by its own count: the tokens that it counted, and about how many were sent. */
export const CountedShort = v.object({
	counted: v.pipe(Finite, v.minValue(0)),
	sent: v.pipe(Finite, v.minValue(0)),
});
export type CountedShort = v.InferOutput<typeof CountedShort>;
