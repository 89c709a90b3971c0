import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { SecretStorage } from 'vscode';
import { ApiKeys } from '../../../src/host/access/apiKeys.ts';

/** The secret storage as two windows share it. */
class SharedSecrets {
	readonly #values = new Map<string, string>();
	readonly #events = new EventEmitter();
	forgets = false;

	window(): SecretStorage {
		return {
			get: async (name) => this.#values.get(name),
			keys: async () => [...this.#values.keys()],
			store: async (name, value) => {
				if (!this.forgets) this.#values.set(name, value);
				this.#events.emit('change', { key: name });
			},
			delete: async (name) => {
				this.#values.delete(name);
				this.#events.emit('change', { key: name });
			},
			onDidChange: (listener) => {
				this.#events.on('change', listener);
				return { dispose: () => this.#events.off('change', listener) };
			},
		};
	}
}

const SERVER = 'https://llm.example.com/v1';

describe('ApiKeys', () => {
	it('notices a key that another window stores, replaces or removes', async () => {
		const shared = new SharedSecrets();
		const ours = new ApiKeys(shared.window(), undefined);
		const theirs = new ApiKeys(shared.window(), undefined);
		const seen: (string | undefined)[] = [];
		const changes: Promise<void>[] = [];
		ours.onDidChange(() => {
			changes.push(ours.keyFor(SERVER).then((key) => void seen.push(key)));
		});
		for (const act of [
			() => theirs.store(SERVER, 'first'),
			() => theirs.store(SERVER, 'second'),
			() => theirs.remove(SERVER),
		]) {
			await act();
			await Promise.all(changes);
		}
		assert.deepEqual(seen, ['first', 'second', undefined]);
	});

	it('gives a key to its own origin only', async () => {
		const keys = new ApiKeys(new SharedSecrets().window(), undefined);
		await keys.store(SERVER, 'secret');
		assert.equal(await keys.keyFor('https://llm.example.com/other/path'), 'secret');
		assert.equal(await keys.keyFor('https://llm.example.com:8443/v1'), undefined);
		assert.equal(await keys.keyFor('http://127.0.0.1:11434/v1'), undefined);
	});

	it('says when a key did not stay', async () => {
		const shared = new SharedSecrets();
		shared.forgets = true;
		assert.equal(await new ApiKeys(shared.window(), undefined).store(SERVER, 'secret'), false);
	});
});
