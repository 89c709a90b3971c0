import type { Question } from '../../shared/conversation/messages.ts';
import { type CodeBlock, codeBlocks } from '../../shared/markdown/codeBlocks.ts';
import type { DocumentSymbol, Placed, Unplaced } from '../changes/change.ts';
import { lostNames } from '../changes/lostNames.ts';
import { answeredExcerpt, rangeAnswered } from '../changes/named/answered.ts';
import { type NamedFile, namedFile } from '../changes/named/namedFile.ts';
import { type AskedBlock, placeBlocks } from '../changes/placeBlocks.ts';

/** A document that an answer's code may be for. */
export interface JudgedDocument {
	readonly uri: string;
	/** As it is shown. */
	readonly name: string;
	/** With slashes. */
	readonly path: string;
	readonly text: string;
	/** VS Code's id of its language. */
	readonly language: string;
	readonly tabSize?: number;
	/** Absent where no extension knows any. */
	readonly symbols?: readonly DocumentSymbol[];
}

/** What is known of a document with an answer's code in it. */
export interface ChangedFacts {
	/** The names of its symbols, one as often as it stands there; absent where no extension knows any. */
	readonly symbols?: readonly string[];
	/** How many problems there are without the code and with it; absent where that is not known of both. */
	readonly problems?: { readonly before: number; readonly after: number };
}

/** Where documents come from. Nothing is written, and nobody is asked. */
export interface JudgePorts {
	/** A document that was attached; undefined where it is gone. */
	attached(uri: string): Promise<JudgedDocument | undefined>;
	/** The document of the workspace with this path, or its end; undefined where none has it, or several. */
	named(path: string): Promise<JudgedDocument | undefined>;
	/** What is known of a document once this text stands in it. */
	changed(document: JudgedDocument, text: string): Promise<ChangedFacts>;
}

/** What an answer's code would do to one document. */
export interface JudgedFile {
	readonly name: string;
	/** How many places change; 0 where the document has the code already, or nothing was placed. */
	readonly changes: number;
	readonly unplaced: readonly Unplaced[];
	/** Names that would be gone; absent where that is not known. */
	readonly lostSymbols?: readonly string[];
	readonly problems?: { readonly before: number; readonly after: number };
}

/** What became of an answer's code in memory. */
export interface JudgedCode {
	readonly files: readonly JudgedFile[];
	/** Blocks that are for no document that is there: a new file, a command, an example. */
	readonly elsewhere: number;
}

/** An answer, as far as its code goes. */
export interface AnswerToJudge {
	/** Markdown. */
	readonly text: string;
	/** False where it was stopped, or failed in mid-reply. */
	readonly isWhole: boolean;
	readonly question: Question;
}

/**
 * Finds the places of an answer's code blocks as Apply does: each in the file that it names, else in what was attached to the question.
 * All blocks of one document are placed together.
 */
export async function judgedCode(answer: AnswerToJudge, ports: JudgePorts): Promise<JudgedCode> {
	const blocks = codeBlocks(answer.text);
	const found = new Map<string, { document: JudgedDocument; blocks: CodeBlock[] }>();
	let elsewhere = 0;
	for (const block of blocks) {
		const document = await documentOf(namedFile(block), answer.question, ports);
		if (document === undefined) elsewhere++;
		else {
			const group = found.get(document.uri) ?? { document, blocks: [] };
			group.blocks.push(block);
			found.set(document.uri, group);
		}
	}
	const files: JudgedFile[] = [];
	for (const { document, blocks: own } of found.values()) {
		files.push(await judgedFile(document, placedIn(document, own, answer), ports));
	}
	return { files, elsewhere };
}

async function documentOf(
	{ path, language }: NamedFile,
	question: Question,
	ports: JudgePorts,
): Promise<JudgedDocument | undefined> {
	const excerpt = answeredExcerpt(question, language);
	const attached = excerpt && (await ports.attached(excerpt.uri));
	if (path === undefined) return attached;
	if (attached !== undefined && isNamed(attached, path)) return attached;
	return ports.named(path);
}

/** Whether a path is that of a document, or its end. */
function isNamed(document: JudgedDocument, path: string): boolean {
	return `/${document.path}`.endsWith(`/${path.replace(/^\/+/, '')}`);
}

function placedIn(
	{ uri, text, language, tabSize, symbols, path }: JudgedDocument,
	blocks: readonly CodeBlock[],
	{ question, isWhole }: AnswerToJudge,
): Placed {
	const asked = blocks.map((block): AskedBlock => {
		const named = namedFile(block);
		const excerpt = answeredExcerpt(question, named.language);
		const range = excerpt?.uri === uri ? rangeAnswered(question, excerpt, text) : undefined;
		const breaksOff = block.isOpen === true && !isWhole;
		const code = { text: named.text, breaksOff };
		return {
			block: named.language === '' ? code : { ...code, language: named.language },
			...(range && { range }),
		};
	});
	return placeBlocks(text, asked, {
		language,
		path,
		...(symbols && { symbols }),
		...(tabSize === undefined ? {} : { tabSize }),
	});
}

async function judgedFile(
	document: JudgedDocument,
	placed: Placed,
	ports: JudgePorts,
): Promise<JudgedFile> {
	const { name, symbols } = document;
	const judged = { name, changes: placed.hunks.length, unplaced: placed.unplaced };
	if (placed.text === document.text) return { ...judged, lostSymbols: [] };
	const changed = await ports.changed(document, placed.text);
	const lost =
		symbols &&
		changed.symbols &&
		lostNames(
			symbols.map((one) => one.name),
			changed.symbols,
		);
	return {
		...judged,
		...(lost && { lostSymbols: lost }),
		...(changed.problems && { problems: changed.problems }),
	};
}
