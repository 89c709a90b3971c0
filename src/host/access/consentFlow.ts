import {
	env,
	type InputBox,
	type LogOutputChannel,
	ProgressLocation,
	UIKind,
	Uri,
	type UriHandler,
	window,
} from 'vscode';
import { parseKeyInput } from '../../core/access/apiKey.ts';
import { PendingSignIn, type SignInEnd } from '../../core/access/pendingSignIn.ts';
import {
	beginSignIn,
	isCallback,
	queryOf,
	SIGN_IN_MS,
	type SignInAttempt,
	signInOrigin,
	signInPage,
} from '../../core/access/pkce.ts';
import type {
	CallbackListener,
	ExchangeCode,
	ListenForCallback,
} from '../../core/access/signInPorts.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { parseBaseUrl } from '../../core/settings/settings.ts';
import { EXTENSION_ID, rawSettings } from '../settings/vscodeSettings.ts';
import { openAddress } from '../vscode/openAddress.ts';
import { quickButton } from '../vscode/quickButtons.ts';
import type { Say } from '../vscode/say.ts';
import type { ApiKeys } from './apiKeys.ts';

const PATH = '/sign-in';

const NOT_UNDER_WAY = {
	done: false,
	text: 'No sign-in is under way in this window. Start it again.',
};

const PASTE = quickButton('clippy', 'Get a Code to Paste');
const AGAIN = quickButton('link-external', 'Open the Page Again');

export interface ConsentFlowPorts {
	readonly keys: ApiKeys;
	readonly exchange: ExchangeCode;
	readonly listen: ListenForCallback;
	/** The origin of a server on this machine that plays OpenRouter's part, if any. */
	standIn(): string | undefined;
	readonly log: LogOutputChannel;
	/** Whether the extension is one of the user's machine, also where the workspace is on another. */
	readonly local: boolean;
}

/** How the code comes from the consent page: where the browser goes back to, and how to stop waiting there. */
interface ReturnWay {
	readonly name: 'loopback' | 'uri' | 'paste';
	readonly callback: string | undefined;
	readonly listener?: CallbackListener;
}

/**
 * Signs in by the user's consent: opens the server's consent page, waits for the code in whichever way works here, and stores the key
 * that it is exchanged for.
 */
export class ConsentFlow implements UriHandler {
	readonly #ports: ConsentFlowPorts;
	#pending: PendingSignIn | undefined;

	constructor(ports: ConsentFlowPorts) {
		this.#ports = ports;
	}

