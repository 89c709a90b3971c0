import assert from 'node:assert/strict';
import {
	env,
	otherExtensions,
	provideVscode,
	settings,
	Uri,
	window,
	workspace,
} from '../../../vscode/apiStandin.ts';
import {
	almostFull,
	chatInTest,
	document,
	provideDocuments,
	restoreVscode,
	showDocument,
} from './referencesInTest.ts';

provideVscode();
const { changeOffers, readChanges } = await import(
	'../../../../src/host/references/changeReferences.ts'
);

/** What git says of a changed line. */
function changed(path: string, line = 'x'): string {
	return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-${line}\n+y\n`;
}

interface Changed {
	readonly staged?: string;
	readonly rest?: string;
	readonly untracked?: readonly string[];
	/** What is in the index, by path. */
	readonly index?: Readonly<Record<string, string>>;
}

function repository(
	root: string,
	{ staged = '', rest = '', untracked = [], index = {} }: Changed = {},
) {
	return {
		rootUri: new Uri(root),
		state: {
			indexChanges: [],
			mergeChanges: [],
			workingTreeChanges: [
				...untracked.map((path) => ({ uri: new Uri(`${root}/${path}`), status: 7 })),
				{ uri: new Uri(`${root}/changed`), status: 5 },
			],
		},
		status: async () => {},
		diff: async (cached?: boolean) => (cached ? staged : rest),
		show: async (ref: string, path: string) => {
			const text = index[path.slice(root.length + 1)];
			if (ref !== '' || text === undefined) throw new Error('git: no such path in the index');
			return text;
		},
	};
}

describe('#changes', () => {
	afterEach(restoreVscode);
	beforeEach(() => provideDocuments());

	function provideGit(...repositories: ReturnType<typeof repository>[]): void {
		const api = { state: 'initialized', repositories };
		otherExtensions.set('vscode.git', {
			isActive: true,
			exports: { enabled: true, getAPI: () => api },
		});
	}

	async function take(id: string, chat = chatInTest()) {
		await changeOffers()
			.find((offer) => offer.id === id)
			?.take?.(chat.taking);
		return chat.attached;
	}

	const both = { staged: changed('a.ts'), rest: changed('a.ts', 'z') + changed('b.ts') };

	it('attaches all, the staged ones first and under their name', async () => {
		provideGit(repository('/w/project', both));
		const [excerpt] = await take('changes');
		assert.equal(excerpt?.label, 'Changes of project');
		assert.equal(excerpt.language, 'diff');
		assert.deepEqual(
			excerpt.text.split('\n').filter((line) => /^(#|diff)/.test(line)),
			[
				'# Staged',
				'diff --git a/a.ts b/a.ts',
				'# Not staged',
				'diff --git a/a.ts b/a.ts',
				'diff --git a/b.ts b/b.ts',
			],
		);
		assert.equal(excerpt.leftOut, undefined);
	});

	it('attaches the staged ones alone', async () => {
		provideGit(repository('/w/project', { ...both, untracked: ['new.ts'] }));
		const [excerpt] = await take('changes:staged');
		assert.equal(excerpt?.label, 'Staged changes of project');
		assert.equal(excerpt.text, `# Staged\n${changed('a.ts').trimEnd()}`);
		assert.equal(excerpt.leftOut, undefined);
	});

	it('names new files, saved or not, and none that are ignored', async () => {
		provideGit(repository('/w/project', { untracked: ['new.ts', 'lib/new.ts'] }));
		provideDocuments(
			document('/w/project/new.ts', 'x', { isDirty: true }),
			document('/w/project/ignored.log', 'x', { isDirty: true }),
		);
		const [excerpt] = await take('changes');
		assert.equal(excerpt?.text, 'New files, not known to Git yet:\nnew.ts\nlib/new.ts');
		assert.deepEqual(excerpt.leftOut, ['new.ts', 'lib/new.ts']);
	});

	describe('of what is not saved', () => {
		const index = { 'a.ts': 'one\ntwo\n', 'b.ts': 'x\n', 'ö b.ts': 'one', 'c.ts': '\uFEFFone\r\n' };

		it('are those that the editor shows', async () => {
			provideGit(repository('/w/project', { rest: changed('b.ts'), index }));
			provideDocuments(
				document('/w/project/a.ts', 'one\n2\n', { isDirty: true }),
				document('/w/project/b.ts', 'editor\n', { isDirty: true }),
				document('/w/project/ö b.ts', 'one\ntwo', { isDirty: true }),
				document('/w/project/c.ts', 'saved', {}),
				document('/w/other/open.ts', 'x', { isDirty: true }),
			);
			const [excerpt] = await take('changes');
			assert.equal(excerpt?.leftOut, undefined);
			assert.equal(
				excerpt?.text,
				[
					'# Not staged\ndiff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1,2 +1,2 @@\n one\n-two\n+2',
					'diff --git a/b.ts b/b.ts\n--- a/b.ts\n+++ b/b.ts\n@@ -1,1 +1,1 @@\n-x\n+editor',
					'diff --git a/ö b.ts b/ö b.ts\n--- a/ö b.ts\n+++ b/ö b.ts\n@@ -1,1 +1,2 @@\n-one\n\\ No newline at end of file\n+one\n+two\n\\ No newline at end of file',
				].join('\n\n'),
			);
		});

		it('are none where the editor has what is staged, whatever the ends of its lines', async () => {
			provideGit(repository('/w/project', { rest: changed('b.ts') + changed('c.ts'), index }));
			provideDocuments(
				document('/w/project/b.ts', 'x\r\n', { isDirty: true }),
				document('/w/project/c.ts', 'one\n', { isDirty: true }),
			);
			await assert.rejects(take('changes'), /There are no changes in project\./);
		});

		it('keep what else git says of the file', async () => {
			const mode = 'diff --git a/b.ts b/b.ts\nold mode 100644\nnew mode 100755\n';
			provideGit(repository('/w/project', { rest: mode, index }));
			provideDocuments(document('/w/project/b.ts', 'x\n', { isDirty: true }));
			assert.equal((await take('changes'))[0]?.text, `# Not staged\n${mode.trimEnd()}`);
			provideDocuments(document('/w/project/b.ts', 'y\n', { isDirty: true }));
			assert.match((await take('changes'))[0]?.text ?? '', /new mode 100755\n--- a\/b\.ts\n/);
		});

		it('are named where they are to be merged, or are a notebook’s', async () => {
			provideGit(repository('/w/project', { rest: changed('merged.ts'), index }));
			provideDocuments(document('/w/project/merged.ts', 'x', { isDirty: true }));
			const notebook = { uri: new Uri('/w/project/stock.ipynb'), isDirty: true };
			const saved = { uri: new Uri('/w/project/saved.ipynb'), isDirty: false };
			Object.assign(workspace, { notebookDocuments: [notebook, saved] });
			const [excerpt] = await take('changes');
			assert.deepEqual(excerpt?.leftOut, [
				'what is not saved in merged.ts',
				'what is not saved in stock.ipynb',
			]);
			assert.equal(excerpt.text, `# Not staged\n${changed('merged.ts').trimEnd()}`);
		});

		it('are not among the staged ones', async () => {
			provideGit(repository('/w/project', { staged: changed('b.ts'), index }));
			provideDocuments(document('/w/project/b.ts', 'editor\n', { isDirty: true }));
			const [excerpt] = await take('changes:staged');
			assert.equal(excerpt?.text, `# Staged\n${changed('b.ts').trimEnd()}`);
		});
	});

	it('names the files whose changes have no room', async () => {
		const large = changed('large.ts', 'x'.repeat(500));
		provideGit(repository('/w/project', { staged: large, rest: changed('a.ts') }));
		const [excerpt] = await take('changes', almostFull(200));
		assert.deepEqual(excerpt?.leftOut, ['large.ts']);
		assert.match(excerpt.text, /^# Not staged\ndiff --git a\/a\.ts/);
	});

	it('says so where there are none', async () => {
		provideGit(repository('/w/project', { rest: changed('a') }));
		await assert.rejects(
			take('changes:staged'),
			/There are no staged changes in project\. Stage some, or take #changes for all\./,
		);
		provideGit(repository('/w/project'));
		await assert.rejects(take('changes'), /There are no changes in project\./);
	});

	describe('with several repositories', () => {
		const repositories = [
			repository('/w/one', { staged: changed('in-one') }),
			repository('/w/two', { staged: changed('in-two') }),
		];
		beforeEach(() => provideGit(...repositories));

		it('are those of the one that the active file is in', async () => {
			showDocument(document('/w/two/a.ts', ''));
			assert.match((await take('changes'))[0]?.text ?? '', /in-two/);
		});

		it('are those of the one that is picked where no file tells', async () => {
			const offered: unknown[] = [];
			Object.assign(window, {
				showQuickPick: async (items: { label: string }[]) => {
					offered.push(...items.map(({ label }) => label));
					return items[0];
				},
			});
			assert.match((await take('changes'))[0]?.text ?? '', /in-one/);
			assert.deepEqual(offered, ['one', 'two']);
		});

		it('are none where none is picked', async () => {
			Object.assign(window, { showQuickPick: async () => undefined });
			assert.deepEqual(await take('changes'), []);
		});
	});

	it('says why git is out of reach, and what helps, in the list and when it is taken', async () => {
		const described = () => changeOffers().map(({ description }) => description);
		Object.assign(env, { remoteName: 'wsl' });
		assert.deepEqual(described(), Array(2).fill('Out of reach: not in this remote window'));
		await assert.rejects(
			take('changes'),
			/The changes cannot be read\. In this remote window \(wsl\).*#terminal/,
		);
		otherExtensions.set('vscode.git', { isActive: true, exports: { enabled: false } });
		assert.deepEqual(described(), Array(2).fill('Out of reach: VS Code finds no git'));
		await assert.rejects(take('changes'), /finds no git.*git\.path/);
		// Also where the extension has begun before it was switched off.
		provideGit(repository('/w/project', both));
		settings.set('git.enabled', false);
		assert.deepEqual(described(), Array(2).fill('Out of reach: git.enabled is off'));
		await assert.rejects(take('changes'), /git\.enabled is off.*#terminal/);
		settings.set('git.enabled', true);
		assert.deepEqual(described(), ['All changes since the last commit', 'The staged changes']);
		provideGit();
		await assert.rejects(take('changes'), /found no Git repository/);
	});

	it('are read anew when they are sent', async () => {
		provideGit(repository('/w/one', both), repository('/w/two', both));
		showDocument(document('/w/two/a.ts', ''));
		const [[all], [staged]] = [await take('changes'), await take('changes:staged')];
		assert.ok(all && staged);
		assert.deepEqual(await readChanges(all), all);
		assert.deepEqual(await readChanges(staged), staged);
		provideGit(repository('/w/one', both), repository('/w/two', { staged: changed('c.ts') }));
		assert.match((await readChanges(staged)).text, /c\.ts/);
		assert.equal((await readChanges(all)).label, 'Changes of two');
		provideGit(repository('/w/two'));
		assert.equal((await readChanges(all)).text, 'There are no changes any more.');
		provideGit(repository('/w/one', both));
		await assert.rejects(readChanges(all), /has its repository not open any more/);
	});
});
