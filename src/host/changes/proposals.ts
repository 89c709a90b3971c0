import {
	type Disposable,
	type FileChangeEvent,
	FileChangeType,
	type FileStat,
	FileSystemError,
	FileType,
	languages,
	type TextDocument,
	TextDocumentSaveReason,
	type Uri,
	workspace,
} from 'vscode';
import type { ChangeSource, Proposal } from '../../core/changes/proposal.ts';
import { SCHEMES } from '../documents/schemes.ts';
import { openDocument } from '../vscode/openDocument.ts';
import type { ChangeStates } from './changeStates.ts';
import { proposalAddress, proposalId } from './proposalAddress.ts';
import { ProposalFolder } from './proposalFolder.ts';
import { ProposalInFront } from './proposalInFront.ts';
import { saySaved } from './saySaved.ts';

/** How long after a change a proposal is written down, in milliseconds. */
const KEEP_AFTER_MS = 250;

/** Before the text, so that VS Code reads it as UTF-8 whatever `files.encoding` says; it is in no document's text. */
const BYTE_ORDER_MARK = '\uFEFF';

export interface ProposalPorts {
	/** Where they are kept. */
	readonly folder: Uri;
	readonly states: ChangeStates;
	/** Tells VS Code that a proposal is another. */
	changed(event: FileChangeEvent): void;
}

/** The proposed changes of this window, as documents. */
export class Proposals {
	readonly states: ChangeStates;
	readonly #ports: ProposalPorts;
	readonly #folder: ProposalFolder;
	readonly #all = new Map<string, Proposal>();
	/** When VS Code last saw another text, by id, in milliseconds since 1970. */
	readonly #times = new Map<string, number>();
	readonly #unkept = new Map<string, ReturnType<typeof setTimeout>>();
	readonly #inFront: ProposalInFront;
	/** The proposal that is about to be saved because the user said so. */
	#saving: string | undefined;

	private constructor(ports: ProposalPorts) {
		this.#ports = ports;
		this.states = ports.states;
		this.#folder = new ProposalFolder(ports.folder);
		this.#inFront = new ProposalInFront(this);
	}

	/** With those of the last time. */
	static async load(ports: ProposalPorts): Promise<Proposals> {
		const proposals = new Proposals(ports);
		for (const proposal of await proposals.#folder.load()) {
			proposals.#all.set(proposal.id, proposal);
		}
		return proposals;
	}

	register(): Disposable[] {
		const open = workspace.textDocuments.filter(({ uri }) => uri.scheme === SCHEMES.change);
		for (const document of open) void this.#opened(document);
		return [
			workspace.onDidOpenTextDocument((document) => void this.#opened(document)),
			workspace.onDidChangeTextDocument(({ document }) => this.#typed(document)),
			workspace.onWillSaveTextDocument(({ document, reason }) => {
				const byUser = reason === TextDocumentSaveReason.Manual;
				this.#saving = byUser ? this.at(document.uri)?.id : undefined;
			}),
			this.#inFront,
		];
	}

	/** The proposal that is shown at an address. */
	at(uri: Uri): Proposal | undefined {
		return uri.scheme === SCHEMES.change ? this.#all.get(proposalId(uri)) : undefined;
	}

	/** The change of this block to this document that has been neither accepted nor discarded. */
	find({ conversation, reply, block }: ChangeSource, target: Uri): Proposal | undefined {
		return [...this.#all.values()].find(
			(one) =>
				one.reply === reply &&
				one.block === block &&
				one.conversation === conversation &&
				one.target === target.toString(),
		);
	}

	/** Takes in a proposal, new or changed. What VS Code shows of it follows. */
	keep(proposal: Proposal): void {
		const before = this.#all.get(proposal.id);
		this.#set({ ...proposal, time: Date.now() });
		if (before === undefined || before.text === proposal.text) return;
		this.#times.set(proposal.id, Date.now());
		this.#ports.changed({ type: FileChangeType.Changed, uri: proposalAddress(proposal) });
	}

	/** Accepted or discarded: there is nothing of it any more. */
	remove({ id }: Proposal): void {
		clearTimeout(this.#unkept.get(id));
		this.#unkept.delete(id);
		this.#all.delete(id);
		this.#times.delete(id);
		this.#folder.remove(id);
	}

	/** The proposal as it is now, with what has just been typed. */
	current(proposal: Proposal): Proposal {
		const document = openDocument(proposalAddress(proposal));
		if (document !== undefined) this.#typed(document);
		return this.#all.get(proposal.id) ?? proposal;
	}

	/** Writes down what is not on disk yet. */
	async flush(): Promise<void> {
		for (const id of [...this.#unkept.keys()]) this.#writeDown(id);
		await this.#folder.flush();
	}

	/** Above the documents there are folders: without them VS Code would make some before it saves. */
	stat(uri: Uri): FileStat {
		if (uri.path.split('/').length < 3) {
			return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
		}
		const size = this.read(uri).byteLength;
		return { type: FileType.File, ctime: 0, mtime: this.#times.get(proposalId(uri)) ?? 0, size };
	}

	/** What was edited by hand is in there from the moment it was typed, so that closing an editor loses nothing. */
	read(uri: Uri): Uint8Array {
		const proposal = this.at(uri);
		if (proposal === undefined) throw FileSystemError.FileNotFound(uri);
		return new TextEncoder().encode(BYTE_ORDER_MARK + proposal.text);
	}

	/** Saving a proposal keeps it, and writes no file. */
	write(uri: Uri, content: Uint8Array): void {
		const proposal = this.at(uri);
		if (proposal === undefined) throw FileSystemError.FileNotFound(uri);
		// VS Code may have been told to save in another encoding; its document is the text in every case.
		const text = openDocument(uri)?.getText() ?? new TextDecoder().decode(content);
		this.#times.set(proposal.id, Date.now());
		this.#edit(proposal, text);
		if (this.#saving === proposal.id) void saySaved(proposal);
		this.#saving = undefined;
	}

	async #opened(document: TextDocument): Promise<void> {
		const language = this.at(document.uri)?.language;
		if (language === undefined || language === document.languageId) return;
		const known = await languages.getLanguages();
		if (known.includes(language)) await languages.setTextDocumentLanguage(document, language);
	}

	#typed(document: TextDocument): void {
		const proposal = this.at(document.uri);
		if (proposal === undefined) return;
		this.#edit(proposal, document.getText());
		this.#inFront.update();
	}

	#edit(proposal: Proposal, text: string): void {
		if (text === proposal.text) return;
		this.#set({ ...proposal, text, time: Date.now() });
	}

	#set(proposal: Proposal): void {
		const { id } = proposal;
		this.#all.set(id, proposal);
		const timer = setTimeout(() => this.#writeDown(id), KEEP_AFTER_MS);
		clearTimeout(this.#unkept.get(id));
		this.#unkept.set(id, timer);
		this.#inFront.update();
	}

	#writeDown(id: string): void {
		clearTimeout(this.#unkept.get(id));
		this.#unkept.delete(id);
		const proposal = this.#all.get(id);
		if (proposal !== undefined) this.#folder.keep(proposal);
	}
}
