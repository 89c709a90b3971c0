import type { ChatClient } from '../../../../src/api/server/chatClient.ts';
import { lazyChatServer } from '../../../../src/api/server/lazyChatClient.ts';
import { startServer, startTcpServer } from '../network/testServer.ts';

export interface ClientUnderTest {
	/** A fresh client for each test. */
	readonly client: ChatClient;
	readonly serve: typeof startServer;
	readonly serveTcp: typeof startTcpServer;
	/** Ends with the test. */
	cleanUp(task: () => Promise<void>): void;
}

/** To be called inside `describe`: the client as the extension has it, and servers that are closed after each test. */
export function clientUnderTest(): ClientUnderTest {
	let client = lazyChatServer({});
	const tasks: (() => Promise<void>)[] = [];
	beforeEach(() => {
		client = lazyChatServer({});
	});
	afterEach(async () => {
		await client.close();
		for (const task of tasks.splice(0)) await task();
	});
	return {
		get client() {
			return client;
		},
		serve: async (answer) => {
			const server = await startServer(answer);
			tasks.push(server.close);
			return server;
		},
		serveTcp: async (onConnection) => {
			const server = await startTcpServer(onConnection);
			tasks.push(server.close);
			return server;
		},
		cleanUp: (task) => {
			tasks.push(task);
		},
	};
}

export const KEY = 'sk-secret-0123456789';

export function never(): AbortSignal {
	return new AbortController().signal;
}
