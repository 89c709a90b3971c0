import type { Message } from '../../shared/conversation/messages.ts';

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
