import * as v from 'valibot';

/** How much a model may think before it answers, most first; "none" has it answer at once (OpenRouter's docs, "Reasoning Tokens"). */
export const REASONING_EFFORTS = [
	'max',
	'xhigh',
	'high',
	'medium',
	'low',
	'minimal',
	'none',
] as const;

export const ReasoningEffort = v.picklist(REASONING_EFFORTS);
export type ReasoningEffort = v.InferOutput<typeof ReasoningEffort>;
