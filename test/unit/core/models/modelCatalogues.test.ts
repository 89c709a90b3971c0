import assert from 'node:assert/strict';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { Catalogue } from '../../../../src/core/models/knownModels.ts';
import { ModelCatalogues } from '../../../../src/core/models/modelCatalogues.ts';
import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';
import { catalogueModel } from './catalogueSamples.ts';

const HERE = {
	baseUrl: 'http://127.0.0.1:11434/v1',
	apiKey: undefined,
	siteUrl: undefined,
	siteName: undefined,
};

describe('known models', () => {
	it('are those of the disk until the server has sent its list, which is then kept', async () => {
		const world = new World([catalogueModel('new')]);
		world.disk.set(HERE.baseUrl, { at: 1000, server: 'other', models: [catalogueModel('old')] });
		const { models } = world;
		assert.equal(models.model(HERE.baseUrl, 'old'), undefined);
		await models.load(HERE.baseUrl);
		assert.equal(models.model(HERE.baseUrl, 'old')?.id, 'old');
		assert.equal(models.age(HERE.baseUrl), 4000);
		assert.equal(world.changes, 1);
		await models.refresh(HERE);
		assert.equal(models.model(HERE.baseUrl, 'old'), undefined);
		assert.equal(models.model(HERE.baseUrl, 'new')?.id, 'new');
		assert.equal(models.age(HERE.baseUrl), 0);
		assert.equal(world.changes, 2);
		assert.deepEqual(world.disk.get(HERE.baseUrl), {
			at: 5000,
			server: 'other',
			models: [catalogueModel('new')],
		});
	});

	it('stay as they are when the server cannot be asked, and the next time asks again', async () => {
		const world = new World(new ChatError('network', 'Nobody there.'));
		world.disk.set(HERE.baseUrl, { at: 1000, server: 'other', models: [catalogueModel('old')] });
		await world.models.load(HERE.baseUrl);
		await assert.rejects(world.models.refresh(HERE), /Nobody there/);
		assert.equal(world.models.model(HERE.baseUrl, 'old')?.id, 'old');
		world.answer = [catalogueModel('new')];
		await world.models.refresh(HERE);
		assert.equal(world.models.model(HERE.baseUrl, 'new')?.id, 'new');
	});

	it('are asked for once by all who ask at the same time', async () => {
		const world = new World([catalogueModel('new')]);
		const [one, other] = [world.models.refresh(HERE), world.models.refresh(HERE)];
		assert.equal(await one, await other);
		assert.equal(world.asked, 1);
	});

	it('are told of by the ids that stand for them', async () => {
		const world = new World([catalogueModel('a/model'), catalogueModel('llama3:latest')]);
		await world.models.refresh(HERE);
		assert.equal(world.models.model(HERE.baseUrl, 'a/model:nitro')?.id, 'a/model');
		assert.equal(world.models.model(HERE.baseUrl, 'llama3')?.id, 'llama3:latest');
		assert.equal(world.models.model(HERE.baseUrl, 'a/model:free'), undefined);
		assert.equal(world.models.model('http://elsewhere/v1', 'a/model'), undefined);
	});

	it('are asked for in the background where they are old or missing, and a failure is not asked again at once', async () => {
		const world = new World([catalogueModel('new')]);
		world.disk.set(HERE.baseUrl, { at: 1000, server: 'other', models: [] });
		await world.models.refreshIfOlder(HERE, 4000);
		assert.equal(world.asked, 0);
		await world.models.refreshIfOlder(HERE, 3999);
		assert.equal(world.asked, 1);
		const elsewhere = { ...HERE, baseUrl: 'http://elsewhere/v1' };
		world.answer = new ChatError('network', 'Nobody there.');
		await assert.rejects(world.models.refreshIfOlder(elsewhere, 3999), /Nobody there/);
		await world.models.refreshIfOlder(elsewhere, 3999);
		assert.equal(world.asked, 2);
	});

	it('are asked for anew with another key, whoever has just asked or failed without', async () => {
		const world = new World([catalogueModel('open')]);
		const keyed = { ...HERE, apiKey: 'sk-1' };
		const waiting = [world.gate(), world.gate()];
		const [without, withKey] = [world.models.refresh(HERE), world.models.refresh(keyed)];
		assert.equal(world.asked, 2);
		waiting[1]?.resolve([catalogueModel('closed')]);
		assert.equal((await withKey).models[0]?.id, 'closed');
		waiting[0]?.resolve([catalogueModel('open')]);
		assert.equal((await without).models[0]?.id, 'open');
		// What was asked for without the key comes late: it does not take the place of the other.
		assert.equal(world.models.model(HERE.baseUrl, 'closed')?.id, 'closed');
		assert.equal(world.disk.get(HERE.baseUrl)?.models[0]?.id, 'closed');
	});

	it('are asked for in the background once a key is there, after a failure and after a list without', async () => {
		const keyed = { ...HERE, apiKey: 'sk-1' };
		const world = new World(new ChatError('badKey', 'No key.'));
		await assert.rejects(world.models.refreshIfOlder(HERE, 3999), /No key/);
		world.answer = [catalogueModel('closed')];
		await world.models.refreshIfOlder(HERE, 3999);
		assert.equal(world.asked, 1);
		await world.models.refreshIfOlder(keyed, 3999);
		assert.equal(world.asked, 2);
		assert.equal(world.models.model(HERE.baseUrl, 'closed')?.id, 'closed');
		await world.models.refreshIfOlder(keyed, 3999);
		assert.equal(world.asked, 2);
		await world.models.refreshIfOlder({ ...HERE, apiKey: 'sk-2' }, 3999);
		assert.equal(world.asked, 3);
	});

	it('take what their server has told since, which is kept on no disk', async () => {
		const listed = catalogueModel('llama3:latest', { contextLength: 131_072 });
		const world = new World([listed]);
		await world.models.refresh(HERE);
		const changes = world.changes;
		const told = { tokens: 4096, is: 'exact' } as const;
		world.models.setWindow(HERE.baseUrl, 'llama3', told);
		world.models.setWindow(HERE.baseUrl, 'llama3', { ...told });
		assert.equal(world.changes, changes + 1);
		assert.equal(world.models.model(HERE.baseUrl, 'llama3')?.contextLength, 4096);
		await world.models.refresh(HERE);
		assert.equal(world.models.model(HERE.baseUrl, 'llama3')?.contextLength, 4096);
		assert.deepEqual(world.disk.get(HERE.baseUrl)?.models, [listed]);
		world.models.setWindow(HERE.baseUrl, 'llama3', undefined);
		assert.equal(world.models.model(HERE.baseUrl, 'llama3'), listed);
		assert.equal(world.changes, changes + 3);
	});

	it('have one that the list does not have, where the server tells its window', async () => {
		const world = new World([catalogueModel('/models/a.gguf')]);
		const told = { tokens: 4096, is: 'exact' } as const;
		world.models.setWindow(HERE.baseUrl, 'any', told);
		assert.equal(world.models.model(HERE.baseUrl, 'any')?.contextLength, 4096, 'without a list');
		await world.models.refresh(HERE);
		assert.deepEqual(
			world.models.model(HERE.baseUrl, 'any'),
			catalogueModel('any', { contextLength: 4096, window: 'exact' }),
		);
		assert.equal(world.models.model(HERE.baseUrl, 'other'), undefined);
		world.models.setWindow(HERE.baseUrl, 'any', undefined);
		assert.equal(world.models.model(HERE.baseUrl, 'any'), undefined);
	});

	it('are there for this window also where the disk is full', async () => {
		const world = new World([catalogueModel('new')]);
		world.full = true;
		await world.models.refresh(HERE);
		assert.equal(world.models.model(HERE.baseUrl, 'new')?.id, 'new');
		assert.equal(world.unsaved, 1);
	});
});

