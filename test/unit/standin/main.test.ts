import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const MAIN = new URL('../../standin/main.ts', import.meta.url).pathname;

function run(...options: readonly string[]) {
	const child = spawn(process.execPath, [MAIN, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
	return { child, exited: once(child, 'exit'), errors: text(child.stderr) };
}

describe("the stand-in's command line", () => {
	it('prints its address, serves with the options given and ends when told to', async () => {
		const { child, exited } = run('--port', '0', '--require-key', 'sk-1', '--pace', '0');
		const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
		const baseUrl = /http:\S+/.exec(line)?.[0];
		assert.equal((await fetch(`${baseUrl}/key`)).status, 401);
		const headers = { authorization: 'Bearer sk-1' };
		assert.equal((await fetch(`${baseUrl}/key`, { headers })).status, 200);
		child.kill('SIGTERM');
		assert.deepEqual(await exited, [0, null]);
	});

	it('refuses options it does not understand', async () => {
		for (const [option, value] of [
			['--port', 'high'],
			['--speed', '9'],
		] as const) {
			const { exited, errors } = run(option, value);
			assert.deepEqual(await exited, [2, null]);
			assert.match(await errors, /Usage: node test\/standin\/main\.ts/);
		}
	});
});
