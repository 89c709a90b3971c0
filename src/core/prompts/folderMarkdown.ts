import type { Excerpt } from '../../shared/conversation/messages.ts';
import { fenceFor } from './prompt.ts';

/** A file of a folder: its text, or why it does not go, to be read behind its name; undefined where there is no room for it. */
export interface FolderFile {
	/** In the folder, with slashes. */
	readonly path: string;
	readonly text?: string | undefined;
	readonly why?: string | undefined;
}

/** So many names are kept of what does not go; of more, only how many they are. */
const MOST_NAMES = 500;

/** What there is room for. */
export interface Room {
	/** Takes the room for a text; false, and nothing taken, where there is not so much. */
	take(text: string): boolean;
}

/** A folder as it is sent: the names of its files, then their texts as far as there is room. */
export class FolderMarkdown {
	readonly #room: Room;
	readonly #parts: string[] = [];
	readonly #leftOut: string[] = [];

	/**
	 * @param label what the user calls the folder
	 * @param paths of its files, in order
	 */
	constructor(label: string, paths: readonly string[], room: Room) {
		this.#room = room;
		const tree = [`${label}/`, ...treeOf(paths)];
		for (let count = tree.length; count > 0; count = Math.floor(count / 2)) {
			const names = tree.slice(0, count).join('\n');
			if (!room.take(names)) continue;
			this.#parts.push(names);
			if (count < tree.length) this.leaveOut(`${tree.length - count} lines of the list of files`);
			break;
		}
	}

	/** Takes a file, where there is room for it. */
	add({ path, text, why }: FolderFile): void {
		if (text === undefined) {
			this.leaveOut(path, why);
			return;
		}
		const part = fileAsMarkdown(path, text);
		if (this.#room.take(part)) this.#parts.push(part);
		else this.leaveOut(path);
	}

	/** @param why to be read behind its name; where there is no room if not given */
	leaveOut(name: string, why?: string): void {
		this.#leftOut.push(why === undefined ? name : `${name} (${why})`);
	}

	/** What it says of itself. */
	get excerpt(): Pick<Excerpt, 'text' | 'startLine' | 'endLine' | 'leftOut'> {
		const text = this.#parts.join('\n\n');
		const more = this.#leftOut.length - MOST_NAMES;
		const leftOut =
			more > 0
				? [...this.#leftOut.slice(0, MOST_NAMES), `${more.toLocaleString('en')} more`]
				: this.#leftOut;
		return {
			text,
			startLine: 1,
			endLine: text.split('\n').length,
			...(leftOut.length === 0 ? {} : { leftOut }),
		};
	}
}

/** The names one below the other, each folder before what is in it. */
function treeOf(paths: readonly string[]): string[] {
	const lines: string[] = [];
	let open: readonly string[] = [];
	for (const path of paths) {
		const parts = path.split('/');
		const folders = parts.slice(0, -1);
		let same = 0;
		while (same < folders.length && folders[same] === open[same]) same++;
		for (const [depth, folder] of folders.entries()) {
			if (depth >= same) lines.push(`${'  '.repeat(depth + 1)}${folder}/`);
		}
		open = folders;
		lines.push(`${'  '.repeat(parts.length)}${parts.at(-1)}`);
	}
	return lines;
}

function fileAsMarkdown(path: string, text: string): string {
	const fence = fenceFor(text);
	const [, language = ''] = /\.([\w+-]+)$/.exec(path) ?? [];
	return `${path}:\n\n${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}
