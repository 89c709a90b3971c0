import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { CatalogueModel } from '../core/chatServer.ts';
import type { Catalogue } from '../core/knownModels.ts';
import type { CatalogueFiles } from '../core/modelCatalogues.ts';
import { ServerKind } from '../core/serverProfiles.ts';

const Texts = v.array(v.string());

const StoredModel = v.object({
	id: v.string(),
	name: v.string(),
	contextLength: v.exactOptional(v.number()),
	maxCompletionTokens: v.exactOptional(v.number()),
	pricing: v.exactOptional(v.record(v.string(), v.string())),
	inputModalities: v.exactOptional(Texts),
	supportedParameters: v.exactOptional(Texts),
	expires: v.exactOptional(v.string()),
	created: v.exactOptional(v.number()),
	description: v.exactOptional(v.string()),
});

const StoredCatalogue = v.pipe(
	v.string(),
	v.parseJson(),
	v.object({
		baseUrl: v.string(),
		at: v.number(),
		server: ServerKind,
		models: v.array(StoredModel),
	}),
);

/** The servers' lists of models: one JSON file each, a cache that may be deleted at any time. */
export class CatalogueFolder implements CatalogueFiles {
	readonly #folder: string;

	constructor(folder: string) {
		this.#folder = folder;
	}

	async read(baseUrl: string): Promise<Catalogue | undefined> {
		const text = await readFile(this.#pathOf(baseUrl), 'utf8').catch(() => undefined);
		const stored = v.safeParse(StoredCatalogue, text);
		if (!stored.success || stored.output.baseUrl !== baseUrl) return undefined;
		const { at, server, models } = stored.output;
		return { at, server, models: models.map(catalogueModel) };
	}

	async write(baseUrl: string, catalogue: Catalogue): Promise<void> {
		const path = this.#pathOf(baseUrl);
		const whole = `${path}.${crypto.randomUUID()}`;
		await mkdir(this.#folder, { recursive: true });
		await writeFile(whole, JSON.stringify({ baseUrl, ...catalogue }), { mode: 0o600 });
		await rename(whole, path);
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
