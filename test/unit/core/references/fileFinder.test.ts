import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FileFinder } from '../../../../src/core/references/fileFinder.ts';
import { fitsWell, matchedPath, pathQuery } from '../../../../src/core/references/pathMatch.ts';

/** The paths that fit, best first. */
function found(typed: string, paths: readonly string[], most = 50): (string | undefined)[] {
	return new FileFinder(paths).find(typed, most).map((place) => paths[place]);
}

describe('finding a file', () => {
	/** Each list is in the order in which it is to come out; what does not fit is in no list. */
	const orders: readonly [what: string, typed: string, best: string[], not?: string[]][] = [
		['by its name before its folders', 'chat', ['lib/chat.ts', 'lib/chatView.ts', 'chat/lib.ts']],
		['by its whole name first', 'index', ['a/b/c/index.ts', 'index2.ts', 'a/myindex.ts']],
		['by its whole name with its end', 'chat.ts', ['a/chat.ts', 'chat.tsx', 'old.chat.ts']],
		[
			'by the starts of words',
			'mf',
			['my-first.ts', 'modelFacts.ts', 'gimfig.ts', 'mostlyOff.ts'],
			['gimlif.ts'],
		],
		[
			'by humps, dashes and numbers',
			'ut2',
			['unitTest2.js', 'util_test2.js', 'up/to/x-2.js'],
			['nutty-2.js'],
		],
		['by letters in a row', 'user', ['myuser.go', 'umlserver.go'], ['mulserver.go']],
		['with the shorter name first', 'app', ['app.ts', 'apple.ts', 'application.ts']],
		['with the shorter path first where names are the same', 'app.ts', ['x/app.ts', 'x/y/app.ts']],
		['by folders and name', 'core/in', ['src/core/index.ts', 'core/lib/index.ts'], ['core.ts']],
		[
			'by a folder in one piece before letters here and there',
			'host',
			['src/host/a.ts', 'h/o/s/t.ts'],
		],
		[
			'by parts in any order',
			'index core',
			['src/core/index.ts', 'src/index/core.ts'],
			['index.ts'],
		],
		['whatever the capitals', 'READme', ['readme.md', 'docs/README.md'], ['red.md']],
		['with backslashes', 'src\\a', ['src/a.ts'], ['a.ts']],
		['with signs in it', '[id]', ['app/[id].tsx'], ['app/id.tsx']],
		['with letters of any language', 'größe', ['größe.txt'], ['grosse.txt']],
		['with a letter that is longer in small', 'İz', ['İz.md', 'a/İz.txt'], ['iz.txt']],
		[
			'whichever way accents are written',
			're\u0301',
			['r\u00e9sum\u00e9', 're\u0301sume\u0301.md'],
		],
		['that is called like a blank', 'my file', ['my file.md', 'file/my.md'], ['my.md']],
	];
	for (const [what, typed, best, not = []] of orders) {
		it(`goes ${what}`, () => {
			assert.deepEqual(found(typed, [...not, ...best.toReversed()]), best);
		});
	}

	it('finds nothing for nothing, and nothing where nothing fits', () => {
		assert.deepEqual(found('', ['a']), []);
		assert.deepEqual(found(' ', ['a']), []);
		assert.deepEqual(found('b', ['a']), []);
		assert.deepEqual(found('a', []), []);
		assert.deepEqual(found('include <', ['include.ts']), []);
	});

	it('keeps to the most that are wanted, the best of all', () => {
		const paths = Array.from(
			{ length: 300 },
			(_, index) => `f${'x'.repeat(index % 17)}/ab${index}`,
		);
		assert.deepEqual(found('ab', paths, 7), found('ab', paths, 1000).slice(0, 7));
	});

	const letter = fc.constantFrom('a', 'b', 'C', '/', '.', '-', ' ', '1', 'ß', 'İ');
	const text = fc.array(letter, { maxLength: 8 }).map((letters) => letters.join(''));

	it('says the same while a query grows and shrinks as when it is asked at once', () => {
		fc.assert(
			fc.property(fc.array(text), fc.array(text), (paths, queries) => {
				const finder = new FileFinder(paths);
				for (const query of queries.flatMap(prefixes)) {
					assert.deepEqual(finder.find(query, 5), new FileFinder(paths).find(query, 5), query);
				}
			}),
		);
	});

	it('finds a path by each piece of it, and by starts of its words', () => {
		fc.assert(
			fc.property(text, fc.nat(7), fc.nat(8), (path, start, length) => {
				const typed = path.slice(start, start + length);
				const isNothing = typed.trim() === '';
				assert.deepEqual(found(typed, [path]), isNothing ? [] : [path]);
			}),
		);
		const path = 'src/core/my-modelFacts2.test.ts';
		for (const typed of [
			'scmmf2tt',
			'srcmy',
			'cmodfactest',
			'corefacts',
			'c/my',
			'mf2',
			's',
			'tt',
		]) {
			assert.deepEqual(found(typed, [path]), [path], typed);
		}
	});

	it('finds nothing for what is no name, though its letters are somewhere', () => {
		const paths = ['src/instances/cluster/inside.ts', 'off/diff/file.ts', 'src/buffer/fifo.ts'];
		for (const typed of ['include', 'fff', 'define', 'sics'])
			assert.deepEqual(found(typed, paths), []);
	});

	it('tells whether a path fits by more than letters here and there in its folders', () => {
		const fits = (typed: string, path: string) => fitsWell(pathQuery(typed), matchedPath(path));
		assert.ok(fits('mf', 'src/modelFacts.ts'));
		assert.ok(fits('core', 'src/core/a.ts'));
		assert.ok(fits('core fa', 'src/core/modelFacts.ts'));
		assert.ok(!fits('sca', 'src/core/b.ts'));
		assert.ok(!fits('', 'src/core/a.ts'));
		assert.ok(!fits('z', 'src/core/a.ts'));
	});
});

/** "a", "ab", "abc", "ab", "a" of "abc". */
function prefixes(text: string): string[] {
	const growing = Array.from(text, (_, index) => text.slice(0, index + 1));
	return [...growing, ...growing.toReversed()];
}
