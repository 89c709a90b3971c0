import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Says before and after the first request whether any file of undici has been loaded; runs in a process of its own. */
const SCRIPT = `
import { registerHooks } from 'node:module';
let loaded = false;
registerHooks({
	load(url, context, nextLoad) {
		if (url.includes('/node_modules/undici/')) loaded = true;
		return nextLoad(url, context);
	},
});
const { createChatServer } = await import(process.argv[1]);
const client = createChatServer();
const before = loaded;
await client.prepare();
await client.close();
console.log(JSON.stringify({ before, after: loaded }));
`;

describe('the HTTP library', () => {
	it('is not loaded before it is needed', async () => {
		const client = new URL('../../../../src/api/server/chatClient.ts', import.meta.url).href;
		const { stdout } = await promisify(execFile)(
			process.execPath,
			['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', SCRIPT, client],
			{ cwd: fileURLToPath(new URL('../../../..', import.meta.url)) },
		);
		assert.deepEqual(JSON.parse(stdout), { before: false, after: true });
	});
});
