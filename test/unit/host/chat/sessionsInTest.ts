import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Standin } from '../../../standin/standin.ts';
import { standinForSuite } from '../../core/chat/standinForSuite.ts';
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
	const suite = standinForSuite();
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'llama-chat-sessions-'));
	});
	afterEach(async () => {
		await close();
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	});
	return {
		get standin() {
			return suite.standin;
		},
		get folder() {
			return folder;
		},
		window: (options = {}, state = new State(), inFolder = folder) =>
			new SessionInTest(suite.server, suite.standin, inFolder, state, options),
	};
}
