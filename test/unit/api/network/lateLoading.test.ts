import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Says before and after the first request whether the client and any file of undici have been loaded; runs in a process of its own. */
const SCRIPT = `
import { registerHooks } from 'node:module';
const loaded = { client: false, undici: false };
registerHooks({
	load(url, context, nextLoad) {
		if (url.includes('/node_modules/undici/')) loaded.undici = true;
		if (url.endsWith('/chatClient.ts')) loaded.client = true;
		return nextLoad(url, context);
	},
});
const { lazyChatServer } = await import(process.argv[1]);
const client = lazyChatServer({});
const before = { ...loaded };
await client.prepare();
await client.close();
console.log(JSON.stringify({ before, after: loaded }));
`;

describe('the client and the HTTP library', () => {
	it('are not loaded before they are needed', async () => {
		const client = new URL('../../../../src/api/server/lazyChatClient.ts', import.meta.url).href;
		const { stdout } = await promisify(execFile)(
			process.execPath,
			['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', SCRIPT, client],
			{ cwd: fileURLToPath(new URL('../../../..', import.meta.url)) },
		);
		assert.deepEqual(JSON.parse(stdout), {
			before: { client: false, undici: false },
			after: { client: true, undici: true },
		});
	});
});
