import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CatalogueFolder } from '../../../../src/storage/models/catalogueFolder.ts';
import { catalogueModel } from '../../core/models/catalogueSamples.ts';
import { inTemporaryFolder } from '../disk/temporaryFolder.ts';

const HERE = 'http://127.0.0.1:11434/v1';

describe('kept lists of models', () => {
	it('come back whole, each for its own server', () =>
		inTemporaryFolder(async (folder) => {
			const full = catalogueModel('a/full', {
				name: 'A: Full',
				contextLength: 8192,
				maxCompletionTokens: 4096,
				pricing: { prompt: '0.0000003', completion: '-1' },
				inputModalities: ['text', 'image'],
				supportedParameters: ['tools'],
				aliasTarget: 'a/two',
				reasoning: { efforts: ['high', 'none'], mandatory: false },
				expires: '2027-01-31',
				created: 1713398400,
				description: 'All there is to say.',
			});
			const files = new CatalogueFolder(join(folder, 'models'));
			assert.equal(await files.read(HERE), undefined);
			await files.write(HERE, { at: 5, server: 'ollama', models: [full, catalogueModel('bare')] });
			await files.write(`${HERE}x`, { at: 6, server: 'other', models: [] });
			const other = new CatalogueFolder(join(folder, 'models'));
			assert.deepEqual(await other.read(HERE), {
				at: 5,
				server: 'ollama',
				models: [full, catalogueModel('bare')],
			});
			assert.deepEqual(await other.read(`${HERE}x`), { at: 6, server: 'other', models: [] });
			assert.equal((await readdir(join(folder, 'models'))).length, 2);
		}));

	it('are none in a damaged file, which the next list replaces', () =>
		inTemporaryFolder(async (folder) => {
			const files = new CatalogueFolder(folder);
			await files.write(HERE, { at: 5, server: 'ollama', models: [] });
			const [name = ''] = await readdir(folder);
			for (const damaged of [
				'',
				'{"baseUrl":',
				'{"baseUrl":"https://elsewhere","at":1,"server":"other","models":[]}',
			]) {
				await writeFile(join(folder, name), damaged);
				assert.equal(await files.read(HERE), undefined);
			}
			await files.write(HERE, { at: 7, server: 'other', models: [] });
			assert.deepEqual(await files.read(HERE), { at: 7, server: 'other', models: [] });
		}));
});
