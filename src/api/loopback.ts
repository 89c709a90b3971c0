/** Whether a URL leads to this machine itself: such a server needs no proxy, no network and no patience with either. */
export function isLoopback(url: URL): boolean {
	return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(url.hostname);
}
