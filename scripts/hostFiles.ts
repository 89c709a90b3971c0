import { readdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type OutputFile, type Plugin } from 'esbuild';

/** A static import of one of esbuild's parts, as esbuild writes it unminified. */
const IMPORT = /^import \{([^}]*)\} from "\.\/([^"]+)";$/gm;

/**
 * Makes CommonJS files of what esbuild has split: one of each module that is asked for with `import()`, and one of each set of modules
 * that the same ones of these need, named after the largest of the set. So every module is in one file, and a class is one class wherever
 * it is used. esbuild itself splits ES modules only, which VS Code loads later than CommonJS, and leaves what a module needs in dozens of
 * files, to be found and read one by one.
 *
 * For a build with `format: 'esm'`, `splitting`, `metafile` and one entry point, without `minify` and `write`.
 *
 * @param whole the modules whose files hold all that they import, in the order in which they are loaded; the entry point is the first
 */
export function hostFiles(
	whole: readonly string[],
	options: Pick<BuildOptions, 'minify' | 'target'>,
): Plugin {
	return {
		name: 'host-files',
		setup({ initialOptions, onEnd }) {
			const { outdir = '.', sourcemap = false, external = [] } = initialOptions;
			onEnd(async (result) => {
				const { metafile, outputFiles = [] } = result;
				if (metafile === undefined || result.errors.length > 0) return;
				const parts = new Parts(metafile, outputFiles, whole, outdir);
				const made = await build({
					...options,
					bundle: true,
					platform: 'node',
					format: 'cjs',
					charset: 'utf8',
					// Loaded with require, as all else is.
					supported: { 'dynamic-import': false },
					// As esbuild has it for TypeScript.
					banner: { js: '"use strict";' },
					legalComments: 'none',
					sourcemap: sourcemap === false ? false : 'linked',
					sourcesContent: false,
					metafile: true,
					logLevel: 'warning',
					entryPoints: Object.fromEntries(parts.files.map((file) => [file, `whole:${file}`])),
					outdir,
					outExtension: { '.js': '.cjs' },
					external,
					plugins: [parts.plugin],
				});
				// What was made in the end, for whoever lists the files.
				metafile.outputs = made.metafile.outputs;
				await removeOthers(outdir, parts.files);
			});
		},
	};
}

/** Removes the files of builds before that this one does not make: they would be packaged. */
async function removeOthers(outdir: string, files: readonly string[]): Promise<void> {
	for (const name of await readdir(outdir)) {
		const [file = ''] = name.split('.cjs');
		if (file !== name && !files.includes(file)) await rm(join(outdir, name));
	}
}

/** What esbuild has made of the sources, and which file each part goes to. */
class Parts {
	/** The names of the files, without their endings. */
	readonly files: string[];
	/** The file of each part, by the part's name. */
	readonly #fileOf = new Map<string, string>();
	readonly #code = new Map<string, string>();
	readonly #entries: Set<string>;
	readonly #folder: string;
	/** What the other files import of each part. */
	readonly #asked = new Map<string, Set<string>>();

