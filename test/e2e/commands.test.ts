import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sharedBrowser } from '../vscode/browser.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const OURS = 'iframe.webview[src*="extensionId=llama-chat.llama-chat"]';

/** Runs one of the scripts as npm does, and keeps what it prints. */
class Script {
	readonly child: ChildProcess;
	output = '';
	#closed = false;
	#change = Promise.withResolvers<void>();

	constructor(file: string) {
		const env = { ...process.env };
		// Without a key and without a display, as on a bare machine.
		delete env['OPENROUTER_API_KEY'];
		delete env['DISPLAY'];
		delete env['TEST_COUNTS'];
		this.child = spawn(process.execPath, [join(ROOT, file)], { cwd: ROOT, env, detached: true });
		for (const stream of [this.child.stdout, this.child.stderr]) {
			stream?.on('data', (data) => {
				this.output += String(data);
				this.#tell();
			});
		}
		this.child.once('close', () => {
			this.#closed = true;
			this.#tell();
		});
	}

	#tell(): void {
		this.#change.resolve();
		this.#change = Promise.withResolvers();
	}

	/** Resolves with the match once the output has it; fails when the script ends without. */
	async prints(pattern: RegExp): Promise<RegExpExecArray> {
		for (;;) {
			const match = pattern.exec(this.output);
			if (match !== null) return match;
			if (this.#closed) assert.fail(`It ended without printing ${pattern}:\n${this.output}`);
			await this.#change.promise;
		}
	}

	/** The exit code, once it has ended and all of its output has come. */
	async ended(): Promise<number | null> {
		while (!this.#closed) await this.#change.promise;
		return this.child.exitCode;
	}

	kill(): void {
		if (this.child.pid === undefined || this.child.exitCode !== null) return;
		process.kill(-this.child.pid, 'SIGKILL');
	}
}

describe('the commands of the README', () => {
	let script: Script | undefined;
	afterEach(() => {
		script?.kill();
		script = undefined;
	});

	it('npm run demo goes through a first use, prints it and saves screenshots', async () => {
		script = new Script('scripts/demo.ts');
		assert.equal(await script.ended(), 0, script.output);
		assert.match(script.output, /The demo went through\./);
		assert.match(script.output, /llama-3-70b-instruct is not among the models of openrouter\.ai\./);
		assert.match(script.output, /running_low names the items that are about to run out/);
		assert.doesNotMatch(script.output, /not a model/);
		assert.match(script.output, /"temperature": 0/);
		assert.match(script.output, /"top_k": 40/);
		assert.match(script.output, /authorization: Bearer \[key\]/);
		assert.doesNotMatch(script.output, /sk-or-/);
		const shots = new Set<string>();
		for (const theme of ['light', 'dark', 'high-contrast', 'high-contrast-light']) {
			for (const width of [300, 800]) {
				const shot = await readFile(join(ROOT, `out/demo/8-${theme}-${width}.png`));
				assert.equal(shot.subarray(1, 4).toString(), 'PNG');
				shots.add(shot.toString('base64'));
			}
		}
		assert.equal(shots.size, 8, 'no two look the same');
	}).timeout(240_000);

	it('npm start shows the chat by itself, and it answers, until the script is ended', async () => {
		script = new Script('scripts/start.ts');
		await script.prints(/talking to the stand-in/);
		const [url] = await script.prints(/http:\/\/127\.0\.0\.1:\d+\/\S*folder=\S+/);
		const page = await (await sharedBrowser()).newPage();
		await page.goto(url);
		// From here on until the box can be typed into, nobody touches anything.
		const chat = page.frameLocator(OURS).frameLocator('#active-frame');
		const box = chat.getByRole('textbox', { name: 'Message', exact: true });
		await box.waitFor({ timeout: 120_000 });
		await page.screenshot({ path: join(ROOT, 'out/start.png') });
		await box.fill('Is anybody there?');
		await box.press('Enter');
		await chat.getByText('What the server received').waitFor();
		await page.close();
		script.child.kill('SIGINT');
		await script.ended();
	}).timeout(240_000);
});
