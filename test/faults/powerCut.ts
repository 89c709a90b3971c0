import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FaultyFiles, Operation } from './faultyFiles.ts';

interface Renamed {
	readonly from: string;
	readonly to: string;
	/** What was there before. */
	readonly old: Buffer | undefined;
}

/**
 * Cuts the power after the nth operation. What was not synced is lost, torn, or zeros; a name is there for good once its folder is
 * synced; of renames that were not, the last ones have not happened.
 */
export class PowerCut {
	readonly #disk: FaultyFiles;
	readonly #folder: string;
	readonly #after: number;
	/** The bytes of each file that the disk has for good. */
	readonly #synced = new Map<string, Buffer>();
	/** Files whose names the disk has for good. */
	readonly #named = new Set<string>();
	#renamed: Renamed[] = [];

	constructor(disk: FaultyFiles, folder: string, after: number) {
		this.#disk = disk;
		this.#folder = folder;
		this.#after = after;
		disk.fault = ({ number }) => (number > after ? 'EIO' : undefined);
		disk.before = (operation) => this.#before(operation);
		disk.after = (operation) => this.#done(operation);
	}

	/** Whether what the disk says now is heard by anyone. */
	get isOn(): boolean {
		return this.#disk.operations <= this.#after;
	}

	/** All that is there now has long been on the disk. */
	async keepAll(): Promise<void> {
		for (const path of await this.#files()) {
			this.#synced.set(path, await readFile(path));
			this.#named.add(path);
		}
	}

	/** @param random a number from 0 to 1, excluded */
	async lose(random: () => number): Promise<void> {
		const happened = Math.floor(random() * (this.#renamed.length + 1));
		for (const undone of this.#renamed.splice(happened).reverse()) await this.#undo(undone);
		for (const path of await this.#files()) await this.#tear(path, random);
	}

	async #before({ name, args }: Operation): Promise<void> {
		if (name !== 'rename') return;
		const [from, to] = args.map(String);
		if (from === undefined || to === undefined) return;
		const old = await readFile(to).catch(() => undefined);
		this.#renamed.push({ from, to, old });
	}

	async #done({ name, path, args }: Operation): Promise<void> {
		if (name === 'rename') {
			this.#move(path, String(args[1]));
		} else if (name === 'writeFile') {
			const [, , options] = args;
			if (typeof options === 'object' && options !== null && 'flush' in options)
				this.#synced.set(path, await readFile(path));
		} else if (name === 'datasync' || name === 'sync') {
			const isFolder = !(await this.#files()).includes(path);
			if (isFolder) await this.#syncFolder(path);
			else this.#synced.set(path, await readFile(path));
		}
	}

	#move(from: string, to: string): void {
		const bytes = this.#synced.get(from);
		if (bytes !== undefined) this.#synced.set(to, bytes);
		// A file that had a name has the one or the other.
		if (this.#named.has(from)) this.#named.add(to);
	}

	async #syncFolder(path: string): Promise<void> {
		for (const name of await readdir(path)) this.#named.add(join(path, name));
		const isKept = ({ from, to }: Renamed) => dirname(to) === path || dirname(from) === path;
		// A journal is in order: what was renamed before is kept with it.
		this.#renamed = this.#renamed.slice(this.#renamed.findLastIndex(isKept) + 1);
	}

	async #undo({ from, to, old }: Renamed): Promise<void> {
		await rename(to, from).catch(() => {});
		if (old !== undefined) await writeFile(to, old);
		if (old !== undefined) this.#synced.set(to, old);
	}

	async #tear(path: string, random: () => number): Promise<void> {
		if (!this.#named.has(path) && random() < 0.5) return rm(path);
		const bytes = await readFile(path);
		const synced = this.#synced.get(path)?.length ?? 0;
		const end = synced + Math.floor(random() * (bytes.length - synced + 1));
		const kept = bytes.subarray(0, end);
		// A file system can have noted the length before it wrote what is there.
		if (random() < 0.3) kept.fill(0, Math.max(synced, end - 50));
		await writeFile(path, kept);
	}

	async #files(): Promise<string[]> {
		const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true });
		return entries
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name));
	}
}
