import {
	type Disposable,
	EventEmitter,
	type FileChangeEvent,
	type FileStat,
	FileSystemError,
	type FileSystemProvider,
	type Uri,
} from 'vscode';

/** Documents that are in no file and can be saved: a file system with nothing else in it. */
export abstract class SavedDocuments implements FileSystemProvider {
	protected readonly changedFiles = new EventEmitter<FileChangeEvent[]>();
	readonly onDidChangeFile = this.changedFiles.event;
	readonly #onlyThese: string;

	/** @param onlyThese why nothing can be listed, made, removed or renamed here, a sentence */
	constructor(onlyThese: string) {
		this.#onlyThese = onlyThese;
	}

	abstract stat(uri: Uri): FileStat | Promise<FileStat>;
	abstract readFile(uri: Uri): Uint8Array | Promise<Uint8Array>;
	abstract writeFile(uri: Uri, content: Uint8Array): void | Promise<void>;

	/** Whatever changes is told of: nothing has to be watched for it. */
	watch(): Disposable {
		return { dispose: () => {} };
	}

	readDirectory(): never {
		throw FileSystemError.NoPermissions(this.#onlyThese);
	}

	createDirectory(): never {
		return this.readDirectory();
	}

	delete(): never {
		return this.readDirectory();
	}

	rename(): never {
		return this.readDirectory();
	}
}
