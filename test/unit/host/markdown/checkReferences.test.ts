import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Say } from '../../../../src/host/vscode/say.ts';
import type { FileReference } from '../../../../src/shared/markdown/markdownProtocol.ts';
import {
	commands,
	FileType,
	provideVscode,
	Uri,
	window,
	workspace,
} from '../../../vscode/apiStandin.ts';

provideVscode();
const { checkReferences, openReference } = await import(
	'../../../../src/host/markdown/checkReferences.ts'
);

const FIVE = 'one\ntwo\r\nthree\nfour\n';

/** The workspace has the folders /work/app and /work/lib. */
const FILES: Readonly<Record<string, string>> = {
	'/work/app/src/a.ts': FIVE,
	'/work/app/src/only.ts': FIVE,
	'/work/app/src/twice.ts': FIVE,
	'/work/app/old/twice.ts': FIVE,
	'/work/app/src/both.ts': FIVE,
	'/work/lib/src/both.ts': FIVE,
	'/work/lib/deep/b.ts': FIVE,
	'/work/app/src/{b}.ts': FIVE,
	'/work/app/linked/in.ts': FIVE,
	'/work/app/link.ts': FIVE,
	'/work/other/secret.ts': FIVE,
	'/etc/hosts.txt': FIVE,
	'/work/app/parse.ts':
		'import { used } from "x";\nexport function parse() {\n\treturn used();\n}\nclass One {}\nclass One {}\n',
};
const LINKS = ['/work/app/linked', '/work/app/link.ts'];

