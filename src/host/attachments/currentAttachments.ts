import { type Disposable, RelativePattern, Uri, workspace } from 'vscode';
import { isExcerpt, isImage } from '../../core/attachments/attachments.ts';
import type { ShownAttachment } from '../../core/attachments/attachmentViews.ts';
import type { RoomFor } from '../../core/chat/chatPorts.ts';
import { type ContextRoom, isFolder, withMargin } from '../../core/context/folderRoom.ts';
import { attachmentId } from '../../shared/attachments/attachmentId.ts';
import type { Attachment, Excerpt } from '../../shared/conversation/messages.ts';
import { openDocument } from '../vscode/openDocument.ts';
import { FollowedSelections } from './followedSelections.ts';
import { documentReaders, type ExcerptReaders, readFolders, readNow } from './readNow.ts';

/** How long after a change what is attached is read anew for its chip: nobody reads it with every letter. */
const LOOK_MS = 250;

/** What is known of an attached text. */
interface Watched {
	now: Excerpt;
	/** Something of its document has changed since it was read. */
	isStale: boolean;
	readonly watcher: Disposable | undefined;
}

/** What is attached in a place that shows a chat, as it is now: for the chips and the meter, and for what is sent. */
export class CurrentAttachments {
	readonly #selections: FollowedSelections;
	/** Whether it is told here of what changes in the followed selections. */
	readonly #follows: boolean;
	readonly #more: ExcerptReaders;
	readonly #readers: ExcerptReaders;
	readonly #watched = new Map<Excerpt, Watched>();
	#changed: () => void = () => {};
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** What the folders that are shown may take; undefined where it is not known how much the model takes. */
	#room: ContextRoom | undefined;

	/**
	 * @param readers of sources that do not stand in documents
	 * @param selections those of another place, which follows them
	 */
	constructor(readers: ExcerptReaders = {}, selections?: FollowedSelections) {
		this.#follows = selections === undefined;
		this.#selections = selections ?? new FollowedSelections();
		this.#more = readers;
		this.#readers = { ...documentReaders(this.#selections), ...readers };
	}

