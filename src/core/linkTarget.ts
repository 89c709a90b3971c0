/** The schemes a link may have: what a browser or a mail program opens. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** The address of a link as it will be opened, in ASCII only; undefined for one that is not followed. */
export function linkTarget(href: string): string | undefined {
	if (!URL.canParse(href)) return undefined;
	const url = new URL(href);
	return SCHEMES.has(url.protocol) ? url.href : undefined;
}

/** Whether what is shown of a link says all of where it leads, so that who clicks on it knows. */
export function namesTarget(shown: string, target: string): boolean {
	const text = shown.trim();
	return text === target || `${text}/` === target || `mailto:${text}` === target;
}
