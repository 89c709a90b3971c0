import type { Message } from '../../shared/conversation/messages.ts';

const FORK = / \(fork(?: (\d+))?\)$/;

/** The title of a fork of a chat with this title, so that the two are told apart in the history: "… (fork)", then "… (fork 2)". */
export function forkTitle(title: string): string {
	const number = FORK.exec(title);
	if (number === null) return `${title} (fork)`;
	return title.replace(FORK, ` (fork ${Number(number[1] ?? 1) + 1})`);
}

/** A branch of another chat, from its first message on, under ids of its own. */
export function* adopted(branch: readonly Message[], newId: () => string): Generator<Message> {
	let parent: string | null = null;
	for (const message of branch) {
		const id = newId();
		if (message.role === 'user') {
			yield { ...message, id, parent };
		} else if (parent !== null) {
			// The reply it could be compared with is not in this chat.
			const { again: _again, ...reply } = message;
			yield { ...reply, id, parent };
		}
		parent = id;
	}
}
