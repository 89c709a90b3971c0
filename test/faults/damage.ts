import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ExchangeRecord } from '../../src/core/inspect/exchangeRecord.ts';
import type { Catalogue } from '../../src/core/models/knownModels.ts';
import { ImageFiles } from '../../src/storage/attachments/imageFiles.ts';
import { FileConversationStore } from '../../src/storage/history/fileConversationStore.ts';
import { ExchangeFolder } from '../../src/storage/inspect/exchangeFolder.ts';
import { CatalogueFolder } from '../../src/storage/models/catalogueFolder.ts';
import { ModelPreferences } from '../../src/storage/models/modelPreferences.ts';
import { LedgerFile } from '../../src/storage/spending/ledgerFile.ts';
import { png } from '../samples/images.ts';
import { catalogueModel } from '../unit/core/models/catalogueSamples.ts';
import { paid } from '../unit/core/spending/ledgerSamples.ts';
import { inTemporaryFolder, unexpected } from '../unit/storage/disk/temporaryFolder.ts';
import type { Figures } from './figures.ts';
import { historyIsRight, index } from './filesBeside.ts';

/** A file beside the chats, and what is promised once it is damaged. */
export interface Damageable {
	/** Writes it. Returns the paths of the files to damage, one after the other. */
	write(folder: string): Promise<readonly string[]>;
	/**
	 * Opens it, damaged as it is. Rejects where a promise is broken.
	 *
	 * @param isCut else a bit is flipped
	 */
	open(folder: string, damaged: Buffer, path: string, isCut: boolean): Promise<void>;
	/** How many places are damaged at most; all of them if not given. */
	readonly most?: number;
}

const SERVER = 'https://openrouter.ai/api/v1';
const LIST: Catalogue = { at: 1, server: 'ollama', models: [catalogueModel('m', { name: 'Ü' })] };
const EXCHANGE: ExchangeRecord = {
	version: 1,
	chat: 'c-1',
	reply: 'r-1',
	body: '{"text":"ž"}',
	attempts: [],
	events: [{ at: 1, text: 'x' }],
	dropped: 0,
};
const ENTRIES = [1, 2, 3, 4].map((number) => paid({ reply: `r-${number}`, chat: 'ž' }));

/** All other lines are there, and it is said how many are not. The next one is whole. */
const ledger: Damageable = {
	async write(folder) {
		const path = join(folder, 'ledger.jsonl');
		const file = new LedgerFile(path, unexpected);
		for (const entry of ENTRIES) await file.append(entry);
		return [path];
	},
	async open(_folder, damaged, path, isCut) {
		const file = new LedgerFile(path, unexpected);
		const read = (await file.read()).map((entry) => JSON.stringify(entry));
		const whole = ENTRIES.map((entry) => JSON.stringify(entry));
		const lines = damaged.toString().split('\n').length - 1;
		const left = whole.filter((entry) => read.includes(entry)).length;
		// A flipped bit costs a line, or two where it was the line end; one that still says something says it.
		assert.ok(left >= (isCut ? lines : ENTRIES.length - 2));
		if (!isCut && read.length < ENTRIES.length && damaged.at(-1) === 0x0a)
			assert.ok(file.unreadable > 0);
		await file.append(paid({ reply: 'next' }));
		const replies = (await new LedgerFile(path, unexpected).read()).map(({ reply }) => reply);
		assert.equal(replies.at(-1), 'next');
	},
};

/** It is as it was written, or there is none; the next one is there. */
const modelList: Damageable = {
	async write(folder) {
		await new CatalogueFolder(folder).write(SERVER, LIST);
		return pathsIn(folder);
	},
	async open(folder) {
		const kept = new CatalogueFolder(folder);
		isOriginalOrNone(await kept.read(SERVER), LIST);
		await kept.write(SERVER, LIST);
		assert.deepEqual(await kept.read(SERVER), LIST);
	},
};

/** The same, for what was exchanged. */
const request: Damageable = {
	async write(folder) {
		await new ExchangeFolder(folder, unexpected).keep(EXCHANGE);
		return pathsIn(folder);
	},
	async open(folder) {
		isOriginalOrNone(await new ExchangeFolder(folder, unexpected).of('c-1', 'r-1'), EXCHANGE);
		await new ExchangeFolder(folder, unexpected).keep(EXCHANGE);
		assert.deepEqual(await new ExchangeFolder(folder, unexpected).of('c-1', 'r-1'), EXCHANGE);
	},
};

