import assert from 'node:assert/strict';
import { appendFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptAnswer } from '../../../../src/core/compare/keptAnswer.ts';
import { KeptAnswersFile } from '../../../../src/storage/compare/keptAnswersFile.ts';
import { inTemporaryFolder, unexpected } from '../disk/temporaryFolder.ts';

const kept = (model: string): KeptAnswer => ({
	type: 'kept',
	at: 1,
	model,
	of: [model, 'other'],
	kind: 'text',
});

describe('what was kept of comparisons, on disk', () => {
	it('is one line each for the owner alone, and what several windows add', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'compared.jsonl');
			const windows = [
				new KeptAnswersFile(path, unexpected),
				new KeptAnswersFile(path, unexpected),
			];
			await Promise.all(windows.map((file, window) => file.append(kept(String(window)))));
			for (const file of windows) {
				const models = (await file.read()).map(({ model }) => model);
				assert.deepEqual(models.toSorted(), ['0', '1']);
			}
			assert.equal((await readFile(path, 'utf8')).split('\n').length, 3);
			if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o600);
		}));

	it('loses of a line that a kill has torn that line alone, and no line of the ledger counts', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'compared.jsonl');
			await new KeptAnswersFile(path, unexpected).append(kept('first'));
			const line = JSON.stringify(kept('torn'));
			await appendFile(path, `{"type":"reply","at":1}\n${line.slice(0, 40)}`);
			await new KeptAnswersFile(path, unexpected).append(kept('last'));
			const file = new KeptAnswersFile(path, unexpected);
			assert.deepEqual(await file.read(), [kept('first'), kept('last')]);
			assert.equal(file.unreadable, 2);
		}));
});
