import * as v from 'valibot';
import { type ChatStatus, type MessageView, SendKey } from '../shared/protocol.ts';
import type { Chat } from './chat.ts';
import { canContinue } from './continuation.ts';
import { modelName } from './modelName.ts';
import { parseSampling, type RawSettings } from './settings.ts';

/** A message of the shown branch as the page is told of it; undefined for one that is not in it. */
export function messageView(chat: Chat, id: string): MessageView | undefined {
	return messageViews(chat).find((view) => view.message.id === id);
}

/** The shown branch as the page is told of it. */
export function messageViews(chat: Chat): MessageView[] {
	return chat.messages().map((message) => {
		const siblings = chat.conversation.siblings(message.id);
		return {
			message,
			name: message.role === 'user' ? 'You' : modelName(message.model),
			sibling: siblings.indexOf(message.id) + 1,
			siblings: siblings.length,
			...(message.role === 'assistant' && message.id === chat.conversation.head
				? { canContinue: canContinue(message) }
				: {}),
		};
	});
}

/** The sampling parameters that go out with each message, as the settings stand. A wrong setting is told of at the send. */
export function shownParameters(raw: RawSettings): ChatStatus['parameters'] {
	try {
		return Object.entries(parseSampling(raw)).map(([name, value]) => ({
			name,
			value: JSON.stringify(value),
		}));
	} catch {
		return [];
	}
}

/** The configured model's name for people. */
export function shownModelName(raw: RawSettings): string {
	const model = raw('model');
	return modelName(typeof model === 'string' && model.trim() !== '' ? model.trim() : 'no model');
}

/** The key that sends. With a wrong value the box works as if none were set: there is nothing it could be refused for. */
export function shownSendKey(raw: RawSettings): SendKey {
	const parsed = v.safeParse(SendKey, raw('sendKey'));
	return parsed.success ? parsed.output : 'enter';
}
