import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelShelves } from '../../../../src/storage/models/modelPreferences.ts';
import { inTemporaryFolder, unexpected } from '../disk/temporaryFolder.ts';

const HERE = 'http://127.0.0.1:11434/v1';
const THERE = 'https://openrouter.ai/api/v1';

describe('favourite and recent models', () => {
	it('stay, in every window, each for its server', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'new', 'models.json');
			const one = new ModelShelves(path, unexpected);
			const other = new ModelShelves(path, unexpected);
			assert.deepEqual(await one.of(HERE), { favourites: [], recent: [] });
			await Promise.all([one.favour(HERE, 'a', true), one.favour(HERE, 'b', true)]);
			await other.chosen(HERE, 'c');
			await other.chosen(THERE, 'd');
			await other.favour(HERE, 'a', false);
			assert.deepEqual(await one.of(HERE), { favourites: ['b'], recent: ['c'] });
			assert.deepEqual(await one.of(THERE), { favourites: [], recent: ['d'] });
		}));

	it('have the one chosen last first, and forget old ones', () =>
		inTemporaryFolder(async (folder) => {
			const shelves = new ModelShelves(join(folder, 'models.json'), unexpected);
			for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'b', 'i']) {
				await shelves.chosen(HERE, id);
			}
			const { recent } = await shelves.of(HERE);
			assert.deepEqual(recent, ['i', 'b', 'h', 'g', 'f', 'e', 'd', 'c']);
		}));

	it('are none in a damaged file, which the next choice sets aside', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'models.json');
			await writeFile(path, '{"torn');
			const aside: string[] = [];
			const shelves = new ModelShelves(path, (name) => aside.push(name));
			assert.deepEqual(await shelves.of(HERE), { favourites: [], recent: [] });
			await shelves.chosen(HERE, 'a');
			assert.deepEqual(aside, [`${path}.damaged`]);
			assert.equal(await readFile(`${path}.damaged`, 'utf8'), '{"torn');
			assert.deepEqual((await shelves.of(HERE)).recent, ['a']);
		}));
});
