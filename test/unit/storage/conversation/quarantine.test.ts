import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quarantine } from '../../../../src/storage/conversation/quarantine.ts';
import { nodeFiles } from '../../../../src/storage/disk/files.ts';
import { FaultyFiles } from '../../../faults/faultyFiles.ts';
import { inTemporaryFolder } from '../disk/temporaryFolder.ts';

const one = { line: 3, text: 'first "bad" line' };
const two = { line: 7, text: 'second' };
const asLines = (...entries: readonly object[]) =>
	entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

describe('the quarantine of a log', () => {
	it('gets each line once, for the owner alone, and says how many were new', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c.quarantine');
			assert.equal(await quarantine(nodeFiles, path, [one]), 1);
			assert.equal(await readFile(path, 'utf8'), asLines(one));
			if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o600);
			assert.equal(await quarantine(nodeFiles, path, [one, two]), 1);
			assert.equal(await readFile(path, 'utf8'), asLines(one, two));
			assert.equal(await quarantine(nodeFiles, path, [two, one]), 0);
			assert.equal(await readFile(path, 'utf8'), asLines(one, two));
			const [three, four] = [8, 9].map((line) => ({ line, text: 'further' }));
			assert.ok(three && four);
			assert.equal(await quarantine(nodeFiles, path, [three, one, four]), 2);
			assert.equal(await readFile(path, 'utf8'), asLines(one, two, three, four));
		}));

	it('is not looked for without a line, and not written to without a new one', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c.quarantine');
			const disk = new FaultyFiles();
			assert.equal(await quarantine(disk.files, path, []), 0);
			assert.equal(disk.operations, 0);
			await quarantine(disk.files, path, [one]);
			const names: string[] = [];
			disk.before = ({ name }) => void names.push(name);
			await quarantine(disk.files, path, [one]);
			assert.ok(!names.includes('appendFile'), names.join());
		}));

	it('goes on in a line of its own behind one that was torn or is none', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c.quarantine');
			for (const before of ['{"line":3,"te', `${asLines(two)}7`, '\n{"line":"7"}\nnull\n']) {
				await writeFile(path, before);
				assert.equal(await quarantine(nodeFiles, path, [one]), 1);
				const start = before.endsWith('\n') ? before : `${before}\n`;
				assert.equal(await readFile(path, 'utf8'), start + asLines(one));
			}
		}));
});