/** What cannot be read is set aside with the next choice, which is kept. */
const favourites: Damageable = {
	async write(folder) {
		const path = join(folder, 'models.json');
		await new ModelPreferences(path, unexpected).favour(SERVER, 'a', true);
		return [path];
	},
	async open(_folder, damaged, path) {
		const aside: string[] = [];
		const preferences = new ModelPreferences(path, (name) => aside.push(name));
		await preferences.of(SERVER);
		await preferences.favour(SERVER, 'b', true);
		assert.ok((await preferences.of(SERVER)).favourites.includes('b'));
		for (const name of aside) assert.deepEqual(await readFile(name), damaged);
		assert.ok(aside.length === 1 || isJson(damaged), 'what was there is kept');
	},
};

/** The same, for pins. */
const pins: Damageable = {
	async write(folder) {
		await new FileConversationStore(folder, unexpected).pin('a', true);
		return pathsIn(folder);
	},
	async open(folder, damaged) {
		const aside: unknown[] = [];
		const store = new FileConversationStore(folder, (name) => aside.push(name));
		await store.pinned();
		await store.pin('b', true);
		assert.ok((await store.pinned()).has('b'));
		for (const name of aside) assert.deepEqual(await readFile(String(name)), damaged);
		assert.ok(aside.length === 1 || isJson(damaged), 'what was there is kept');
	},
};

/** A damaged image is said to be damaged, and is whole once it is attached again. */
const image: Damageable = {
	async write(folder) {
		await new ImageFiles(folder).put(png(3, 2), 'image/png');
		return pathsIn(folder);
	},
	async open(folder, damaged) {
		const store = new ImageFiles(folder);
		const name = { hash: hashOf(await readdir(folder)), mediaType: 'image/png' } as const;
		const isWhole = Buffer.compare(damaged, png(3, 2)) === 0;
		assert.equal((await store.read(name)) === 'damaged', !isWhole);
		await store.put(png(3, 2), 'image/png');
		assert.deepEqual(await store.read(name), png(3, 2));
	},
};

/** The history and its search are right without it; only what is found in a text with a flipped bit may be missed. */
const damagedIndex: Damageable = {
	most: 300,
	async write(folder) {
		await index.prepare?.(folder);
		await historyIsRight(new FileConversationStore(folder, unexpected));
		return pathsIn(join(folder, 'index'));
	},
	async open(folder, _damaged, path, isCut) {
		const store = new FileConversationStore(folder, unexpected);
		if (isCut || path.endsWith('.json')) return historyIsRight(store);
		assert.equal((await store.list()).length, 70);
		await store.search('needle42', () => true, 10);
	},
};

export const DAMAGEABLE: Readonly<Record<string, Damageable>> = {
	'the ledger': ledger,
	'a list of models': modelList,
	'a request': request,
	favourites,
	pins,
	'an image': image,
	'the index': damagedIndex,
};

/**
 * Cuts each file off at so many places, and flips so many bits, one at a time, and opens it each time.
 *
 * @param cuts Infinity for every byte
 * @param random a number from 0 to 1, excluded
 */
export async function damage(
	file: Damageable,
	cuts: number,
	flips: number,
	random: () => number,
	figures: Figures,
): Promise<void> {
	await inTemporaryFolder(async (folder) => {
		const paths = await file.write(folder);
		const files = new Map<string, Buffer>();
		for (const path of paths) files.set(path, await readFile(path));
		for (const [path, whole] of files) {
			const open = async (damaged: Buffer, isCut: boolean) => {
				await putAll(new Map([...files, [path, damaged]]));
				figures.injected++;
				await file.open(folder, damaged, path, isCut);
				figures.survived++;
			};
			const places = Math.min(cuts, file.most ?? whole.length, whole.length);
			const every = Math.ceil(whole.length / places);
			for (let length = 0; length < whole.length; length += every) {
				await open(whole.subarray(0, length), true);
			}
			for (let flip = 0; flip < Math.min(flips, file.most ?? flips); flip++) {
				const damaged = Buffer.from(whole);
				const at = Math.floor(random() * damaged.length);
				damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random() * 8));
				await open(damaged, false);
			}
		}
	});
}

/** Puts these files into their folder, and nothing else. */
async function putAll(files: ReadonlyMap<string, Buffer>): Promise<void> {
	const [first = ''] = files.keys();
	await rm(dirname(first), { recursive: true, force: true });
	await mkdir(dirname(first));
	for (const [path, bytes] of files) await writeFile(path, bytes);
}

async function pathsIn(folder: string): Promise<string[]> {
	return (await readdir(folder)).map((name) => join(folder, name));
}

function isOriginalOrNone(found: unknown, original: unknown): void {
	if (found !== undefined) assert.deepEqual(found, original);
}

function isJson(bytes: Buffer): boolean {
	try {
		JSON.parse(bytes.toString());
		return true;
	} catch {
		return false;
	}
}

function hashOf([name = '']: readonly string[]): string {
	return name.split('.', 1)[0] ?? '';
}
