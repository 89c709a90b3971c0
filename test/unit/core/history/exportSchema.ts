import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { header } from '../conversation/conversationSamples.ts';

const root = join(import.meta.dirname, '../../../..');

/** What docs/chat-export.schema.json says to others. */
export const schema = JSON.parse(readFileSync(join(root, 'docs/chat-export.schema.json'), 'utf8'));

/** Whether a document is of that schema; what is wrong with it is in `errors`. */
export const isExport = new Ajv().compile(schema);

export function conversationOf(events: readonly ConversationEvent[]): Conversation {
	const conversation = new Conversation(header);
	for (const event of events) conversation.apply(event);
	return conversation;
}
