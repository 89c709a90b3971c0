import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

/** Which unit tests load a source, by the imports of all of them. */
export class TestsOf {
	/** By path: the files that import it. */
	readonly #importers = new Map<string, string[]>();

	/** @param root the folder that has `src` and `test/unit` */
	constructor(root: string) {
		for (const file of globSync(['src/**/*.ts', 'test/**/*.ts'], { cwd: root })) {
			const path = resolve(root, file);
			for (const imported of importsOf(path)) {
				this.#importers.set(imported, [...(this.#importers.get(imported) ?? []), path]);
			}
		}
	}

	/** The unit tests that load a file, those first that import it by the shortest way: they fail soonest. */
	of(file: string): string[] {
		const seen = new Set([file]);
		// The set grows as it is gone through, and keeps what was added last for last.
		for (const path of seen) {
			for (const importer of this.#importers.get(path) ?? []) seen.add(importer);
		}
		return [...seen].filter((path) => /[\\/]test[\\/]unit[\\/].*\.test\.ts$/.test(path));
	}
}

/** The files that a file loads; an import of types alone loads nothing. */
function importsOf(path: string): string[] {
	const source = readFileSync(path, 'utf8');
	const { staticImports, staticExports, dynamicImports } = parseSync(path, source).module;
	const named = [
		...staticImports
			.filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
			.map(({ moduleRequest }) => moduleRequest.value),
		...staticExports.flatMap(({ entries }) =>
			entries.flatMap(({ isType, moduleRequest }) =>
				isType || moduleRequest === null ? [] : [moduleRequest.value],
			),
		),
		...dynamicImports.map(({ moduleRequest }) =>
			source.slice(moduleRequest.start + 1, moduleRequest.end - 1),
		),
	];
	return named.filter((name) => name.startsWith('.')).map((name) => resolve(dirname(path), name));
}
