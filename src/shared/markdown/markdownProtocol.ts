import * as v from 'valibot';
import { Address, BlockMark, Index, MessageId } from '../text/fields.ts';

export const MarkdownFromPage = v.variant('type', [
	/** A link of a reply; `text` is what is shown of it. */
	v.object({ type: v.literal('openLink'), href: Address, text: Address }),
	/** Shows a code block of the language mermaid in VS Code's Markdown preview. */
	v.object({
		type: v.literal('openDiagram'),
		id: MessageId,
		block: Index,
		mark: v.exactOptional(BlockMark),
	}),
]);
export type MarkdownFromPage = v.InferOutput<typeof MarkdownFromPage>;
