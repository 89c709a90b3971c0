import * as v from 'valibot';

/** A file that a model sent, of which nothing is kept but what it was. */
export const FileSent = v.object({
	type: v.literal('file'),
	name: v.exactOptional(v.string()),
	/** Or what it is alone: "video". */
	mediaType: v.exactOptional(v.string()),
});
