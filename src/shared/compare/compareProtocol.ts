import * as v from 'valibot';
import { BlockChange } from '../changes/changeProtocol.ts';
import { MessageView } from '../conversation/conversationProtocol.ts';
import { Failure } from '../conversation/messages.ts';
import { Address, BlockMark, Index, Text } from '../text/fields.ts';
import { parseWith } from '../text/parseWith.ts';

/** What passes between the extension host and the page on which answers are compared. The page names columns and blocks. */

/** "1", "2", …: its place on the page. */
const ColumnId = v.pipe(v.string(), v.maxLength(8));

export const CompareColumn = v.object({
	id: ColumnId,
	/** "Llama 3.3 70B", a second one "Llama 3.3 70B, 2"; where it is judged blind "A". */
	name: v.string(),
	/** The answer with all that has come of it; absent before it is asked for, and where that was refused. */
	view: v.exactOptional(MessageView),
	/** Why it was not asked for. */
	refused: v.exactOptional(Failure),
	/** It was deleted in the chat. */
	gone: v.exactOptional(v.literal(true)),
	/** It is the chat's branch now. */
	kept: v.exactOptional(v.boolean()),
	/** What became of its code blocks that were applied; of one that is kept. */
	changes: v.exactOptional(v.array(BlockChange)),
	/** What its code would change, once that was asked for. */
	judged: v.exactOptional(
		v.object({
			/** Among those with code for a file, from 1. */
			place: v.exactOptional(Index),
			facts: v.array(v.string()),
		}),
	),
});
export type CompareColumn = v.InferOutput<typeof CompareColumn>;

/** What stands over the columns. */
const About = v.object({
	/** The first line of the question. */
	question: v.string(),
	/** Models, costs and times are hidden until one is kept. */
	blind: v.boolean(),
	/** Wide lines of code are broken: the setting `llamaChat.wrapCode`. */
	wrapCode: v.exactOptional(v.literal(true)),
});

/** A token of an answer. */
export const TokenChance = v.object({
	text: v.string(),
	/** Its natural logarithm: 0 is certain. */
	logprob: v.number(),
	/** What else could have stood there, the likeliest first. */
	others: v.array(v.object({ text: v.string(), logprob: v.number() })),
});
export type TokenChance = v.InferOutput<typeof TokenChance>;

export const CompareChange = v.variant('type', [
	/** All but its texts, which the page has: here they are empty. */
	v.object({ type: v.literal('column'), column: CompareColumn }),
	/** With texts that are not those which the page has. */
	v.object({ type: v.literal('anew'), column: CompareColumn }),
	/** What stands over the columns. It follows Judge Code, whatever became of that. */
	v.object({ type: v.literal('about'), ...About.entries }),
	v.object({ type: v.literal('text'), id: ColumnId, text: v.string() }),
	/** How likely each of its tokens was; none where that is not known. */
	v.object({
		type: v.literal('chances'),
		id: ColumnId,
		chances: v.array(TokenChance),
		/** They end before the answer does: a request is kept up to a length. */
		cut: v.exactOptional(v.literal(true)),
	}),
	v.object({ type: v.literal('reasoning'), id: ColumnId, text: v.string() }),
]);
export type CompareChange = v.InferOutput<typeof CompareChange>;

/** Every message has a number; the page acknowledges it once it is laid out. */
const Sequence = v.pipe(v.number(), v.integer());

/** All there is to show. */
export const Compared = v.object({
	...About.entries,
	columns: v.array(CompareColumn),
});
export type Compared = v.InferOutput<typeof Compared>;

export const ToComparePage = v.variant('type', [
	v.object({ type: v.literal('snapshot'), sequence: Sequence, ...Compared.entries }),
	v.object({ type: v.literal('changes'), sequence: Sequence, changes: v.array(CompareChange) }),
]);
export type ToComparePage = v.InferOutput<typeof ToComparePage>;

export const FromComparePage = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('ack'), sequence: Sequence }),
	/** Stops one answer, or without a name all that come in. */
	v.object({ type: v.literal('stop'), id: v.exactOptional(ColumnId) }),
	/** Makes an answer the chat's branch. */
	v.object({ type: v.literal('keep'), id: ColumnId }),
	/** Asks what the code of each answer would change. */
	v.object({ type: v.literal('judge') }),
	/** Asks how likely the tokens of each answer were, where that was asked of the model. */
	v.object({ type: v.literal('chances') }),
	/** Shows the chat. */
	v.object({ type: v.literal('openChat') }),
	/** Copies an answer, or a code block of it. */
	v.object({
		type: v.literal('copy'),
		id: ColumnId,
		block: v.exactOptional(Index),
		mark: v.exactOptional(BlockMark),
	}),
	/** Finds the place of a code block of the kept answer, and proposes the change. */
	v.object({
		type: v.literal('apply'),
		id: ColumnId,
		block: Index,
		mark: v.exactOptional(BlockMark),
	}),
	/** Shows that change again, or one of its places. */
	v.object({ type: v.literal('openChange'), id: ColumnId, block: Index }),
	v.object({ type: v.literal('openPlace'), id: ColumnId, block: Index, line: Index }),
	v.object({ type: v.literal('openLink'), href: Address, text: Text }),
]);
export type FromComparePage = v.InferOutput<typeof FromComparePage>;

/** Parses what the page sent; undefined for anything that is not of the protocol. */
export const parseFromComparePage = (data: unknown) => parseWith(FromComparePage, data);

/** Parses what the host sent; undefined for anything else. */
export const parseToComparePage = (data: unknown) => parseWith(ToComparePage, data);
