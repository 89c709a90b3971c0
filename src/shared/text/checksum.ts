/** FNV-1a over the UTF-16 units, 32 bits: tells texts apart that nobody has made to look alike. */
export function checksum(text: string): string {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	}
	return (hash >>> 0).toString(36);
}