describe('the files that a reply names', () => {
	const untouched = { workspace: { ...workspace }, window: { ...window } };
	let globs: string[];
	let dirty: Set<string>;

	beforeEach(() => {
		globs = [];
		dirty = new Set();
		setUp('/work/app', '/work/lib');
	});
	afterEach(() => {
		for (const key of Object.keys(workspace)) delete workspace[key];
		Object.assign(workspace, untouched.workspace);
		Object.assign(window, untouched.window);
	});

	function setUp(...folders: string[]): void {
		const workspaceFolders = folders.map((path) => ({
			uri: new Uri(path),
			name: path.slice(path.lastIndexOf('/') + 1),
		}));
		const folderOf = ({ path }: Uri) =>
			workspaceFolders.find(({ uri }) => path.startsWith(`${uri.path}/`));
		const isFolder = (path: string) =>
			Object.keys(FILES).some((file) => file.startsWith(`${path}/`));
		Object.assign(workspace, {
			workspaceFolders,
			getWorkspaceFolder: folderOf,
			asRelativePath: (uri: Uri) => uri.path.slice('/work/'.length),
			textDocuments: [...dirty].map((path) => ({
				uri: new Uri(path),
				isDirty: true,
				getText: () => `${FIVE}five\nsix`,
			})),
			decode: async (bytes: Buffer) => bytes.toString(),
			findFiles: async (glob: string, _exclude: string, most: number) => {
				globs.push(glob);
				const names = glob
					.replace(/^\*\*\/\{?/, '')
					.replace(/\}$/, '')
					.split(',');
				return Object.keys(FILES)
					.filter((path) => names.some((name) => path.endsWith(`/${name}`)))
					.map((path) => new Uri(path))
					.filter(folderOf)
					.slice(0, most);
			},
			fs: {
				stat: async ({ path }: Uri) => {
					const link = LINKS.includes(path) ? FileType.SymbolicLink : 0;
					if (isFolder(path)) return { type: FileType.Directory | link, mtime: 0, size: 0 };
					const text = FILES[join(path)];
					if (text === undefined) throw new Error('not there');
					return { type: FileType.File | link, mtime: 1000, size: text.length };
				},
				readFile: async ({ path }: Uri) => Buffer.from(FILES[path] ?? assert.fail(path)),
			},
		});
	}

	async function labels(...references: FileReference[]): Promise<(string | undefined)[]> {
		return (await checkReferences(references, 2000)).map(({ label }) => label);
	}

	const TABLE: readonly (readonly [string, FileReference, string | undefined])[] = [
		['a path', { path: 'src/a.ts' }, 'app/src/a.ts'],
		['its line', { path: 'src/a.ts', line: 5 }, 'app/src/a.ts:5'],
		['a range', { path: './src/a.ts', line: 2, endLine: 4 }, 'app/src/a.ts:2-4'],
		['a line that is not there', { path: 'src/a.ts', line: 6 }, undefined],
		['an end that is not there', { path: 'src/a.ts', line: 2, endLine: 6 }, undefined],
		['an end before its beginning', { path: 'src/a.ts', line: 4, endLine: 2 }, undefined],
		['a file that is not there', { path: 'src/none.ts' }, undefined],
		['a folder', { path: 'src' }, undefined],
		['a folder by a path', { path: 'deep/../src' }, undefined],
		['a name that one file has', { path: 'only.ts', line: 1 }, 'app/src/only.ts:1'],
		['a name that two files have', { path: 'twice.ts' }, undefined],
		['a name that two folders have', { path: 'both.ts' }, undefined],
		['a name with signs of a glob', { path: '{b}.ts' }, undefined],
		['a path that two folders have', { path: 'src/both.ts' }, undefined],
		['the same with its folder', { path: 'lib/src/both.ts' }, 'lib/src/both.ts'],
		['a file of the second folder', { path: 'deep/b.ts' }, 'lib/deep/b.ts'],
		['a whole path', { path: '/work/app/src/both.ts' }, 'app/src/both.ts'],
		['a whole path outside', { path: '/work/other/secret.ts' }, undefined],
		['another whole path outside', { path: '/etc/hosts.txt' }, undefined],
		['a way out', { path: '../other/secret.ts' }, undefined],
		['a way out within', { path: 'src/../../other/secret.ts' }, undefined],
		['a way out of a whole path', { path: '/work/app/../other/secret.ts' }, undefined],
		['a name that is outside', { path: 'secret.ts' }, undefined],
		['a symbol', { path: 'parse.ts', symbol: 'parse' }, 'app/parse.ts, parse'],
		['a symbol that is declared twice', { path: 'parse.ts', symbol: 'One' }, undefined],
		['a symbol that is only used', { path: 'parse.ts', symbol: 'used' }, undefined],
		['a link', { path: './link.ts' }, undefined],
		['the name of a link', { path: 'link.ts' }, undefined],
		['a file in a linked folder', { path: 'linked/in.ts' }, undefined],
		['the name of a file in a linked folder', { path: 'in.ts' }, undefined],
	];
	for (const [name, reference, expected] of TABLE) {
		it(`${name} (${reference.path}) is ${expected ?? 'not there'}`, async () => {
			assert.deepEqual(await labels(reference), [expected]);
		});
	}

	it('are looked for by name once for all', async () => {
		const found = await labels({ path: 'only.ts' }, { path: 'b.ts' }, { path: 'twice.ts' });
		assert.deepEqual(found, ['app/src/only.ts', 'lib/deep/b.ts', undefined]);
		assert.deepEqual(globs, ['**/{only.ts,b.ts,twice.ts}']);
	});

	it('have the symbol that VS Code knows of, if it knows of one', async () => {
		const known = (name: string, line: number) => ({
			name,
			children: [],
			selectionRange: { start: { line } },
		});
		const symbols = [known('parse()', 1), { ...known('Two', 2), children: [known('same', 3)] }];
		const original = commands.executeCommand;
		Object.assign(commands, { executeCommand: async () => [...symbols, known('same', 4)] });
		try {
			const named = ['parse', 'same', 'One'].map((symbol) => ({ path: 'parse.ts', symbol }));
			assert.deepEqual(await labels(...named), ['app/parse.ts, parse', undefined, undefined]);
		} finally {
			Object.assign(commands, { executeCommand: original });
		}
	});

	it('are not there where no folder is open', async () => {
		setUp();
		assert.deepEqual(await labels({ path: 'src/a.ts' }, { path: 'a.ts' }), [undefined, undefined]);
	});

	it('may have moved once they are written after the reply, or changed and not saved', async () => {
		const reference = { path: 'src/a.ts', line: 5 };
		const label = 'app/src/a.ts:5';
		assert.deepEqual(await checkReferences([reference], 1000), [{ reference, label }]);
		assert.deepEqual(await checkReferences([reference], 999), [{ reference, label, moved: true }]);
		dirty.add('/work/app/src/a.ts');
		setUp('/work/app');
		assert.deepEqual(await checkReferences([reference], 2000), [{ reference, label, moved: true }]);
		assert.deepEqual(await labels({ path: 'src/a.ts', line: 6 }), ['app/src/a.ts:6']);
	});

	it('are looked for anew when one is opened, which says what is not there any more', async () => {
		const said: string[] = [];
		const opened: string[] = [];
		const { executeCommand } = commands;
		Object.assign(commands, {
			executeCommand: async (...[command, { path }]: [string, Uri]) =>
				opened.push(`${command} ${path}`),
		});
		const say: Say = async ({ text }) => void said.push(text);
		await openReference({ path: 'src/a.ts', line: 6 }, say);
		await openReference({ path: '../other/secret.ts' }, say);
		await openReference({ path: 'deep/b.ts' }, say);
		assert.deepEqual(said, [
			'src/a.ts:6 cannot be opened: it is not in this workspace any more.',
			'../other/secret.ts cannot be opened: it is not in this workspace any more.',
		]);
		Object.assign(commands, { executeCommand });
		assert.deepEqual(opened, ['vscode.open /work/lib/deep/b.ts']);
	});
});
