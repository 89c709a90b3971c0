/** Whether two values of JSON are alike; what is undefined counts as absent. */
export function isAlike(one: unknown, other: unknown): boolean {
	if (one === other) return true;
	if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
	const [mine, theirs] = [membersOf(one), new Map(membersOf(other))];
	return (
		mine.length === theirs.size &&
		mine.every(([name, value]) => theirs.has(name) && isAlike(value, theirs.get(name)))
	);
}

function membersOf(value: object): [string, unknown][] {
	return Object.entries(value).filter(([, member]) => member !== undefined);
}
