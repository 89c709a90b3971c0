import assert from 'node:assert/strict';
import { env, type InputBox, UIKind, Uri, type UriHandler, window } from 'vscode';
import { ask, chatSuite, run } from './chatSuite.ts';
import { filesOfOurs } from './files.ts';
import { logged } from './log.ts';
import { page as chatPage, saidOverBox } from './page.ts';
import { answer, enter, nextInputBox, pressButton } from './stubs.ts';
import { until } from './until.ts';

/** What VS Code calls when the browser opens an address of ours. */
let handler: UriHandler | undefined;

// The tests are loaded before the extension is activated, and their `window` is the extension's too.
const register = window.registerUriHandler;
Object.assign(window, {
	registerUriHandler: ((given) => {
		handler = given;
		return register(given);
	}) satisfies typeof register,
});

describe('signing in', () => {
	const suite = chatSuite();
	const original = Object.getOwnPropertyDescriptors(env);
	let opened: string[];

	beforeEach(() => {
		opened = [];
		process.env['LLAMA_CHAT_SIGN_IN_ORIGIN'] = suite.standin.origin;
		suite.standin.requireKey(suite.standin.consent.key);
		replace('openExternal', (address: string) => {
			opened.push(address);
			return Promise.resolve(true);
		});
	});
	afterEach(async () => {
		delete process.env['LLAMA_CHAT_SIGN_IN_ORIGIN'];
		Object.defineProperties(env, original);
		await run('removeApiKey');
	});

	function replace(name: keyof typeof env, value: unknown): void {
		Object.defineProperty(env, name, { value, configurable: true, enumerable: true });
	}

	/** As in a desktop VS Code whose folder is on the same machine. */
	function byLoopback(): void {
		replace('uiKind', UIKind.Desktop);
		replace('remoteName', undefined);
	}

	/** As in a desktop VS Code with the extension on a remote machine: its own scheme leads back to it. */
	function byUri(): void {
		replace('uiKind', UIKind.Desktop);
		replace('remoteName', 'ssh-remote');
		replace('uriScheme', 'vscode');
		replace('asExternalUri', (uri: Uri) => Promise.resolve(uri));
	}

	/** As in a browser under an address that OpenRouter sends nobody back to. */
	function byPasting(): void {
		replace('uiKind', UIKind.Web);
		replace('asExternalUri', () => Promise.resolve(Uri.parse('http://192.168.0.7:8080/callback')));
	}

	async function begin(): Promise<{ box: InputBox; page: string; done: Promise<void> }> {
		const boxes = nextInputBox();
		const done = run('signIn');
		const box = await boxes;
		const page = await until(() => opened.at(-1));
		return { box, page, done };
	}

	/** Where the consent page sends the browser. */
	async function sentBackTo(page: string): Promise<string> {
		const answered = await fetch(page, { redirect: 'manual' });
		return answered.headers.get('location') ?? '';
	}

	const exchanges = () =>
		suite.standin.requests.filter(({ path }) => path === '/api/v1/auth/keys').length;

	async function isSignedIn(): Promise<void> {
		assert.equal((await ask()).status, 'complete');
		const { authorization } = suite.standin.chats.at(-1)?.headers ?? {};
		assert.equal(authorization, `Bearer ${suite.standin.consent.key}`);
	}

	async function isNotSignedIn(): Promise<void> {
		suite.standin.requireKey(undefined);
		await ask();
		assert.equal(suite.standin.chats.at(-1)?.headers.authorization, undefined);
	}

	it('by a listener on this machine, which takes one answer and is gone', async () => {
		byLoopback();
		const said = saidOverBox();
		const { focused } = chatPage;
		const { page, done } = await begin();
		const callback = new URL(new URL(page).searchParams.get('callback_url') ?? '');
		assert.equal(callback.hostname, '127.0.0.1');
		assert.equal(callback.pathname, '/callback');
		const wrong = await fetch(`${callback.origin}/callback?code=stolen&state=guessed`);
		assert.match(await wrong.text(), /does not belong/);
		const seen = await fetch(page);
		assert.match(await seen.text(), /go back to VS Code/);
		await done;
		assert.match(await until(() => said[0]?.[0]), /You are signed in/);
		await until(() => chatPage.focused > focused);
		await assert.rejects(fetch(callback));
		assert.equal(exchanges(), 1);
		await isSignedIn();
	});

	it('by an address of VS Code’s own, which anybody may open: only the right state counts', async () => {
		byUri();
		const warnings = answer('showWarningMessage');
		await handler?.handleUri(
			Uri.parse('vscode://llama-chat.llama-chat/sign-in?code=stolen&state=x'),
		);
		assert.match(warnings[0]?.[0], /No sign-in is under way/);
		const { page, done } = await begin();
		const back = await sentBackTo(page);
		assert.match(back, /^vscode:\/\/llama-chat\.llama-chat\/sign-in\?/);
		await handler?.handleUri(
			Uri.parse('vscode://llama-chat.llama-chat/sign-in?code=stolen&state=x'),
		);
		await handler?.handleUri(Uri.parse('vscode://llama-chat.llama-chat/other'));
		assert.match(warnings[1]?.[0], /does not belong/);
		assert.equal(exchanges(), 0);
		await handler?.handleUri(Uri.parse(back));
		await done;
		await handler?.handleUri(Uri.parse(back));
		assert.equal(exchanges(), 1);
		assert.match(warnings[2]?.[0], /No sign-in is under way/);
		await isSignedIn();
	});

	it('by pasting the code where nothing leads back', async () => {
		byPasting();
		const { box, page, done } = await begin();
		assert.equal(new URL(page).searchParams.has('callback_url'), false);
		assert.equal(box.password, true);
		enter(box, 'not a code');
		assert.match(String(box.validationMessage), /no spaces/);
		await fetch(page);
		enter(box, ` ${suite.standin.consent.code}\n`);
		await done;
		await isSignedIn();
	});

	it('by pasting also where the browser did not come back', async () => {
		byLoopback();
		const { box, done } = await begin();
		pressButton(box, 'Get a Code to Paste');
		const page = await until(() => opened[1]);
		assert.equal(new URL(page).searchParams.has('callback_url'), false);
		await fetch(page);
		enter(box, suite.standin.consent.code);
		await done;
		await isSignedIn();
	});

	it('refused in the browser, or with a code that is late: says so, stores nothing, can be tried again', async () => {
		byLoopback();
		suite.standin.consent.refuses = true;
		const errors = saidOverBox((_message, button) => (errors.length === 1 ? button : undefined));
		const first = await begin();
		const boxes = nextInputBox();
		await fetch(first.page);
		await boxes;
		assert.match(String(errors[0]?.[0]), /refused in the browser\. Nothing was stored/);
		suite.standin.consent.refuses = false;
		suite.standin.consent.codeMs = 0;
		await fetch(await until(() => opened[1]));
		await first.done;
		assert.match(String(errors[1]?.[0]), /: “Authorization code expired” Nothing was stored/);
		await isNotSignedIn();
	});

	it('given up: nothing is asked and nothing stored', async () => {
		byLoopback();
		const { box, done } = await begin();
		box.hide();
		await done;
		assert.equal(exchanges(), 0);
		await isNotSignedIn();
	});

	it('is not for a server that is not OpenRouter', async () => {
		delete process.env['LLAMA_CHAT_SIGN_IN_ORIGIN'];
		const errors = answer('showErrorMessage');
		await run('signIn');
		assert.match(errors[0]?.[0], /Signing in works with OpenRouter/);
		assert.deepEqual(opened, []);
		assert.deepEqual(suite.standin.asked, []);
	});

	it('leaves verifier, code and key in no log and no file', async () => {
		byLoopback();
		logged.length = 0;
		const { page, done } = await begin();
		await fetch(page);
		await done;
		await isSignedIn();
		const body = suite.standin.requests.find(({ path }) => path === '/api/v1/auth/keys')?.body;
		const { code, code_verifier: verifier } = body as Record<string, string>;
		const texts = [...logged, ...(await filesOfOurs())].join('\n');
		assert.match(texts, /by loopback/);
		for (const secret of [code, verifier, suite.standin.consent.key, page])
			assert.ok(secret !== undefined && !texts.includes(secret));
	});
});
