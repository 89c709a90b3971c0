import * as v from 'valibot';

/** The code block that a change came from. */
export interface ChangeSource {
	readonly conversation: string;
	readonly reply: string;
	/** Its number in the reply, from 0. */
	readonly block: number;
}

/** A change that waits to be accepted, as it stands on disk. */
export const Proposal = v.object({
	id: v.string(),
	conversation: v.string(),
	reply: v.string(),
	block: v.number(),
	/** The address of the document that is to be changed. */
	target: v.string(),
	/** VS Code's id of its language. */
	language: v.string(),
	/** The document as it was when the change was made, or brought to what it had become. */
	base: v.string(),
	/** What was proposed, in the base. */
	hunks: v.array(
		v.object({
			start: v.number(),
			end: v.number(),
			text: v.string(),
			how: v.picklist(['range', 'symbol', 'exact', 'reindented', 'elision']),
			symbol: v.exactOptional(v.string()),
		}),
	),
	/** The base with these, and with what was edited by hand. */
	text: v.string(),
	/** What of the block has no place, in words. */
	missing: v.array(v.string()),
	/** When it was changed last, in milliseconds since 1970. */
	time: v.number(),
});
export type Proposal = v.InferOutput<typeof Proposal>;

/** A proposal as it was kept; undefined where the file is no such thing. */
export function parseProposal(json: string): Proposal | undefined {
	try {
		const parsed = v.safeParse(Proposal, JSON.parse(json));
		return parsed.success ? parsed.output : undefined;
	} catch {
		return undefined;
	}
}