/** A disk and a server of which the test says what they hold. */
class World {
	readonly disk = new Map<string, Catalogue>();
	readonly models: ModelCatalogues;
	answer: readonly CatalogueModel[] | ChatError;
	/** Answers of which the test says when they come, for the next requests. */
	readonly #gates: Promise<readonly CatalogueModel[]>[] = [];
	full = false;
	asked = 0;
	unsaved = 0;
	changes = 0;

	constructor(answer: readonly CatalogueModel[] | ChatError) {
		this.answer = answer;
		this.models = new ModelCatalogues({
			server: {
				listModels: async () => {
					this.asked++;
					const gate = this.#gates.shift();
					if (gate !== undefined) return { models: await gate, server: 'other' };
					if (this.answer instanceof ChatError) throw this.answer;
					return { models: this.answer, server: 'other' };
				},
			},
			files: {
				read: async (baseUrl) => this.disk.get(baseUrl),
				write: async (baseUrl, catalogue) => {
					if (this.full) throw new Error('ENOSPC');
					this.disk.set(baseUrl, catalogue);
				},
			},
			now: () => 5000,
			unsaved: () => this.unsaved++,
		});
		this.models.onDidChange(() => this.changes++);
	}

	gate(): PromiseWithResolvers<readonly CatalogueModel[]> {
		const gate = Promise.withResolvers<readonly CatalogueModel[]>();
		this.#gates.push(gate.promise);
		return gate;
	}
}
