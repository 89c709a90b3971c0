import type { ReplyStream } from '../../core/server/chatServer.ts';
import type { ChatClient, ChatClientParts } from './chatClient.ts';

/** The client, loaded with what it needs when it is first asked for something. */
export function lazyChatServer(parts: ChatClientParts): ChatClient {
	let loading: Promise<ChatClient> | undefined;
	const client = () => {
		loading ??= load(parts);
		return loading;
	};
	return {
		streamReply(...asked) {
			let reply: ReplyStream | undefined;
			const events = (async function* () {
				reply = (await client()).streamReply(...asked);
				yield* reply;
			})();
			return {
				[Symbol.asyncIterator]: () => events,
				rest: () => reply?.rest?.() ?? [],
			};
		},
		listModels: async (...asked) => (await client()).listModels(...asked),
		modelWindow: async (...asked) => (await client()).modelWindow(...asked),
		checkKey: async (...asked) => (await client()).checkKey(...asked),
		replyDetails: async (...asked) => (await client()).replyDetails(...asked),
		prepare: async () => (await client()).prepare(),
		close: async () => (await loading)?.close(),
	};
}

async function load(parts: ChatClientParts): Promise<ChatClient> {
	const { createChatServer } = await import('./chatClient.ts');
	return createChatServer(parts);
}
