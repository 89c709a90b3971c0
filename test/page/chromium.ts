import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';

/** Bundles a module for the page, in memory; minified, since each of hundreds of pages reads it anew. */
export async function bundle(entry: string): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [entry],
		bundle: true,
		minify: true,
		write: false,
		format: 'iife',
		platform: 'browser',
		target: 'es2023',
	});
	return outputFiles[0]?.text ?? '';
}

/** The style of a reply's text. */
export async function markdownStyle(): Promise<string> {
	const files = [
		'markdown.css',
		'wide.css',
		'tables/tables.css',
		'code/codeView.css',
		'code/highlight.css',
	];
	const styles = files.map((file) => readFile(join('src/webview/markdown', file), 'utf8'));
	return (await Promise.all(styles)).join('\n');
}

/** Opens an empty page with the script and styles. An error that the page does not catch fails `errors`. */
export async function openPage(
	browser: Browser,
	{ script, style = '', width = 400 }: { script: string; style?: string; width?: number },
): Promise<{ page: Page; errors: Error[] }> {
	const page = await browser.newPage({ viewport: { width, height: 800 } });
	const errors: Error[] = [];
	page.on('pageerror', (error) => errors.push(error));
	await page.setContent(
		`<!doctype html><html lang="en"><head><style>${style}</style></head><body></body></html>`,
	);
	await page.addScriptTag({ content: script });
	return { page, errors };
}
