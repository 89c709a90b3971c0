/** How many UTF-16 units two texts have in common from their beginning on; a surrogate pair may be cut in two. */
export function commonLength(one: string, other: string): number {
	let length = 0;
	while (length < one.length && one[length] === other[length]) length++;
	return length;
}
