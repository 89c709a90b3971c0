import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Catalogue } from '../../core/models/knownModels.ts';
import type { CatalogueFiles } from '../../core/models/modelCatalogues.ts';
import type { CatalogueModel } from '../../core/server/chatServer.ts';
import { ServerKind } from '../../core/server/serverProfiles.ts';
import { ReasoningEffort } from '../../shared/parameters/reasoningEffort.ts';
import { readChecked, writeChecked } from '../disk/checkedFile.ts';
import { type Files, nodeFiles } from '../disk/files.ts';

const Texts = v.array(v.string());

const StoredModel = v.object({
	id: v.string(),
	name: v.string(),
	canonical: v.exactOptional(v.string()),
	aliasTarget: v.exactOptional(v.string()),
	contextLength: v.exactOptional(v.number()),
	maxCompletionTokens: v.exactOptional(v.number()),
	pricing: v.exactOptional(v.record(v.string(), v.string())),
	priceOverrides: v.exactOptional(
		v.array(
			v.object({
				minPromptTokens: v.exactOptional(v.number()),
				hours: v.exactOptional(v.object({ from: v.number(), to: v.number() })),
				pricing: v.record(v.string(), v.string()),
			}),
		),
	),
	inputModalities: v.exactOptional(Texts),
	supportedParameters: v.exactOptional(Texts),
	reasoning: v.exactOptional(
		v.object({ efforts: v.exactOptional(v.array(ReasoningEffort)), mandatory: v.boolean() }),
	),
	expires: v.exactOptional(v.string()),
	created: v.exactOptional(v.number()),
	description: v.exactOptional(v.string()),
});

const StoredCatalogue = v.object({
	baseUrl: v.string(),
	at: v.number(),
	server: ServerKind,
	models: v.array(StoredModel),
});

/** The servers' lists of models: one JSON file each, a cache that may be deleted at any time. */
export class CatalogueFolder implements CatalogueFiles {
	readonly #folder: string;
	readonly #files: Files;

	constructor(folder: string, files: Files = nodeFiles) {
		this.#folder = folder;
		this.#files = files;
	}

	async read(baseUrl: string): Promise<Catalogue | undefined> {
		const path = this.#pathOf(baseUrl);
		// Whatever keeps it from being read: the server has it.
		const stored = await readChecked(this.#files, path, StoredCatalogue).catch(() => undefined);
		if (stored?.baseUrl !== baseUrl) return undefined;
		const { at, server, models } = stored;
		return { at, server, models: models.map(catalogueModel) };
	}

	async write(baseUrl: string, catalogue: Catalogue): Promise<void> {
		const json = JSON.stringify({ baseUrl, ...catalogue });
		await writeChecked(this.#files, this.#pathOf(baseUrl), json);
	}

	/** An address can hold what a file's name cannot. */
	#pathOf(baseUrl: string): string {
		const name = createHash('sha256').update(baseUrl).digest('hex').slice(0, 32);
		return join(this.#folder, `${name}.json`);
	}
}

/** What JSON leaves out was undefined. */
function catalogueModel(stored: v.InferOutput<typeof StoredModel>): CatalogueModel {
	return {
		contextLength: undefined,
		maxCompletionTokens: undefined,
		pricing: undefined,
		inputModalities: undefined,
		supportedParameters: undefined,
		expires: undefined,
		created: undefined,
		description: undefined,
		...stored,
	};
}
