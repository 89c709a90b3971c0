import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import { type Proposal, parseProposal } from '../../core/changes/proposal.ts';
import { folderEntries } from '../vscode/folderEntries.ts';

/** How many proposals are kept, and how many bytes of them; the least recently changed go first. */
const MOST_PROPOSALS = 40;
const MOST_BYTES = 16_000_000;

const SUFFIX = '.json';
/** Of a file that is being written. */
const PART = '.part';

/** Proposals on disk, a file for each: what was edited by hand is there after a reload. What cannot be written stays in memory. */
export class ProposalFolder {
	readonly #folder: Uri;
	/** How many bytes each file holds, the least recently changed first. */
	readonly #sizes = new Map<string, number>();
	/** What is to be written next, by id; undefined for a file that is to go. Of what is typed meanwhile only the last is written. */
	readonly #next = new Map<string, Proposal | undefined>();
	/** What could not be written, in memory alone; undefined for a file that is there still. */
	readonly #failed = new Map<string, Proposal | undefined>();
	/** Resolves once nothing is left to be written. */
	#writing: Promise<void> | undefined;

	constructor(folder: Uri) {
		this.#folder = folder;
	}

	/** All that can be read. */
	async load(): Promise<Proposal[]> {
		const files = (await folderEntries(this.#folder)).flatMap(([name, type]) =>
			type === FileType.File ? [name] : [],
		);
		const whole = files.filter((name) => name.endsWith(SUFFIX));
		const names = [...whole, ...(await this.#putInPlace(files))];
		const found = await Promise.all(names.map((name) => this.#read(name)));
		const proposals = found
			.flatMap((proposal) => proposal ?? [])
			.toSorted((one, other) => one.time - other.time);
		for (const proposal of proposals) this.#sizes.set(proposal.id, sizeOf(proposal));
		return proposals;
	}

	/**
	 * VS Code deletes a file before another takes its name: where the window ended between the two, the new one is put in its place now.
	 * Returns the names of those.
	 */
	async #putInPlace(files: readonly string[]): Promise<string[]> {
		const there = new Set(files);
		const ids = files.flatMap((name) => (name.endsWith(PART) ? name.slice(0, -PART.length) : []));
		const lost = ids.filter((id) => !there.has(id + SUFFIX));
		const found = await Promise.all(
			lost.map(async (id) => {
				const part = this.#part(id);
				try {
					if (parseProposal(await read(part)) === undefined) return [];
					await workspace.fs.rename(part, this.#file(id));
					return [id + SUFFIX];
				} catch {
					return [];
				}
			}),
		);
		return found.flat();
	}

	/** Writes one down, at once where nothing is being written; the oldest go where there are too many. */
	keep(proposal: Proposal): void {
		this.#plan(proposal.id, proposal);
	}

	remove(id: string): void {
		const isThere = this.#sizes.delete(id);
		if (isThere || this.#next.has(id)) this.#plan(id, undefined);
	}

	/** Resolves once everything is written; what could not be is tried once more. */
	async flush(): Promise<void> {
		await this.#writing;
		for (const [id, proposal] of this.#failed) this.#plan(id, proposal);
		await this.#writing;
	}

	#plan(id: string, proposal: Proposal | undefined): void {
		this.#failed.delete(id);
		this.#next.set(id, proposal);
		this.#writing ??= this.#writeAll();
	}

	async #writeAll(): Promise<void> {
		for (const [id, proposal] of this.#next) {
			this.#next.delete(id);
			try {
				await (proposal === undefined ? this.#delete(id) : this.#write(proposal));
			} catch {
				if (!this.#next.has(id)) this.#failed.set(id, proposal);
			}
		}
		this.#writing = undefined;
	}

	async #write(proposal: Proposal): Promise<void> {
		const { id } = proposal;
		const bytes = new TextEncoder().encode(JSON.stringify(proposal));
		if (bytes.length > MOST_BYTES) {
			this.#sizes.delete(id);
			this.#next.set(id, undefined);
			return;
		}
		this.#sizes.delete(id);
		this.#sizes.set(id, bytes.length);
		this.#removeOldest();
		const part = this.#part(id);
		await workspace.fs.createDirectory(this.#folder);
		await workspace.fs.writeFile(part, bytes);
		await workspace.fs.rename(part, this.#file(id), { overwrite: true });
	}

	/** With what could not be put in its place: the next window would do that. */
	async #delete(id: string): Promise<void> {
		await deleteIfThere(this.#part(id));
		await deleteIfThere(this.#file(id));
	}

	#removeOldest(): void {
		for (const id of [...this.#sizes.keys()]) {
			if (this.#fits()) return;
			this.#sizes.delete(id);
			this.#next.set(id, undefined);
		}
	}

	#fits(): boolean {
		let bytes = 0;
		for (const size of this.#sizes.values()) bytes += size;
		return this.#sizes.size <= MOST_PROPOSALS && bytes <= MOST_BYTES;
	}

	async #read(name: string): Promise<Proposal | undefined> {
		try {
			const proposal = parseProposal(await read(Uri.joinPath(this.#folder, name)));
			return proposal !== undefined && name === `${proposal.id}${SUFFIX}` ? proposal : undefined;
		} catch {
			return undefined;
		}
	}

	#file(id: string): Uri {
		return Uri.joinPath(this.#folder, `${id}${SUFFIX}`);
	}

	#part(id: string): Uri {
		return Uri.joinPath(this.#folder, `${id}${PART}`);
	}
}

async function deleteIfThere(file: Uri): Promise<void> {
	try {
		await workspace.fs.delete(file);
	} catch (error) {
		if (!(error instanceof FileSystemError && error.code === 'FileNotFound')) throw error;
	}
}

async function read(file: Uri): Promise<string> {
	return new TextDecoder().decode(await workspace.fs.readFile(file));
}

function sizeOf(proposal: Proposal): number {
	return JSON.stringify(proposal).length;
}
