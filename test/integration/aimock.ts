import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { extension } from './extension.ts';

/** A server that others have written: @copilotkit/aimock, as the program that it comes with. */
export interface Aimock {
	/** E.g. "127.0.0.1:4010". */
	readonly host: string;
	[Symbol.asyncDispose](): Promise<void>;
}

/** Starts it at a free port; it answers a message that holds `asked` with `answer`. */
export async function startAimock(asked: string, answer: string): Promise<Aimock> {
	const folder = await mkdtemp(join(tmpdir(), 'llama-chat-aimock-'));
	const fixtures = join(folder, 'fixtures.json');
	await writeFile(
		fixtures,
		JSON.stringify({
			fixtures: [{ match: { userMessage: asked }, response: { content: answer } }],
		}),
	);
	const program = join(extension().extensionPath, 'node_modules/@copilotkit/aimock/dist/cli.js');
	// In desktop VS Code the extension host's program is Electron, which is Node when it is told so.
	const child = spawn(process.execPath, [program, '-p', '0', '-f', fixtures], {
		env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const said: string[] = [];
	const host = await new Promise<string>((resolve, reject) => {
		for (const stream of [child.stdout, child.stderr]) {
			createInterface({ input: stream }).on('line', (line) => {
				said.push(line);
				const listening = /listening on http:\/\/(\S+)/.exec(line)?.[1];
				if (listening !== undefined) resolve(listening);
			});
		}
		void exited.then(() => reject(new Error(`aimock did not start: ${said.join('\n')}`)));
	});
	return {
		host,
		async [Symbol.asyncDispose]() {
			child.kill();
			await exited;
			await rm(folder, { recursive: true, force: true });
		},
	};
}
