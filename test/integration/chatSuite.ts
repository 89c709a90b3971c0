import { ConfigurationTarget, commands } from 'vscode';
import { type Standin, type StandinOptions, startStandin } from '../standin/standin.ts';
import { at, closeEditors, show, untitled } from './documents.ts';
import { type SettledReply, settledAfter } from './files.ts';
import { saidOverBox } from './page.ts';
import { set, unsetAll, valueIn } from './settings.ts';
import { answerNothing, restoreWindow } from './stubs.ts';
import './log.ts';

/** Where a test finds the server that the settings lead to. */
export interface ChatSuite {
	readonly standin: Standin;
}

/**
 * For each test of the suite: a new server that the settings lead to, a new chat, no editor, and nobody at the keyboard.
 * @param oneServer the server stays for all tests of the suite, and is only made as new: for those that ask nothing about its models,
 * its key or its address. A change of the settings takes the processor a quarter of a second.
 */
export function chatSuite(
	options: StandinOptions = {},
	{ oneServer = false }: { readonly oneServer?: boolean } = {},
): ChatSuite {
	let standin: Standin | undefined;
	beforeEach(async () => {
		answerNothing();
		saidOverBox();
		standin?.reset();
		standin?.requireKey(options.requireKey);
		standin ??= await startStandin({ pace: 0, ...options });
		if (valueIn('baseUrl', ConfigurationTarget.Global) !== standin.baseUrl)
			await set('baseUrl', standin.baseUrl);
		await run('newChat');
	});
	afterEach(async () => {
		await run('stop');
		restoreWindow();
		await closeEditors();
		// The next test sets it anew where it has another.
		await unsetAll({ but: 'baseUrl' });
		if (!oneServer) await close();
	});
	after(async () => {
		await close();
		await unsetAll();
	});
	async function close(): Promise<void> {
		await standin?.close();
		standin = undefined;
	}
	return {
		get standin() {
			if (standin === undefined) throw new Error('The stand-in runs only during a test');
			return standin;
		},
	};
}

/** Runs one of our commands, by its name without the prefix. */
export async function run(name: string): Promise<void> {
	await commands.executeCommand(`llamaChat.${name}`);
}

/** Runs Explain Selection where the user is, and waits until the reply has ended. */
export function explain(): Promise<SettledReply> {
	return settledAfter(() => run('explainSelection'));
}

/** Asks about a line of text, and waits until the reply has ended. The editor it was in stays. */
export async function ask(): Promise<SettledReply> {
	await show(await untitled('answer = 42'), at(1, 1, 1, 12));
	return explain();
}
