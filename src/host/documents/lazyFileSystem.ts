import {
	type Disposable,
	EventEmitter,
	type FileChangeEvent,
	type FileStat,
	type FileSystemProvider,
	type FileType,
	type Uri,
} from 'vscode';

/** A file system whose code is loaded when VS Code first asks it for something. */
export class LazyFileSystem implements FileSystemProvider, Disposable {
	readonly #load: () => Promise<FileSystemProvider>;
	readonly #changed = new EventEmitter<FileChangeEvent[]>();
	readonly onDidChangeFile = this.#changed.event;
	#following: Disposable | undefined;

	constructor(load: () => Promise<FileSystemProvider>) {
		this.#load = load;
	}

	async #loaded(): Promise<FileSystemProvider> {
		const files = await this.#load();
		this.#following ??= files.onDidChangeFile((changes) => this.#changed.fire(changes));
		return files;
	}

	async stat(uri: Uri): Promise<FileStat> {
		return (await this.#loaded()).stat(uri);
	}

	async readFile(uri: Uri): Promise<Uint8Array> {
		return (await this.#loaded()).readFile(uri);
	}

	async writeFile(...asked: Parameters<FileSystemProvider['writeFile']>): Promise<void> {
		await (await this.#loaded()).writeFile(...asked);
	}

	async readDirectory(uri: Uri): Promise<[string, FileType][]> {
		return (await this.#loaded()).readDirectory(uri);
	}

	async createDirectory(uri: Uri): Promise<void> {
		await (await this.#loaded()).createDirectory(uri);
	}

	async delete(...asked: Parameters<FileSystemProvider['delete']>): Promise<void> {
		await (await this.#loaded()).delete(...asked);
	}

	async rename(...asked: Parameters<FileSystemProvider['rename']>): Promise<void> {
		await (await this.#loaded()).rename(...asked);
	}

	/** Whatever changes is told of: nothing has to be watched for it. */
	watch(): Disposable {
		return { dispose: () => {} };
	}

	dispose(): void {
		this.#following?.dispose();
		this.#changed.dispose();
	}
}
