import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ConversationSummary } from '../../core/history/conversationStore.ts';
import { readChecked, writeChecked } from '../disk/checkedFile.ts';
import { type Files, ifMissing, namesIn, OWNER_ONLY } from '../disk/files.ts';
import { searchText } from './searchText.ts';

/** What the index knows of one chat, beside its text. */
export type IndexEntry = {
	summary: ConversationSummary;
	/** The size of the log that it was taken from, in bytes. */
	size: number;
	/** Where its text is in both text files, in bytes. */
	offset: number;
	bytes: number;
};

/** A chat's text, and the same folded for search; of the same length. */
export type ChatText = { text: Buffer; folded: Buffer };

export type IndexedChat = ChatText & Pick<IndexEntry, 'summary' | 'size'>;

/** One state of the index: its files never change, a newer state has files of its own. */
export type IndexSnapshot = {
	entries: ReadonlyMap<string, IndexEntry>;
	/** The paths of the two text files, all chats' texts one after the other. */
	text: string;
	folded: string;
};

const TABLE = 'table.json';
const VERSION = 1;
/** How much is gathered before it is written. */
const WRITE_BYTES = 1 << 20;
/** What is left of a window that died in the middle of writing an index. */
const ABANDONED_MS = 3_600_000;

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

const Table = v.object({
	version: v.literal(VERSION),
	/** What the names of its text files begin with. */
	generation: v.pipe(v.string(), v.uuid()),
	chats: v.array(
		v.object({
			id: v.string(),
			title: v.string(),
			created: v.number(),
			updated: v.number(),
			workspace: v.nullable(v.string()),
			messages: Count,
			size: Count,
			bytes: Count,
		}),
	),
});
type Row = v.InferOutput<typeof Table>['chats'][number];

/** The texts of a chat as the index keeps them: one form of what looks the same. */
export function textOf(text: string): ChatText {
	const normal = text.normalize('NFC');
	// Buffer.from replaces half a surrogate pair in both alike.
	return { text: Buffer.from(normal), folded: Buffer.from(searchText(normal)) };
}

/** Whether the text files are as long as the table says. Rejects with node's error when one is there and cannot be looked at. */
export async function isWhole(files: Files, snapshot: IndexSnapshot): Promise<boolean> {
	const bytes = [...snapshot.entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
	for (const path of [snapshot.text, snapshot.folded]) {
		const size = await files.stat(path).then(({ size }) => size, ifMissing(-1));
		if (size !== bytes) return false;
	}
	return true;
}

/** Reads the index of this folder; undefined for none, or for one that is damaged or of another version. */
export async function readIndex(files: Files, folder: string): Promise<IndexSnapshot | undefined> {
	const table = await readTable(files, folder);
	return table && snapshotOf(folder, table.generation, table.chats);
}

/**
 * Writes a new index beside the old one and then puts it in its place, so that another window always finds a whole one.
 * The chats are taken one by one: their texts are never all in memory. Rejects with node's error, the old index kept.
 */
export async function writeIndex(
	files: Files,
	folder: string,
	chats: AsyncIterable<IndexedChat>,
): Promise<IndexSnapshot> {
	await files.mkdir(folder, { recursive: true });
	const before = await readTable(files, folder);
	const generation = crypto.randomUUID();
	const rows: Row[] = [];
	await using text = await TextWriter.create(files, join(folder, `${generation}.text`));
	await using folded = await TextWriter.create(files, join(folder, `${generation}.folded`));
	for await (const chat of chats) {
		rows.push({ ...chat.summary, size: chat.size, bytes: chat.text.length });
		await text.write(chat.text);
		await folded.write(chat.folded);
	}
	await text.end();
	await folded.end();
	const table = JSON.stringify({ version: VERSION, generation, chats: rows });
	await writeChecked(files, join(folder, TABLE), table);
	await removeOthers(files, folder, generation, before?.generation);
	return snapshotOf(folder, generation, rows);
}

async function readTable(
	files: Files,
	folder: string,
): Promise<v.InferOutput<typeof Table> | undefined> {
	try {
		return await readChecked(files, join(folder, TABLE), Table);
	} catch {
		// Whatever keeps it from being read: without, the logs are read.
		return undefined;
	}
}

function snapshotOf(folder: string, generation: string, rows: readonly Row[]): IndexSnapshot {
	const entries = new Map<string, IndexEntry>();
	let offset = 0;
	for (const { size, bytes, ...summary } of rows) {
		entries.set(summary.id, { summary, size, offset, bytes });
		offset += bytes;
	}
	const path = join(folder, generation);
	return { entries, text: `${path}.text`, folded: `${path}.folded` };
}

async function removeOthers(
	files: Files,
	folder: string,
	kept: string,
	replaced?: string,
): Promise<void> {
	for (const name of await namesIn(files, folder)) {
		if (name === TABLE || name.startsWith(kept)) continue;
		const path = join(folder, name);
		const isReplaced = replaced !== undefined && name.startsWith(replaced);
		if (isReplaced || (await ageOf(files, path)) > ABANDONED_MS)
			await files.rm(path, { force: true });
	}
}

async function ageOf(files: Files, path: string): Promise<number> {
	return files.stat(path).then(({ mtimeMs }) => Date.now() - mtimeMs, ifMissing(0));
}

class TextWriter implements AsyncDisposable {
	readonly #file: FileHandle;
	#waiting: Buffer[] = [];
	#bytes = 0;

	constructor(file: FileHandle) {
		this.#file = file;
	}

	static async create(files: Files, path: string): Promise<TextWriter> {
		return new TextWriter(await files.open(path, 'wx', OWNER_ONLY));
	}

	async write(bytes: Buffer): Promise<void> {
		this.#waiting.push(bytes);
		this.#bytes += bytes.length;
		if (this.#bytes > WRITE_BYTES) await this.#flush();
	}

	async #flush(): Promise<void> {
		const bytes = Buffer.concat(this.#waiting);
		this.#waiting = [];
		this.#bytes = 0;
		await this.#file.writeFile(bytes);
	}

	/** Writes the rest, and has the system put all of it on the disk: the table is not to come there first. */
	async end(): Promise<void> {
		await this.#flush();
		await this.#file.datasync();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#file.close();
	}
}
