import type { HiddenCharacter } from '../../shared/text/hiddenCharacters.ts';
import type { Formula } from './formula.ts';

export interface InlineText {
	readonly type: 'text';
	readonly text: string;
}

/** An element without attributes of its own: emphasis, strong, struck, code, a hard line break, or what a tag was written for. */
export interface InlineSpan {
	readonly type: 'span';
	readonly tag:
		| ('em' | 'strong' | 's' | 'code' | 'br')
		| ('kbd' | 'sub' | 'sup' | 'mark' | 'b' | 'i' | 'u' | 'ins' | 'del')
		| ('samp' | 'var' | 'small' | 'q' | 'cite' | 'dfn' | 'abbr')
		| ('ul' | 'ol' | 'li');
	/** Whether it is code between tags, in which marks count: one may be half of a pair with what follows. */
	readonly isOpen?: boolean;
	readonly children: readonly Inline[];
}

export interface InlineLink {
	readonly type: 'link';
	readonly href: string;
	/** The children are the description of an image at that address; it is not fetched. */
	readonly image: boolean;
	readonly children: readonly Inline[];
}

/** A reference to a footnote, by its label. */
export interface InlineFootnote {
	readonly type: 'footnote';
	readonly label: string;
}

/** A character that cannot be seen, which is marked. */
export interface InlineHidden extends HiddenCharacter {
	readonly type: 'hidden';
}

export interface InlineMaths extends Formula {
	readonly type: 'maths';
}

export type Inline =
	| InlineText
	| InlineSpan
	| InlineLink
	| InlineMaths
	| InlineFootnote
	| InlineHidden;
