import * as v from 'valibot';

/** Where a chat was made from another one. */
export const ForkOrigin = v.object({
	/** The id of the other chat. */
	chat: v.string(),
	/** The last of its messages that were taken over, by its id there. */
	message: v.string(),
	/** What it was called then. */
	title: v.string(),
});
export type ForkOrigin = v.InferOutput<typeof ForkOrigin>;
