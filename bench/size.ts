import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { threeDigits } from './samples.ts';
import { printTable } from './table.ts';
import { chunksApart, dist, nodeOptions } from './variants.ts';

const root = join(import.meta.dirname, '..');
/** What the packaged extension may have; a test holds it to that. */
const BUDGET = 1000 * 1024;
/** The script that is loaded before the page is on the screen; a test holds it to that too. */
const PAGE_BUDGET = 60 * 1024;
const LARGEST = 8;
/** What the page loads at once, with what is shown first of its kind, and with what is asked for. */
const PAGE = [
	['webview.js', 'src/webview/main.ts'],
	['welcome.js', 'src/webview/welcome.ts'],
	['articles.js', 'src/webview/conversation/articles.ts'],
	['narrator.js', 'src/webview/speech/narrator.ts'],
	['highlight.js', 'src/webview/markdown/code/highlight.ts'],
	['mathMl.js', 'src/webview/markdown/mathMl.ts'],
	['failureAlert.js', 'src/webview/errors/failureAlert.ts'],
	['queueList.js', 'src/webview/composer/queueList.ts'],
	['findResults.js', 'src/webview/find/findResults.ts'],
	['imageIntake.js', 'src/webview/attachments/imageIntake.ts'],
	['parametersDialog.js', 'src/webview/parameters/parametersDialog.ts'],
	['suggestionList.js', 'src/webview/suggestions/suggestionList.ts'],
] as const;

export async function benchSize(): Promise<void> {
	await printFiles();
	const { metafile: extension } = await build({
		...nodeOptions,
		entryPoints: ['src/extension.ts'],
		outfile: 'dist/extension.cjs',
		plugins: [chunksApart],
		metafile: true,
		write: false,
	});
	printContributions('extension.cjs', extension);
	for (const [file, entry] of PAGE) {
		const { metafile } = await build({
			absWorkingDir: root,
			entryPoints: [entry],
			outfile: `dist/${file}`,
			bundle: true,
			minify: true,
			legalComments: 'none',
			format: 'esm',
			target: 'es2022',
			metafile: true,
			write: false,
			plugins: [chunksApart],
		});
		printContributions(file, metafile);
	}
}

async function printFiles(): Promise<void> {
	const rows: string[][] = [];
	for (const file of (await readdir(dist)).toSorted()) {
		if (file.endsWith('.map')) continue;
		const bytes = await readFile(join(dist, file));
		const compressed = await promisify(gzip)(bytes);
		const share = file === 'webview.js' ? percent(bytes.length / PAGE_BUDGET) : '';
		rows.push([`dist/${file}`, kilobytes(bytes.length), kilobytes(compressed.length), share]);
	}
	const packages = (await readdir(root)).filter((name) => /^llama-chat-.*\.vsix$/.test(name));
	for (const file of packages) {
		const { length } = await readFile(join(root, file));
		rows.push([file, kilobytes(length), '', percent(length / BUDGET)]);
	}
	printTable('Size', ['file', 'KB', 'KB, gzip', 'of the budget'], rows, [
		`webview.js is what is loaded before the page is on the screen; its budget is ${kilobytes(PAGE_BUDGET)} KB. The rest is loaded with an empty chat, when the page is idle, or with the first of its kind.`,
		packages.length === 0
			? 'There is no VSIX; `npm run package` makes one.'
			: `The budget of the VSIX is ${kilobytes(BUDGET)} KB. It is as last packaged, the files in dist as built just now.`,
	]);
}

/** The packages, and the folders of our own sources, that a bundle's bytes come from. */
function printContributions(title: string, metafile: Metafile): void {
	const bytes = new Map<string, number>();
	const [output] = Object.values(metafile.outputs);
	if (output === undefined) throw new Error(`${title} was not built`);
	for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
		const origin = originOf(path);
		bytes.set(origin, (bytes.get(origin) ?? 0) + bytesInOutput);
	}
	const largest = [...bytes].toSorted(([, a], [, b]) => b - a);
	const row = (name: string, size: number) => [name, kilobytes(size), percent(size / output.bytes)];
	const rest = largest.slice(LARGEST).reduce((sum, [, size]) => sum + size, 0);
	const rows = largest.slice(0, LARGEST).map(([name, size]) => row(name, size));
	if (rest > 0) rows.push(row(`${largest.length - LARGEST} others`, rest));
	printTable(`What ${title} is made of`, ['package or folder', 'KB', 'share'], rows, [
		`The whole has ${kilobytes(output.bytes)} KB, minified.`,
	]);
}

function originOf(path: string): string {
	const inPackages = path.split('node_modules/').at(-1);
	if (inPackages !== undefined && inPackages !== path) {
		return inPackages.split('/', inPackages.startsWith('@') ? 2 : 1).join('/');
	}
	return path.startsWith('src/') ? path.split('/', 2).join('/') : path;
}

function kilobytes(bytes: number): string {
	return threeDigits(bytes / 1024);
}

function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}
