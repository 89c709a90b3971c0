import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedFiles, newFile } from '../../../../src/core/git/changedFiles.ts';
import { withMoves } from '../../../../src/core/git/movedFiles.ts';

const TEXT = Array.from({ length: 20 }, (_, index) => `line ${index} of the file\n`).join('');

describe('files that were renamed', () => {
	let root: string;
	const in_ = (name: string) => join(root, name);

	function git(...args: string[]): string {
		const me = [
			'-c',
			'user.name=Me',
			'-c',
			'user.email=me@example.org',
			'-c',
			'core.autocrlf=false',
		];
		return execFileSync('git', [...me, ...args], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
	}

	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), 'moved-'));
		git('init', '-q');
		await writeFile(in_('old.ts'), TEXT);
		await writeFile(in_('größe (alt).ts'), TEXT.replaceAll('line', 'Zeile'));
		await writeFile(in_('logo.png'), Buffer.from([1, 0, 2, 0, 3]));
		await writeFile(in_('empty.txt'), '');
		await writeFile(in_('end.txt'), 'no line end');
		git('add', '.');
		git('commit', '-qm', 'first');
	});
	afterEach(() => rm(root, { recursive: true, force: true }));

	const staged = (...more: string[]) => {
		git('add', '-A');
		return withMoves(changedFiles(git('diff', '--cached', ...more)));
	};
	const names = (files: ReturnType<typeof withMoves>) =>
		files.map(({ before, path }) => (before === undefined ? path : `${before} → ${path}`));

	it('are told by git once they are staged, whatever their names', async () => {
		await rename(in_('old.ts'), in_('new.ts'));
		await rename(in_('größe (alt).ts'), in_('größe (neu).ts'));
		assert.deepEqual(names(staged()), ['größe (alt).ts → größe (neu).ts', 'old.ts → new.ts']);
	});

	it('are found where git was told not to look for them, and what changed in them is shown', async () => {
		await rm(in_('old.ts'));
		await writeFile(in_('new.ts'), TEXT.replace('line 7 of', 'line seven of'));
		const [file, ...others] = staged('--no-renames').filter(({ path }) => path === 'new.ts');
		assert.deepEqual([file?.before, others], ['old.ts', []]);
		assert.match(
			file?.text ?? '',
			/^similarity index 9\d%\nrename from old\.ts\nrename to new\.ts$/m,
		);
		const changed = (file?.text ?? '').split('\n').filter((line) => /^[-+]line/.test(line));
		assert.deepEqual(changed, ['-line 7 of the file', '+line seven of the file']);
	});

	it('are found among files that git does not know yet', async () => {
		await rename(in_('old.ts'), in_('new.ts'));
		await rename(in_('end.txt'), in_('other.txt'));
		const shown = changedFiles(git('diff'));
		const files = withMoves([
			...shown,
			newFile('new.ts', TEXT),
			newFile('other.txt', 'no line end'),
		]);
		assert.deepEqual(names(files), ['old.ts → new.ts', 'end.txt → other.txt']);
		assert.equal(
			files[0]?.text,
			'diff --git a/old.ts b/new.ts\nsimilarity index 100%\nrename from old.ts\nrename to new.ts',
		);
	});

	it('without text are found by their bytes, and with another mode too', async () => {
		await rename(in_('logo.png'), in_('sign.png'));
		await rename(in_('old.ts'), in_('new.ts'));
		await chmod(in_('new.ts'), 0o755);
		const files = staged('--no-renames');
		assert.deepEqual(names(files), ['old.ts → new.ts', 'logo.png → sign.png']);
		assert.match(files[0]?.text ?? '', /^old mode 100644\nnew mode 100755$/m);
		assert.equal(files[1]?.binary, false);
	});

	it('are no others: copies, empty files, links, and files that have little in common', async () => {
		await cp(in_('old.ts'), in_('copy.ts'));
		await rename(in_('empty.txt'), in_('empty2.txt'));
		await rm(in_('end.txt'));
		await symlink('no line end', in_('link.txt'));
		await rm(in_('größe (alt).ts'));
		await writeFile(in_('other.ts'), 'line 1 of the file\nall else\nis another\n'.repeat(5));
		assert.deepEqual(names(staged('--no-renames')).toSorted(), [
			'copy.ts',
			'empty.txt',
			'empty2.txt',
			'end.txt',
			'größe (alt).ts',
			'link.txt',
			'other.ts',
		]);
	});

	it('one of several that are the same is the one of the same name', async () => {
		git('commit', '-q', '--allow-empty', '-m', 'x');
		await writeFile(in_('a.md'), TEXT);
		await writeFile(in_('b.md'), TEXT);
		git('add', '.');
		git('commit', '-qm', 'second');
		for (const name of ['a.md', 'b.md', 'old.ts']) await rm(in_(name));
		const added = ['docs/b.md', 'docs/a.md'].map((path) => newFile(path, TEXT));
		const files = withMoves([...changedFiles(git('diff')), ...added]);
		assert.deepEqual(names(files), ['old.ts', 'b.md → docs/b.md', 'a.md → docs/a.md']);
	});
});

