import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ChangedFile, changedFiles, newFile } from '../../../../src/core/git/changedFiles.ts';
import { changesThatFit, isMade, leftOutName } from '../../../../src/core/git/changesThatFit.ts';

/** A file of so many changed lines. */
function changed(path: string, lines: number): ChangedFile {
	const added = Array.from({ length: lines }, (_, at) => `+line ${at}`);
	const text = [`diff --git a/${path} b/${path}`, `+++ b/${path}`, '@@ -0,0 +1 @@', ...added].join(
		'\n',
	);
	return { path, before: undefined, text, binary: false };
}

/** A token for four characters. */
const tokensOf = (text: string) => text.length / 4;

function fit(files: readonly ChangedFile[], tokens: number, secret = (_path: string) => false) {
	return changesThatFit(files, { tokens, tokensOf, isSecret: secret });
}

describe('the changes of a commit that fit', () => {
	it('are all where there is room', () => {
		const files = [changed('a.ts', 3), changed('package-lock.json', 3)];
		const { text, leftOut } = fit(files, 10_000);
		assert.equal(text, files.map((file) => file.text).join('\n\n'));
		assert.deepEqual(leftOut, []);
	});

	it('leave out what tools write before anything else', () => {
		const files = [changed('package-lock.json', 5), changed('a.ts', 50)];
		const { text, leftOut } = fit(files, (files[1]?.text.length ?? 0) / 4 + 20);
		assert.equal(text, files[1]?.text);
		assert.deepEqual(leftOut.map(leftOutName), ['package-lock.json (no room)']);
	});

	it('have what tools write where nothing else is changed', () => {
		const { text } = fit([changed('yarn.lock', 5)], 10_000);
		assert.match(text, /yarn\.lock/);
	});

	it('cut the largest file, and leave small ones whole', () => {
		const files = [changed('large.ts', 500), changed('small.ts', 2)];
		const { text, leftOut } = fit(files, 250);
		assert.ok(text.includes(files[1]?.text ?? '-'));
		assert.ok(text.includes('+line 10\n'));
		const [cut] = leftOut;
		assert.ok(cut?.why === 'cut' && cut.of === 503 && cut.lines > 20, JSON.stringify(cut));
		assert.ok(text.includes(`[${503 - cut.lines} lines more of this file left out]`));
		assert.match(leftOutName(cut), /^large\.ts \(\d+ of 503 lines\)$/);
	});

	it('never have a file whose name says that it may hold secrets, old or new', () => {
		const files = [
			changed('.env', 1),
			{ ...changed('now.txt', 1), before: '.env.old' },
			changed('a.ts', 1),
		];
		const { text, leftOut } = fit(files, 10_000, (path) => path.startsWith('.env'));
		assert.equal(text, files[2]?.text);
		assert.deepEqual(leftOut, [
			{ path: '.env', why: 'secret' },
			{ path: 'now.txt', why: 'secret' },
		]);
	});

	it('say of a binary file that it changed, and no more', () => {
		const [file] = changedFiles(
			'diff --git a/logo.png b/logo.png\nindex 1..2\nBinary files a/logo.png and b/logo.png differ\n',
		);
		const made = newFile('new.png', undefined);
		const { text, leftOut } = fit([file ?? made, made], 10_000);
		assert.match(text, /logo\.png differ[\s\S]*new\.png/);
		assert.deepEqual(leftOut.map(leftOutName), ['logo.png (no text)', 'new.png (no text)']);
	});

	it('shorten a line that no person has written', () => {
		const long = newFile('data.ts', `short\n${'x'.repeat(5000)}\nend\n`);
		const { text, leftOut } = fit([long], 200);
		assert.match(text, /\+short\n\+x{299}\[4,701 characters more of this line left out\]\n\+end$/);
		assert.deepEqual(leftOut.map(leftOutName), ['data.ts (7 of 8 lines)']);
	});

	it('name each file that is not wholly there, and keep to the room', () => {
		const file = fc.record({
			path: fc.constantFrom('a.ts', 'b.ts', 'c/d.md', 'yarn.lock', '.env'),
			lines: fc.integer({ min: 0, max: 200 }),
		});
		fc.assert(
			fc.property(
				fc.array(file, { maxLength: 12 }),
				fc.integer({ min: 120, max: 5000 }),
				(all, tokens) => {
					const files = all.map(({ path, lines }, at) => changed(`${at}/${path}`, lines));
					const { text, leftOut } = fit(files, tokens, (path) => path.endsWith('.env'));
					assert.ok(tokensOf(text) <= tokens, `${tokensOf(text)} of ${tokens}`);
					const named = new Set(leftOut.map(({ path }) => path));
					for (const one of files)
						assert.notEqual(text.includes(one.text), named.has(one.path), one.path);
				},
			),
		);
	});

	it('know what tools write', () => {
		const made = [
			'package-lock.json',
			'web/yarn.lock',
			'Cargo.lock',
			'go.sum',
			'poetry.lock',
			'pnpm-lock.yaml',
			'uv.lock',
			'.terraform.lock.hcl',
			'dist/a.min.js',
			'dist/a.js.map',
			'flake.lock',
			'Gemfile.lock',
		];
		const written = [
			'lock.ts',
			'src/locks.go',
			'package.json',
			'deadlock.c',
			'sitemap.map.ts',
			'blocklist.json',
		];
		assert.deepEqual(made.filter(isMade), made);
		assert.deepEqual(written.filter(isMade), []);
	});
});

describe('a new file as git would show it', () => {
	it('has its lines', () => {
		assert.equal(
			newFile('a b.txt', 'one\r\ntwo\n').text,
			'diff --git a/a b.txt b/a b.txt\nnew file\n--- /dev/null\n+++ b/a b.txt\n@@ -0,0 +1,2 @@\n+one\n+two',
		);
		assert.equal(newFile('empty', '').text, 'diff --git a/empty b/empty\nnew file');
	});

	it('is one among those of a diff, with the name a renamed one had', () => {
		const [renamed] = changedFiles(
			'diff --git a/old.ts b/new.ts\nsimilarity index 90%\nrename from old.ts\nrename to new.ts\n@@ -1 +1 @@\n-a\n+b\n',
		);
		assert.deepEqual(
			[renamed?.path, renamed?.before, renamed?.binary],
			['new.ts', 'old.ts', false],
		);
	});
});
