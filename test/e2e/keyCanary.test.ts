import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Standin, startStandin } from '../standin/standin.ts';
import { allThatIsStored } from '../vscode/browserStorage.ts';
import { type Scene, startScene, type Window } from './scene.ts';

/** Nothing else looks like it, whole or in part. */
const KEY = 'sk-or-v1-c4n4ryc4n4ryc4n4ryc4n4ryc4n4ry';
/** What gives the key away, even where some of it is cut off. */
const CANARY = /c4n4ry/i;

const QUESTION = 'Where is the key?';

describe('the API key', () => {
	let scene: Scene;
	let other: Standin;
	let window: Window;
	/** Every message that a page of the window was sent: the webviews get theirs so. */
	const heard: string[] = [];

	before(async () => {
		scene = await startScene({ requireKey: KEY });
		other = await startStandin({ pace: 2 });
		window = await scene.open({
			prepare: async (page) => {
				await page.exposeFunction('hear', (text: string) => heard.push(text));
				await page.addInitScript(hearMessages);
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
		const more = async (label: string) => {
			await chat.button('More Actions', chat.replies.last()).press('Enter');
			await chat.frame.getByRole('menuitem', { name: label, exact: true }).press('Enter');
		};

		await chat.show();
		await workbench.runCommand('Llama Chat: Set API Key');
		await workbench.quickInput.answer(KEY);
		await workbench.notification('accepts it').waitFor();
		await look('the key is set');

		standin.script([
			{ kind: 'reply', text: 'It is not here.' },
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
		for (const [count, text] of [
			[2, 'And in an error?'],
			[3, 'And in the middle?'],
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
		// Not every VS Code server can write log files; test/integration/keys.test.ts has what is logged.
		await workbench.runCommand('Llama Chat: Show Log');
		await workbench.page.locator('.output-view-container, .output-view').first().waitFor();
		await look('after use');

		await workbench.reload();
		await chat.show();
		await chat.count(chat.questions, 3);
		await chat.send('And after the reload?');
		await chat.answered(4);
		assert.equal(standin.chats.at(-1)?.headers.authorization, `Bearer ${KEY}`);

		await workbench.setSetting('llamaChat.baseUrl', other.baseUrl);
		await chat.send('And elsewhere?');
		await chat.answered(5);
		await look('at the end');

		for (const words of ['It is not here.', '[key] has no credit'])
			assert.ok(heard.some((text) => text.includes(words)));
		assert.ok([...seen.values()].some((text) => /<article[\s\S]+It is not here\./.test(text)));
		seen.set('the messages to the pages', heard.join('\n'));
		const files = [...(await filesBelow(server.dataDir)), ...(await filesBelow(folder))];
		assert.ok(files.some(([path]) => path.includes('/globalStorage/llama-chat.llama-chat/')));
		for (const [path, text] of files) seen.set(path, text);
		for (const [where, text] of seen) assert.doesNotMatch(text, CANARY, where);

		assert.equal(standin.chats.length, 4);
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

/** The page's HTML, and what is in its fields, which HTML does not say. VS Code's own box keeps there what was typed until it asks again. */
function allOfThePage(): string {
	const fields = [...document.querySelectorAll('input, textarea')].filter(
		(field) => field.closest('.quick-input-widget') === null,
	);
	const values = fields.map((field) => String(Reflect.get(field, 'value')));
	return [document.documentElement.outerHTML, document.body?.innerText, ...values].join('\n');
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
