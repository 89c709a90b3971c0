import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelPreferences } from '../../../../src/storage/models/modelPreferences.ts';
import { inTemporaryFolder, unexpected } from '../disk/temporaryFolder.ts';

const HERE = 'http://127.0.0.1:11434/v1';
const THERE = 'https://openrouter.ai/api/v1';

describe('favourite and recent models', () => {
	it('stay, in every window, each for its server', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'new', 'models.json');
			const one = new ModelPreferences(path, unexpected);
			const other = new ModelPreferences(path, unexpected);
			assert.deepEqual(await one.of(HERE), { favourites: [], recent: [] });
			await Promise.all([one.favour(HERE, 'a', true), one.favour(HERE, 'b', true)]);
			await other.chosen(HERE, 'c');
			await other.chosen(THERE, 'd');
			await other.favour(HERE, 'a', false);
			assert.deepEqual(await one.of(HERE), { favourites: ['b'], recent: ['c'] });
			assert.deepEqual(await one.of(THERE), { favourites: [], recent: ['d'] });
		}));

	it('are none for a server that has the name of what every object has', () =>
		inTemporaryFolder(async (folder) => {
			const preferences = new ModelPreferences(join(folder, 'models.json'), unexpected);
			await preferences.chosen(HERE, 'a');
			for (const name of ['constructor', '__proto__', 'toString']) {
				assert.deepEqual(await preferences.of(name), { favourites: [], recent: [] });
			}
		}));

	it('have the one chosen last first, and forget old ones', () =>
		inTemporaryFolder(async (folder) => {
			const preferences = new ModelPreferences(join(folder, 'models.json'), unexpected);
			for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'b', 'i']) {
				await preferences.chosen(HERE, id);
			}
			const { recent } = await preferences.of(HERE);
			assert.deepEqual(recent, ['i', 'b', 'h', 'g', 'f', 'e', 'd', 'c']);
		}));

	it('are none in a damaged file, which the next choice sets aside', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'models.json');
			await writeFile(path, '{"torn');
			const aside: string[] = [];
			const preferences = new ModelPreferences(path, (name) => aside.push(name));
			assert.deepEqual(await preferences.of(HERE), { favourites: [], recent: [] });
			await preferences.chosen(HERE, 'a');
			assert.deepEqual(aside, [`${path}.damaged`]);
			assert.equal(await readFile(`${path}.damaged`, 'utf8'), '{"torn');
			assert.deepEqual((await preferences.of(HERE)).recent, ['a']);
		}));
});
