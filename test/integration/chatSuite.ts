import { commands } from 'vscode';
import { type Standin, type StandinOptions, startStandin } from '../standin/standin.ts';
import { at, closeEditors, show, untitled } from './documents.ts';
import { type SettledReply, settledAfter } from './files.ts';
import { saidOverBox } from './page.ts';
import { set, unsetAll } from './settings.ts';
import { answerNothing, restoreWindow } from './stubs.ts';
import './log.ts';

/** Where a test finds the server that the settings lead to. */
export interface ChatSuite {
	readonly standin: Standin;
}

/** For each test of the suite: a new server that the settings lead to, a new chat, no editor, and nobody at the keyboard. */
export function chatSuite(options: StandinOptions = {}): ChatSuite {
	let standin: Standin | undefined;
	beforeEach(async () => {
		answerNothing();
		saidOverBox();
		standin = await startStandin({ pace: 0, ...options });
		await set('baseUrl', standin.baseUrl);
		await run('newChat');
	});
	afterEach(async () => {
		await run('stop');
		restoreWindow();
		await closeEditors();
		// The next test sets it anew, and VS Code takes a fifth of a second for each change.
		await unsetAll({ but: 'baseUrl' });
		await standin?.close();
	});
	after(() => unsetAll());
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
