import * as v from 'valibot';
import { Address, BlockMark, Index, MessageId } from '../text/fields.ts';

const Line = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9_999_999));

/** A place in a file that a text names; nobody has looked yet whether it is there. */
export const FileReference = v.object({
	/** As it was written, with slashes. May lead out of the workspace. */
	path: v.pipe(v.string(), v.maxLength(400)),
	line: v.exactOptional(Line),
	/** Counted from 1. */
	column: v.exactOptional(Line),
	/** The last line, included. */
	endLine: v.exactOptional(Line),
	/** What is declared there, instead of a line: "parse". */
	symbol: v.exactOptional(v.pipe(v.string(), v.maxLength(100))),
});
export type FileReference = v.InferOutput<typeof FileReference>;

/** So many references are asked about at once. */
export const MAX_BATCH = 50;

/** What is known of a reference. */
export const CheckedReference = v.object({
	reference: FileReference,
	/** Where it leads: "src/a.ts:12-20"; absent where there is no such file or line in the workspace. */
	label: v.exactOptional(v.string()),
	/** The file has changed since the reply was made. */
	moved: v.exactOptional(v.literal(true)),
});
export type CheckedReference = v.InferOutput<typeof CheckedReference>;

/** The answer to checkReferences. It is no news but asked for, so it has no number and is not acknowledged. */
export const References = v.object({
	type: v.literal('references'),
	id: MessageId,
	checked: v.pipe(v.array(CheckedReference), v.readonly()),
});
export type References = v.InferOutput<typeof References>;

export const MarkdownFromPage = v.variant('type', [
	/** A link of a reply; `text` is what is shown of it. */
	v.object({ type: v.literal('openLink'), href: Address, text: Address }),
	/** Which of the places in files that a reply names are there. */
	v.object({
		type: v.literal('checkReferences'),
		id: MessageId,
		references: v.pipe(v.array(FileReference), v.maxLength(MAX_BATCH), v.readonly()),
	}),
	v.object({ type: v.literal('openReference'), id: MessageId, reference: FileReference }),
	/** Shows a code block of the language mermaid in VS Code's Markdown preview. */
	v.object({
		type: v.literal('openDiagram'),
		id: MessageId,
		block: Index,
		mark: v.exactOptional(BlockMark),
	}),
]);
export type MarkdownFromPage = v.InferOutput<typeof MarkdownFromPage>;
