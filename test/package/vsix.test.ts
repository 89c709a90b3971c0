import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import JSZip from 'jszip';

const root = join(import.meta.dirname, '../..');

/** The files in dist/ that this one loads, at once or later, and those that they load. */
function loadedFrom(file: string, found = new Set<string>()): Set<string> {
	if (found.has(file)) return found;
	found.add(file);
	const text = readFileSync(join(root, 'dist', file), 'utf8');
	for (const [, name = ''] of text.matchAll(/require\("\.\/([^"]+)"\)/g)) loadedFrom(name, found);
	return found;
}

/** Exactly what is shipped; a file that is not here is either missing or too much. */
const shipped = [
	...[...loadedFrom('extension.cjs')].map((name) => `extension/dist/${name}`),
	'[Content_Types].xml',
	'extension.vsixmanifest',
	'extension/LICENSE.txt',
	'extension/SECURITY.md',
	'extension/THIRD_PARTY_NOTICES.md',
	'extension/changelog.md',
	'extension/dist/articles.js',
	'extension/dist/attachmentList.js',
	'extension/dist/failureAlert.js',
	'extension/dist/contextParts.js',
	'extension/dist/differencesView.js',
	'extension/dist/questionList.js',
	'extension/dist/stickyQuestion.js',
	'extension/dist/titleEditor.js',
	'extension/dist/findResults.js',
	'extension/dist/highlight.js',
	'extension/dist/imageIntake.js',
	'extension/dist/mathMl.js',
	'extension/dist/narrator.js',
	'extension/dist/overBox.js',
	'extension/dist/parametersDialog.js',
	'extension/dist/queueList.js',
	'extension/dist/referenceLinks.js',
	'extension/dist/suggestionList.js',
	'extension/dist/chancesView.js',
	'extension/dist/compare.css',
	'extension/dist/compare.js',
	'extension/dist/usage.css',
	'extension/dist/usage.js',
	'extension/dist/webview.css',
	'extension/dist/webview.js',
	'extension/dist/welcome.js',
	'extension/docs/changes.md',
	'extension/docs/chat-export.schema.json',
	'extension/docs/context.md',
	'extension/docs/guide.md',
	'extension/docs/honesty.md',
	'extension/docs/images/answer.webp',
	'extension/docs/images/context.webp',
	'extension/docs/images/model-gone.webp',
	'extension/docs/images/models.webp',
	'extension/docs/images/parameters.webp',
	'extension/docs/images/usage.webp',
	'extension/docs/networks.md',
	'extension/docs/privacy.md',
	'extension/docs/prompts.md',
	'extension/docs/reliability.md',
	'extension/docs/servers.md',
	'extension/docs/settings.md',
	'extension/media/icon.png',
	'extension/media/view.svg',
	'extension/media/walkthrough/ask.md',
	'extension/media/walkthrough/change.md',
	'extension/media/walkthrough/key.md',
	'extension/package.json',
	'extension/readme.md',
	'extension/schemas/routing.schema.json',
];

describe('the VSIX', () => {
	let path: string;
	let files: Map<string, string>;

	before(async () => {
		const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
		path = process.env.LLAMA_CHAT_VSIX ?? join(root, `${name}-${version}.vsix`);
		const zip = await JSZip.loadAsync(await readFile(path));
		const entries = Object.values(zip.files).filter((entry) => !entry.dir);
		files = new Map(
			await Promise.all(
				entries.map(async (entry) => [entry.name, await entry.async('string')] as const),
			),
		);
	});

	it('holds the files a user needs and no other', () => {
		assert.deepEqual([...files.keys()].sort(), [...shipped].sort());
	});

	it('is under 1,000 KB', async () => {
		const { size } = await stat(path);
		assert.ok(size < 1000 * 1024, `it has ${(size / 1024).toFixed(0)} KB`);
	});

	it('has less than 60 KB of script for a page without a message', () => {
		const bytes = Buffer.byteLength(files.get('extension/dist/webview.js') ?? '');
		assert.ok(bytes > 0);
		assert.ok(bytes < 60 * 1024, `it has ${bytes} bytes`);
	});

	it('has the lists after / and # in a script of their own, of less than 10 KB', () => {
		const bytes = Buffer.byteLength(files.get('extension/dist/suggestionList.js') ?? '');
		assert.ok(bytes > 0 && bytes < 10_000, `it has ${bytes} bytes`);
		assert.doesNotMatch(files.get('extension/dist/webview.js') ?? '', /role:"listbox"/);
	});

	it('has every file that its scripts load later', () => {
		const loaded = [...files].flatMap(([name, text]) =>
			name.endsWith('.js')
				? [...text.matchAll(/import\("\.\/([^"]+)"\)/g)].map(([, file]) => `extension/dist/${file}`)
				: [],
		);
		assert.ok(loaded.length > 0);
		assert.deepEqual(
			loaded.filter((file) => !files.has(file)),
			[],
		);
	});

	it('has nothing in what stands in a page that would end it there', () => {
		for (const page of ['webview', 'usage']) {
			assert.doesNotMatch(
				files.get(`extension/dist/${page}.js`) ?? '<!--',
				/<!--|<\/?script/i,
				page,
			);
			assert.doesNotMatch(files.get(`extension/dist/${page}.css`) ?? '</style', /<\/style/i, page);
		}
	});

	it('has no source map, inside its files either', () => {
		for (const [name, text] of files) {
			assert.doesNotMatch(text, /\/[/*]# sourceMappingURL=/, name);
		}
	});

	it('names every package that is in the bundles, with its licence', async () => {
		const { metafile } = await build({
			absWorkingDir: root,
			entryPoints: [
				'src/extension.ts',
				'src/api/network/undiciTransport.ts',
				'src/webview/main.ts',
				'src/webview/spending/usageMain.ts',
				'src/webview/page.css',
			],
			bundle: true,
			write: false,
			metafile: true,
			outdir: 'out/notices',
			platform: 'node',
			external: ['vscode'],
			loader: { '.ttf': 'dataurl' },
		});
		const bundled = Object.keys(metafile.inputs).flatMap(
			(input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [],
		);
		assert.ok(bundled.includes('undici'));
		const notices = files.get('extension/THIRD_PARTY_NOTICES.md') ?? '';
		for (const name of new Set(bundled)) {
			assert.ok(notices.includes(`## ${name} `), `${name} is not named`);
		}
	});

	it('has no test code', () => {
		for (const [name, text] of files) {
			if (name.includes('/dist/')) {
				assert.doesNotMatch(text, /startStandin|LLAMA_CHAT_TEST/, name);
			}
		}
	});
});
