import * as v from 'valibot';
import { parseWith } from '../text/parseWith.ts';

/** What passes between the extension host and the page of Show Usage and Cost. */

/** Several replies that have something in common: a day, a model, a chat. */
export const UsageRow = v.object({
	/** What they have in common, for people. */
	label: v.string(),
	replies: v.number(),
	promptTokens: v.number(),
	completionTokens: v.number(),
	/** US dollars as decimals: "0" where nothing was billed or estimated. */
	billed: v.string(),
	estimated: v.string(),
});
export type UsageRow = v.InferOutput<typeof UsageRow>;

/** How often the answer of a model was kept of those that were compared. */
export const KeptRow = v.object({
	/** The model, for people. */
	label: v.string(),
	kept: v.number(),
	/** In how many comparisons it was. */
	compared: v.number(),
	/** How many of those kept were chosen without the names. */
	blind: v.number(),
	/** How many were kept of each kind of question, in the order of the kinds. */
	byKind: v.array(v.number()),
});
export type KeptRow = v.InferOutput<typeof KeptRow>;

export const KeptTable = v.object({
	/** The kinds of questions, for people. */
	kinds: v.array(v.string()),
	/** The model of which most were kept first. */
	rows: v.array(KeptRow),
});
export type KeptTable = v.InferOutput<typeof KeptTable>;

export const UsageReport = v.object({
	/** Of today, of the last 30 days, and of all time, under these names. */
	sums: v.array(UsageRow),
	/** The newest first; days without a reply are left out. */
	days: v.array(UsageRow),
	/** The dearest first, here and below. */
	models: v.array(UsageRow),
	chats: v.array(UsageRow),
	/** The last 30 days, oldest first, with nothing left out: for the chart. */
	lastDays: v.array(UsageRow),
	/** The limits for a day, in words; undefined where there are none. */
	limits: v.exactOptional(v.string()),
	/** How many lines of the ledger are damaged; undefined for none. */
	unreadable: v.exactOptional(v.number()),
	/** What was kept of comparisons; undefined where nothing was. */
	kept: v.exactOptional(KeptTable),
});
export type UsageReport = v.InferOutput<typeof UsageReport>;

export const ToUsagePage = v.object({ type: v.literal('report'), report: UsageReport });
export type ToUsagePage = v.InferOutput<typeof ToUsagePage>;

export const FromUsagePage = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('exportUsage') }),
	v.object({ type: v.literal('openLimits') }),
]);
export type FromUsagePage = v.InferOutput<typeof FromUsagePage>;

/** Parses what the page sent; undefined for anything that is not of the protocol. */
export const parseFromUsagePage = (data: unknown) => parseWith(FromUsagePage, data);

/** Parses what the host sent; undefined for anything else. */
export const parseToUsagePage = (data: unknown) => parseWith(ToUsagePage, data);
