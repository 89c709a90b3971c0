import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { analyzeMetafile, context } from 'esbuild';
import { minify } from 'terser';
import { codiconsWeUse } from './scripts/codicons.ts';
import { hostFiles } from './scripts/hostFiles.ts';

// node esbuild.js [--production] [--watch] [--analyze]
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const analyze = process.argv.includes('--analyze');

/** The lines by which .vscode/tasks.json knows that a build began and ended, and what is wrong where. */
const problemMatcher = {
	name: 'problem-matcher',
	setup(build) {
		build.onStart(() => console.log('[watch] build started'));
		build.onEnd(({ errors }) => {
			for (const { text, location } of errors) {
				console.error(`✘ [ERROR] ${text}`);
				if (location !== null) {
					console.error(`    ${location.file}:${location.line}:${location.column}:`);
				}
			}
			console.log('[watch] build finished');
		});
	},
};

const common = {
	bundle: true,
	minify: production,
	charset: 'utf8',
	legalComments: 'none',
	sourcemap: production ? false : 'linked',
	sourcesContent: false,
	metafile: true,
	logLevel: watch ? 'silent' : 'warning',
	plugins: watch ? [problemMatcher] : [],
};

/**
 * Of undici only the pools and their methods: the package's own entry also loads fetch, WebSocket, caches and mocks, a third
 * of the bytes and two fifths of the time that the first request takes. What the entry does for these is repeated here.
 *
 * Of its parsers only one, in the form that every processor runs: another is an experiment, which undici leaves out where
 * `esbuildDetection` is defined, and the form for SIMD reads the heads of answers only. They were four fifths of the bytes.
 */
const undiciWeUse = {
	name: 'undici-we-use',
	setup(build) {
		build.onResolve({ filter: /\/llhttp_simd-wasm\.js$/ }, ({ path, resolveDir, kind }) =>
			build.resolve(path.replace('_simd', ''), { resolveDir, kind }),
		);
		// In the text of the file its bytes take a quarter less of the package than in base64.
		build.onLoad({ filter: /\/llhttp-wasm\.js$/ }, async ({ path }) => {
			const [, base64] = /'([A-Za-z0-9+/=]{1000,})'/.exec(await readFile(path, 'utf8')) ?? [];
			if (base64 === undefined) throw new Error(`${path} has its parser in another form`);
			const letters = JSON.stringify(Buffer.from(base64, 'base64').toString('latin1'));
			return { contents: `module.exports = Buffer.from(${letters}, 'latin1');` };
		});
		build.onResolve({ filter: /^undici$/ }, ({ path }) => ({ path, namespace: 'undici-we-use' }));
		build.onLoad({ filter: /./, namespace: 'undici-we-use' }, () => ({
			contents: `
				const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');
				Object.assign(Dispatcher.prototype, require('undici/lib/api'));
				exports.Agent = require('undici/lib/dispatcher/agent.js');
				exports.Pool = require('undici/lib/dispatcher/pool.js');
				exports.buildConnector = require('undici/lib/core/connect.js');`,
			resolveDir: '.',
		}));
	},
};

/**
 * secretlint's rules carry what matches texts that a configuration allows: half of their bytes. Nothing here allows any.
 */
const secretlintWeUse = {
	name: 'secretlint-we-use',
	setup(build) {
		build.onLoad(
			{ filter: /secretlint-rule-preset-recommend\/module\/index\.js$/ },
			async ({ path }) => {
				const source = await readFile(path, 'utf8');
				const matcher = 'requireRegexpStringMatcher();';
				const contents = source.replace(` = ${matcher}`, ' = { matchPatterns: () => [] };');
				if (contents === source) throw new Error(`${path} matches what is allowed in another form`);
				return { contents, loader: 'js' };
			},
		);
	},
};

/**
 * For Node yaml is CommonJS, of which esbuild drops nothing; the same as ES modules is a sixth smaller, since nothing here writes YAML.
 */
const yamlWeUse = {
	name: 'yaml-we-use',
	setup(build) {
		build.onResolve({ filter: /^yaml$/ }, () => ({
			path: resolve('node_modules/yaml/browser/dist/index.js'),
			sideEffects: false,
		}));
	},
};

/**
 * What the page's code asks for with `import()` stays out of the file that asks, as an entry point of its own. esbuild's splitting
 * would do it too, with files of what is shared, under names that change; here the little that is shared is in each.
 */
const chunksApart = {
	name: 'chunks-apart',
	setup(build) {
		build.onResolve({ filter: /\.ts$/ }, ({ kind, path }) =>
			kind === 'dynamic-import'
				? { path: `./${basename(path, '.ts')}.js`, external: true }
				: undefined,
		);
	},
};

/**
 * A schema only says what fits. esbuild cannot know that of another package's functions, so without this the page would carry the
 * schemas of all that it sends, which only the host parses.
 */
const schemasArePure = {
	name: 'schemas-are-pure',
	setup(build) {
		build.onLoad({ filter: /[\\/]shared[\\/].*\.ts$/ }, async ({ path }) => {
			const source = await readFile(path, 'utf8');
			const contents = source.replace(
				/^((?:export )?const \w+ =) (v\.[\s\S]*?);$/gm,
				'$1 /* @__PURE__ */ (() => $2)();',
			);
			return { contents, loader: 'ts' };
		});
	},
};

