import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { readCatalogue } from '../src/api/models/catalogue.ts';
import { Conversation } from '../src/core/conversation/conversation.ts';
import { ModelCatalogues } from '../src/core/models/modelCatalogues.ts';
import type { OpenChats } from '../src/host/chat/openChats.ts';
import { CatalogueFolder } from '../src/storage/models/catalogueFolder.ts';
import { ModelPreferences } from '../src/storage/models/modelPreferences.ts';
import { catalogueEntry } from '../test/standin/catalogue.ts';
import { header } from '../test/unit/core/conversation/conversationSamples.ts';
import { provideVscode, window } from '../test/vscode/apiStandin.ts';
import { interleaved, median, rowAgainst } from './samples.ts';
import { printTable } from './table.ts';

provideVscode();
const { selectModel } = await import('../src/host/models/selectModel.ts');

const MODELS = 500;
const ROUNDS = 25;
const DESTINATION = {
	baseUrl: 'https://openrouter.ai/api/v1',
	apiKey: undefined,
	siteUrl: undefined,
	siteName: undefined,
};

/**
 * From Select Model until the list is handed to VS Code, against a list of as many plain strings. What VS Code then does to draw the
 * rows that fit on the screen is not in it, and is the same for both.
 */
export async function benchModels(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'llama-chat-bench-'));
	try {
		await writeList(folder);
		const measures = {
			limit: async () => {
				const names = Array.from({ length: MODELS }, (_value, index) => `Model ${index}`);
				return handed((show) => show(names.map((label) => ({ label }))));
			},
			cold: () => opened(cataloguesIn(folder), folder),
			warm: async () => {
				const known = cataloguesIn(folder);
				await known.load(DESTINATION.baseUrl);
				return opened(known, folder);
			},
		};
		const rounds = { limit: ROUNDS, cold: ROUNDS, warm: ROUNDS };
		const samples = await interleaved(rounds, (name) => measures[name]());
		const limit = median(samples.limit);
		const row = (name: string, values: readonly number[]) => rowAgainst(limit, name, values);
		printTable(
			`Select Model with ${MODELS} models`,
			['what', 'ms', 'of the limit'],
			[
				row('limit: as many plain strings', samples.limit),
				row('first in a window, from the disk', samples.cold),
				row('again', samples.warm),
			],
			[
				`${ROUNDS} interleaved rounds, in one process. Until the items are a message to VS Code's window.`,
			],
		);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function cataloguesIn(folder: string): ModelCatalogues {
	return new ModelCatalogues({
		server: {
			listModels: async () => {
				throw new Error('The list is new enough');
			},
		},
		files: new CatalogueFolder(folder),
		now: () => Date.now(),
		unsaved: (error) => {
			throw error;
		},
	});
}

/** As many entries as OpenRouter has, with descriptions as long as its own. */
async function writeList(folder: string): Promise<void> {
	const data = Array.from({ length: MODELS }, (_value, index) => ({
		...catalogueEntry(`author-${index % 40}/model-${index}`, {
			name: `Author ${index % 40}: Model ${index}`,
			context: 131_072,
			price: ['0.0000003', '0.0000004'],
			images: true,
			tools: true,
		}),
		description: 'What it is good at, what it was made from and by whom. '.repeat(12),
	}));
	const list = readCatalogue({ data }, {});
	if (list === undefined) throw new Error('The list is none');
	await new CatalogueFolder(folder).write(DESTINATION.baseUrl, { at: Date.now(), ...list });
}

/** Milliseconds until the items stand in a message. */
async function handed(
	run: (show: (items: readonly unknown[]) => void) => unknown,
): Promise<number> {
	const start = performance.now();
	return new Promise((resolve, reject) => {
		const show = (items: readonly unknown[]) => {
			JSON.stringify(items);
			resolve(performance.now() - start);
		};
		Promise.resolve(run(show)).catch(reject);
	});
}

async function opened(models: ModelCatalogues, folder: string): Promise<number> {
	const conversation = new Conversation({ ...header, id: 'models' });
	conversation.apply({ type: 'choices', choices: { model: 'author-1/model-1' } });
	const session = { chat: { conversation } };
	return handed((show) => {
		const createQuickPick = window.createQuickPick;
		Object.assign(window, {
			createQuickPick: () =>
				Object.defineProperty({ ...createQuickPick(), activeItems: [] }, 'items', { set: show }),
		});
		// The command ends when the list is left, which nobody does here.
		void selectModel(
			{
				models,
				preferences: new ModelPreferences(join(folder, 'shelves.json'), () => {}),
				chats: session as unknown as OpenChats,
				say: async () => undefined,
			},
			DESTINATION,
		);
	});
}
