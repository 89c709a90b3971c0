import * as v from 'valibot';
import { Finite } from '../text/fields.ts';

/** Sampling parameters by the name of their setting ("topP"); null is not sent, whatever the setting says. */
export const ChosenParameters = v.record(
	v.string(),
	v.nullable(v.union([Finite, v.array(v.string())])),
);

/** What one reply alone was asked with, over what its chat had chosen. */
export const AskedOnce = v.object({
	parameters: v.exactOptional(ChosenParameters),
	/** How likely each token was is asked for, with so many alternatives. */
	logProbabilities: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20))),
	/** Null is not sent. */
	reasoningEffort: v.exactOptional(v.nullable(v.string())),
});
export type AskedOnce = v.InferOutput<typeof AskedOnce>;
