import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** What `npm run build` has made. */
export const dist = join(root, 'dist');

/** As the extension is built; see esbuild.js. */
export const nodeOptions = {
	absWorkingDir: root,
	bundle: true,
	minify: true,
	legalComments: 'none',
	platform: 'node',
	format: 'cjs',
	target: 'node22',
	logLevel: 'warning',
	external: ['vscode'],
} as const satisfies BuildOptions;

/** Leaves the HTTP client to the file that is shipped, given as a path. */
function transportAt(path: string): Plugin {
	return {
		name: 'transport-apart',
		setup(pluginBuild) {
			pluginBuild.onResolve({ filter: /undiciTransport\.ts$/ }, () => ({ path, external: true }));
		},
	};
}

/** Leaves out what the page's code loads with `import()`; see esbuild.js. */
export const chunksApart: Plugin = {
	name: 'chunks-apart',
	setup(pluginBuild) {
		pluginBuild.onResolve({ filter: /\.ts$/ }, ({ kind, path }) =>
			kind === 'dynamic-import' ? { path, external: true } : undefined,
		);
	},
};

/** The extension from the same sources, the way most are built. Returns its path. */
export async function buildOneBundle(folder: string): Promise<string> {
	const outfile = join(folder, 'oneBundle.cjs');
	const contents = `import 'undici'; export { activate, deactivate } from './src/extension.ts';`;
	await build({
		...nodeOptions,
		outfile,
		stdin: { contents, resolveDir: root, sourcefile: 'oneBundle.ts' },
	});
	return outfile;
}

/** An extension that does nothing. Returns its path. */
export async function buildEmptyExtension(folder: string): Promise<string> {
	const path = join(folder, 'empty.cjs');
	await writeFile(path, 'exports.activate = () => {};\n');
	return path;
}

/** The client of the extension on its own, with its HTTP client in the file that is shipped. Returns its path. */
export async function buildChatClient(folder: string): Promise<string> {
	const outfile = join(folder, 'chatClient.cjs');
	await build({
		...nodeOptions,
		outfile,
		entryPoints: ['src/api/server/chatClient.ts'],
		// By require, as the extension does it: import() of a CommonJS file that is made small finds no names in it.
		supported: { 'dynamic-import': false },
		plugins: [transportAt(join(dist, 'undiciTransport.cjs'))],
	});
	return outfile;
}