describe('what git says of files', () => {
	const name = (diff: string) => changedFiles(diff).map(({ path, before }) => [before, path]);

	it('is read of copies', () => {
		const copied = (from: string, to: string) =>
			`diff --git "a/x" "b/y"\nsimilarity index 100%\ncopy from ${from}\ncopy to ${to}\n`;
		assert.deepEqual(name(copied('a.ts', 'src/longer.ts')), [['a.ts', 'src/longer.ts']]);
		assert.deepEqual(name(copied('"gr\\303\\266\\303\\237e.ts"', '"gr\\303\\266n.ts"')), [
			['größe.ts', 'grön.ts'],
		]);
	});

	it('is read of modes, empty files, other types and repositories within', () => {
		const mode = 'diff --git a/run b/run\nold mode 100644\nnew mode 100755\n';
		const empty = 'diff --git a/e b/e\nnew file mode 100644\nindex 0000000..e69de29\n';
		const type = `diff --git a/l b/l
deleted file mode 100644
index 1234567..0000000
--- a/l
+++ /dev/null
@@ -1 +0,0 @@
-target
diff --git a/l b/l
new file mode 120000
index 0000000..1234567
--- /dev/null
+++ b/l
@@ -0,0 +1 @@
+target
\\ No newline at end of file
`;
		const sub = `diff --git a/lib b/lib
index 1234567..89abcde 160000
--- a/lib
+++ b/lib
@@ -1 +1 @@
-Subproject commit 1234567
+Subproject commit 89abcde
`;
		const all = mode + empty + type + sub;
		const paths = ['run', 'e', 'l', 'l', 'lib'];
		assert.deepEqual(
			withMoves(changedFiles(all)).map(({ path }) => path),
			paths,
		);
	});

	it('is read of repositories within by their commits, and not mixed with the file before', () => {
		const before = 'diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n+y\n';
		const log = 'Submodule libs/one 1234567..89abcde:\n  > Fix it\n';
		const fresh = 'Submodule two 0000000...89abcde (new submodule)\n';
		const unmerged = '* Unmerged path both.ts\n';
		const [a, one, two, ...more] = changedFiles(before + log + fresh + unmerged);
		assert.deepEqual([a?.path, one?.path, two?.path, more], ['a', 'libs/one', 'two', []]);
		assert.ok(a?.text.endsWith('+y'));
		assert.match(one?.text ?? '', /> Fix it$/);
	});

	it('is read of files that both sides have added', () => {
		const both =
			'diff --cc src/both.ts\nindex 000,111..222\n--- a/src/both.ts\n+++ b/src/both.ts\n@@@ -1 -1 +1,5 @@@\n++<<<<<<< HEAD\n';
		assert.deepEqual(name(both), [[undefined, 'src/both.ts']]);
	});
});
