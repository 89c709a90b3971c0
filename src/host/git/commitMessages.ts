import { commands, env, ProgressLocation, Uri, window } from 'vscode';
import { type SecretMatcher, secretMatcher } from '../../core/attachments/secretFiles.ts';
import type { ChatPorts } from '../../core/chat/chatPorts.ts';
import { askAlone, type LoneReply } from '../../core/chat/loneTurn.ts';
import type { RetryWait } from '../../core/chat/retries.ts';
import type { TurnObserver } from '../../core/chat/turnObserver.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { keptText, withKept } from '../../core/git/boxText.ts';
import { type LeftOut, leftOutName } from '../../core/git/changesThatFit.ts';
import { commitAnswer } from '../../core/git/commitAnswer.ts';
import { COMMIT_MESSAGES } from '../../core/git/commitMessagesKey.ts';
import { prepareCommit } from '../../core/git/commitRequest.ts';
import { type CommitStyle, commitStyle } from '../../core/git/lastCommits.ts';
import { replyEnd } from '../../shared/conversation/finishReason.ts';
import type { ChatChoices } from '../../shared/conversation/messages.ts';
import type { CountedShort } from '../../shared/conversation/shortCount.ts';
import { shortCountInWords } from '../../shared/conversation/shortCountWords.ts';
import type { SecretAnswer } from '../../shared/conversation/withheldText.ts';
import { insertable } from '../editor/hiddenText.ts';
import { secretPatterns } from '../settings/secretPatterns.ts';
import { ContextKeySetter } from '../vscode/contextKeys.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { commitInstructions } from './commitInstructions.ts';
import type { GitRepository } from './gitApi.ts';
import { readCommitChanges } from './readCommitChanges.ts';
import { nameOf, openRepositories, pickRepository, rootGivenWith } from './repositories.ts';

export interface CommitMessagePorts
	extends Pick<ChatPorts, 'server' | 'prepare' | 'models' | 'tokens' | 'secrets' | 'newId'> {
	readonly observer: TurnObserver;
	/** What the shown chat has chosen: its model, parameters and routing are those of the message. */
	choices(): ChatChoices;
	/** Is told when the request waits to go out again; for the log. */
	retrying(wait: RetryWait): void;
	/** A reply has ended, and has cost. */
	replied(): void;
	/** Shows the request behind a message, by what it is kept under. */
	showRequest(chat: string, reply: string): Promise<void>;
}

/** More than the last ten: merges do not count. */
const COMMITS = 30;

/** So many names stand in a notification. */
const MOST_NAMES = 3;

const UNDO = 'Undo';
const REPLACE = 'Replace';
const COPY = 'Copy';
const SHOW_LIST = 'Show List';
const SHOW_REQUEST = 'Show Request';
const LEAVE_OUT = 'Leave Out';
const SEND_ANYWAY = 'Send Anyway';

/** Writes commit messages into the boxes of the Source Control view. Nothing is ever committed. */
export class CommitMessages {
	readonly #ports: CommitMessagePorts;
	readonly #contextKeys = new ContextKeySetter();
	/** Those that are being written, by the repository's address. */
	readonly #running = new Map<string, AbortController>();

	constructor(ports: CommitMessagePorts) {
		this.#ports = ports;
	}

	/**
	 * Writes a message for what is staged, else for all that is changed.
	 * @param args what the button's view gives along; without, it is the active file's repository, or the one that the user picks
	 * @throws ChatError when it is refused or fails; the box is as it was
	 */
	async write(args: readonly unknown[]): Promise<void> {
		const root = rootGivenWith(args);
		const repository = await this.#repository(root);
		if (repository === undefined) return;
		const key = repository.rootUri.toString();
		if (this.#running.has(key)) {
			throw new ChatError(
				'refused',
				`A commit message for ${nameOf(repository)} is being written already.`,
			);
		}
		const abort = new AbortController();
		this.#running.set(key, abort);
		this.#tell();
		try {
			await this.#withProgress(repository, abort);
		} finally {
			this.#running.delete(key);
			this.#tell();
		}
		// From the palette, the box may be out of sight.
		if (root === undefined && !abort.signal.aborted)
			await commands.executeCommand('workbench.view.scm');
	}

