import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix, resolve, sep } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const SRC = join(ROOT, 'src');

const MOST_FILES = 18;
const MOST_LINES = 350;

/** Names that each program or page has one of. */
const EVERYWHERE = ['main.ts'];

const IMPORT =
	/(?:^|[\s;}])(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The rows of the tables in ARCHITECTURE.md whose first column is headed so, by the heading above the table. */
function tables(firstColumn: string): Map<string, string[][]> {
	const found = new Map<string, string[][]>();
	let heading = '';
	let rows: string[][] | undefined;
	for (const line of readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').split('\n')) {
		if (line.startsWith('#')) heading = line.replace(/^#+ /, '').replaceAll('`', '');
		if (!line.startsWith('|')) rows = undefined;
		else {
			const cells = line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim());
			if (rows !== undefined) rows.push(cells);
			else if (cells[0] === firstColumn) {
				rows = [];
				found.set(heading, rows);
			}
		}
	}
	for (const all of found.values()) all.shift();
	return found;
}

/** The words in backquotes. */
function quoted(cell: string | undefined): string[] {
	return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');
}

/** What each layer may import: other layers, packages, and "node:" for the runtime's own modules. */
function layerTable(): Map<string, string[]> {
	const [rows = []] = tables('layer').values();
	return new Map(rows.map(([layer, may]) => [quoted(layer)[0] ?? '', quoted(may)]));
}

interface Topic {
	/** The topics of the same layer that it may import. */
	readonly may: readonly string[];
	/** There is nothing in it yet. */
	readonly toCome: boolean;
}

/** The topics of each layer. */
function topicTables(): Map<string, Map<string, Topic>> {
	const layers = new Map<string, Map<string, Topic>>();
	for (const [layer, rows] of tables('topic')) {
		const topics = rows.map(([topic, holds, may]): [string, Topic] => [
			quoted(topic)[0] ?? '',
			{ may: quoted(may), toCome: holds?.startsWith('to come') ?? false },
		]);
		layers.set(layer, new Map(topics));
	}
	return layers;
}

function sources(): string[] {
	return globSync('**/*.ts', { cwd: SRC }).map((file) => file.split(sep).join('/'));
}

function textOf(file: string): string {
	return readFileSync(join(SRC, file), 'utf8');
}

function layerOf(file: string): string {
	return file.includes('/') ? (file.split('/')[0] ?? file) : 'extension.ts';
}

/** The first folder within the layer; empty for a file of the layer's own. */
function topicOf(file: string): string {
	const parts = file.split('/');
	return parts.length < 3 ? '' : (parts[1] ?? '');
}

function importsOf(file: string): string[] {
	return [...textOf(file).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');
}

/** The sources that a source imports, also those of which only types are. */
function sourcesImportedBy(file: string): string[] {
	return importsOf(file)
		.filter((specifier) => specifier.startsWith('.'))
		.map((specifier) => posix.normalize(posix.join(dirname(file), specifier)));
}

/** The layer or package that an import leads to. */
function target(file: string, specifier: string): string {
	if (specifier.startsWith('.')) {
		return layerOf(posix.normalize(posix.join(dirname(file), specifier)));
	}
	if (specifier.startsWith('node:')) return 'node:';
	const parts = specifier.split('/');
	return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

/** A way that leads back to where it began, or undefined where there is none. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string | undefined {
	const done = new Set<string>();
	const way: string[] = [];
	const visit = (node: string): string | undefined => {
		const at = way.indexOf(node);
		if (at >= 0) return [...way.slice(at), node].join(' → ');
		if (done.has(node)) return undefined;
		way.push(node);
		for (const next of graph.get(node) ?? []) {
			const circle = visit(next);
			if (circle !== undefined) return circle;
		}
		way.pop();
		done.add(node);
		return undefined;
	};
	for (const node of graph.keys()) {
		const circle = visit(node);
		if (circle !== undefined) return circle;
	}
	return undefined;
}

/** Which sources load a file as soon as they are loaded themselves. */
function eagerImporters(file: string): string[] {
	const name = basename(file, '.ts');
	const eager = new RegExp(`^(?:import|export)(?! type)[^;]*from\\s+'[^']*/${name}\\.ts'`, 'm');
	return sources().filter((source) => eager.test(textOf(source)));
}

describe('layers', () => {
	const mayImport = layerTable();

	it('finds the sources, their imports and the tables of ARCHITECTURE.md', () => {
		assert.ok(sources().length > 300);
		assert.ok(importsOf('extension.ts').length > 5);
		assert.ok(
			importsOf('api/network/networkTransport.ts').some((specifier) =>
				specifier.includes('undiciTransport'),
			),
		);
		assert.equal(mayImport.size, 8);
		assert.deepEqual(mayImport.get('webview')?.slice(0, 2), ['shared', 'webview']);
	});

	it('import only what the table allows', () => {
		const wrong: string[] = [];
		for (const file of sources()) {
			const allowed = mayImport.get(layerOf(file));
			assert.ok(allowed, `${file} is in no layer`);
			for (const specifier of importsOf(file)) {
				const to = target(file, specifier);
				if (!allowed.includes(to)) wrong.push(`${file} imports ${specifier} (${to})`);
			}
		}
		assert.deepEqual(wrong, []);
	});

	it('reach the disk through one port, so that a test can let any operation on it fail', () => {
		const importers = sources().filter((file) =>
			/^import(?! type)[^;]*from\s+'node:fs(?:\/promises)?'/m.test(textOf(file)),
		);
		// To watch a file changes nothing.
		assert.deepEqual(importers, ['storage/disk/files.ts', 'storage/disk/watchFile.ts']);
	});

	const LATE = {
		undici: 'api/network/undiciTransport.ts',
		yaml: 'core/prompts/headerFields.ts',
	};
	for (const [library, loader] of Object.entries(LATE)) {
		it(`load ${library} in one place, and only when it is asked for`, () => {
			const importers = sources().filter((file) =>
				importsOf(file).some((specifier) => target(file, specifier) === library),
			);
			assert.deepEqual(importers, [loader]);
			assert.deepEqual(eagerImporters(loader), []);
		});
	}

	it('load the rules for secrets with what finds them, and that only when it is asked for', () => {
		const rules = '@secretlint/secretlint-rule-preset-recommend';
		assert.deepEqual(
			sources().filter((file) =>
				importsOf(file).some((specifier) => target(file, specifier) === rules),
			),
			['core/secrets/vendorRules.ts'],
		);
		assert.deepEqual(eagerImporters('core/secrets/vendorRules.ts'), [
			'core/secrets/findSecrets.ts',
		]);
		assert.deepEqual(eagerImporters('core/secrets/findSecrets.ts'), []);
	});
});

describe('topics', () => {
	const layers = topicTables();

	it('are the folders, no more and no fewer', () => {
		const folders = new Map<string, Set<string>>();
		for (const file of sources()) {
			const topic = topicOf(file);
			const layer = layerOf(file);
			if (topic !== '') folders.set(layer, (folders.get(layer) ?? new Set()).add(topic));
		}
		assert.deepEqual([...layers.keys()].toSorted(), [...folders.keys()].toSorted());
		for (const [layer, topics] of layers) {
			const built = [...topics].filter(([, { toCome }]) => !toCome).map(([topic]) => topic);
			assert.deepEqual(built.toSorted(), [...(folders.get(layer) ?? [])].toSorted(), layer);
		}
	});

	it('import only what their table allows, and all that it allows', () => {
		for (const [layer, topics] of layers) {
			const arrows = new Map([...topics.keys()].map((topic) => [topic, new Set<string>()]));
			for (const file of sources().filter((source) => layerOf(source) === layer)) {
				for (const imported of sourcesImportedBy(file)) {
					const [from, to] = [topicOf(file), topicOf(imported)];
					if (layerOf(imported) !== layer || from === '' || from === to) continue;
					arrows.get(from)?.add(to === '' ? `the layer's own ${imported}` : to);
				}
			}
			for (const [topic, { may, toCome }] of topics) {
				if (toCome) continue;
				const does = [...(arrows.get(topic) ?? [])].toSorted();
				assert.deepEqual(does, [...may].toSorted(), `${layer}/${topic} imports`);
			}
		}
	});

	it('stand in no circle', () => {
		for (const [layer, topics] of layers) {
			const graph = new Map([...topics].map(([topic, { may }]) => [topic, may]));
			assert.equal(circleIn(graph), undefined, layer);
			for (const [topic, { may }] of topics) {
				for (const other of may) assert.ok(topics.has(other), `${layer}/${topic}: ${other}`);
			}
		}
	});
});

describe('files', () => {
	it('import each other in no circle, types included', () => {
		const graph = new Map(sources().map((file) => [file, sourcesImportedBy(file)]));
		assert.equal(circleIn(graph), undefined);
	});

	it('are few in a folder', () => {
		const counts = Object.groupBy(sources(), dirname);
		const full = Object.entries(counts).filter(([, files = []]) => files.length > MOST_FILES);
		assert.deepEqual(
			full.map(([folder]) => folder),
			[],
		);
	});

	it('have one job each, in at most 350 lines', () => {
		const long = sources().filter((file) => textOf(file).split('\n').length > MOST_LINES + 1);
		assert.deepEqual(long, []);
	});

	it('have names that mean one thing', () => {
		const named = Object.groupBy(sources(), (file) => basename(file));
		const twice = Object.entries(named).filter(
			([name, files = []]) => files.length > 1 && !EVERYWHERE.includes(name),
		);
		assert.deepEqual(twice, []);
	});
});

/** The text of a file without comments and without what stands in quotes. */
function codeOf(file: string): string {
	return textOf(file)
		.replace(/\/\*[\s\S]*?\*\//g, '')
		.replace(/(['"`])(?:\\.|(?!\1)[^\\\n])*\1/g, "''")
		.replace(/(^|\s)\/\/.*$/gm, '');
}

describe('source rules', () => {
	it('no type is asserted or given up', () => {
		const found: string[] = [];
		for (const file of sources()) {
			for (const line of codeOf(file).split('\n')) {
				const asserted =
					/\bas\s+(?!const\b)[\w({[]/.test(line) &&
					!/^\s*(import|export)\b|^\s*type \w+ as|^\s*\w+ as \w+,?$/.test(line);
				if (asserted || /\bany\b\s*[;,)>\]=|]|@ts-/.test(line))
					found.push(`${file}: ${line.trim()}`);
			}
		}
		assert.deepEqual(found, []);
	});

	it('nothing turns a string into HTML or code', () => {
		const forbidden =
			/\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|setHTMLUnsafe|eval)\b|document\.write|new Function/;
		const found = sources().filter((file) => forbidden.test(codeOf(file)));
		assert.deepEqual(found, []);
	});
});
