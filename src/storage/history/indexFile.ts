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
type IndexSnapshot = {
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

/**
 * The index as it is on the disk: a table, and the texts of all chats, which are read a piece at a time. One state of it is in use
 * until another is written or it is read again.
 */
export class IndexFile {
	readonly #folder: string;
	readonly #files: Files;
	#snapshot: IndexSnapshot | undefined;
	/** What is on the disk is damaged: until a new one is written it is as if there were none. */
	#damaged = false;

	constructor(folder: string, files: Files) {
		this.#folder = folder;
		this.#files = files;
	}

	/** What it knows of the chat with this id; undefined where that is nothing. */
	entry(id: string): IndexEntry | undefined {
		return this.#snapshot?.entries.get(id);
	}

	/** The texts of all chats, as they are or folded for search; undefined where there is no index. Rejects with node's error. */
	async open(texts: 'text' | 'folded'): Promise<FileHandle | undefined> {
		return this.#snapshot && this.#files.open(this.#snapshot[texts]);
	}

	/** Reads the table, unless a state is in use already. */
	async load(): Promise<void> {
		this.#snapshot ??= await this.#read();
	}

	/** Reads the table again, and sees that the texts are as long as it says. Rejects with node's error when these cannot be looked at. */
	async reload(): Promise<void> {
		this.#snapshot = await this.#read();
		this.#damaged = this.#snapshot !== undefined && !(await isWhole(this.#files, this.#snapshot));
		if (this.#damaged) this.#snapshot = undefined;
	}

	/**
	 * Writes a new state, which is then in use. The chats are taken one by one: their texts are never all in memory. Rejects with
	 * node's error; then what is on the disk is in use.
	 */
	async replace(chats: AsyncIterable<IndexedChat>): Promise<void> {
		try {
			this.#snapshot = await writeIndex(this.#files, this.#folder, chats);
			this.#damaged = false;
		} catch (error) {
			this.#snapshot = await this.#read();
			throw error;
		}
	}

	/** Undefined for none, or for one that is damaged or of another version. */
	async #read(): Promise<IndexSnapshot | undefined> {
		if (this.#damaged) return undefined;
		const table = await readTable(this.#files, this.#folder);
		return table && snapshotOf(this.#folder, table.generation, table.chats);
	}
}

/**
 * Reads a part of the texts, into the beginning of `buffer` if one is given. Rejects with node's error, or where the file is
 * shorter than its table says.
 */
export async function readText(
	file: FileHandle,
	{ offset, bytes }: Pick<IndexEntry, 'offset' | 'bytes'>,
	buffer = Buffer.alloc(bytes),
): Promise<Buffer> {
	const { bytesRead } = bytes === 0 ? { bytesRead: 0 } : await file.read(buffer, 0, bytes, offset);
	if (bytesRead < bytes) throw new Error('The index is shorter than its table says.');
	return buffer.subarray(0, bytes);
}

/** Whether the text files are as long as the table says. Rejects with node's error when one is there and cannot be looked at. */
async function isWhole(files: Files, snapshot: IndexSnapshot): Promise<boolean> {
	const bytes = [...snapshot.entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
	for (const path of [snapshot.text, snapshot.folded]) {
		const size = await files.stat(path).then(({ size }) => size, ifMissing(-1));
		if (size !== bytes) return false;
	}
	return true;
}

/**
 * Writes a new index beside the old one and then puts it in its place, so that another window always finds a whole one.
 * Rejects with node's error, the old index kept.
 */
async function writeIndex(
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