	/**
	 * Stops what is being written; the boxes stay as they are.
	 * @param args what the button's view gives along: where a message is written in that repository, only that is stopped
	 */
	stop(args: readonly unknown[]): void {
		const own = this.#running.get(rootGivenWith(args)?.toString() ?? '');
		const stopped = own === undefined ? this.#running.values() : [own];
		for (const abort of stopped) abort.abort();
	}

	async #repository(root: Uri | undefined): Promise<GitRepository | undefined> {
		const repositories = await openRepositories('The commit message cannot be written.');
		if (root === undefined)
			return pickRepository(repositories, 'Commit Message of Which Repository?');
		const found = repositories.find(({ rootUri }) => rootUri.toString() === root.toString());
		if (found !== undefined) return found;
		throw new ChatError(
			'refused',
			"VS Code's Git extension has this repository not open any more.",
		);
	}

	#tell(): void {
		this.#contextKeys.update({
			writingCommitMessage: this.#running.size > 0,
			commitMessageRoots: [...this.#running.keys()].map((root) => Uri.parse(root, true)),
		});
	}

	/** In the Source Control view runs its bar; the notification has what stops it. */
	async #withProgress(repository: GitRepository, abort: AbortController): Promise<void> {
		const { Notification: location, SourceControl } = ProgressLocation;
		const title = notificationText(`Writing a commit message for ${nameOf(repository)}`);
		let done: (() => void) | undefined;
		void window.withProgress({ location: SourceControl }, () => {
			return new Promise<void>((resolve) => {
				done = resolve;
			});
		});
		try {
			await window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
				token.onCancellationRequested(() => abort.abort());
				await this.#write(repository, abort.signal, (wait) => {
					progress.report({ message: wait === undefined ? '' : waitInWords(wait) });
					if (wait !== undefined) this.#ports.retrying(wait);
				});
			});
		} finally {
			done?.();
		}
	}

	async #write(
		repository: GitRepository,
		signal: AbortSignal,
		waiting: (wait: RetryWait | undefined) => void,
	): Promise<void> {
		const box = repository.inputBox.value;
		const kept = keptText(box);
		const isSecret = secretMatcher(secretPatterns());
		const asked = await this.#prepare(repository, box, isSecret);
		if (asked === undefined) return;
		const reply = this.#ports.newId();
		const { server, observer, tokens } = this.#ports;
		const request = { chat: COMMIT_MESSAGES.id, reply, prepared: asked.prepared };
		const answered = await askAlone(request, { server, tokens, observer, waiting }, signal);
		this.#ports.replied();
		if (answered === undefined) return;
		const written = withKept(messageIn(answered), kept);
		const message = await insertable(written);
		if (message === undefined) return;
		const show = () => this.#ports.showRequest(COMMIT_MESSAGES.id, reply);
		if (!(await mayReplace(repository, box, message))) return;
		repository.inputBox.value = message;
		const { short } = answered;
		void tellOf(repository, { box, message, short, ...asked }, show);
	}

	/** Undefined where the user does not want what looks like a secret to go out. */
	async #prepare(repository: GitRepository, box: string, isSecret: SecretMatcher) {
		const { which, ...changes } = await readCommitChanges(repository, isSecret);
		const { texts, problems } = await commitInstructions(repository.rootUri, isSecret);
		const facts = {
			which,
			style: await styleOf(repository),
			instructions: texts,
			box,
			subject: keptText(box).subject,
			language: displayLanguage(),
		};
		const choices = this.#ports.choices();
		const prepare = (answer?: SecretAnswer) =>
			prepareCommit(facts, changes, isSecret, choices, this.#ports, answer);
		const prepared = await unlessSecret(prepare);
		return prepared && { ...prepared, problems };
	}
}

/**
 * Prepares a request, and asks the user about what of it looks like a secret. A placeholder is not offered: nobody wants the secret
 * in the message, where it would be put back.
 * @returns undefined where it is not to be sent
 */
