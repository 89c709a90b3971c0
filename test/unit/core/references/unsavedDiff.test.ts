import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { unsavedDiff } from '../../../../src/core/references/unsavedDiff.ts';

/** A text of few different lines, so that many are the same. */
const text = fc
	.array(fc.constantFrom('', 'a', 'b', '  a', '\\ No newline', '@@ -1 +1 @@', '+++ b/x'), {
		maxLength: 12,
	})
	.chain((lines) => fc.constantFrom(lines.join('\n'), `${lines.join('\n')}\n`));

describe('the changes of a file that is not saved', () => {
	it('lead from what git has to what the editor shows, as git applies them', () => {
		const folder = mkdtempSync(join(tmpdir(), 'llama-chat-diff-'));
		const run = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
		try {
			run('init', '-q');
			fc.assert(
				fc.property(text, text, (before, now) => {
					const diff = unsavedDiff('x', { before, now }, []);
					if (before === now) return assert.equal(diff, '');
					// For git a file without a text is one all the same.
					writeFileSync(join(folder, 'x'), before);
					writeFileSync(join(folder, 'change.diff'), `${diff}\n`);
					run('apply', '--unidiff-zero', '--whitespace=nowarn', 'change.diff');
					const applied = execFileSync('cat', ['x'], { cwd: folder, encoding: 'utf8' });
					assert.equal(applied, now);
				}),
				{ numRuns: 60 },
			);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}).timeout(60_000);

	it('are none where only the ends of lines or a byte order mark differ', () => {
		assert.equal(unsavedDiff('x', { before: '\uFEFFa\r\nb\r\n', now: 'a\nb\n' }, []), '');
	});
});
