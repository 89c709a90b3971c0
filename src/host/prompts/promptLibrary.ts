import { type Uri, workspace } from 'vscode';
import { MAX_EXCERPT_BYTES } from '../../core/attachments/excerptSize.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { unreadReason } from '../../core/errors/diskReason.ts';
import { ownPrompts, type Prompt } from '../../core/prompts/promptCatalogue.ts';
import { type PromptFile, readPromptFile } from '../../core/prompts/promptHeader.ts';
import { isPromptName, readPromptSettings } from '../../core/prompts/promptSettings.ts';
import type { LineProblem } from '../../core/prompts/splitHeader.ts';
import { cut } from '../../shared/text/shorten.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';
import { NotRead, readTextFile } from '../vscode/readTextFile.ts';
import { type FoundFile, findPromptFiles, type UserFolders } from './promptFiles.ts';

/** The prompts that there are now, and what is to be known of the list. */
export interface Prompts {
	/** The nearest first: the workspace's, then the settings', the user's own, the built-in ones. */
	readonly prompts: readonly Prompt[];
	/** What is wrong or missing, a sentence each. */
	readonly notes: readonly string[];
}

/** After this long the files are looked through again, in milliseconds. */
const STALE_MS = 10_000;

/** All prompts: built in, of the settings, of files. Files are looked for when somebody asks, never before. */
export class PromptLibrary {
	readonly #user: UserFolders;
	readonly #clock: () => number;
	#last: { readonly at: number; readonly prompts: Promise<Prompts> } | undefined;

	/** @param clock milliseconds that never run backwards */
	constructor(user: UserFolders, clock: () => number) {
		this.#user = user;
		this.#clock = clock;
	}

	/** As they are on the disk now. */
	load(): Promise<Prompts> {
		const prompts = this.#load();
		this.#last = { at: this.#clock(), prompts };
		return prompts;
	}

	/** As they were a moment ago: while somebody types a name, the files are not read with each key. */
	recent(): Promise<Prompts> {
		const last = this.#last;
		const isFresh = last !== undefined && this.#clock() - last.at < STALE_MS;
		return isFresh ? last.prompts : this.load();
	}

	/** The built-in prompts as the settings have them, and theirs. */
	own(): Prompts {
		const settings = readPromptSettings(rawSettings());
		return { prompts: ownPrompts(settings), notes: settings.problems };
	}

	/**
	 * One of those, by its name; undefined where there is none.
	 * @throws ChatError of kind badSetting where the settings have it wrong
	 */
	ownNamed(name: string): Prompt | undefined {
		const { prompts, notes } = this.own();
		const wrong = notes.find((note) => note.includes(`"${name}"`));
		if (wrong !== undefined) {
			throw new ChatError('badSetting', `${wrong} Nothing was sent.`, { setting: 'prompts' });
		}
		return prompts.find((prompt) => prompt.name === name);
	}

	async #load(): Promise<Prompts> {
		const files = await findPromptFiles(this.#user);
		const read = await Promise.all(files.map((file) => promptOf(file)));
		const own = this.own();
		const ofFiles = read.filter((prompt) => prompt !== undefined);
		const near = ofFiles.filter(({ origin }) => !isUsers(origin));
		const far = ofFiles.filter(({ origin }) => isUsers(origin));
		const [settings, builtIn] = [true, false].map((wanted) =>
			own.prompts.filter(({ origin }) => (origin === 'Settings') === wanted),
		);
		return {
			prompts: [...near, ...(settings ?? []), ...far, ...(builtIn ?? [])],
			notes: [...own.notes, ...this.#missing()],
		};
	}

	#missing(): string[] {
		const notes: string[] = [];
		if (!workspace.isTrusted) {
			notes.push('The prompt files of this workspace are not read until you trust it.');
		}
		notes.push(
			'User prompts are those of the default profile. For another profile, add its folder to the setting chat.promptFilesLocations.',
		);
		return notes;
	}
}

function isUsers(origin: string): boolean {
	return origin === 'User prompts' || origin.startsWith('~/');
}

/** Undefined for one that is not for people, or is gone by now. */
async function promptOf({ uri, origin, isSkill }: FoundFile): Promise<Prompt | undefined> {
	const file = await promptFileAt(uri);
	if ('gone' in file) return undefined;
	const usual = isSkill ? folderName(uri) : fileName(uri).replace(/\.prompt\.md$/, '');
	const id = `file:${uri.toString()}`;
	const from = { uri: uri.toString(), isSkill };
	if ('problem' in file) {
		const description = `Cannot be read, line ${file.line}: ${file.problem}`;
		return { id, name: asName(usual), description, origin, from };
	}
	const { name = usual, description, argumentHint, isForPeople } = file.header;
	if (!isForPeople) return undefined;
	const said = [description, argumentHint].filter((part) => part !== undefined).join('  ');
	return { id, name: asName(name), description: said, origin, from };
}

/** One word, as it is typed. */
function asName(name: string): string {
	const word = name.trim().replaceAll(/[\s/\\#$`]+/g, '-');
	return isPromptName(word) ? word : cut(word, 64);
}

function fileName({ path }: Uri): string {
	return path.split('/').at(-1) ?? '';
}

function folderName({ path }: Uri): string {
	return path.split('/').at(-2) ?? '';
}

/** A file of a prompt as it stands in its editor, saved or not, or on the disk. Never rejects. */
export async function promptFileAt(
	uri: Uri,
): Promise<PromptFile | LineProblem | { readonly gone: string }> {
	try {
		return await readPromptFile(await readTextFile(uri, MAX_EXCERPT_BYTES));
	} catch (error) {
		if (error instanceof NotRead) return { problem: `the file ${error.message}`, line: 1 };
		return { gone: unreadReason(error) };
	}
}
