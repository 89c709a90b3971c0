import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve, sep } from 'node:path';

const SRC = resolve(import.meta.dirname, '../../../src');

/** What each layer may import: other layers, packages, and "node:" for the runtime's own modules. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
	shared: ['shared', 'valibot'],
	core: ['shared', 'core', 'valibot'],
	api: ['shared', 'core', 'api', 'undici', 'eventsource-parser', 'valibot', 'node:'],
	storage: ['shared', 'core', 'storage', 'valibot', 'node:'],
	host: ['shared', 'core', 'host', 'vscode'],
	webview: ['shared', 'webview', 'valibot', 'markdown-it', 'lowlight', 'highlight.js', 'temml'],
	// The composition root.
	'extension.ts': ['shared', 'core', 'api', 'storage', 'host', 'vscode'],
};

const IMPORT =
	/(?:^|[\s;}])(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function sources(): string[] {
	return globSync('**/*.ts', { cwd: SRC }).map((file) => file.split(sep).join('/'));
}

function layerOf(file: string): string {
	return file.split('/')[0] ?? file;
}

function importsOf(file: string): string[] {
	const text = readFileSync(join(SRC, file), 'utf8');
	return [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');
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

describe('layers', () => {
	it('finds the sources and their imports', () => {
		assert.ok(sources().length > 40);
		assert.ok(importsOf('extension.ts').length > 5);
		assert.deepEqual(
			importsOf('api/network/networkTransport.ts').filter((specifier) =>
				specifier.includes('undiciTransport'),
			).length > 0,
			true,
		);
	});

	it('import only what their table allows', () => {
		const wrong: string[] = [];
		for (const file of sources()) {
			const layer = layerOf(file);
			const allowed = MAY_IMPORT[layer];
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
			/^import(?! type)[^;]*from\s+'node:fs(?:\/promises)?'/m.test(
				readFileSync(join(SRC, file), 'utf8'),
			),
		);
		// To watch a file changes nothing.
		assert.deepEqual(importers, ['storage/disk/files.ts', 'storage/disk/watchFile.ts']);
	});

	it('load undici in one place, and only when it is asked for', () => {
		const importers = sources().filter((file) =>
			importsOf(file).some((specifier) => target(file, specifier) === 'undici'),
		);
		assert.deepEqual(importers, ['api/network/undiciTransport.ts']);
		const eager = sources().filter((file) =>
			/^(?:import|export)(?! type)[^;]*from\s+'[^']*undiciTransport\.ts'/m.test(
				readFileSync(join(SRC, file), 'utf8'),
			),
		);
		assert.deepEqual(eager, []);
	});
});

/** The text of a file without comments and without what stands in quotes. */
function codeOf(file: string): string {
	return readFileSync(join(SRC, file), 'utf8')
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

	it('no file has grown past its one job', () => {
		const long = sources().filter(
			(file) => readFileSync(join(SRC, file), 'utf8').split('\n').length > 350,
		);
		assert.deepEqual(long, []);
	});
});
