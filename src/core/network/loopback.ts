/** Whether a host is this machine itself, which nobody can listen in on. */
export function isLoopback(hostname: string): boolean {
	return (
		hostname === 'localhost' ||
		hostname.endsWith('.localhost') ||
		hostname === '[::1]' ||
		/^127(\.\d{1,3}){3}$/.test(hostname)
	);
}

/** Whether what goes to this address can be read on the way: http to another machine, the one next door included. */
export function isUnencrypted(baseUrl: string): boolean {
	const { protocol, hostname } = new URL(baseUrl);
	return protocol === 'http:' && !isLoopback(hostname);
}
