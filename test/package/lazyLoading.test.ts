import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { commands, extensionContext, provideVscode, settings } from '../vscode/apiStandin.ts';

const require = createRequire(import.meta.url);
const dist = join(import.meta.dirname, '../../dist');
const undici = join(dist, 'undici.cjs');

/** Nothing but the bundle's own files; Node's are not in this cache. */
function loaded(): string[] {
	return Object.keys(require.cache).filter((path) => path.startsWith(dist));
}

describe('the bundle', () => {
	let requests = 0;
	const server = createServer((_request, response) => {
		requests++;
		response.writeHead(500).end();
	});

	before(async () => {
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
	});

	after(() => server.close());

	it('loads the HTTP library with the first request, not at activation', async () => {
		const address = server.address();
		assert.ok(address !== null && typeof address === 'object');
		settings.set('llamaChat.baseUrl', `http://127.0.0.1:${address.port}`);
		provideVscode();
		const extension = require(join(dist, 'extension.cjs'));

		extension.activate(extensionContext());
		// What activation leaves running in the background has its turn as well.
		await new Promise((resolve) => setImmediate(resolve));
		assert.deepEqual(loaded(), [join(dist, 'extension.cjs')]);
		assert.equal(requests, 0);

		await commands.executeCommand('llamaChat.selectModel');
		assert.ok(loaded().includes(undici));
		assert.equal(requests, 1);

		await extension.deactivate();
	});
});
