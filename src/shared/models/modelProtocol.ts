import * as v from 'valibot';

/** What is likely to go wrong with the next message. */
export const FindingKind = v.picklist([
	'modelGone',
	'modelExpires',
	'imagesRefused',
	'promptTooLong',
	'maxTokensTooHigh',
]);
export type FindingKind = v.InferOutput<typeof FindingKind>;

/** What can be done about it with one click. */
const FindingAction = v.picklist([
	'selectModel',
	'useNearest',
	'sendWithoutImages',
	'sendAnyway',
	'lowerMaxTokens',
]);

export const Finding = v.object({
	kind: FindingKind,
	/** One sentence. */
	message: v.string(),
	/** The most useful first. */
	remedies: v.array(v.object({ action: FindingAction, label: v.string() })),
});
export type Finding = v.InferOutput<typeof Finding>;

export const ModelFromPage = v.variant('type', [
	/** Does something about a finding; without an action it is not to be shown again. */
	v.object({
		type: v.literal('finding'),
		kind: FindingKind,
		action: v.exactOptional(v.picklist(['selectModel', 'useNearest', 'lowerMaxTokens'])),
	}),
]);
export type ModelFromPage = v.InferOutput<typeof ModelFromPage>;