async function unlessSecret<T>(prepare: (answer?: SecretAnswer) => Promise<T>) {
	try {
		return await prepare();
	} catch (error) {
		if (!(error instanceof ChatError) || error.kind !== 'secrets') throw error;
		const detail =
			'Leave Out sends “[left out]” in its place. Your files stay as they are, and so does what you commit.';
		const options = { modal: true, detail };
		const question = notificationText(error.message);
		const answer = await window.showWarningMessage(question, options, LEAVE_OUT, SEND_ANYWAY);
		if (answer === undefined) return undefined;
		return prepare(answer === LEAVE_OUT ? 'leaveOut' : 'send');
	}
}

/** A repository that has no commit has no style yet. */
async function styleOf(repository: GitRepository): Promise<CommitStyle> {
	try {
		const commits = await repository.log({ maxEntries: COMMITS });
		return commitStyle(commits.map(({ message }) => message));
	} catch {
		return commitStyle([]);
	}
}

/** VS Code's own language, by its English name. */
function displayLanguage(): string {
	try {
		return new Intl.DisplayNames(['en'], { type: 'language' }).of(env.language) ?? 'English';
	} catch {
		return 'English';
	}
}

/** @throws ChatError where the reply was cut off, or is no commit message */
function messageIn({ text, facts }: LoneReply): string {
	if (replyEnd(facts.finish_reason) === 'length') {
		throw new ChatError(
			'refused',
			'The reply was cut off before the commit message was whole, so the message box is as it was. Raise Max Tokens, or choose a model with more context.',
		);
	}
	const answer = commitAnswer(text);
	if ('message' in answer) return answer.message;
	throw new ChatError(
		'refused',
		`The model’s answer ${answer.isNone}. The message box is as it was. Try again, or choose another model.`,
	);
}

/** Whoever has typed in the box meanwhile is asked. */
async function mayReplace(
	{ inputBox }: GitRepository,
	before: string,
	text: string,
): Promise<boolean> {
	if (inputBox.value === before) return true;
	const choice = await window.showInformationMessage(
		'The message box has changed meanwhile. Replace what is in it now?',
		REPLACE,
		COPY,
	);
	if (choice === COPY) await env.clipboard.writeText(text);
	return choice === REPLACE;
}

interface Written {
	/** What stood in the box. */
	readonly box: string;
	readonly message: string;
	readonly leftOut: readonly LeftOut[];
	readonly problems: readonly string[];
	/** Both numbers where the server cannot have read all that was sent. */
	readonly short: CountedShort | undefined;
}

/** Says what the message was made without, and what it has replaced; nothing where it has all and replaced nothing. */
async function tellOf(
	repository: GitRepository,
	{ box, message, leftOut, problems, short }: Written,
	showRequest: () => Promise<void>,
): Promise<void> {
	const replaced = box.trim() !== '' && box !== message;
	const sentences = [
		...(replaced ? ['It has replaced what stood in the message box.'] : []),
		...(leftOut.length === 0 ? [] : [`The model did not see all: ${names(leftOut)}.`]),
		...(short === undefined
			? []
			: [`${shortCountInWords(short)}, so it may not have read all of the changes.`]),
		...problems,
	];
	if (sentences.length === 0) return;
	const choice = await window.showInformationMessage(
		notificationText(`The commit message is written. ${sentences.join(' ')}`),
		...(replaced ? [UNDO] : []),
		...(leftOut.length > MOST_NAMES ? [SHOW_LIST] : []),
		SHOW_REQUEST,
	);
	if (choice === UNDO) await undo(repository, box, message);
	if (choice === SHOW_REQUEST) await showRequest();
	if (choice === SHOW_LIST) {
		await window.showQuickPick(leftOut.map(leftOutName), { title: 'What the Model Did Not See' });
	}
}

function names(leftOut: readonly LeftOut[]): string {
	const more = leftOut.length - MOST_NAMES;
	const named = leftOut.slice(0, MOST_NAMES).map(leftOutName);
	return [...named, ...(more > 0 ? [`and ${more.toLocaleString('en')} more`] : [])].join(', ');
}

/** Brings back what stood in the box, unless somebody has typed there since. */
async function undo(repository: GitRepository, box: string, message: string): Promise<void> {
	if (await mayReplace(repository, message, box)) repository.inputBox.value = box;
}

function waitInWords({ until, number, limit, reason }: RetryWait): string {
	const seconds = Math.max(0, Math.round((until - Date.now()) / 1000));
	return `${reason}: trying again in ${seconds} s (${number} of ${limit})`;
}
