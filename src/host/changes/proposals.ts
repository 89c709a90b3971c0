import {
	type Disposable,
	type FileChangeEvent,
	FileChangeType,
	type FileStat,
	FileSystemError,
	FileType,
	languages,
	Range,
	type TextDocument,
	TextDocumentSaveReason,
	Uri,
	WorkspaceEdit,
	workspace,
} from 'vscode';
import type { ChangeSource, Proposal } from '../../core/changes/proposal.ts';
import { editsBetween } from '../../core/changes/rebaseProposal.ts';
import { SCHEMES } from '../documents/schemes.ts';
import { openDocument } from '../vscode/openDocument.ts';
import type { ChangeStates } from './changeStates.ts';
import { FollowedTargets } from './followedTargets.ts';
import { proofInWords } from './proofInWords.ts';
import { proposalAddress, proposalId } from './proposalAddress.ts';
import { ProposalFolder } from './proposalFolder.ts';
import { saySaved } from './saySaved.ts';
import { PlainProposals } from './shown/plainProposals.ts';
import { ProposalInFront } from './shown/proposalInFront.ts';

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
	/** What VS Code has been told to show and does not show yet, by id. Until then the proposal is what is shown. */
	readonly #coming = new Map<string, Proposal>();
	readonly #inFront: ProposalInFront;
	readonly #targets = new FollowedTargets(this);
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
			void proposals.#tell(proposal);
		}
		return proposals;
	}

	register(): Disposable[] {
		const open = workspace.textDocuments.filter(({ uri }) => uri.scheme === SCHEMES.change);
		for (const document of open) void this.#opened(document);
		const plain = new PlainProposals((uri) => this.at(uri));
		plain.update();
		return [
			plain,
			workspace.onDidOpenTextDocument((document) => void this.#opened(document)),
			workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
				if (contentChanges.length > 0) this.#changed(document);
				else this.#restored(document);
			}),
			workspace.onWillSaveTextDocument(({ document, reason }) => {
				const byUser = reason === TextDocumentSaveReason.Manual;
				this.#saving = byUser ? this.at(document.uri)?.id : undefined;
			}),
			this.#inFront,
			this.#targets,
		];
	}

	/** The proposal that is shown at an address. */
	at(uri: Uri): Proposal | undefined {
		return uri.scheme === SCHEMES.change ? this.#all.get(proposalId(uri)) : undefined;
	}

	/** Those that change a document. */
	of(target: Uri): Proposal[] {
		const wanted = target.toString();
		return [...this.#all.values()].filter((one) => one.target === wanted);
	}

	/** The change of this block to this document that has been neither accepted nor discarded. */
	find({ conversation, reply, block }: ChangeSource, target: Uri): Proposal | undefined {
		return this.of(target).find(
			(one) => one.reply === reply && one.block === block && one.conversation === conversation,
		);
	}

	/** The change of this block, to any document, that was proposed or edited last. */
	latest({ conversation, reply, block }: ChangeSource): Proposal | undefined {
		return [...this.#all.values()]
			.filter((one) => one.reply === reply && one.block === block)
			.filter((one) => one.conversation === conversation)
			.toSorted((one, other) => one.time - other.time)
			.at(-1);
	}

	/** Takes in a proposal, new or changed. One that is open is what it is once VS Code shows it. */
	keep(proposal: Proposal): void {
		const uri = proposalAddress(proposal);
		const document = openDocument(uri);
		if (document === undefined || document.getText() === proposal.text) {
			this.#coming.delete(proposal.id);
			this.#set(proposal);
			return;
		}
		this.#coming.set(proposal.id, proposal);
		if (document.isDirty) {
			// VS Code keeps what was edited by hand whatever it is told of the file.
			void replaceText(document, proposal.text).then((done) => {
				if (!done && this.#coming.get(proposal.id) === proposal) this.#coming.delete(proposal.id);
			});
			return;
		}
		this.#times.set(proposal.id, Date.now());
		this.#ports.changed({ type: FileChangeType.Changed, uri });
	}

	/** Accepted or discarded: there is nothing of it any more. */
	remove({ id }: Proposal): void {
		this.#all.delete(id);
		this.#coming.delete(id);
		this.#times.delete(id);
		this.#folder.remove(id);
	}

	/** The proposal as it is now. */
	current(proposal: Proposal): Proposal {
		return this.#all.get(proposal.id) ?? proposal;
	}

	/** Writes down what is not on disk yet. */
	flush(): Promise<void> {
		return this.#folder.flush();
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
		const { text } = this.#coming.get(proposal.id) ?? proposal;
		return new TextEncoder().encode(BYTE_ORDER_MARK + text);
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

	/** Says of a proposal of the last time what is proved of it, unless something was said of it since. */
	async #tell(proposal: Proposal): Promise<void> {
		const text = await proofInWords(proposal);
		const isSaid = this.states.has(proposal);
		if (!isSaid && this.#all.has(proposal.id))
			this.states.set(proposal, { phase: 'proposed', text });
	}

	async #opened(document: TextDocument): Promise<void> {
		this.#restored(document);
		const language = this.at(document.uri)?.language;
		if (language === undefined || language === document.languageId) return;
		const known = await languages.getLanguages();
		if (known.includes(language)) await languages.setTextDocumentLanguage(document, language);
	}

	/** VS Code has brought back what was edited by hand: what is shown counts, also where less or more of it was kept here. */
	#restored(document: TextDocument): void {
		const proposal = this.at(document.uri);
		if (proposal === undefined || !document.isDirty || this.#coming.has(proposal.id)) return;
		this.#edit(proposal, document.getText());
	}

	/** VS Code shows another text of a proposal: one that was coming, or what was typed. */
	#changed(document: TextDocument): void {
		const proposal = this.at(document.uri);
		if (proposal === undefined) return;
		const text = document.getText();
		const coming = this.#coming.get(proposal.id);
		this.#coming.delete(proposal.id);
		if (coming?.text === text) {
			this.#set(coming);
			return;
		}
		this.#edit(proposal, text);
		// What was coming has to be made anew, from what was typed meanwhile.
		if (coming !== undefined) this.#targets.follow(Uri.parse(proposal.target, true));
	}

	#edit(proposal: Proposal, text: string): void {
		if (text === proposal.text) return;
		this.#set({ ...proposal, text });
	}

	#set(proposal: Proposal): void {
		const kept = { ...proposal, time: Date.now() };
		this.#all.set(proposal.id, kept);
		this.#folder.keep(kept);
		this.#inFront.update();
	}
}

/** @returns whether VS Code has taken it */
async function replaceText(document: TextDocument, wanted: string): Promise<boolean> {
	const edit = new WorkspaceEdit();
	for (const { start, end, text } of editsBetween(document.getText(), wanted)) {
		const range = new Range(document.positionAt(start), document.positionAt(end));
		edit.replace(document.uri, range, text);
	}
	return workspace.applyEdit(edit);
}
