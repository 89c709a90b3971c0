import assert from 'node:assert/strict';
import type { WebviewView } from 'vscode';
import { provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { ChatWebview } = await import('../../../../src/host/panel/chatWebview.ts');

/** A view as VS Code hands it over, with what it is given. */
function viewStandin() {
	let disposed = () => {};
	const webview = {
		html: '',
		options: {},
		cspSource: 'https://own.example',
		asWebviewUri: (uri: Uri) => uri,
		onDidReceiveMessage: () => {},
	};
	const view = {
		webview,
		onDidChangeVisibility: () => {},
		onDidDispose: (listener: () => void) => {
			disposed = listener;
		},
	};
	return { view: view as unknown as WebviewView, webview, dispose: () => disposed() };
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
});
