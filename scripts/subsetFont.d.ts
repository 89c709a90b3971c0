/** What of the package is used here; it has no types of its own. */
declare module 'subset-font' {
	/** The font with only the glyphs that the text needs. */
	export default function subsetFont(
		font: Uint8Array,
		text: string,
		options: { readonly targetFormat: 'truetype' },
	): Promise<Uint8Array>;
}
