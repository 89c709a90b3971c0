import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import type { Hunk } from '../../../../src/core/changes/change.ts';
import { placeBlock } from '../../../../src/core/changes/placeBlock.ts';
import { rebase } from '../../../../src/core/changes/rebase.ts';
import { withHunks } from '../../../../src/core/changes/text/edits.ts';
import { diffLists } from '../../../../src/shared/text/listDiff.ts';
import { changeCases } from './changeCases.ts';
import { outlineOf } from './outline.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const SOURCES = [
	'src/core/changes/placeBlock.ts',
	'src/core/editor/layout.ts',
	'src/core/references/fileFinder.ts',
	'test/unit/core/changes/outline.ts',
].map((file) => readFileSync(join(ROOT, file), 'utf8'));

/** What takes hunks out again, in the text that has them in. */
function undoing(document: string, hunks: readonly Hunk[]): Hunk[] {
	let moved = 0;
	return hunks.map(({ start, end, text, how }) => {
		const at = start + moved;
		moved += text.length - (end - start);
		return { start: at, end: at + text.length, text: document.slice(start, end), how };
	});
}

describe('placing, whatever the texts', () => {
	it('leaves all bytes outside of the hunks alone, and can be undone', () => {
		for (const one of changeCases()) {
			for (const document of [one.document, one.document.replaceAll('\n', '\r\n')]) {
				const { hunks, text } = placeBlock(
					document,
					{ text: one.block, language: one.blockLanguage },
					{
						language: one.language,
						...(one.symbols && { symbols: outlineOf(document, one.language) ?? [] }),
					},
				);
				assert.equal(withHunks(document, hunks), text, one.title);
				assert.equal(withHunks(text, undoing(document, hunks)), document, one.title);
				for (const [index, { start }] of hunks.entries()) {
					assert.ok(start >= (hunks[index - 1]?.end ?? 0), one.title);
				}
			}
		}
	});

	it('changes nothing with a block that is cut out of the file, indented as it is or otherwise', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...SOURCES),
				fc.nat(),
				fc.integer({ min: 1, max: 60 }),
				fc.constantFrom('', '  ', '\t', '        '),
				(source, at, length, blanks) => {
					const lines = source.split('\n');
					const from = at % lines.length;
					const cut = lines.slice(from, from + length);
					const block = cut.map((line) => (line === '' ? line : blanks + line)).join('\n');
					const { hunks, text } = placeBlock(
						source,
						{ text: block, language: 'typescript' },
						{ language: 'typescript', symbols: outlineOf(source, 'typescript') ?? [] },
					);
					assert.equal(text, source);
					assert.deepEqual(hunks, []);
				},
			),
		);
	});

	it('gives the file for any of its ranges with what stands there', () => {
		fc.assert(
			fc.property(fc.constantFrom(...SOURCES), fc.nat(), fc.nat(), (source, one, other) => {
				const lines = source.split('\n');
				const [from = 0, to = 0] = [one % lines.length, other % lines.length].toSorted(
					(a, b) => a - b,
				);
				const start = lines.slice(0, from).join('\n').length + (from > 0 ? 1 : 0);
				const text = lines.slice(from, to + 1).join('\n');
				if (text.trim() === '') return;
				const placed = placeBlock(
					source,
					{ text, language: 'typescript' },
					{
						language: 'typescript',
						range: { start, end: start + text.length },
					},
				);
				assert.equal(placed.text, source);
			}),
		);
	});

	it('never chooses between two equal places', () => {
		const line = fc.constantFrom('a();', 'b();', '  c();', '}', 'if (x) {', '');
		const part = fc.array(line, { minLength: 1, maxLength: 4 });
		fc.assert(
			fc.property(part, part, part, part, (above, twice, between, below) => {
				fc.pre(twice.some((text) => text.trim() !== ''));
				const document = [...above, ...twice, ...between, ...twice, ...below].join('\n');
				const search = ['<<<<<<< SEARCH', ...twice, '=======', 'new();', '>>>>>>> REPLACE'];
				const minus = ['@@ -1 +1 @@', ...twice.map((text) => `-${text}`), '+new();'];
				for (const text of [search.join('\n'), minus.join('\n')]) {
					const { hunks, unplaced } = placeBlock(document, { text }, {});
					assert.deepEqual(hunks, []);
					assert.equal(unplaced[0]?.why, 'ambiguous');
				}
			}),
		);
	});

	it('finds the differences of any two texts', () => {
		const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 30 });
		fc.assert(
			fc.property(lines, lines, (before, after) => {
				const result: string[] = [];
				let at = 0;
				for (const { from, to, newFrom, newTo } of diffLists(before, after)) {
					result.push(...before.slice(at, from), ...after.slice(newFrom, newTo));
					at = to;
				}
				assert.deepEqual([...result, ...before.slice(at)], after);
			}),
		);
	});

	it('keeps both changes where they are apart, and writes nothing where they are not', () => {
		const base = Array.from({ length: 20 }, (_, index) => `line ${index}`);
		const change = fc.record({
			at: fc.nat({ max: 19 }),
			size: fc.nat({ max: 3 }),
			lines: fc.array(fc.constantFrom('x', 'y'), { maxLength: 3 }),
		});
		const applied = (
			{ at, size, lines }: { at: number; size: number; lines: string[] },
			mark: string,
		) => base.toSpliced(at, size, ...lines.map((line) => mark + line));
		fc.assert(
			fc.property(change, change, (own, their) => {
				const proposal = applied(own, 'own ').join('\n');
				const now = applied(their, 'their ').join('\n');
				const result = rebase(base.join('\n'), proposal, now);
				const areApart = own.at + own.size < their.at || their.at + their.size < own.at;
				if ('collisions' in result) {
					assert.ok(!areApart);
					return;
				}
				const lines = result.text.split('\n');
				if (own.size + own.lines.length > 0)
					for (const line of own.lines) assert.ok(lines.includes(`own ${line}`));
				for (const line of their.lines) assert.ok(lines.includes(`their ${line}`));
			}),
		);
	});
});
