import { commands, FileType, Range, type Uri, workspace } from 'vscode';
import { unreadReason } from '../../core/errors/diskReason.ts';
import type { CheckedReference, FileReference } from '../../shared/markdown/markdownProtocol.ts';
import { openDocument } from '../vscode/openDocument.ts';
import { readTextFile } from '../vscode/readTextFile.ts';
import type { Say } from '../vscode/say.ts';
import {
	linkOnTheWay,
	placeInWorkspace,
	type WorkspacePlace,
	workspacePlaces,
} from '../vscode/workspacePlaces.ts';
import { lineOfSymbol } from './lineOfSymbol.ts';

/** Of a larger file the lines are not counted: a reference to one of them stays text. In bytes. */
const MOST_BYTES = 5_000_000;

/** So many files of the workspace that have one of the names are looked at; where there are more, none is known to be the only one. */
const MOST_NAMED = 2000;

/** The file that a reference is to. */
interface ThereIs {
	readonly uri: Uri;
	/** Relative to the workspace. */
	readonly label: string;
	/** When it was last changed, in milliseconds since 1970; now for one that is not saved. */
	readonly changedAt: number;
	/** That of the symbol, counted from 1. */
	readonly symbolLine?: number;
}

/**
 * Which of the references that a reply names are there: the file within the workspace, told from all others, and the line in it.
 * @param at when the reply was made, in milliseconds since 1970
 */
export async function checkReferences(
	references: readonly FileReference[],
	at: number,
): Promise<CheckedReference[]> {
	const finder = new ReferenceFinder(references);
	const checked: CheckedReference[] = [];
	for (const reference of references) {
		const there = await finder.find(reference);
		const label = there && there.label + placeInWords(reference);
		const moved = there !== undefined && there.changedAt > at;
		checked.push({
			reference,
			...(label === undefined ? {} : { label }),
			...(moved ? { moved } : {}),
		});
	}
	return checked;
}

/** Opens the file of a reference, in whatever editor is for it, with its lines selected, if it is still there. */
export async function openReference(reference: FileReference, say: Say): Promise<void> {
	const { path, column } = reference;
	const there = await new ReferenceFinder([reference]).find(reference);
	const line = reference.line ?? there?.symbolLine;
	const { endLine = line } = reference;
	if (!there) {
		const text = `${path}${placeInWords(reference)} cannot be opened: it is not in this workspace any more.`;
		void say({ text, isError: true });
		return;
	}
	try {
		if (line === undefined || endLine === undefined) {
			await commands.executeCommand('vscode.open', there.uri);
			return;
		}
		const start = (column ?? 1) - 1;
		// VS Code takes what is beyond the end of a line for its end.
		const end = endLine > line ? Number.MAX_SAFE_INTEGER : start;
		const selection = new Range(line - 1, start, endLine - 1, end);
		await commands.executeCommand('vscode.open', there.uri, { selection });
	} catch (error) {
		void say({ text: `${path} cannot be opened: ${unreadReason(error)}`, isError: true });
	}
}

function placeInWords({ line, endLine, symbol }: FileReference): string {
	if (symbol !== undefined) return `, ${symbol}`;
	if (line === undefined) return '';
	return endLine === undefined || endLine === line ? `:${line}` : `:${line}-${endLine}`;
}

/** Finds the files of some references; what it has found of a file once it does not look for again. */
class ReferenceFinder {
	readonly #names: readonly string[];
	readonly #files = new Map<string, Promise<ThereIs | undefined>>();
	readonly #lineCounts = new Map<string, Promise<number>>();
	#named: Promise<ReadonlyMap<string, readonly Uri[]>> | undefined;

	constructor(references: readonly FileReference[]) {
		this.#names = [...new Set(references.map(({ path }) => path).filter(isBareName))];
	}

	/** What a reference leads to; undefined where the file or the line is not there, or not told from others. */
	async find({ path, line, endLine = line, symbol }: FileReference): Promise<ThereIs | undefined> {
		const file = this.#files.get(path) ?? this.#findFile(path);
		this.#files.set(path, file);
		const there = await file;
		if (there && symbol !== undefined) {
			const symbolLine = await lineOfSymbol(there.uri, symbol, MOST_BYTES);
			return symbolLine === undefined ? undefined : { ...there, symbolLine };
		}
		if (there === undefined || line === undefined || endLine === undefined) return there;
		if (endLine < line) return undefined;
		const key = there.uri.toString();
		const count = this.#lineCounts.get(key) ?? lineCount(there.uri);
		this.#lineCounts.set(key, count);
		return endLine <= (await count) ? there : undefined;
	}

	async #findFile(path: string): Promise<ThereIs | undefined> {
		if (isBareName(path)) return this.#theOnlyOne(path);
		const places = workspacePlaces(path);
		// A path that begins with a folder of the workspace is whole; any other may be that of a file in each folder.
		const whole = await thereAt(places.find(({ uri }) => uri.path === path));
		if (whole) return whole;
		const found = new Map<string, ThereIs>();
		for (const place of places) {
			const there = await thereAt(place);
			if (there) found.set(there.uri.toString(), there);
		}
		const [one, another] = found.values();
		return another === undefined ? one : undefined;
	}

	/** A name without a folder counts where exactly one file of the workspace has it. */
	async #theOnlyOne(name: string): Promise<ThereIs | undefined> {
		this.#named ??= filesNamed(this.#names);
		const [uri, another] = (await this.#named).get(name) ?? [];
		if (uri === undefined || another !== undefined) return undefined;
		return thereAt(placeInWorkspace(uri));
	}
}

function isBareName(path: string): boolean {
	return !path.includes('/');
}

/** The files of the workspace that have these names; none where there are too many to know. */
async function filesNamed(names: readonly string[]): Promise<Map<string, Uri[]>> {
	// The signs of a glob cannot stand in it as they are.
	const plain = names.filter((name) => !/[{}[\]*?,!\\]/.test(name));
	const named = new Map<string, Uri[]>(plain.map((name) => [name, []]));
	if (plain.length === 0) return named;
	const glob = plain.length === 1 ? `**/${plain[0]}` : `**/{${plain.join(',')}}`;
	const uris = await workspace.findFiles(glob, '**/{node_modules,.git}/**', MOST_NAMED);
	if (uris.length >= MOST_NAMED) return new Map();
	for (const uri of uris) named.get(uri.path.slice(uri.path.lastIndexOf('/') + 1))?.push(uri);
	return named;
}

/** The file at a place; undefined for none, and for what a link leads to: that may be outside of the workspace. */
async function thereAt(place: WorkspacePlace | undefined): Promise<ThereIs | undefined> {
	if (place === undefined) return undefined;
	const { uri } = place;
	try {
		const { type, mtime } = await workspace.fs.stat(uri);
		if (type !== FileType.File || (await linkOnTheWay(place)) !== undefined) return undefined;
		const changedAt = openDocument(uri)?.isDirty ? Number.POSITIVE_INFINITY : mtime;
		return { uri, label: workspace.asRelativePath(uri), changedAt };
	} catch {
		return undefined;
	}
}

/** How many lines a file has, as its editor counts them; 0 where it cannot be read as text. */
async function lineCount(uri: Uri): Promise<number> {
	try {
		const text = await readTextFile(uri, MOST_BYTES);
		return text.split('\n').length;
	} catch {
		return 0;
	}
}
