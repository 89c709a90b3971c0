/**
 * As VS Code tells what is no text: by zero bytes in the beginning, but for those of UTF-16, which says so with its first two.
 * @param lookedAt so many bytes of the beginning
 */
export function looksBinary(bytes: Uint8Array, lookedAt: number): boolean {
	const [first, second] = bytes;
	const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
	return !isUtf16 && bytes.subarray(0, lookedAt).includes(0);
}
