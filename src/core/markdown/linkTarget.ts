/** The schemes a link may have: what a browser or a mail program opens. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** The address of a link as it will be opened, in ASCII only; undefined for one that is not followed. */
export function linkTarget(href: string): string | undefined {
	if (!URL.canParse(href)) return undefined;
	const url = new URL(href);
	// In an address of mail spaces stay as they are, and many of them would push its end out of sight.
	return SCHEMES.has(url.protocol) ? url.href.replaceAll(' ', '%20') : undefined;
}

/** Who is reached at a target, in ASCII: the host, or the address of a mail without its subject and text. */
export function whoIsReached(target: string): string {
	const { protocol, host, pathname } = new URL(target);
	return protocol === 'mailto:' ? pathname : host;
}

/** Whether an address begins with a name that only looks like its host: https://github.com@example.net/. */
export function hasUser(target: string): boolean {
	const { username, password } = new URL(target);
	return username !== '' || password !== '';
}

/** Whether what is shown of a link says all of where it leads, so that who clicks on it knows. */
export function namesTarget(shown: string, target: string): boolean {
	// Whole, and still read as another one.
	if (hasUser(target)) return false;
	const text = shown.trim();
	return text === target || `${text}/` === target || `mailto:${text}` === target;
}
