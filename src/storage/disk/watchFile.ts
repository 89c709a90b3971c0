import { watch } from 'node:fs';

/**
 * Calls back when a file changes, until the returned function is called. Keeps no process alive. Where the system cannot watch
 * (a network drive, too many watchers) it never calls: whoever needs to know asks now and then as well.
 */
export function watchFile(path: string, changed: () => void): () => void {
	try {
		const watcher = watch(path, { persistent: false }, () => changed());
		watcher.on('error', () => watcher.close());
		return () => watcher.close();
	} catch {
		return () => {};
	}
}
