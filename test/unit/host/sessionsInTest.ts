import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChatClient, createChatServer } from '../../../src/api/chatClient.ts';
import { type Standin, startStandin } from '../../standin/standin.ts';
import { SessionInTest, State, type WindowInTest } from './sessionInTest.ts';

/** What a file's tests of sessions have: one stand-in, which forgets between two tests, and for each test a folder of its own. */
export interface SessionsInTest {
	readonly standin: Standin;
	readonly folder: string;
	/** Chats of a window on this folder, with nothing that was kept of another one unless its state is given. */
	window(options?: WindowInTest, state?: State, folder?: string): SessionInTest;
}

/**
 * Sets them up around the tests of the `describe` it is called in.
 * @param close ends what a test leaves writing into its folder, before that goes
 */
export function sessionsInTest(close: () => Promise<void>): SessionsInTest {
	let standin: Standin;
	let server: ChatClient;
	let folder: string;
	before(async () => {
		standin = await startStandin({ pace: 0 });
		server = createChatServer();
	});
	after(async () => {
		await server.close();
		await standin.close();
	});
	beforeEach(async () => {
		standin.reset();
		folder = await mkdtemp(join(tmpdir(), 'llama-chat-sessions-'));
	});
	afterEach(async () => {
		await close();
		await rm(folder, { recursive: true, force: true });
	});
	return {
		get standin() {
			return standin;
		},
		get folder() {
			return folder;
		},
		window: (options = {}, state = new State(), inFolder = folder) =>
			new SessionInTest(server, standin, inFolder, state, options),
	};
}
