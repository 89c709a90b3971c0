import { join } from 'node:path';
import * as v from 'valibot';
import { ConversationId } from '../../core/conversation/conversationEvent.ts';
import { type Files, isMissing } from '../disk/files.ts';

const LOG = '.jsonl';
const QUARANTINE = '.quarantine';
const DELETED = 'deleted';

/**
 * Where the files of each conversation are: `<id>.jsonl` is the log, `<id>.quarantine` what could not be read of it, `deleted/`
 * holds both of those put away. A method that takes an id throws a TypeError when it is not one, and rejects with node's error.
 */
export class ConversationFolder {
	readonly #folder: string;
	readonly #files: Files;

	constructor(folder: string, files: Files) {
		this.#folder = folder;
		this.#files = files;
	}

	/** The path of a conversation's log. */
	log(id: string): string {
		return join(this.#folder, checkedId(id) + LOG);
	}

	/** The path of what could not be read of a conversation's log. */
	quarantine(id: string): string {
		return join(this.#folder, checkedId(id) + QUARANTINE);
	}

	/** The path of the log of a conversation that was put away. */
	deletedLog(id: string): string {
		return join(this.#folder, DELETED, checkedId(id) + LOG);
	}

	/** The ids of the conversations that are there, in no order. */
	ids(): Promise<string[]> {
		return this.#idsIn(this.#folder);
	}

	/** The ids of those put away. */
	deletedIds(): Promise<string[]> {
		return this.#idsIn(join(this.#folder, DELETED));
	}

	/** Puts the files of a conversation away. False when it has no log. */
	async delete(id: string): Promise<boolean> {
		const [from, to] = [this.log(id), this.deletedLog(id)];
		await this.#files.mkdir(join(this.#folder, DELETED), { recursive: true });
		await this.#move(this.quarantine(id), this.#deletedQuarantine(id));
		return this.#move(from, to);
	}

	/** Brings back what was put away. False when there is no log of it. */
	async restore(id: string): Promise<boolean> {
		await this.#move(this.#deletedQuarantine(id), this.quarantine(id));
		return this.#move(this.deletedLog(id), this.log(id));
	}

	/** Removes what was put away, for good. */
	async purge(id: string): Promise<void> {
		await this.#files.rm(this.#deletedQuarantine(id), { force: true });
		await this.#files.rm(this.deletedLog(id), { force: true });
	}

	#deletedQuarantine(id: string): string {
		return join(this.#folder, DELETED, checkedId(id) + QUARANTINE);
	}

	async #idsIn(folder: string): Promise<string[]> {
		try {
			const entries = await this.#files.readdir(folder, { withFileTypes: true });
			return entries
				.filter((entry) => entry.isFile() && entry.name.endsWith(LOG))
				.map((entry) => entry.name.slice(0, -LOG.length))
				.filter((id) => v.is(ConversationId, id));
		} catch (error) {
			if (isMissing(error)) return [];
			throw error;
		}
	}

	/** False when there is nothing to move. */
	async #move(from: string, to: string): Promise<boolean> {
		try {
			await this.#files.rename(from, to);
			return true;
		} catch (error) {
			if (isMissing(error)) return false;
			throw error;
		}
	}
}

/**
 * An id becomes part of a path, so it is looked at again here, wherever it came from.
 * @throws TypeError for what is none
 */
export function checkedId(id: string): string {
	if (!v.is(ConversationId, id)) throw new TypeError('Not the id of a conversation.');
	return id;
}
