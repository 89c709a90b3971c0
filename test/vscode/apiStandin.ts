import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type QuickPickStandin, quickPickStandin } from './quickPickStandin.ts';

/**
 * A stand-in of the part of the `vscode` module that activating the extension and one of its commands touch, for loading
 * the bundle without VS Code. It shows nothing: this is for what is loaded when, not for what is seen. The bundle reads the
 * exports below as those of `vscode`.
 */
export function provideVscode(): void {
	const url = import.meta.url;
	registerHooks({
		resolve: (specifier, context, next) =>
			specifier === 'vscode'
				? { url, format: 'module', shortCircuit: true }
				: next(specifier, context),
	});
}

/** What `activate` is given: an extension that has stored nothing yet. */
export function extensionContext() {
	return {
		subscriptions: [],
		extension: { extensionKind: ExtensionKind.UI },
		extensionUri: new Uri('/extension'),
		globalStorageUri: new Uri('/nowhere'),
		globalState: { get: () => undefined, update: async () => {}, keys: () => [] },
		workspaceState: { get: () => undefined, update: async () => {}, keys: () => [] },
		secrets: {
			get: async () => undefined,
			store: async () => {},
			delete: async () => {},
			keys: async () => [],
			onDidChange: () => disposable(),
		},
	};
}

/** The values of settings, by their whole names; those that are not here have none. */
export const settings = new Map<string, unknown>();

const handlers = new Map<string, () => unknown>();

export class Uri {
	readonly scheme: string;
	readonly authority = '';
	readonly path: string;
	readonly fsPath: string;
	readonly query: string;

	constructor(path: string, scheme = 'file', query = '') {
		this.scheme = scheme;
		this.path = path;
		this.fsPath = path;
		this.query = query;
	}

	static from(parts: { readonly scheme: string; path?: string; query?: string }): Uri {
		return new Uri(parts.path ?? '', parts.scheme, parts.query);
	}

	static parse(text: string): Uri {
		const { protocol, pathname, search } = new URL(text);
		const query = decodeURIComponent(search.slice(1));
		return new Uri(decodeURIComponent(pathname), protocol.slice(0, -1), query);
	}

	with({ path = this.path }: { readonly path?: string }): Uri {
		return new Uri(path, this.scheme);
	}

	static file(path: string): Uri {
		return new Uri(path);
	}

	static joinPath(base: Uri, ...parts: string[]): Uri {
		return base.with({ path: join(base.path, ...parts) });
	}

	toString(): string {
		if (this.scheme !== 'file') {
			const query = this.query === '' ? '' : `?${encodeURIComponent(this.query)}`;
			return `${this.scheme}:${encodeURI(this.path)}${query}`;
		}
		return pathToFileURL(this.path).href;
	}
}

class Kind {
	static readonly Empty = new Kind('');
	readonly value: string;

	constructor(value: string) {
		this.value = value;
	}

	append(part: string): Kind {
		return new Kind(`${this.value}.${part}`);
	}
}

export { Kind as CodeActionKind };

export const ExtensionKind = { UI: 1, Workspace: 2 };

export class ThemeIcon {}

/** Read when a module is loaded; which number stands for what is of no matter here. */
export const SymbolKind = {};
export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const FileChangeType = { Changed: 1 };
export const FilePermission = { Readonly: 1 };
export const TextEditorRevealType = { InCenterIfOutsideViewport: 2 };
export const NotebookCellKind = { Markup: 1, Code: 2 };
export const ViewColumn = { Active: -1 };
export const EndOfLine = { LF: 1, CRLF: 2 };
export const CodeActionTriggerKind = { Invoke: 1 };

/** Named by modules, and made by none of what is tested here. */
export class CodeAction {}
/** With VS Code's words for what kind of error it is. */
export class FileSystemError extends Error {
	code = 'Unknown';

	static FileNotFound(what: unknown): FileSystemError {
		return Object.assign(new FileSystemError(String(what)), { code: 'FileNotFound' });
	}

	static Unavailable(what: unknown): FileSystemError {
		return Object.assign(new FileSystemError(String(what)), { code: 'Unavailable' });
	}
}
export class Location {}
export class NotebookRange {}
export class Position {}
export class Range {}
export class RelativePattern {
	readonly baseUri: Uri;
	readonly pattern: string;

	constructor(baseUri: Uri, pattern: string) {
		this.baseUri = baseUri;
		this.pattern = pattern;
	}
}
export class Selection {}
export class WorkspaceEdit {}
export class TabInputCustom {}
class TabInputWithUri {
	readonly uri: Uri;

	constructor(uri: Uri) {
		this.uri = uri;
	}
}
export class TabInputNotebook extends TabInputWithUri {}
export class TabInputTerminal {}
export class TabInputText extends TabInputWithUri {}
export class TabInputTextDiff {}
export class TabInputWebview {
	readonly viewType: string;

	constructor(viewType: string) {
		this.viewType = viewType;
	}
}

export const commands = {
	registerCommand(name: string, handler: () => unknown) {
		handlers.set(name, handler);
		return disposable();
	},
	/** Runs a command that was registered; one that is not, VS Code's own among them, does nothing. */
	executeCommand: async (name: string) => handlers.get(name)?.(),
};

