import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportedChat } from '../../src/core/history/chatExport.ts';
import type { ExchangeRecord } from '../../src/core/inspect/exchangeRecord.ts';
import type { Catalogue } from '../../src/core/models/knownModels.ts';
import { ImageFiles } from '../../src/storage/attachments/imageFiles.ts';
import { removeUnfinished } from '../../src/storage/disk/files.ts';
import { FileConversationStore } from '../../src/storage/history/fileConversationStore.ts';
import { ExchangeFolder } from '../../src/storage/inspect/exchangeFolder.ts';
import { CatalogueFolder } from '../../src/storage/models/catalogueFolder.ts';
import { ModelPreferences } from '../../src/storage/models/modelPreferences.ts';
import { LedgerFile } from '../../src/storage/spending/ledgerFile.ts';
import { png } from '../samples/images.ts';
import { question, reply, settle, text } from '../unit/core/conversation/conversationSamples.ts';
import { catalogueModel } from '../unit/core/models/catalogueSamples.ts';
import { paid } from '../unit/core/spending/ledgerSamples.ts';
import { unexpected } from '../unit/storage/disk/temporaryFolder.ts';
import type { DiskUse } from './diskUse.ts';

const PNG = 'image/png';
const SERVER = 'http://127.0.0.1:11434/v1';
const TOMORROW = () => Date.now() + 86_400_000;
const ignore = () => {};

/** A value in one place: what was said to be there is there, and of a write that nobody answered the old or the new. */
class Place<T> {
	#sure: T;
	#perhaps: T[] = [];

	constructor(first: T) {
		this.#sure = first;
	}

	/** @param isOn whether the answer is heard */
	async set(value: T, write: Promise<unknown>, isOn: () => boolean): Promise<void> {
		this.#perhaps.push(value);
		const done = await write.then(() => true).catch(() => false);
		if (!isOn()) return;
		if (done) this.#sure = value;
		this.#perhaps = [];
	}

