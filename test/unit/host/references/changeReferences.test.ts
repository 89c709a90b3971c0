import assert from 'node:assert/strict';
import { env, otherExtensions, provideVscode, Uri, window } from '../../../vscode/apiStandin.ts';
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
}

function repository(root: string, { staged = '', rest = '', untracked = [] }: Changed = {}) {
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

	it('names new files, and what is not saved, which git does not show', async () => {
		provideGit(repository('/w/project', { untracked: ['new.ts', 'lib/new.ts'] }));
		provideDocuments(
			document('/w/project/open.ts', 'x', { isDirty: true }),
			document('/w/project/saved.ts', 'x'),
			document('/w/other/open.ts', 'x', { isDirty: true }),
		);
		const [excerpt] = await take('changes');
		assert.equal(excerpt?.text, 'New files, not known to Git yet:\nnew.ts\nlib/new.ts');
		assert.deepEqual(excerpt.leftOut, ['new.ts', 'lib/new.ts', 'what is not saved in open.ts']);
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

	it('says why git is out of reach, and what helps', async () => {
		Object.assign(env, { remoteName: 'wsl' });
		await assert.rejects(
			take('changes'),
			/The changes cannot be read\. In this remote window \(wsl\)/,
		);
		otherExtensions.set('vscode.git', { isActive: true, exports: { enabled: false } });
		await assert.rejects(take('changes'), /switched off.*git\.enabled/);
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