	/** What is attached in one more place: a selection that goes from here to there is followed on. */
	another(): CurrentAttachments {
		return new CurrentAttachments(this.#more, this.#selections);
	}

	/** @param changed is called when something that is shown is not what it was any more */
	register(changed: () => void): Disposable[] {
		this.#changed = changed;
		const selections = this.#selections;
		const followed = () => [
			workspace.onDidChangeTextDocument((event) => selections.changed(event)),
			workspace.onDidOpenTextDocument((document) => selections.opened(document)),
			workspace.onDidCloseTextDocument((document) => selections.closed(document)),
		];
		return [
			...(this.#follows ? followed() : []),
			workspace.onDidChangeTextDocument(({ document }) => this.#documentChanged(document.uri)),
			workspace.onDidChangeNotebookDocument(({ notebook }) => this.#documentChanged(notebook.uri)),
			{ dispose: () => this.#forget([]) },
		];
	}

	/** As readNow. */
	async read(attachments: readonly Attachment[], roomFor?: RoomFor): Promise<Attachment[]> {
		const now = await readNow(attachments, this.#readers, roomFor);
		// What was sent can be asked for as it is later.
		this.follow(now.filter(isExcerpt));
		return now;
	}

	/** Those of the attachments, by their ids, that are not what they were. One that cannot be read is none. */
	async changed(attachments: readonly Attachment[]): Promise<string[]> {
		const ids = attachments.map(async (attached) => {
			if (isImage(attached)) return [];
			const [now = attached] = await readNow([attached], this.#readers).catch(() => []);
			const isSame = isImage(now) || now.asAttached || now.text === attached.text;
			return isSame ? [] : [attachmentId(attached)];
		});
		return (await Promise.all(ids)).flat();
	}

	/** What is shown of these from now on, and of no others; each as it was when it was last looked at. */
	shown(attachments: readonly Attachment[]): ShownAttachment[] {
		this.#forget(attachments);
		return attachments.map((attached) => {
			if (isImage(attached)) return { attached, now: attached };
			const { now } = this.#watch(attached);
			return { attached, now };
		});
	}

	/**
	 * Cuts the folders that are shown anew where they do not fit any more, or could take more.
	 * @param room for all of them
	 */
	fit(room: ContextRoom | undefined): void {
		const before = this.#room?.tokens;
		if (room?.tokens === before) return;
		this.#room = room;
		const folders = this.#folders();
		const took = folders.reduce(
			(sum, { now }) => sum + (room === undefined ? 0 : withMargin(now.text, room)),
			0,
		);
		const isCut = folders.some(({ now }) => now.leftOut !== undefined);
		const mayGrow = isCut && (room === undefined || room.tokens > (before ?? 0));
		if (!mayGrow && took <= (room?.tokens ?? took)) return;
		for (const folder of folders) folder.isStale = true;
		this.#lookSoon();
	}

	#folders(): Watched[] {
		return [...this.#watched].flatMap(([excerpt, watched]) => (isFolder(excerpt) ? watched : []));
	}

	/** Follows the selections among these, which are to be sent later. */
	follow(excerpts: readonly Excerpt[]): void {
		for (const excerpt of excerpts) {
			this.#selections.follow(excerpt, openDocument(excerpt.uri));
		}
	}

	#watch(excerpt: Excerpt): Watched {
		const known = this.#watched.get(excerpt);
		if (known !== undefined) return known;
		this.follow([excerpt]);
		const isRead = this.#readers[excerpt.source ?? 'selection'] !== undefined;
		const watcher = isRead ? this.#watcherOf(excerpt) : undefined;
		const watched = { now: excerpt, isStale: false, watcher };
		this.#watched.set(excerpt, watched);
		return watched;
	}

	/** Tells of changes on the disk: of files that no editor has. */
	#watcherOf({ uri, source }: Excerpt): Disposable | undefined {
		const place = Uri.parse(uri);
		if (workspace.fs.isWritableFileSystem(place.scheme) === undefined) return undefined;
		const pattern =
			source === 'folder'
				? new RelativePattern(place, '**')
				: new RelativePattern(Uri.joinPath(place, '..'), nameOf(place));
		const watcher = workspace.createFileSystemWatcher(pattern);
		for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
			event((changed) => this.#documentChanged(changed));
		}
		return watcher;
	}

	#documentChanged(uri: Uri): void {
		const changed = uri.toString();
		for (const [excerpt, watched] of this.#watched) {
			const isIn = excerpt.uri === changed || changed.startsWith(`${excerpt.uri}/`);
			if (isIn || isCellOf(excerpt.uri, uri)) watched.isStale = true;
		}
		if ([...this.#watched.values()].some(({ isStale }) => isStale)) this.#lookSoon();
	}

	#lookSoon(): void {
		this.#timer ??= setTimeout(() => void this.#look(), LOOK_MS);
	}

	async #look(): Promise<void> {
		this.#timer = undefined;
		const stale = [...this.#watched].filter(([, { isStale }]) => isStale);
		for (const [, watched] of stale) watched.isStale = false;
		let news = false;
		const take = (watched: Watched, now: Attachment) => {
			if (isImage(now) || isSame(now, watched.now)) return;
			watched.now = now;
			news = true;
		};
		for (const [excerpt, watched] of stale) {
			if (isFolder(excerpt)) continue;
			// One that cannot be read is told of when it is sent.
			const [now = excerpt] = await this.read([excerpt]).catch(() => [excerpt]);
			take(watched, now);
		}
		if (stale.some(([excerpt]) => isFolder(excerpt))) {
			// Folders share the room, beside all else.
			const all = [...this.#watched];
			const texts = all.map(([excerpt, { now }]) => (isFolder(excerpt) ? excerpt : now));
			const read = await readFolders(texts, this.#room).catch(() => texts);
			for (const [index, [excerpt, watched]] of all.entries()) {
				if (isFolder(excerpt)) take(watched, read[index] ?? excerpt);
			}
		}
		if (news) this.#changed();
	}

	#forget(but: readonly Attachment[]): void {
		const kept = new Set<Attachment>(but);
		for (const [excerpt, { watcher }] of this.#watched) {
			if (kept.has(excerpt)) continue;
			watcher?.dispose();
			this.#watched.delete(excerpt);
		}
	}
}

function nameOf({ path }: Uri): string {
	return path.slice(path.lastIndexOf('/') + 1).replace(/[[\]{}*?]/g, '[$&]');
}

/** Whether the text is a cell of this notebook. */
function isCellOf(uri: string, notebook: Uri): boolean {
	const cell = Uri.parse(uri);
	return cell.scheme === 'vscode-notebook-cell' && cell.path === notebook.path;
}

function isSame(one: Excerpt, other: Excerpt): boolean {
	return (
		one.text === other.text &&
		one.startLine === other.startLine &&
		one.endLine === other.endLine &&
		one.lineCount === other.lineCount &&
		one.asAttached === other.asAttached &&
		one.label === other.label &&
		one.leftOut?.join('\n') === other.leftOut?.join('\n')
	);
}
