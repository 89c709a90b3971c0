import { watch } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEventLine } from '../../src/core/conversation/conversationEvent.ts';
import type { Failure, Reply } from '../../src/shared/conversation/messages.ts';
import { nodeFiles, readOrEmpty } from '../../src/storage/disk/files.ts';

/** VS Code's folder for the user's data: run.ts names it for desktop VS Code, the server has it in its home. */
const USER_DATA =
	process.env['LLAMA_CHAT_TEST_USER_DATA'] ?? join(process.env['HOME'] ?? '', 'data');

const CONVERSATIONS = join(USER_DATA, 'User/globalStorage/llama-chat.llama-chat/conversations');

/** A reply that has ended, as the log on disk has it. */
export interface SettledReply {
	readonly id: string;
	readonly status: Reply['status'];
	readonly text: string;
	readonly failure: Failure | undefined;
}

/** Does something that makes a reply come in, and waits until it has ended and all of it is on disk. */
export async function settledAfter(action: () => Thenable<unknown>): Promise<SettledReply> {
	await mkdir(CONVERSATIONS, { recursive: true });
	using changes = changesOf(CONVERSATIONS);
	const before = new Set((await settledReplies()).map(({ id }) => id));
	await action();
	for (;;) {
		const change = changes.next();
		const settled = (await settledReplies()).find(({ id }) => !before.has(id));
		if (settled !== undefined) return settled;
		await change;
	}
}

function changesOf(folder: string): { next(): Promise<void> } & Disposable {
	let changed = Promise.withResolvers<void>();
	const watcher = watch(folder, () => {
		changed.resolve();
		changed = Promise.withResolvers();
	});
	return { next: () => changed.promise, [Symbol.dispose]: () => watcher.close() };
}

/** The texts of all files that the extension has written: its storage, and its log where there is a file of it. */
export async function filesOfOurs(): Promise<string[]> {
	const folders = [
		join(USER_DATA, 'User/globalStorage/llama-chat.llama-chat'),
		join(USER_DATA, 'logs'),
	];
	return (await Promise.all(folders.map(textsIn))).flat();
}

async function textsIn(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return Promise.all(
		entries
			.filter((entry) => entry.isFile())
			// A file that was still being written has another name by now.
			.map(({ parentPath, name }) => readOrEmpty(nodeFiles, join(parentPath, name))),
	);
}

async function settledReplies(): Promise<SettledReply[]> {
	return (await textsIn(CONVERSATIONS)).flatMap(settledIn);
}

function settledIn(log: string): SettledReply[] {
	const events = log
		.split('\n')
		.slice(0, -1)
		.map(parseEventLine)
		.flatMap((line) => (line.kind === 'event' ? [line.event] : []));
	const textOf = (id: string) =>
		events.map((event) => (event.type === 'text' && event.id === id ? (event.text ?? '') : ''));
	return events.flatMap((event) =>
		event.type === 'settle'
			? [
					{
						id: event.id,
						status: event.status,
						text: textOf(event.id).join(''),
						failure: event.failure,
					},
				]
			: [],
	);
}
