import { commands, type Uri } from 'vscode';

/**
 * The context keys that enable commands. Those that forbid are named for what is missing: before the extension has been
 * activated no key is set at all, and a command must not be hidden then.
 */
export interface ContextKeys {
	/** A page of ours has the keyboard. VS Code's own `focusedView` is empty while any page has it. */
	readonly focused: boolean;
	/** A reply is coming in in the shown chat. */
	readonly running: boolean;
	/** It is known where messages go, and nothing is missing for that. */
	readonly connected: boolean;
	/** Nothing is in the shown chat that could be exported. */
	readonly noMessage: boolean;
	/** Nothing was asked in the shown chat, and nothing stands in its box. */
	readonly noQuestion: boolean;
	/** The shown chat has no reply to insert. */
	readonly noReply: boolean;
	/** The shown chat has a reply with text. */
	readonly hasReply: boolean;
	/** Explain Selection has asked something. */
	readonly explained: boolean;
	/** A proposed change has been written. */
	readonly changed: boolean;
	/** The shown chat has no reply whose request could be looked at. */
	readonly noRequest: boolean;
	/** What was exchanged for the last reply of the shown chat is not kept: it cannot be copied, or run again. */
	readonly noExchange: boolean;
	/** No key is stored for the configured server. */
	readonly noKey: boolean;
	/** The configured server signs nobody in. */
	readonly noSignIn: boolean;
	/** No reply has cost anything yet. */
	readonly noUsage: boolean;
	/** Nothing else has asked the models that are lent, nor @llama, as far as that is known. */
	readonly noLentRequest: boolean;
	/** The active editor has no code: there is none, or it is a page, such as Settings. */
	readonly noCode: boolean;
	/** The active editor shows no file. */
	readonly noFile: boolean;
	/** The server is another machine, reached without encryption, and the user has not agreed to that. */
	readonly unencryptedServer: boolean;
	/** A commit message is being written. */
	readonly writingCommitMessage: boolean;
	/**
	 * The repositories for which one is being written. As addresses and not as texts: only then does VS Code make of them what the Source Control
	 * view has where the files are on another machine.
	 */
	readonly commitMessageRoots: readonly Uri[];
}

/** Tells VS Code these keys. */
export function setContextKeys(keys: Partial<ContextKeys>): void {
	for (const [name, value] of Object.entries(keys)) {
		void commands.executeCommand('setContext', `llamaChat.${name}`, value);
	}
}

/** Tells VS Code the keys that have changed. */
export class ContextKeySetter {
	readonly #set = new Map<string, string>();

	update(keys: Partial<ContextKeys>): void {
		for (const [name, value] of Object.entries(keys)) {
			const told = JSON.stringify(value);
			if (this.#set.get(name) === told) continue;
			this.#set.set(name, told);
			setContextKeys({ [name]: value });
		}
	}
}
