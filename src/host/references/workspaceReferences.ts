import { type Uri, type WorkspaceFolder, workspace } from 'vscode';
import { folderOf } from '../../core/files/excludes.ts';
import { FileFinder } from '../../core/references/fileFinder.ts';
import { fitsWell, matchedPath, pathQuery } from '../../core/references/pathMatch.ts';
import { attachFiles } from '../attachments/attach.ts';
import { visibleFiles } from '../files/listFiles.ts';
import {
	type FileList,
	keyOf,
	placeOf,
	uriOf,
	type WorkspaceFile,
	type WorkspaceFiles,
} from '../files/workspaceFiles.ts';
import { answerInTime } from '../vscode/answerInTime.ts';
import { placeIn } from '../vscode/placeIn.ts';
import { MOST_OFFERS, type Offer, type OfferSource, type Offers } from './offers.ts';
import type { RecentFile, RecentFiles } from './recentFiles.ts';

/** So many are offered before anything is typed. */
const MOST_RECENT = 12;

/** How long the rules of the workspace may take to say which files of the editors are hidden, in milliseconds: the list waits. */
const VISIBLE_MS = 1000;

/** A colour of a style sheet, which as well can be a beginning: then it stands in a path as it is. */
const COLOUR = /^(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i;

interface Folder {
	readonly label: string;
	readonly uri: Uri;
}

/** The files and folders of the workspace. */
export class FileReferences {
	readonly #files: WorkspaceFiles;
	readonly #recent: RecentFiles;
	#found: { readonly list: FileList; readonly finder: FileFinder } | undefined;
	/** The files of a list, by `keyOf`. */
	#listed: { readonly list: FileList; readonly keys: ReadonlySet<string> } | undefined;
	#folders:
		| { readonly list: FileList; readonly folders: readonly Folder[]; readonly finder: FileFinder }
		| undefined;

	constructor(files: WorkspaceFiles, recent: RecentFiles) {
		this.#files = files;
		this.#recent = recent;
	}

	/** Files at once, by parts of their paths; those of the editors first. Before anything is typed, only these. */
	readonly anyFile: OfferSource = {
		find: async (query) => {
			if (query !== '') return this.#find(query, '#');
			const recent = await this.#visible(this.#files.ready);
			// The list is made meanwhile, but not before these are found; where it fails, the next key says so.
			void this.#files.list().catch(() => {});
			return { offers: recentOffers(recent, '#').slice(0, MOST_RECENT) };
		},
	};

	/** Files after `#file:`. */
	readonly files: OfferSource = { find: (query) => this.#find(query, '#file:') };

	/** Folders after `#folder:`. */
	readonly folders: OfferSource = { find: (query) => this.#findFolders(query) };

	async #find(query: string, word: string): Promise<Offers> {
		const list = await this.#files.list();
		if (this.#found?.list !== list) {
			this.#found = { list, finder: new FileFinder(list.files.map(({ label }) => label)) };
		}
		const { finder } = this.#found;
		const typed = pathQuery(query);
		const isColour = COLOUR.test(query);
		const fits = (label: string) => !isColour || label.toLowerCase().includes(typed.text);
		const visible = await this.#visible(list);
		const recent = visible.filter(({ uri }) => {
			const label = workspace.asRelativePath(uri);
			return query === '' || (fits(label) && fitsWell(typed, matchedPath(label)));
		});
		const places =
			query === '' ? [...list.files.slice(0, MOST_OFFERS).keys()] : finder.find(query, MOST_OFFERS);
		const first = recentOffers(recent, word);
		const known = new Set(first.map(({ id }) => id));
		const others = places.flatMap((place) => {
			const file = list.files[place];
			if (file === undefined || !fits(file.label)) return [];
			const offer = fileOffer(uriOf(file), file.label, word);
			return known.has(offer.id) ? [] : offer;
		});
		return withNote([...first, ...others].slice(0, MOST_OFFERS), list);
	}

	/** The files of the editors that are not hidden. Of those in the list nobody is asked: of the others VS Code may not have told. */
	async #visible(list: FileList | undefined): Promise<readonly RecentFile[]> {
		const recent = this.#recent.list();
		if (list === undefined) return visibleRecent(recent);
		if (this.#listed?.list !== list) {
			this.#listed = { list, keys: new Set(list.files.map(keyOf)) };
		}
		const { keys } = this.#listed;
		const isListed = ({ uri }: RecentFile) => {
			const place = placeOf(uri);
			return place !== undefined && keys.has(keyOf(place));
		};
		const others = await visibleRecent(recent.filter((file) => !isListed(file)));
		return recent.filter((file) => isListed(file) || others.includes(file));
	}

	async #findFolders(query: string): Promise<Offers> {
		const list = await this.#files.list();
		if (this.#folders?.list !== list) {
			const folders = foldersOf(list.files);
			const finder = new FileFinder(folders.map(({ label }) => label));
			this.#folders = { list, folders, finder };
		}
		const { folders, finder } = this.#folders;
		const found =
			query === ''
				? folders.slice(0, MOST_OFFERS)
				: finder.find(query, MOST_OFFERS).flatMap((place) => folders[place] ?? []);
		return withNote(found.map(folderOffer), list);
	}
}

