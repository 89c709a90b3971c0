import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Standin, startStandin } from '../standin/standin.ts';
import { allThatIsStored } from '../vscode/browserStorage.ts';
import { extensionHosts } from '../vscode/extensionHost.ts';
import { type Scene, startScene, type Window } from './scene.ts';

/** Nothing else looks like it, whole or in part. */
const KEY = 'sk-or-v1-c4n4ryc4n4ryc4n4ryc4n4ryc4n4ry';
/** What gives the key away, even where some of it is cut off. */
const CANARY = /c4n4ry/i;

const QUESTION = 'Where is the key?';
const ANSWER = 'It is not here.';

/** VS Code's log files are written although its native module for them is not there. */
const LOG_FILES = pathToFileURL(join(import.meta.dirname, '../vscode/logFiles.ts'));

describe('the API key', () => {
	let scene: Scene;
	let other: Standin;
	let window: Window;
	/** Every message that a page of the window was sent: the webviews get theirs so. */
	const heard: string[] = [];
	/** What the window wrote to its console. */
	const said: string[] = [];

	before(async () => {
		scene = await startScene({ requireKey: KEY }, {}, { load: LOG_FILES });
		other = await startStandin({ pace: 2 });
		window = await scene.open({
			payload: [['logLevel', 'llama-chat.llama-chat=trace']],
			prepare: async (page) => {
				await page.exposeFunction('hear', (text: string) => heard.push(text));
				await page.addInitScript(hearMessages);
				page.on('console', (message) => said.push(message.text()));
			},
		});
	});
	after(async () => {
		await scene.close();
		await other.close();
	});

	it('is nowhere but in the Authorization header to its own server, after a whole use', async () => {
		const { chat, workbench } = window;
		const { standin, folder, server } = scene;
		const seen = new Map<string, string>();
		/** Looks at all that can be seen and read of the window now. */
		const look = async (when: string) => {
			for (const frame of workbench.page.frames())
				seen.set(`${when}: ${frame.url()}`, await frame.evaluate(allOfThePage));
			seen.set(`${when}: the browser's storage`, await workbench.page.evaluate(allThatIsStored));
		};
		/** VS Code only hides the box; that it is emptied then is the extension's doing, a moment later. */
		const emptied = () =>
			workbench.until(async () => {
				const fields = await workbench.page.locator('.quick-input-widget input').all();
				const texts = await Promise.all(fields.map((field) => field.inputValue()));
				return !texts.some((text) => text.includes(KEY));
			}, 'the box to be emptied');
		const more = (label: string) => chat.choose(label, chat.replies.last());

		await chat.show();
		await workbench.runCommand('Llama Chat: Set API Key');
		await workbench.quickInput.input.fill(KEY);
		await workbench.quickInput.cancel();
		await emptied();
		await look('the key was typed and not entered');
		await workbench.runCommand('Llama Chat: Set API Key');
		await workbench.quickInput.answer(KEY);
		await emptied();
		await chat.told('accepts it');
		await look('the key is set');

		standin.script([
			{ kind: 'reply', text: ANSWER },
			{ kind: 'redirect', location: `/login/${KEY}?from=${KEY}` },
			{
				kind: 'error',
				status: 502,
				body: { shape: 'object', message: 'Gone', metadata: { provider_name: KEY } },
			},
			{
				kind: 'error',
				status: 400,
				headers: { 'x-your-key': KEY },
				body: {
					shape: 'object',
					message: `Header "Authorization: Bearer ${KEY}" is no good`,
					metadata: { raw: JSON.stringify({ error: { message: KEY } }), provider_name: KEY },
				},
			},
			{
				kind: 'reply',
				text: 'Half of it.',
				ending: {
					kind: 'error',
					shape: 'A',
					message: `${KEY} has no credit`,
					metadata: { key: KEY },
				},
			},
		]);
		await chat.send(QUESTION);
		await chat.answered(1);
		for (const [count, text, words] of [
			[2, 'And in a redirect?', 'redirects to /login/[key]'],
			[3, 'And in a name?', '[key] behind'],
		] as const) {
			await chat.send(text);
			await chat.answered(count);
			await chat.holds(chat.replies.last().getByRole('alert'), words);
		}
		for (const [count, text] of [
			[4, 'And in an error?'],
			[5, 'And in the middle?'],
		] as const) {
			await chat.send(text);
			await chat.answered(count);
			const alert = chat.replies.last().getByRole('alert');
			await alert.getByText('Details', { exact: true }).click();
			await chat.holds(alert, '[key]');
			await more('Show Request');
			await workbench.page.getByRole('tab', { name: 'Request.jsonc', selected: true }).waitFor();
			let document = '';
			await workbench.until(
				async () => {
					document = await workbench.editor.text();
					return document.includes(text);
				},
				`the request that asked ${JSON.stringify(text)}`,
			);
			assert.match(document, /Bearer \[key\]/);
			seen.set(`Show Request ${count}`, document);
			await more('Copy as curl');
			await workbench.notification('Copied for a POSIX shell').first().waitFor();
			const curl = await workbench.page.evaluate(() => navigator.clipboard.readText());
			assert.match(curl, /^curl .*Bearer \$OPENROUTER_API_KEY/s);
			seen.set(`Copy as curl ${count}`, curl);
			await workbench.runCommand('Notifications: Clear All Notifications');
		}

		await workbench.runCommand('Llama Chat: Export Chat…');
		await workbench.quickInput.pick('JSON');
		await workbench.quickInput.input.waitFor();
		await workbench.until(async () => {
			const path = await workbench.quickInput.input.inputValue();
			return path.endsWith('.json');
		}, 'the dialog to name a file');
		await workbench.quickInput.accept();
		await workbench.until(
			async () => (await filesBelow(folder)).some(([, text]) => text.includes(QUESTION)),
			'the chat to be exported',
		);
		await workbench.runCommand('Llama Chat: Show Log');
		const output = workbench.page.locator('.output-view-container, .output-view').first();
		await chat.holds(output, 'Reply:');
		seen.set('the processes', await allOfTheProcesses());
		// This VS Code has nowhere to report to: the report is a document. Others fill in their own form with it.
		await workbench.runCommand('Llama Chat: Report Issue…');
		let report = '';
		await workbench.until(async () => {
			report = await workbench.editor.text();
			return report.startsWith('## What happened') && report.includes('- llamaChat.');
		}, 'the whole report');
		assert.match(report, /- llamaChat\.baseUrl: http:\/\/127\.0\.0\.1:\d+\n/);
		assert.match(report, /The last error of this window\n\n\S+, model \S+: \w+/);
		assert.ok(!report.includes(QUESTION) && !report.includes('has no credit'));
		seen.set('the report', report);
		await look('after use');

		await workbench.reload();
		await chat.show();
		await chat.count(chat.questions, 5);
		await chat.send('And after the reload?');
		await chat.answered(6);
		assert.equal(standin.chats.at(-1)?.headers.authorization, `Bearer ${KEY}`);

		await workbench.setSetting('llamaChat.baseUrl', other.baseUrl);
		await chat.send('And elsewhere?');
		await chat.answered(7);
		await look('at the end');
		const hosts = await extensionHosts(server);
		for (const pid of hosts) process.kill(pid, 'SIGKILL');
		await workbench.outliveExtensionHost(server, hosts);
		await look('after a crash');

		for (const words of [ANSWER, '[key] has no credit'])
			assert.ok(heard.some((text) => text.includes(words)));
		assert.ok([...seen.values()].some((text) => /<article[\s\S]+It is not here\./.test(text)));
		seen.set('the messages to the pages', heard.join('\n'));
		seen.set('the console of the window', said.join('\n'));
		seen.set('the console of the server', server.output());
		const files = [...(await filesBelow(server.dataDir)), ...(await filesBelow(folder))];
		assert.ok(files.some(([path]) => path.includes('/globalStorage/llama-chat.llama-chat/')));
		const logs = files.filter(([path]) => path.endsWith('/Llama Chat.log'));
		const lines = logs.flatMap(([, text]) => text.split('\n'));
		assert.ok(lines.some((line) => /\[info\] POST http:\S+ by undici/.test(line)));
		assert.ok(lines.some((line) => /\[warning\] Reply: .*badRequest \(HTTP 400\)/.test(line)));
		const loud = lines.filter((line) => !line.includes('[trace]')).join('\n');
		assert.ok(loud.length < lines.join('\n').length);
		for (const words of [QUESTION, ANSWER, 'Half of it', 'has no credit'])
			assert.ok(!loud.includes(words), `${words} in the log`);
		for (const [path, text] of files) seen.set(path, text);
		for (const [where, text] of seen) assert.doesNotMatch(text, CANARY, where);

		assert.equal(standin.chats.length, 6);
		for (const request of standin.requests) {
			const { authorization, ...headers } = request.headers;
			assert.ok(authorization === undefined || authorization === `Bearer ${KEY}`);
			const rest = [request.path, String(request.query), request.bodyText, headers];
			assert.doesNotMatch(JSON.stringify(rest), CANARY);
		}
		assert.equal(other.chats.length, 1);
		for (const { headers, path, query, bodyText } of other.requests) {
			assert.equal(headers.authorization, undefined);
			assert.doesNotMatch(JSON.stringify([path, String(query), bodyText, headers]), CANARY);
		}
	});
});

