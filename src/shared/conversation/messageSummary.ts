import * as v from 'valibot';
import { Time } from '../text/time.ts';
import { Withheld } from './withheldText.ts';

/** What stands in later requests in the place of messages for which there is no room. It is kept with the last of them. */
export const Summary = v.object({
	/** What its cost and its request are kept under. */
	id: v.string(),
	at: Time,
	/** The model that was asked for it. */
	model: v.string(),
	text: v.string(),
	/** The messages that it stands for, oldest first: the one that it is kept with and such as lead to it. */
	of: v.pipe(v.array(v.string()), v.minLength(1)),
	/** In a log only: what went out in other words when it was made. */
	withheld: v.exactOptional(v.array(Withheld)),
	/** The user has changed what the model wrote. */
	edited: v.exactOptional(v.literal(true)),
	/** It is not used for now: the messages count again. */
	leftOut: v.exactOptional(v.literal(true)),
});
export type Summary = v.InferOutput<typeof Summary>;
