import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { commands, extensionContext, provideVscode, settings } from '../vscode/apiStandin.ts';

const require = createRequire(import.meta.url);
const dist = join(import.meta.dirname, '../../dist');

/** Nothing but the bundle's own files; Node's are not in this cache. */
function loaded(): string[] {
	return Object.keys(require.cache)
		.filter((path) => path.startsWith(dist))
		.map((path) => basename(path));
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

	it('reads one small file at activation, and others with what they are for', async () => {
		const address = server.address();
		assert.ok(address !== null && typeof address === 'object');
		settings.set('llamaChat.baseUrl', `http://127.0.0.1:${address.port}`);
		provideVscode();
		const extension = require(join(dist, 'extension.cjs'));

		extension.activate(extensionContext());
		// What activation leaves running in the background has its turn as well.
		await new Promise((resolve) => setImmediate(resolve));
		assert.deepEqual(loaded(), ['extension.cjs']);
		assert.equal(requests, 0);

		await commands.executeCommand('llamaChat.selectModel');
		for (const needed of ['openWindow.cjs', 'selectModel.cjs', 'undiciTransport.cjs']) {
			assert.ok(loaded().includes(needed), needed);
		}
		assert.equal(requests, 1);
		for (const other of ['askPrompt.cjs', 'referenceSource.cjs', 'openSignIn.cjs', 'history.cjs']) {
			assert.ok(!loaded().includes(other), other);
		}

		await extension.deactivate();
	});

	it('has less than 16 KB to be read at activation', () => {
		const { size } = statSync(join(dist, 'extension.cjs'));
		assert.ok(size < 16 * 1024, `it has ${size} bytes`);
	});

	it('has all that the chat in the view needs in one file more', () => {
		const text = readFileSync(join(dist, 'openWindow.cjs'), 'utf8');
		// The others are looked for within a call, which makes a module of them.
		const atOnce = [...text.matchAll(/=require\("\.\/([^"]+)"\)/g)];
		assert.deepEqual([...new Set(atOnce.map(([, file]) => file))], ['extension.cjs']);
	});

	// By words that stand in one module only.
	const APART = {
		'referenceSource.cjs': 'An earlier chat, as text',
		'promptLibrary.cjs': 'User prompts are those of the default profile',
		'chatClient.cjs': 'something that is not a list of models',
		'chatEditors.cjs': 'could not be shown in this editor',
		'openSignIn.cjs': 'No sign-in is under way in this window',
		'undiciTransport.cjs': 'UND_ERR_',
		'headerFields.cjs': 'YAMLParseError',
		'gitIgnore.cjs': 'node-ignore',
		'usageView.cjs': 'llamaChat.usage',
		'readInstructions.cjs': 'with commas between the globs in it',
		'importChat.cjs': 'Import Chats',
		'history.cjs': 'Show This Workspace',
	};
	for (const [file, words] of Object.entries(APART)) {
		it(`has in ${file} what the first view does not need`, () => {
			assert.ok(readFileSync(join(dist, file), 'utf8').includes(words));
			for (const early of ['extension.cjs', 'openWindow.cjs']) {
				assert.ok(!readFileSync(join(dist, early), 'utf8').includes(words), early);
			}
		});
	}
});