	/**
	 * Signs in at the configured server. What is refused is said, and leaves the stored key as it is.
	 * @param say tells how it ended
	 * @throws ChatError of kind badSetting for a server that signs nobody in
	 */
	async run(say: Say): Promise<void> {
		const baseUrl = parseBaseUrl(rawSettings());
		const origin = signInOrigin(baseUrl, this.#ports.standIn());
		const { host } = new URL(baseUrl);
		if (origin === undefined) {
			const message = `Signing in works with OpenRouter, and the setting Base Url leads to ${host}. Use Set API Key for its key.`;
			throw new ChatError('badSetting', message, { setting: 'baseUrl' });
		}
		const attempt = await beginSignIn();
		const end = await this.#awaitCode(attempt, origin, host);
		this.#ports.log.info(`Sign-in at ${host}: ${end.type}`);
		if (end.type === 'cancelled') return;
		try {
			if (end.type === 'late') throw new ChatError('timeout', 'No answer came in ten minutes.');
			if (end.type === 'refused') throw new ChatError('refused', end.reason);
			await this.#exchange(baseUrl, origin, { code: end.code, verifier: attempt.verifier });
			void say({ text: `You are signed in: a key for ${host} is stored.` });
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			this.#ports.log.warn(`Sign-in at ${host}: ${error.kind}`);
			const again = 'Sign In Again';
			const text = `${error.message} Nothing was stored.`;
			if ((await say({ text, isError: true, buttons: [again] })) === again) await this.run(say);
		}
	}

	/** VS Code was opened by an address of ours: from the consent page, or by anyone. */
	handleUri(uri: Uri): void {
		if (uri.path !== PATH) return;
		const { done, text } = this.#pending?.answered(queryOf(uri.query)) ?? NOT_UNDER_WAY;
		if (!done) void window.showWarningMessage(text);
	}

	/** Opens the consent page and waits for the code. A wait that is under way is given up for this one. */
	async #awaitCode(attempt: SignInAttempt, origin: string, host: string): Promise<SignInEnd> {
		this.#pending?.cancel();
		const pending = new PendingSignIn(attempt, SIGN_IN_MS);
		this.#pending = pending;
		const way = await this.#returnWay(attempt, pending);
		this.#ports.log.info(`Sign-in at ${host}: by ${way.name}`);
		const open = (callback: string | undefined) =>
			openAddress(signInPage(origin, attempt, callback));
		const box = this.#codeBox(host, way, pending, open);
		try {
			box.show();
			void open(way.callback);
			return await pending.end;
		} finally {
			box.dispose();
			way.listener?.close();
			if (this.#pending === pending) this.#pending = undefined;
		}
	}

	#isBesideBrowser(): boolean {
		return env.uiKind === UIKind.Desktop && (this.#ports.local || env.remoteName === undefined);
	}

	/** The ways from the safest to the one that always works. */
	async #returnWay({ state }: SignInAttempt, pending: PendingSignIn): Promise<ReturnWay> {
		if (this.#isBesideBrowser()) {
			try {
				const listener = await this.#ports.listen((query) => pending.answered(query));
				return { name: 'loopback', callback: `${listener.url}?state=${state}`, listener };
			} catch {
				this.#ports.log.warn('Sign-in: no port could be had to listen at.');
			}
		}
		const uri = Uri.from({
			scheme: env.uriScheme,
			authority: EXTENSION_ID,
			path: PATH,
			query: `state=${state}`,
		});
		try {
			const callback = (await env.asExternalUri(uri)).toString(true);
			if (isCallback(callback, env.uriScheme)) return { name: 'uri', callback };
		} catch {
			this.#ports.log.warn('Sign-in: VS Code has no address that leads back to it.');
		}
		return { name: 'paste', callback: undefined };
	}

	/** Stands while the browser is in front: closes by itself, takes a pasted code, and Escape gives up. */
	#codeBox(
		host: string,
		{ name, callback }: ReturnWay,
		pending: PendingSignIn,
		open: (callback: string | undefined) => Promise<boolean>,
	): InputBox {
		const box = window.createInputBox();
		box.title = `Sign in at ${host}`;
		const paste = 'Paste the code that the page shows.';
		box.prompt =
			name === 'paste'
				? paste
				: 'Allow access in the browser, and this box closes. If nothing happens there, get a code to paste (above).';
		box.placeholder = 'Code';
		box.password = true;
		box.ignoreFocusOut = true;
		box.buttons = name === 'paste' ? [AGAIN] : [PASTE, AGAIN];
		let shown = callback;
		box.onDidTriggerButton((button) => {
			if (button === PASTE) {
				shown = undefined;
				box.prompt = paste;
			}
			void open(shown);
		});
		box.onDidChangeValue(() => {
			box.validationMessage = undefined;
		});
		box.onDidAccept(() => {
			box.validationMessage = pending.pasted(box.value);
		});
		box.onDidHide(() => pending.cancel());
		return box;
	}

	/** @throws ChatError */
	async #exchange(
		baseUrl: string,
		origin: string,
		grant: { readonly code: string; readonly verifier: string },
	): Promise<void> {
		const { host } = new URL(baseUrl);
		const received = await window.withProgress(
			{ location: ProgressLocation.Window, title: `Signing in at ${host}…` },
			() => this.#ports.exchange(origin, grant, new AbortController().signal),
		);
		const parsed = parseKeyInput(received, baseUrl);
		if ('problem' in parsed) {
			throw new ChatError('server', `${host} answered with something that is not a key.`);
		}
		if (!(await this.#ports.keys.store(baseUrl, parsed.key))) {
			throw new ChatError('refused', 'The key did not stay in the secret storage of this VS Code.');
		}
	}
}
