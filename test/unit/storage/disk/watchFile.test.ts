import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { watchFile } from '../../../../src/storage/disk/watchFile.ts';

class Watcher extends EventEmitter {
	closed = 0;
	close(): void {
		this.closed++;
	}
}

describe('a file that is watched', () => {
	const original = fs.watch;

	function onWatch(watch: (path: string, options: object, changed: () => void) => unknown): void {
		fs.watch = watch as typeof fs.watch;
		syncBuiltinESMExports();
	}

	afterEach(() => onWatch(original as typeof onWatch extends (watch: infer W) => void ? W : never));

	it('calls back for each change, and keeps no process alive', () => {
		let change = () => {};
		onWatch((path, options, changed) => {
			assert.equal(path, '/a/b');
			assert.deepEqual(options, { persistent: false });
			change = changed;
			return new Watcher();
		});
		let changes = 0;
		watchFile('/a/b', () => changes++);
		change();
		change();
		assert.equal(changes, 2);
	});

	it('is watched until nobody wants to know, or the system gives up', () => {
		const watcher = new Watcher();
		onWatch(() => watcher);
		const stop = watchFile('/a/b', () => {});
		assert.equal(watcher.closed, 0);
		watcher.emit('error', new Error('ENOSPC'));
		assert.equal(watcher.closed, 1);
		stop();
		assert.equal(watcher.closed, 2);
	});

	it('is let alone where the system cannot watch', () => {
		onWatch(() => {
			throw new Error('ENOSPC');
		});
		watchFile('/a/b', () => assert.fail('nothing has changed'))();
	});
});
