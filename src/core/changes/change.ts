/** A symbol of VS Code's document symbol provider, flat; offsets in UTF-16 units into the document's text. */
export interface DocumentSymbol {
	readonly name: string;
	/** The name of VS Code's `SymbolKind`, such as `Function`. */
	readonly kind: string;
	/** The name of the symbol in which it stands. */
	readonly container?: string;
	readonly start: number;
	readonly end: number;
}

/** A code block as it stands in the reply, without its fence. */
export interface BlockToPlace {
	readonly text: string;
	/** As the fence names it. */
	readonly language?: string;
	/** The reply ended within it before it was whole: what it has of its last declaration is not all of that. */
	readonly breaksOff?: boolean;
}

/** What is known of a block's place. */
export interface PlaceKnown {
	/** What it was asked for, offsets into the document. */
	readonly range?: { readonly start: number; readonly end: number };
	/** Absent: none are known, and placing by symbol is left out. */
	readonly symbols?: readonly DocumentSymbol[];
	/** The document's, as VS Code names it. */
	readonly language?: string;
	readonly tabSize?: number;
	/** The document's, with slashes: of a diff or of search/replace blocks for several files only those for it are placed. */
	readonly path?: string;
}

/** How a hunk found its place, the surest first. */
export type Placement = 'range' | 'symbol' | 'exact' | 'reindented' | 'elision';

/** Replaces [start, end) of the document by a text. */
export interface Hunk {
	readonly start: number;
	readonly end: number;
	readonly text: string;
	readonly how: Placement;
	/** By which it was placed, as it is shown: `parse()`, `Config`. */
	readonly symbol?: string;
}

/** Why a part of a block has no place. Lines are numbered from 1. */
export type Unplaced =
	/** It fits several places, whose lines in the document these are. */
	| { readonly why: 'ambiguous'; readonly places: readonly number[] }
	| { readonly why: 'notFound' }
	/** These lines of the block stand for code that it leaves out, and where that is cannot be told. */
	| { readonly why: 'placeholders'; readonly lines: readonly number[] }
	/** The document has these and the block has not. */
	| { readonly why: 'losesSymbols'; readonly names: readonly string[] }
	/** The block breaks off: brackets, strings or parts of it do not end. */
	| { readonly why: 'incomplete' };

/** No hunks and nothing unplaced: the block changes nothing. */
export interface Placed {
	/** In the order of the document; none touches a byte of another. */
	readonly hunks: readonly Hunk[];
	readonly unplaced: readonly Unplaced[];
	/** The document with all hunks in. */
	readonly text: string;
	/** No symbols were known, so nothing was looked for by its name. */
	readonly withoutSymbols: boolean;
}
