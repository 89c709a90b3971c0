import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import {
	otherExtensions,
	provideVscode,
	settings,
	Uri,
	workspace,
} from '../../../vscode/apiStandin.ts';
import { provideFiles } from '../../../vscode/memoryFiles.ts';

provideVscode();
const { listFiles } = await import('../../../../src/host/files/listFiles.ts');

const before_ = { ...workspace };

/** A folder as listFiles takes it. */
function folder(path: string, scheme?: string): RealUri {
	return new Uri(path, scheme) as unknown as RealUri;
}

/** Texts of files by path, all without any but these. */
function files(paths: readonly string[], texts: Readonly<Record<string, string>> = {}) {
	return { ...Object.fromEntries(paths.map((path) => [path, 'x'])), ...texts };
}

describe('the files of a folder', () => {
	afterEach(() => {
		settings.clear();
		otherExtensions.clear();
		for (const name of Object.keys(workspace)) delete workspace[name];
		Object.assign(workspace, before_);
	});

	const texts = files(
		[
			'/w/a.ts',
			'/w/a.js',
			'/w/b.js',
			'/w/node_modules/x/y.js',
			'/w/out/built.js',
			'/w/lib/deep/c.ts',
			'/w/lib/deep/c.log',
			'/w/lib/keep.log',
			'/w/.git/config',
		],
		{ '/w/.gitignore': 'out/\n*.log\n', '/w/lib/.gitignore': '!keep.log\n' },
	);
	const visible = ['.gitignore', 'a.ts', 'b.js', 'lib/.gitignore', 'lib/deep/c.ts', 'lib/keep.log'];
	const hide = () => {
		settings.set('files.exclude', { '**/.git': true, '**/*.js': { when: '$(basename).ts' } });
		settings.set('search.exclude', { '**/node_modules': true });
	};

	it('are listed where one folder has more of them than a call takes arguments', async () => {
		const many = Array.from({ length: 130_000 }, (_, index) => `/w/${index}.ts`);
		provideFiles({ w: '/w' }, files(many), { searchable: false, scheme: 'walked' });
		workspace['findFiles'] = () => new Promise(() => {});
		const { paths, more } = await listFiles(folder('/w', 'walked'), 200_000);
		assert.deepEqual([paths.length, more], [many.length, false]);
	});

	it('are read folder by folder where VS Code waits for a search that never comes', async () => {
		hide();
		provideFiles({ w: '/w' }, texts, { searchable: false, scheme: 'unsearched' });
		let asked = 0;
		workspace['findFiles'] = () => {
			asked++;
			return new Promise(() => {});
		};
		for (let at = 0; at < 2; at++) {
			const listed = await listFiles(folder('/w', 'unsearched'), 100);
			assert.deepEqual(listed.paths, visible);
		}
		assert.equal(asked, 1);
	});

	for (const searchable of [true, false]) {
		const how = searchable ? 'that VS Code can search' : 'that only can be read, folder by folder';

		it(`are without what settings and .gitignore hide, in a file system ${how}`, async () => {
			hide();
			const memory = provideFiles({ w: '/w' }, texts, { searchable, scheme: 'mem' });
			const listed = await listFiles(folder('/w', 'mem'), 100);
			assert.deepEqual(listed, { paths: visible, more: false });
			// Hidden folders are not gone through.
			assert.deepEqual(memory.foldersRead, searchable ? [] : ['/w', '/w/lib', '/w/lib/deep']);
			if (searchable) assert.deepEqual(memory.searches[0]?.[1], '{**/.git,**/node_modules}');
		});

		it(`follow the rules of the folders above, in a file system ${how}`, async () => {
			hide();
			settings.set('search.exclude', { 'lib/deep/only': true, only: true });
			const more = files(['/w/lib/deep/only/d.ts', '/w/lib/deep/x/only/d.ts']);
			provideFiles({ w: '/w' }, { ...texts, ...more }, { searchable });
			const listed = await listFiles(folder('/w/lib/deep'), 100);
			assert.deepEqual(listed.paths, ['c.ts', 'x/only/d.ts']);
		});

		it(`are cut at the limit, and say so, in a file system ${how}`, async () => {
			provideFiles({ w: '/w' }, files(['/w/a', '/w/b', '/w/c']), { searchable });
			assert.deepEqual(await listFiles(folder('/w'), 2), { paths: ['a', 'b'], more: true });
			assert.deepEqual((await listFiles(folder('/w'), 3)).more, false);
		});
	}

	it('are not those behind a link, which can lead round in a circle', async () => {
		const memory = provideFiles({ w: '/w' }, files(['/w/a']), { searchable: false });
		memory.linkedFolders.add('/w/loop');
		assert.deepEqual((await listFiles(folder('/w'), 10)).paths, ['a']);
	});

	it('are none where it is empty or cannot be read', async () => {
		provideFiles({ w: '/w' }, {});
		assert.deepEqual(await listFiles(folder('/w'), 10), { paths: [], more: false });
	});

	it('are all there where the folder itself is ignored: whoever opens it wants to see them', async () => {
		provideFiles(
			{ built: '/r/dist' },
			files(['/r/dist/a.js', '/r/dist/b.map', '/r/.git/config'], {
				'/r/.gitignore': 'dist/\n*.js\n',
				'/r/dist/.gitignore': '*.map',
			}),
		);
		assert.deepEqual((await listFiles(folder('/r/dist'), 10)).paths, ['.gitignore', 'a.js']);
	});

	it('follow the repository around the folder, but no .gitignore beyond it', async () => {
		provideFiles(
			{ app: '/r/p/app' },
			files(['/r/p/app/a.log', '/r/p/app/a.txt', '/r/p/app/a.md', '/r/p/.git/config'], {
				'/r/.gitignore': '*.md',
				'/r/p/.gitignore': '*.log',
			}),
		);
		assert.deepEqual((await listFiles(folder('/r/p/app'), 10)).paths, ['a.md', 'a.txt']);
	});

	it('that are too many are looked for again without ignored folders', async () => {
		const built = Array.from({ length: 20 }, (_, index) => `/w/target/${index}`);
		const memory = provideFiles(
			{ w: '/w' },
			files([...built, '/w/src/a.rs'], { '/w/.gitignore': 'target/\n' }),
		);
		assert.deepEqual(await listFiles(folder('/w'), 5), {
			paths: ['.gitignore', 'src/a.rs'],
			more: false,
		});
		assert.deepEqual(memory.searches.at(-1), ['**/*', '{**/target/**}']);
	});

	describe('where git can be asked', () => {
		const asked: string[][] = [];
		const repository = (root: string, ignored: readonly string[] | Error) => ({
			rootUri: new Uri(root),
			checkIgnore: async (paths: string[]) => {
				asked.push(paths);
				if (ignored instanceof Error) throw ignored;
				return new Set(ignored);
			},
		});
		const provideGit = (...repositories: unknown[]) => {
			asked.length = 0;
			const api = { state: 'initialized', repositories };
			otherExtensions.set('vscode.git', {
				isActive: true,
				exports: { enabled: true, getAPI: () => api },
			});
		};

		it('are those that git does not ignore, each asked of its own repository', async () => {
			provideFiles(
				{ w: '/w' },
				files(['/w/a', '/w/kept.log', '/w/sub/b', '/w/sub/c'], { '/w/.gitignore': '*.log\n' }),
			);
			provideGit(repository('/w', ['/w/a']), repository('/w/sub', ['/w/sub/c']));
			const listed = await listFiles(folder('/w'), 100);
			assert.deepEqual(listed.paths, ['.gitignore', 'kept.log', 'sub/b']);
			assert.deepEqual(
				asked.map((paths) => paths.toSorted()),
				[
					['/w/.gitignore', '/w/a', '/w/kept.log'],
					['/w/sub/b', '/w/sub/c'],
				],
			);
		});

		it('are found by reading .gitignore where git fails', async () => {
			provideFiles({ w: '/w' }, files(['/w/a', '/w/b.log'], { '/w/.gitignore': '*.log\n' }));
			provideGit(repository('/w', new Error('dubious ownership')));
			assert.deepEqual((await listFiles(folder('/w'), 100)).paths, ['.gitignore', 'a']);
		});
	});
});
