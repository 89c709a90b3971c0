import { FileType, Uri, workspace } from 'vscode';
import { type Proposal, parseProposal } from '../../core/changes/proposal.ts';
import { folderEntries } from '../vscode/folderEntries.ts';

/** How many proposals are kept, and how many bytes of them; the least recently changed go first. */
const MOST_PROPOSALS = 40;
const MOST_BYTES = 16_000_000;

const SUFFIX = '.json';

/** Proposals on disk, a file for each: what was edited by hand is there after a reload. What cannot be written stays in memory. */
export class ProposalFolder {
	readonly #folder: Uri;
	/** What each file holds, the least recently changed first. */
	readonly #sizes = new Map<string, number>();
	/** What is to be written, one after the other. */
	#writing: Promise<void> = Promise.resolve();

	constructor(folder: Uri) {
		this.#folder = folder;
	}

	/** All that can be read. */
	async load(): Promise<Proposal[]> {
		const names = (await folderEntries(this.#folder)).flatMap(([name, type]) =>
			type === FileType.File && name.endsWith(SUFFIX) ? [name] : [],
		);
		const found = await Promise.all(names.map((name) => this.#read(name)));
		const proposals = found
			.flatMap((proposal) => proposal ?? [])
			.toSorted((one, other) => one.time - other.time);
		for (const proposal of proposals) this.#sizes.set(proposal.id, sizeOf(proposal));
		return proposals;
	}

	/** Writes one down; the oldest go where there are too many. */
	keep(proposal: Proposal): void {
		const bytes = new TextEncoder().encode(JSON.stringify(proposal));
		if (bytes.length > MOST_BYTES) {
			this.remove(proposal.id);
			return;
		}
		this.#sizes.delete(proposal.id);
		this.#sizes.set(proposal.id, bytes.length);
		this.#queue(async () => {
			const part = Uri.joinPath(this.#folder, `${proposal.id}.part`);
			await workspace.fs.createDirectory(this.#folder);
			await workspace.fs.writeFile(part, bytes);
			await workspace.fs.rename(part, this.#file(proposal.id), { overwrite: true });
		});
		for (const id of this.#sizes.keys()) {
			if (this.#fits()) break;
			this.remove(id);
		}
	}

	remove(id: string): void {
		if (!this.#sizes.delete(id)) return;
		this.#queue(() => workspace.fs.delete(this.#file(id)));
	}

	/** Resolves once everything is written. */
	flush(): Promise<void> {
		return this.#writing;
	}

	#fits(): boolean {
		let bytes = 0;
		for (const size of this.#sizes.values()) bytes += size;
		return this.#sizes.size <= MOST_PROPOSALS && bytes <= MOST_BYTES;
	}

	async #read(name: string): Promise<Proposal | undefined> {
		try {
			const bytes = await workspace.fs.readFile(Uri.joinPath(this.#folder, name));
			const proposal = parseProposal(new TextDecoder().decode(bytes));
			return proposal !== undefined && name === `${proposal.id}${SUFFIX}` ? proposal : undefined;
		} catch {
			return undefined;
		}
	}

	#file(id: string): Uri {
		return Uri.joinPath(this.#folder, `${id}${SUFFIX}`);
	}

	#queue(write: () => PromiseLike<void>): void {
		this.#writing = this.#writing.then(write).catch(() => {});
	}
}

function sizeOf(proposal: Proposal): number {
	return JSON.stringify(proposal).length;
}