export class EventEmitter {
	readonly #listeners = new Set<(news: unknown) => void>();

	readonly event = (listener: (news: unknown) => void) => {
		this.#listeners.add(listener);
		return { dispose: () => this.#listeners.delete(listener) };
	};

	fire(news: unknown): void {
		for (const listener of this.#listeners) listener(news);
	}

	dispose(): void {
		this.#listeners.clear();
	}
}

export const languages = {
	registerCodeActionsProvider: disposable,
	getLanguages: async () => ['plaintext', 'shellscript', 'typescript'],
};

/** The extensions beside this one, by their ids. */
export const otherExtensions = new Map<string, unknown>();

/** The participants of VS Code's chat that were made and are there, by their ids. */
export const participants = new Map<string, unknown>();

export const chat = {
	createChatParticipant: (id: string, handler: unknown) => {
		participants.set(id, handler);
		return { dispose: () => participants.delete(id) };
	},
};

export class ChatRequestTurn {
	readonly prompt: string;
	readonly command: string | undefined;
	readonly references: readonly unknown[];
	readonly participant: string;

	constructor(
		prompt: string,
		command: string | undefined,
		references: readonly unknown[],
		participant: string,
	) {
		this.prompt = prompt;
		this.command = command;
		this.references = references;
		this.participant = participant;
	}
}

export class ChatResponseTurn {
	readonly response: readonly unknown[];
	readonly result: object;
	readonly participant: string;

	constructor(response: readonly unknown[], result: object, participant: string) {
		this.response = response;
		this.result = result;
		this.participant = participant;
	}
}

export class ChatResponseMarkdownPart {
	readonly value: { readonly value: string };

	constructor(value: string) {
		this.value = { value };
	}
}

export * from './languageModelParts.ts';

export const lm = { registerLanguageModelChatProvider: disposable };

export const extensions = {
	getExtension: (id: string) => otherExtensions.get(id),
};

/** What is in the status bar. */
export const statusBar: {
	text: string;
	tooltip: string;
	command: string;
	name: string;
	visible: boolean;
}[] = [];

/** The lists that were made, the newest last. */
export const quickPicks: QuickPickStandin[] = [];

export const QuickPickItemKind = { Separator: -1, Default: 0 };

export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 };

export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };

export const StatusBarAlignment = { Left: 1, Right: 2 };

export const window = {
	createStatusBarItem: () => {
		const item = { text: '', tooltip: '', command: '', name: '', visible: false };
		statusBar.push(item);
		return Object.assign(item, {
			show: () => {
				item.visible = true;
			},
			hide: () => {
				item.visible = false;
			},
			...disposable(),
		});
	},
	createOutputChannel: () => ({
		trace() {},
		info() {},
		warn() {},
		error() {},
		show() {},
		...disposable(),
	}),
	activeTextEditor: undefined as unknown,
	activeNotebookEditor: undefined as unknown,
	visibleTextEditors: [] as unknown[],
	state: { focused: true, active: true },
	tabGroups: {
		all: [] as unknown[],
		activeTabGroup: { activeTab: undefined },
		onDidChangeTabs: disposable,
		onDidChangeTabGroups: disposable,
	},
	terminals: [] as unknown[],
	onDidChangeActiveTextEditor: disposable,
	onDidChangeActiveNotebookEditor: disposable,
	registerWebviewViewProvider: disposable,
	registerWebviewPanelSerializer: disposable,
	registerUriHandler: disposable,
	onDidChangeWindowState: disposable,
	createQuickPick: () => {
		const { picker, standin } = quickPickStandin();
		quickPicks.push(standin);
		return picker;
	},
	/** Nobody answers; a test can put an answer in the place of each. */
	showErrorMessage: nobody,
	showInformationMessage: nobody,
	showWarningMessage: nobody,
	showInputBox: nobody,
};

export const env = { appName: 'Stand-in', language: 'en', uiKind: 1, remoteName: undefined };

export const UIKind = { Desktop: 1, Web: 2 };

export const version = '0.0.0';

export const workspace: {
	workspaceFolders: readonly { uri: Uri }[] | undefined;
	[name: string]: unknown;
} = {
	workspaceFolders: undefined,
	/** What is open. */
	textDocuments: [],
	notebookDocuments: [],
	asRelativePath: ({ path }: Uri) => path.replace(/^\//, ''),
	getConfiguration: (section: string) => ({
		get: (name: string) => settings.get(`${section}.${name}`),
	}),
	isTrusted: true,
	onDidChangeConfiguration: disposable,
	onDidOpenTextDocument: disposable,
	onDidChangeTextDocument: disposable,
	onDidCloseTextDocument: disposable,
	onDidChangeNotebookDocument: disposable,
	onDidChangeWorkspaceFolders: disposable,
	onDidGrantWorkspaceTrust: disposable,
	registerTextDocumentContentProvider: disposable,
	registerFileSystemProvider: disposable,
};

function disposable() {
	return { dispose() {} };
}

async function nobody(..._question: readonly unknown[]): Promise<string | undefined> {
	return undefined;
}