/** What is read at activation, and what is read as soon as the first view has its page. */
const WHOLE = ['src/extension.ts', 'src/activation/openWindow.ts'];

const builds = [
	{
		...common,
		entryPoints: { extension: 'src/extension.ts' },
		outdir: 'dist',
		platform: 'node',
		format: 'esm',
		target: 'node22',
		splitting: true,
		external: ['vscode'],
		define: { esbuildDetection: 'true' },
		minify: false,
		sourcemap: production ? false : 'inline',
		write: false,
		plugins: [
			undiciWeUse,
			secretlintWeUse,
			yamlWeUse,
			hostFiles(WHOLE, { minify: production, target: 'node22' }),
			...common.plugins,
		],
	},
	{
		...common,
		entryPoints: {
			webview: 'src/webview/main.ts',
			attachmentList: 'src/webview/attachments/attachmentList.ts',
			articles: 'src/webview/conversation/articles.ts',
			chancesView: 'src/webview/compare/chancesView.ts',
			compare: 'src/webview/compare/compareMain.ts',
			contextParts: 'src/webview/context/contextParts.ts',
			differencesView: 'src/webview/compare/differencesView.ts',
			failureAlert: 'src/webview/errors/failureAlert.ts',
			findResults: 'src/webview/find/findResults.ts',
			highlight: 'src/webview/markdown/code/highlight.ts',
			imageIntake: 'src/webview/attachments/imageIntake.ts',
			mathMl: 'src/webview/markdown/mathMl.ts',
			narrator: 'src/webview/speech/narrator.ts',
			overBox: 'src/webview/composer/overBox.ts',
			parametersDialog: 'src/webview/parameters/parametersDialog.ts',
			questionList: 'src/webview/header/questionList.ts',
			queueList: 'src/webview/composer/queueList.ts',
			referenceLinks: 'src/webview/markdown/references/referenceLinks.ts',
			stickyQuestion: 'src/webview/reading/stickyQuestion.ts',
			suggestionList: 'src/webview/suggestions/suggestionList.ts',
			titleEditor: 'src/webview/header/titleEditor.ts',
			usage: 'src/webview/spending/usageMain.ts',
			welcome: 'src/webview/welcome.ts',
		},
		outdir: 'dist',
		platform: 'browser',
		format: 'esm',
		target: 'es2022',
		plugins: [...common.plugins, chunksApart, schemasArePure],
	},
	{
		...common,
		entryPoints: {
			webview: 'src/webview/page.css',
			usage: 'src/webview/spending/usage.css',
			compare: 'src/webview/compare/compare.css',
		},
		outdir: 'dist',
		loader: { '.ttf': 'dataurl' },
		target: 'chrome120',
		plugins: [...common.plugins, codiconsWeUse],
	},
];

/** What terser made of a file in the last build: it takes longer than all else, and most files are as they were. */
const SMALLER = 'out/smaller';

/**
 * esbuild makes a file small quickly, terser makes it smaller: 2 % of the package, and of what the page reads.
 * @param version of terser
 * @returns the name under which that is kept
 */
async function makeSmaller(path, output, version) {
	const options = {
		compress: { passes: 2 },
		ecma: 2022,
		module: path.endsWith('.js'),
		toplevel: true,
	};
	const made = await readFile(path, 'utf8');
	const from = createHash('sha256').update(JSON.stringify([version, options, made]));
	const kept = `${from.digest('hex')}.js`;
	let code = await readFile(join(SMALLER, kept), 'utf8').catch(() => undefined);
	if (code === undefined) {
		({ code } = await minify(made, options));
		// A build that ends here leaves no half of it under that name.
		await writeFile(join(SMALLER, `${kept}.part`), code);
		await rename(join(SMALLER, `${kept}.part`), join(SMALLER, kept));
	}
	await writeFile(path, code);
	output.bytes = Buffer.byteLength(code);
	return kept;
}

const contexts = await Promise.all(builds.map((options) => context(options)));
if (watch) {
	await Promise.all(contexts.map((build) => build.watch()));
} else {
	const results = await Promise.all(contexts.map((build) => build.rebuild()));
	await Promise.all(contexts.map((build) => build.dispose()));
	// What is in the bundles, for the list of components that goes with a release (scripts/sbom.ts).
	const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
	await mkdir('out', { recursive: true });
	await writeFile('out/bundled.json', JSON.stringify([...new Set(inputs)].sort(), undefined, '\t'));
	if (production) {
		await mkdir(SMALLER, { recursive: true });
		const { version } = JSON.parse(await readFile('node_modules/terser/package.json', 'utf8'));
		const kept = [];
		for (const [path, output] of results.flatMap(({ metafile }) =>
			Object.entries(metafile.outputs),
		))
			if (/\.c?js$/.test(path)) kept.push(await makeSmaller(path, output, version));
		for (const name of await readdir(SMALLER))
			if (!kept.includes(name)) await rm(join(SMALLER, name));
	}
	for (const { metafile } of results) {
		for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
			console.log(`${file} ${(bytes / 1024).toFixed(1)} KB`);
		}
		if (analyze) {
			console.log(await analyzeMetafile(metafile));
		}
	}
}
