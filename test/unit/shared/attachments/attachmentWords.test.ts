import assert from 'node:assert/strict';
import { leftOutInWords } from '../../../../src/shared/attachments/attachmentWords.ts';

describe('what does not go, in words', () => {
	it('is what only an agent would use of a prompt, by name', () => {
		const words = 'tools, scripts/run.py: not used by a chat';
		assert.deepEqual(leftOutInWords({ source: 'prompt', leftOut: ['tools', 'scripts/run.py'] }), {
			short: words,
			full: words,
		});
		assert.equal(leftOutInWords({ source: 'prompt', leftOut: [] }), undefined);
	});

	it('is a number of files of a folder, and their names', () => {
		assert.deepEqual(leftOutInWords({ source: 'folder', leftOut: ['a.ts', 'b.ts'] }), {
			short: '2 files left out',
			full: '2 files left out: a.ts, b.ts',
		});
	});
});
