import assert from 'node:assert/strict';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { readCommitChanges } = await import('../../../../src/host/git/readCommitChanges.ts');

/** What git says of a changed file. */
function changed(path: string): string {
	return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-x\n+y\n`;
}

interface Known {
	readonly staged?: readonly string[];
	readonly working?: readonly string[];
	readonly merging?: readonly string[];
	/** What the diff says; where it is an error, git fails. */
	readonly diff?: string | Error;
}

function repository({ staged = [], working = [], merging = [], diff = '' }: Known) {
	const changes = (paths: readonly string[]) =>
		paths.map((path) => ({ uri: new Uri(`file:///repo/${path}`), status: 5 }));
	const asked: (boolean | undefined)[] = [];
	const made = {
		rootUri: new Uri('file:///repo'),
		inputBox: { value: '' },
		state: {
			indexChanges: changes(staged),
			workingTreeChanges: changes(working),
			mergeChanges: changes(merging),
		},
		status: async () => {},
		log: async () => [],
		show: async () => '',
		diff: async (cached?: boolean) => {
			asked.push(cached);
			if (diff instanceof Error) throw diff;
			return diff;
		},
	};
	return { asked, made };
}

async function read(known: Known) {
	const { made, asked } = repository(known);
	// biome-ignore lint/suspicious/noExplicitAny: the stand-in's addresses are no real ones.
	const { which, files, missing } = await readCommitChanges(made as any, () => false);
	return { which, asked, missing, paths: files.map(({ path }) => path) };
}

function refused(words: RegExp) {
	return (error: unknown) => {
		assert.ok(error instanceof ChatError);
		assert.equal(error.kind, 'refused');
		assert.match(error.message, words);
		return true;
	};
}

describe('what a commit would change', () => {
	const documents = workspace['textDocuments'];
	beforeEach(() => Object.assign(workspace, { textDocuments: [] }));
	after(() => Object.assign(workspace, { textDocuments: documents }));

	it('is what is staged, and else what is not', async () => {
		const both = { staged: ['a.ts'], working: ['b.ts'], diff: changed('a.ts') };
		assert.deepEqual(await read(both), {
			which: 'staged',
			asked: [true],
			missing: [],
			paths: ['a.ts'],
		});
		const rest = await read({ working: ['b.ts'], diff: changed('b.ts') });
		assert.deepEqual([rest.which, rest.asked, rest.paths], ['all', [false], ['b.ts']]);
	});

	it('names files of which git shows nothing, as where only line ends differ or a merge is open', async () => {
		const { missing } = await read({
			working: ['a.ts', 'ends.txt'],
			merging: ['both.ts'],
			diff: `${changed('a.ts')}* Unmerged path both.ts\n`,
		});
		assert.deepEqual(missing, [
			{ path: 'ends.txt', why: 'unshown' },
			{ path: 'both.ts', why: 'unshown' },
		]);
	});

	it('takes a renamed file for the one it was', async () => {
		const diff =
			'diff --git a/old.ts b/new.ts\nsimilarity index 100%\nrename from old.ts\nrename to new.ts\n';
		assert.deepEqual((await read({ staged: ['new.ts'], diff })).missing, []);
		assert.deepEqual((await read({ staged: ['old.ts'], diff })).missing, []);
	});

	it('is nothing, with what could be saved', async () => {
		await assert.rejects(read({}), refused(/^There is nothing to commit in repo\.$/));
		const uri = new Uri('file:///repo/src/a.ts');
		Object.assign(workspace, { textDocuments: [{ isDirty: true, uri }] });
		await assert.rejects(read({}), refused(/nothing to commit in repo\. Save src\/a\.ts first\.$/));
	});

	it('is refused in a sentence where git fails', async () => {
		const diff = new Error('Failed to execute git.');
		await assert.rejects(
			read({ staged: ['a.ts'], diff }),
			refused(/^Git cannot say what is changed in repo: Failed to execute git\.$/),
		);
	});
});