	constructor(
		{ outputs }: Metafile,
		outputFiles: readonly OutputFile[],
		whole: readonly string[],
		outdir: string,
	) {
		this.#folder = resolve(outdir);
		for (const { path, text } of outputFiles) this.#code.set(basename(path), text);
		const paths = Object.keys(outputs);
		const entries = paths.filter((path) => outputs[path]?.entryPoint !== undefined);
		this.#entries = new Set(entries.map((path) => basename(path)));
		for (const module of whole) {
			const part = entries.find((path) => outputs[path]?.entryPoint === module);
			if (part === undefined) throw new Error(`${module} is not asked for with import()`);
			this.#claim(outputs, part);
		}
		const modules = new Set(entries.map((path) => outputs[path]?.entryPoint ?? ''));
		for (const path of paths) {
			const part = basename(path);
			if (!this.#fileOf.has(part)) this.#fileOf.set(part, nameOf(outputs[path], modules));
		}
		this.files = [...new Set(this.#fileOf.values())].toSorted();
		for (const [part, code] of this.#code) this.#noteImports(part, code);
	}

	/** Notes what a part asks of those in other files. */
	#noteImports(part: string, code: string): void {
		for (const [, names = '', from = ''] of code.matchAll(IMPORT)) {
			if (!this.#code.has(from) || this.#file(from) === this.#file(part)) continue;
			const asked = this.#asked.get(from) ?? new Set();
			for (const name of names.split(',')) asked.add(name.trim().split(' as ')[0] ?? '');
			this.#asked.set(from, asked);
		}
	}

	/** Takes a part, and all that it imports statically and no file has yet, into one file. */
	#claim(outputs: Metafile['outputs'], main: string): void {
		const file = nameOf(outputs[main], new Set());
		const waiting = [main];
		for (const path of waiting) {
			if (this.#fileOf.has(basename(path))) continue;
			this.#fileOf.set(basename(path), file);
			for (const { kind, path: imported } of outputs[path]?.imports ?? []) {
				if (kind === 'import-statement' && imported in outputs) waiting.push(imported);
			}
		}
	}

	#file(part: string): string {
		return this.#fileOf.get(part) ?? '';
	}

	/** Resolves what the parts import, within a file and from one file to the other. */
	get plugin(): Plugin {
		const resolveDir = this.#folder;
		return {
			name: 'host-parts',
			setup: ({ onResolve, onLoad }) => {
				onResolve({ filter: /^whole:/ }, ({ path }) => ({
					path: path.replace('whole:', ''),
					namespace: 'whole',
				}));
				onLoad({ filter: /./, namespace: 'whole' }, ({ path }) => ({
					contents: this.#whole(path),
					resolveDir,
				}));
				onResolve({ filter: /^\.\/.*\.cjs$/ }, ({ path }) => ({ path, external: true }));
				onResolve({ filter: /^\.\/.*\.js$/ }, ({ path, kind, importer, namespace }) => {
					const part = basename(path);
					const file = this.#file(part);
					if (kind === 'dynamic-import') return { path: `./${file}.cjs`, external: true };
					const from = namespace === 'whole' ? importer : this.#file(basename(importer));
					return from === file
						? { path: join(resolveDir, part) }
						: { path: part, namespace: 'elsewhere' };
				});
				onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path }) => ({
					contents: `export { ${this.#names(path, (name, alias) => `${alias} as ${name}`)} } from './${this.#file(path)}.cjs';`,
					resolveDir,
				}));
				onLoad({ filter: /\.js$/ }, ({ path }) => ({
					contents: this.#code.get(basename(path)) ?? '',
				}));
			},
		};
	}

	/** A file as a module of its parts, with what others ask of them. */
	#whole(file: string): string {
		const parts = [...this.#code.keys()].filter((part) => this.#file(part) === file);
		return parts
			.map((part) =>
				this.#entries.has(part)
					? `export * from './${part}';`
					: `export { ${this.#names(part, (name, alias) => `${name} as ${alias}`)} } from './${part}';`,
			)
			.join('\n');
	}

	/** What other files ask of a part, as a list for `export`. Two parts may have one name for two things. */
	#names(part: string, words: (name: string, alias: string) => string): string {
		const index = [...this.#code.keys()].indexOf(part);
		return [...(this.#asked.get(part) ?? [])]
			.map((name) => words(name, `${name}_${index}`))
			.join(', ');
	}
}

/**
 * The name of a part's file: the module that is asked for, or else the largest one in it.
 * @param asked the modules that are asked for; their code is in a part of several where others import it too
 */
function nameOf(part: Metafile['outputs'][string] | undefined, asked: ReadonlySet<string>): string {
	const { entryPoint, inputs = {} } = part ?? {};
	const modules = Object.keys(inputs).toSorted(
		(one, other) =>
			Number(asked.has(other)) - Number(asked.has(one)) ||
			(inputs[other]?.bytesInOutput ?? 0) - (inputs[one]?.bytesInOutput ?? 0),
	);
	const [largest = ''] = modules;
	return basename(entryPoint ?? largest).replace(/\.\w+$/, '');
}
