import assert from 'node:assert/strict';
import type { Webview } from 'vscode';
import { provideVscode, Uri } from '../../../vscode/apiStandin.ts';

provideVscode();
const { pageHtml } = await import('../../../../src/host/vscode/pageHtml.ts');

describe('the shell of a page', () => {
	const webview = {
		cspSource: 'https://own.example',
		asWebviewUri: (uri: Uri) => uri,
	} as unknown as Webview;
	const html = () => pageHtml(webview, new Uri('/dist') as never, 'webview');

	it('allows its own style, font and script, images it has made, and nothing else', () => {
		const policy = /content="(default-src[^"]*)"/.exec(html())?.[1] ?? '';
		const directives = Object.fromEntries(
			policy.split('; ').map((directive) => directive.split(/ (.*)/, 2)),
		);
		const nonce = /<script [^>]*nonce="([^"]+)"/.exec(html())?.[1];
		assert.match(directives['script-src'], /^'nonce-[0-9a-f-]{36}'$/);
		assert.ok(nonce);
		assert.deepEqual(
			{ ...directives, 'script-src': '' },
			{
				'default-src': "'none'",
				'base-uri': "'none'",
				'form-action': "'none'",
				'style-src': 'https://own.example',
				'font-src': 'https://own.example',
				'img-src': 'blob:',
				'script-src': '',
			},
		);
	});

	it('has another nonce each time', () => {
		const nonces = [html(), html()].map((text) => /nonce="([^"]+)"/.exec(text)?.[1]);
		assert.notEqual(nonces[0], nonces[1]);
	});
});
