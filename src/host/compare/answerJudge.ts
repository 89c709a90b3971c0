import { type Disposable, languages, type TextDocument, Uri, workspace } from 'vscode';
import type { ChangedFacts, JudgedDocument, JudgePorts } from '../../core/compare/judgedCode.ts';
import { CannotChange, openTarget, targetName } from '../changes/changeTarget.ts';
import { knownSymbols } from '../changes/knownSymbols.ts';
import { problemCount } from '../changes/problemCounts.ts';
import { openDocument } from '../vscode/openDocument.ts';
import { filesNamed } from '../vscode/workspacePlaces.ts';

/** Of copies. No editor shows one, so VS Code need not wake us for them after a reload. */
const SCHEME = 'llama-chat-judged';

/** How long an extension may take to say something of a copy, in milliseconds. */
const PROBLEMS_MS = 3000;

/**
 * Looks at what documents would be with an answer's code in them: in copies that no editor shows and that are in no file. Nothing is
 * written, and nobody is asked.
 */
export class AnswerJudge implements JudgePorts {
	/** The texts of copies, by their addresses. */
	readonly #copies = new Map<string, string>();
	readonly #registered: Disposable;

	constructor() {
		this.#registered = workspace.registerTextDocumentContentProvider(SCHEME, {
			// Not of another run's copies: their own provider answers for those.
			provideTextDocumentContent: (uri) => this.#copies.get(uri.toString()),
		});
	}

	[Symbol.dispose](): void {
		this.#registered.dispose();
	}

	async attached(uri: string): Promise<JudgedDocument | undefined> {
		// VS Code would open an empty document for one that was in no file and is closed.
		if (uri.startsWith('untitled:') && openDocument(uri) === undefined) return undefined;
		return judgedDocument(Uri.parse(uri, true));
	}

	async named(path: string): Promise<JudgedDocument | undefined> {
		const [file, ...others] = await filesNamed(path);
		return file === undefined || others.length > 0 ? undefined : judgedDocument(file);
	}

	async changed({ uri, language }: JudgedDocument, text: string): Promise<ChangedFacts> {
		const copy = await this.#copyOf(uri, language, text);
		const before = problemCount(Uri.parse(uri, true));
		const [symbols, after] = await Promise.all([
			knownSymbols(copy),
			before === undefined ? undefined : problemsSaid(copy.uri),
		]);
		return {
			...(symbols && { symbols: symbols.map(({ name }) => name) }),
			...(before === undefined || after === undefined ? {} : { problems: { before, after } }),
		};
	}

	/** By its name VS Code knows the language, where it has no other. */
	async #copyOf(of: string, language: string, text: string): Promise<TextDocument> {
		const name = Uri.parse(of, true).path.split('/').at(-1) || 'document';
		const uri = Uri.from({ scheme: SCHEME, path: `/${crypto.randomUUID()}/${name}` });
		this.#copies.set(uri.toString(), text);
		const copy = await workspace.openTextDocument(uri);
		return copy.languageId === language ? copy : languages.setTextDocumentLanguage(copy, language);
	}
}

/** Undefined for what cannot be opened as text, or changed. */
async function judgedDocument(uri: Uri): Promise<JudgedDocument | undefined> {
	const document = await openedTarget(uri);
	if (document === undefined) return undefined;
	const symbols = await knownSymbols(document);
	return {
		uri: document.uri.toString(),
		name: targetName(document.uri),
		path: document.uri.path,
		text: document.getText(),
		language: document.languageId,
		tabSize: workspace.getConfiguration('editor', document).get('tabSize', 4),
		...(symbols && { symbols }),
	};
}

async function openedTarget(uri: Uri): Promise<TextDocument | undefined> {
	try {
		return await openTarget(uri);
	} catch (error) {
		if (error instanceof CannotChange) return undefined;
		throw error;
	}
}

/** How many problems a document has, once an extension has said something of it; undefined where none does in time. */
function problemsSaid(uri: Uri): Promise<number | undefined> {
	const wanted = uri.toString();
	return new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer);
			listener.dispose();
			resolve(problemCount(uri));
		};
		const listener = languages.onDidChangeDiagnostics(({ uris }) => {
			if (uris.some((one) => one.toString() === wanted)) done();
		});
		const timer = setTimeout(done, PROBLEMS_MS);
		if (problemCount(uri) !== undefined) done();
	});
}