/** Those that neither settings nor .gitignore hide; of files outside the workspace, all. Of a folder whose rules cannot be read in time, none. */
async function visibleRecent(recent: readonly RecentFile[]): Promise<RecentFile[]> {
	const hidden = new Set<RecentFile>();
	for (const folder of workspace.workspaceFolders ?? []) {
		const files = recent.filter(({ uri }) => workspace.getWorkspaceFolder(uri) === folder);
		if (files.length === 0) continue;
		const paths = files.map(({ uri }) => placeIn(folder.uri, uri));
		const rules = new Set(paths.flatMap(ignoreFilesAbove));
		const visible = visibleFiles(folder.uri, paths, [...paths, ...rules]);
		const shown = new Set(await answerInTime(visible, VISIBLE_MS));
		for (const [index, file] of files.entries()) {
			if (!shown.has(paths[index] ?? '')) hidden.add(file);
		}
	}
	return recent.filter((file) => !hidden.has(file));
}

/** The .gitignore files that may say something of a file. */
function ignoreFilesAbove(path: string): string[] {
	const folder = folderOf(path);
	return folder === '' ? ['.gitignore'] : [`${folder}/.gitignore`, ...ignoreFilesAbove(folder)];
}

function withNote(offers: readonly Offer[], { files, more }: FileList): Offers {
	if (!more) return { offers };
	const count = files.length.toLocaleString('en');
	return {
		offers,
		note: `Only ${count} files of this workspace are listed. Setting files.exclude leaves out what is not needed.`,
	};
}

function recentOffers(recent: readonly RecentFile[], word: string): Offer[] {
	return recent.map(({ uri, isOpen }) => ({
		...fileOffer(uri, workspace.asRelativePath(uri), word),
		origin: isOpen ? 'open' : 'recent',
	}));
}

function fileOffer(uri: Uri, label: string, word: string): Offer {
	const folder = folderOf(label);
	const name = label.slice(folder === '' ? 0 : folder.length + 1);
	return {
		id: `file ${uri.toString()}`,
		name,
		...(folder === '' ? {} : { description: folder }),
		insert: word + name,
		take: ({ target, conversation }) => attachFiles(target, [uri], conversation),
	};
}

function folderOffer({ label, uri }: Folder): Offer {
	return {
		id: `folder ${uri.toString()}`,
		name: label.slice(label.lastIndexOf('/') + 1),
		...(label.includes('/') ? { description: folderOf(label) } : {}),
		insert: `#folder:${label}`,
		take: ({ target, conversation }) => attachFiles(target, [uri], conversation),
	};
}

/** The folders of the workspace, and all in them that have a file, each behind the one that it is in. */
function foldersOf(files: readonly WorkspaceFile[]): Folder[] {
	const top = (workspace.workspaceFolders ?? []).map(({ name, uri }) => ({ label: name, uri }));
	const inner = new Map<string, Folder>();
	for (const { folder, path, label } of files) {
		for (let at = folderOf(path); at !== ''; at = folderOf(at)) {
			const name = label.slice(0, label.length - path.length + at.length);
			if (inner.has(name)) break;
			inner.set(name, { label: name, uri: folderUri(folder, at) });
		}
	}
	const ordered = [...inner.values()].toSorted((one, other) => (one.label < other.label ? -1 : 1));
	return [...top, ...ordered];
}

function folderUri({ uri }: WorkspaceFolder, path: string): Uri {
	return uri.with({ path: `${uri.path.replace(/\/$/, '')}/${path}` });
}
