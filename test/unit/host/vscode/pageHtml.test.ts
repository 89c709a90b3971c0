import assert from 'node:assert/strict';
import type { Webview } from 'vscode';
import { provideVscode, Uri } from '../../../vscode/apiStandin.ts';

provideVscode();
const { pageHtml } = await import('../../../../src/host/vscode/pageHtml.ts');

describe('the shell of a page', () => {
	const webview = {
		cspSource: 'https://own.example',
		asWebviewUri: ({ path }: Uri) => `https://own.example${path}`,
	} as unknown as Webview;
	const files = { style: 'body { margin: 0 }', script: 'import("./welcome.js");' };
	const html = () => pageHtml(webview, new Uri('/dist') as never, files);

	it('allows its own style, font and script, images and workers it has made, and nothing else', () => {
		const text = html();
		const policy = /content="(default-src[^"]*)"/.exec(text)?.[1] ?? '';
		const directives = Object.fromEntries(
			policy.split('; ').map((directive) => directive.split(/ (.*)/, 2)),
		);
		const nonce = /<script [^>]*nonce="([^"]+)"/.exec(text)?.[1];
		assert.match(directives['script-src'], /^'nonce-[0-9a-f-]{36}'$/);
		assert.ok(nonce);
		assert.deepEqual(
			{ ...directives, 'script-src': '' },
			{
				'default-src': "'none'",
				'base-uri': 'https://own.example',
				'form-action': "'none'",
				'style-src': `'nonce-${nonce}'`,
				'font-src': 'data:',
				'img-src': 'blob:',
				'worker-src': 'blob:',
				'script-src': '',
			},
		);
	});

	it('holds style and script, and says where what the script imports lies', () => {
		const text = html();
		assert.match(text, /<style nonce="[0-9a-f-]{36}">body { margin: 0 }<\/style>/);
		assert.match(
			text,
			/<script type="module" nonce="[0-9a-f-]{36}">import\("\.\/welcome\.js"\);<\/script>/,
		);
		assert.match(text, /<base href="https:\/\/own\.example\/dist\/">/);
		assert.doesNotMatch(text, / src=|<link/);
	});

	it('says whether it is in a view or an editor, whose backgrounds differ', () => {
		const [view, editor] = (['view', 'editor'] as const).map((place) =>
			pageHtml(webview, new Uri('/dist') as never, files, place),
		);
		assert.match(view ?? '', /<body class="in-view">/);
		assert.match(editor ?? '', /<body class="in-editor">/);
	});

	it('has another nonce each time', () => {
		const nonces = [html(), html()].map((text) => /nonce="([^"]+)"/.exec(text)?.[1]);
		assert.notEqual(nonces[0], nonces[1]);
	});
});
