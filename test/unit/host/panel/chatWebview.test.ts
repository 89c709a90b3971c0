import assert from 'node:assert/strict';
import type { WebviewView } from 'vscode';
import { provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { ChatWebview } = await import('../../../../src/host/panel/chatWebview.ts');

/** A view as VS Code hands it over, with what it is given. */
function viewStandin() {
	let disposed = () => {};
	let hidden = () => {};
	let receive = (_data: unknown) => {};
	const webview = {
		html: '',
		options: {},
		cspSource: 'https://own.example',
		asWebviewUri: (uri: Uri) => uri,
		onDidReceiveMessage: (listener: typeof receive) => {
			receive = listener;
		},
	};
	const view = {
		webview,
		visible: true,
		onDidChangeVisibility: (listener: () => void) => {
			hidden = listener;
		},
		onDidDispose: (listener: () => void) => {
			disposed = listener;
		},
	};
	return {
		view: view as unknown as WebviewView,
		webview,
		dispose: () => disposed(),
		hide: () => {
			view.visible = false;
			hidden();
		},
		say: (data: unknown) => receive(data),
	};
}

describe('the view of the chat', () => {
	const dist = new Uri('/dist') as never;
	/** What is asked of the disk, in order, each to be answered by the test. */
	let asked: { readonly path: string; answer(text?: string): void }[];

	beforeEach(() => {
		asked = [];
		workspace['fs'] = {
			readFile: ({ path }: Uri) =>
				new Promise((resolve, reject) => {
					const answer = (text?: string) =>
						text === undefined ? reject(new Error(`${path} is gone`)) : resolve(Buffer.from(text));
					asked.push({ path, answer });
				}),
		};
	});
	afterEach(() => {
		delete workspace['fs'];
	});

	const answerAll = (text?: string) => {
		for (const { answer } of asked.splice(0)) answer(text);
	};

	it('has its page read before it is shown', async () => {
		const chat = new ChatWebview(dist);
		assert.deepEqual(
			asked.map(({ path }) => path),
			['/dist/webview.css', '/dist/webview.js'],
		);
		answerAll('"the page"');
		const { view, webview } = viewStandin();
		await chat.resolveWebviewView(view);
		assert.match(webview.html, /"the page"/);
		assert.deepEqual(asked, []);
	});

	it('reads the page again where that failed, and says what is missing when it is', async () => {
		const chat = new ChatWebview(dist);
		answerAll();
		const first = viewStandin();
		const shown = chat.resolveWebviewView(first.view);
		await new Promise(setImmediate);
		answerAll('"the page"');
		await shown;
		assert.match(first.webview.html, /"the page"/);

		const refused = chat.resolveWebviewView(viewStandin().view);
		await new Promise(setImmediate);
		answerAll();
		await assert.rejects(refused, { message: '/dist/webview.css is gone' });
	});

	it('leaves a view alone that went away meanwhile', async () => {
		const chat = new ChatWebview(dist);
		const { view, webview, dispose } = viewStandin();
		const shown = chat.resolveWebviewView(view);
		dispose();
		answerAll('"the page"');
		await shown;
		assert.equal(webview.html, '');
	});

	it('tells when it has been given its page for the first time', async () => {
		const chat = new ChatWebview(dist);
		let isShown = false;
		void chat.shown.then(() => {
			isShown = true;
		});
		const gone = viewStandin();
		const first = chat.resolveWebviewView(gone.view);
		gone.dispose();
		answerAll('"the page"');
		await first;
		await new Promise((resolve) => setTimeout(resolve));
		assert.equal(isShown, false);

		await chat.resolveWebviewView(viewStandin().view);
		await chat.shown;
	});

	describe('whose page speaks before anybody listens', () => {
		const heard: unknown[] = [];
		const listener = {
			received: (data: unknown) => heard.push(data),
			gone: () => heard.push('gone'),
		};
		beforeEach(() => {
			heard.length = 0;
		});

		it('keeps what it says, in order', async () => {
			const chat = new ChatWebview(dist);
			const { view, say } = viewStandin();
			void chat.resolveWebviewView(view);
			say('ready');
			say('typed');
			chat.listen(listener);
			assert.deepEqual(heard, ['ready', 'typed']);
			say('more');
			assert.deepEqual(heard, ['ready', 'typed', 'more']);
		});

		for (const end of ['hide', 'dispose'] as const) {
			it(`forgets what it said where it is gone by then: ${end}`, async () => {
				const chat = new ChatWebview(dist);
				const before = viewStandin();
				void chat.resolveWebviewView(before.view);
				before.say('ready');
				before[end]();
				chat.listen(listener);
				assert.deepEqual(heard, []);
				const { view, say } = viewStandin();
				void chat.resolveWebviewView(view);
				say('ready');
				assert.deepEqual(heard, ['ready']);
			});
		}
	});

	it('has the number that was told before it was there, and after it was made anew', async () => {
		const chat = new ChatWebview(dist);
		answerAll('"the page"');
		chat.badge(2);
		const first = viewStandin();
		await chat.resolveWebviewView(first.view);
		assert.deepEqual(first.view.badge, { value: 2, tooltip: '2 chats have a new reply' });
		first.dispose();
		chat.badge(1);
		const second = viewStandin();
		await chat.resolveWebviewView(second.view);
		assert.deepEqual(second.view.badge, { value: 1, tooltip: '1 chat has a new reply' });
		chat.badge(0);
		assert.equal(second.view.badge, undefined);
	});
});