	holds(value: T): void {
		const may = [this.#sure, ...this.#perhaps];
		const found = may.some((one) => JSON.stringify(one) === JSON.stringify(value));
		assert.ok(found, `${JSON.stringify(value)} is none of ${JSON.stringify(may)}`);
	}
}

/** An image that was kept is there, whole; what a chat has is not removed with what it has not. */
const images: DiskUse = {
	async prepare(folder) {
		await new ImageFiles(folder).put(png(3, 2, 1), PNG);
	},
	async run(folder, files, isOn) {
		const store = new ImageFiles(folder, files);
		const kept = [1, 2, 3].map((grey) => png(3, 2, grey));
		const hashes: string[] = [];
		for (const bytes of kept) {
			const hash = await store.put(bytes, PNG).catch(ignore);
			if (hash !== undefined && isOn()) hashes.push(hash);
		}
		for (const hash of hashes) await store.read({ hash, mediaType: PNG }).catch(ignore);
		const gone = await store.put(png(4, 4), PNG).catch(ignore);
		if (gone) await store.purge(new Set([gone]), async () => new Set(), TOMORROW()).catch(ignore);
		const holds = async () => {
			const later = new ImageFiles(folder);
			for (const bytes of kept) {
				const hash = await later.put(bytes, PNG);
				assert.deepEqual(await later.read({ hash, mediaType: PNG }), bytes);
			}
			await removeUnfinished(folder, TOMORROW());
			const unfinished = (await readdir(folder)).filter((name) => !name.endsWith('.png'));
			assert.deepEqual(unfinished, []);
		};
		const areThere = async () => {
			const later = new ImageFiles(folder);
			for (const hash of hashes)
				assert.ok(typeof (await later.read({ hash, mediaType: PNG })) !== 'string');
			await holds();
		};
		return { afterRepair: areThere, afterPowerCut: areThere };
	},
};

/** What was paid is in the ledger, once; what could not be written is counted, and written when it can be. */
const ledger: DiskUse = {
	async prepare(folder) {
		await new LedgerFile(join(folder, 'ledger.jsonl'), unexpected).append(paid({ reply: 'old' }));
	},
	async run(folder, files, isOn) {
		const path = join(folder, 'ledger.jsonl');
		let failures = 0;
		const failed = () => failures++;
		const windows = [new LedgerFile(path, failed, files), new LedgerFile(path, failed, files)];
		const sure = ['old'];
		const all = ['old'];
		for (const name of ['1', '2', '3']) {
			for (const [number, window] of windows.entries()) {
				const before = failures;
				const entry = paid({ reply: `${number}-${name}` });
				await window.append(entry);
				all.push(entry.reply);
				if (failures === 0 && failures === before && isOn()) sure.push(entry.reply);
				const own = (await window.read()).map(({ reply }) => reply);
				assert.ok(own.includes(entry.reply), 'it is counted, wherever it is');
			}
		}
		const inFile = async () => {
			const later = new LedgerFile(path, unexpected);
			const found = (await later.read()).map(({ reply }) => reply);
			assert.equal(new Set(found).size, found.length, 'nothing is counted twice');
			return { found, unreadable: later.unreadable };
		};
		return {
			async afterRepair() {
				for (const window of windows) await window.read();
				const { found, unreadable } = await inFile();
				assert.deepEqual(found.sort(), all.sort());
				assert.equal(unreadable, 0, 'nothing is taken for damage');
			},
			async afterPowerCut() {
				const { found } = await inFile();
				for (const entry of sure) assert.ok(found.includes(entry), `${entry} is lost`);
				await new LedgerFile(path, unexpected).append(paid({ reply: 'after' }));
				const after = await inFile();
				// A last line that lacked nothing but its end is read once another one ends it.
				assert.ok(after.found.length <= found.length + 2);
				assert.deepEqual(after.found.slice(0, found.length), found);
				assert.equal(after.found.at(-1), 'after');
				assert.ok(after.unreadable <= 1);
			},
		};
	},
};

function exchange(name: string, body: string): ExchangeRecord {
	const events = [{ at: 1, text: 'x' }];
	return { version: 1, chat: 'c-1', reply: name, body, attempts: [], events, dropped: 0 };
}

/** What was exchanged can be looked at in its window whatever the disk does, and in the next one is whole or not there. */
const requests: DiskUse = {
	async run(folder, files) {
		const kept = new ExchangeFolder(folder, ignore, files);
		const versions = ['{"n":1}', '{"n":2}'].map((body) => exchange('r-1', body));
		for (const version of versions) {
			await kept.keep(version);
			assert.deepEqual(await kept.of('c-1', 'r-1'), version);
		}
		await kept.keep({ ...exchange('r-2', '{}'), chat: 'c-2' });
		await kept.forget('c-2');
		assert.equal(await new ExchangeFolder(folder, ignore, files).of('c-3', 'r-3'), undefined);
		const holds = async () => {
			const found = await new ExchangeFolder(folder, unexpected).of('c-1', 'r-1');
			assert.ok([undefined, ...versions].some((one) => equal(one, found)));
			const again = new ExchangeFolder(folder, unexpected);
			await again.keep(exchange('r-1', '{"n":3}'));
			await again.forget('c-2');
			const later = new ExchangeFolder(folder, unexpected);
			assert.deepEqual(await later.of('c-1', 'r-1'), exchange('r-1', '{"n":3}'));
			assert.equal(await later.of('c-2', 'r-2'), undefined);
		};
		return { afterRepair: holds, afterPowerCut: holds };
	},
};

/** A list of models that cannot be read is none, and asked for anew. */
const modelLists: DiskUse = {
	async run(folder, files, isOn) {
		const lists = [1, 2, 3].map(
			(at): Catalogue => ({ at, server: 'ollama', models: [catalogueModel(`m-${at}`)] }),
		);
		const place = new Place<Catalogue | undefined>(undefined);
		const kept = new CatalogueFolder(folder, files);
		for (const list of lists) {
			await place.set(list, kept.write(SERVER, list), isOn);
			const read = await kept.read(SERVER);
			// What cannot be read just now is none.
			if (read !== undefined) place.holds(read);
		}
		const holds = async () => {
			const later = new CatalogueFolder(folder);
			place.holds(await later.read(SERVER));
			await later.write(SERVER, { at: 4, server: 'other', models: [] });
			assert.equal((await later.read(SERVER))?.at, 4);
		};
		return { afterRepair: holds, afterPowerCut: holds };
	},
};

/** A favourite or a pin that was said to be set is set; of one that could not be, the old ones are left. */
const favouritesAndPins: DiskUse = {
	async prepare(folder) {
		await new ModelPreferences(join(folder, 'models.json'), unexpected).favour(SERVER, 'old', true);
		await new FileConversationStore(folder, unexpected).pin('old', true);
	},
	async run(folder, files, isOn) {
		const path = join(folder, 'models.json');
		const favourites = new Place(['old']);
		const pins = new Place(['old']);
		const preferences = new ModelPreferences(path, unexpected, files);
		const store = new FileConversationStore(folder, unexpected, files);
		for (const favour of [true, false, true]) {
			const set = favour ? ['old', 'new'] : ['old'];
			await favourites.set(set, preferences.favour(SERVER, 'new', favour), isOn);
			await preferences.of(SERVER).catch(ignore);
			await pins.set(set, store.pin('new', favour), isOn);
			await store.pinned().catch(ignore);
		}
		const holds = async () => {
			const later = new ModelPreferences(path, unexpected);
			favourites.holds([...(await later.of(SERVER)).favourites]);
			const laterStore = new FileConversationStore(folder, unexpected);
			pins.holds([...(await laterStore.pinned())]);
			await later.favour(SERVER, 'third', true);
			await laterStore.pin('third', true);
			assert.ok((await later.of(SERVER)).favourites.includes('third'));
			assert.ok((await laterStore.pinned()).has('third'));
		};
		return { afterRepair: holds, afterPowerCut: holds };
	},
};

async function exported(folder: string): Promise<ExportedChat> {
	const bytes = png(5, 5);
	const data = Buffer.from(bytes).toString('base64');
	const hash = await new ImageFiles(join(folder, 'elsewhere')).put(bytes, PNG);
	return {
		id: 'imported',
		title: 'Imported',
		created: 1,
		workspace: null,
		head: 'q1',
		messages: [{ role: 'user', id: 'q1', parent: null, at: 1, text: 'Look', excerpts: [] }],
		images: [{ hash, mediaType: PNG, data }],
	};
}

/** A chat is imported whole, with its images, or not at all. */
const importing: DiskUse = {
	async run(folder, files, isOn) {
		const chat = await exported(folder);
		const store = new FileConversationStore(folder, unexpected, files);
		const imported = new Place(0);
		await imported.set(1, store.add(chat), isOn);
		const isWhole = async (id: string) => {
			const later = new FileConversationStore(folder, unexpected);
			const loaded = await later.load(id);
			assert.equal(loaded?.conversation.title, 'Imported');
			assert.equal(loaded.conversation.message('q1')?.text, 'Look');
			assert.equal(loaded.quarantined, 0);
			for (const image of chat.images ?? [])
				assert.equal(await later.images.readBase64(image), image.data);
		};
		const holds = async () => {
			const later = new FileConversationStore(folder, unexpected);
			const listed = await later.list();
			imported.holds(listed.length);
			for (const { id } of listed) await isWhole(id);
			await isWhole(await later.add(chat));
			assert.equal((await later.list()).length, listed.length + 1);
		};
		return { afterRepair: holds, afterPowerCut: holds };
	},
};

/** Asks with an image in a chat of this id. */
async function askWithImage(store: FileConversationStore, grey: number): Promise<string> {
	const bytes = png(2, 2, grey);
	const hash = await store.images.put(bytes, PNG);
	const { conversation, log } = store.create(null);
	const asked = question('q1', null, 'Look');
	assert.ok(asked.type === 'message' && asked.message.role === 'user');
	const facts = { width: 2, height: 2, bytes: bytes.length, name: 'a.png' };
	const image = { hash, mediaType: PNG, ...facts } as const;
	await log.append([{ ...asked, message: { ...asked.message, images: [image] } }]);
	return conversation.id;
}

const WITH_IMAGES = 3;

/** What is deleted can be brought back until it is removed for good; with it go its images, and nobody else's. */
const deletedChats: DiskUse = {
	async prepare(folder) {
		const store = new FileConversationStore(folder, unexpected);
		for (let grey = 0; grey < WITH_IMAGES; grey++) await askWithImage(store, grey);
		const [first] = await store.list();
		await store.delete(first?.id ?? '');
	},
	async run(folder, files) {
		const before = new FileConversationStore(folder, unexpected);
		const listed = (await before.list()).map(({ id }) => id);
		const store = new FileConversationStore(folder, ignore, files);
		await store.purgeDeleted(TOMORROW()).catch(ignore);
		const [one = ''] = listed;
		await store.delete(one).catch(ignore);
		await store.restore(one).catch(ignore);
		await store.delete(one).catch(ignore);
		const holds = async () => {
			const later = new FileConversationStore(folder, unexpected);
			await later.restore(one);
			assert.deepEqual((await later.list()).map(({ id }) => id).sort(), listed.sort());
			for (const id of listed) await hasItsImage(later, id);
			await later.purgeDeleted(TOMORROW());
			await later.delete(one);
			await later.purgeDeleted(TOMORROW());
			assert.equal((await later.list()).length, listed.length - 1);
			for (const { id } of await later.list()) await hasItsImage(later, id);
		};
		return { afterRepair: holds, afterPowerCut: holds };
	},
};

async function hasItsImage(store: FileConversationStore, id: string): Promise<void> {
	const loaded = await store.load(id);
	const asked = loaded?.conversation.message('q1');
	assert.ok(asked?.role === 'user' && asked.images?.length === 1);
	for (const image of asked.images) assert.ok(await store.images.readBase64(image));
}

/** More than the index keeps in memory. */
const CHATS = 70;

/** The history and its search are right without their index, and with one in whatever state. */
export const index: DiskUse = {
	async prepare(folder) {
		const store = new FileConversationStore(folder, unexpected);
		for (let number = 0; number < CHATS; number++) {
			const { log } = store.create(null);
			const asked = question('q1', null, `Question ${number}`);
			await log.append([asked, reply('r1', 'q1'), text('r1', `needle${number}`), settle('r1')]);
		}
	},
	counts: (path) => path.includes('/index'),
	async run(folder, files) {
		for (let window = 0; window < 2; window++) {
			const store = new FileConversationStore(folder, unexpected, files);
			await historyIsRight(store);
		}
		const holds = () => historyIsRight(new FileConversationStore(folder, unexpected));
		return { afterRepair: holds, afterPowerCut: holds };
	},
};

export async function historyIsRight(store: FileConversationStore): Promise<void> {
	const titles = (await store.list()).map(({ title }) => title).sort();
	const expected = Array.from({ length: CHATS }, (_, number) => `Question ${number}`).sort();
	assert.deepEqual(titles, expected);
	const { hits } = await store.search('needle42', () => true, 10);
	assert.deepEqual(
		hits.map(({ chat }) => chat.title),
		['Question 42'],
	);
}

function equal(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

/** All that is kept beside the chats, under the names of the table of figures. */
export const USES: Readonly<Record<string, DiskUse>> = {
	images,
	'the ledger': ledger,
	requests,
	'lists of models': modelLists,
	'favourites and pins': favouritesAndPins,
	'imported chats': importing,
	'deleted chats': deletedChats,
	'the index': index,
};
