/** An address, or what a page would read as one: with a host after two slashes of either kind, or a scheme for the network. */
const ADDRESS =
	/(?:\b[a-z][a-z0-9+.-]{0,30}:)?[/\\]{2}[^\s"'`<>()[\]{}]*|\bhttps?:[^\s"'`<>()[\]{}]*/gi;

/** Signs that Mermaid, CSS or JSON would read as others, of which an address could be made: `#47;`, `&#x2f;`, `\2f`, `\u002f`. */
const DISGUISED = /[&#](?:#?\d+|#?x[0-9a-f]+|sol|bsol|colon);|\\(?:[0-9a-f]{2}|u|x)/i;

/**
 * What a Mermaid diagram could have the preview load, or lead to, when it is drawn: its addresses as they are written, each once.
 * `disguised` says that there may be others, which cannot be told from the text.
 */
export function diagramAddresses(source: string): { addresses: string[]; disguised: boolean } {
	return {
		addresses: [...new Set(source.match(ADDRESS) ?? [])],
		disguised: DISGUISED.test(source),
	};
}
