import { type Disposable, EventEmitter, type Uri, workspace } from 'vscode';

/** Documents of a scheme of ours, to be read: they are in no file, and made when VS Code shows them. */
export class MadeDocuments {
	readonly #scheme: string;
	readonly #content: (uri: Uri) => string | Promise<string>;
	readonly #changed = new EventEmitter<Uri>();

	constructor(scheme: string, content: (uri: Uri) => string | Promise<string>) {
		this.#scheme = scheme;
		this.#content = content;
	}

	register(): Disposable[] {
		return [
			this.#changed,
			workspace.registerTextDocumentContentProvider(this.#scheme, {
				onDidChange: this.#changed.event,
				provideTextDocumentContent: (uri) => this.#content(uri),
			}),
		];
	}

	/** Has a document that is open made anew. */
	changed(uri: Uri): void {
		this.#changed.fire(uri);
	}
}