/** Runs in every page before its own scripts: whoever listens to messages there, the test listens too. */
function hearMessages(): void {
	const listen = EventTarget.prototype.addEventListener;
	const hear = ({ data }: MessageEvent) => {
		try {
			Reflect.get(window, 'hear')(JSON.stringify(data));
		} catch {
			// Not everything that can be sent is JSON; what the chat's page gets is.
		}
	};
	EventTarget.prototype.addEventListener = function (type: string, ...rest: unknown[]) {
		const target = this ?? window;
		// Added once however often; VS Code writes a webview's document after this, which forgets all listeners.
		if (type === 'message') Reflect.apply(listen, target, [type, hear]);
		Reflect.apply(listen, target, [type, ...rest]);
	};
}

/** The page's HTML, and what is in its fields, which HTML does not say: VS Code's own box among them, which stays there when it is hidden. */
function allOfThePage(): string {
	const fields = [...document.querySelectorAll('input, textarea')];
	const values = fields.map((field) => String(Reflect.get(field, 'value')));
	return [document.documentElement.outerHTML, document.body?.innerText, ...values].join('\n');
}

/** What any user of the machine can see of its processes, and what they hand down to those that they start. */
async function allOfTheProcesses(): Promise<string> {
	const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,args=']);
	const pids = [...stdout.matchAll(/^\s*(\d+)/gm)].map(([, pid]) => pid);
	const environments = pids.map((pid) =>
		readFile(`/proc/${pid}/environ`, 'latin1').catch(() => ''),
	);
	return [stdout, ...(await Promise.all(environments))].join('\n');
}

/** All files below a folder but those of the extensions themselves: paths and what is in them, byte for byte. */
async function filesBelow(folder: string): Promise<(readonly [path: string, text: string])[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const paths = entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name))
		.filter((path) => !path.includes('/extensions/llama-chat.'));
	return Promise.all(
		paths.map(async (path) => [path, await readFile(path, 'latin1').catch(() => '')] as const),
	);
}
