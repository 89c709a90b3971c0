import {
	LanguageModelChatMessageRole,
	type LanguageModelChatRequestMessage,
	LanguageModelDataPart,
	LanguageModelPromptTsxPart,
	LanguageModelTextPart,
	LanguageModelToolCallPart,
	LanguageModelToolResultPart,
} from 'vscode';
import type { LentMessage, LentPart } from '../../core/languageModels/lentMessages.ts';
import { promptTsxText } from '../../core/languageModels/promptTsx.ts';

export interface ReadMessages {
	readonly messages: readonly LentMessage[];
	/** The media types of data that no request can hold. */
	readonly leftOut: readonly string[];
}

/** What another extension says, without VS Code's classes. */
export function readMessages(messages: readonly LanguageModelChatRequestMessage[]): ReadMessages {
	const leftOut = new Set<string>();
	const read = messages.map(({ role, name, content }): LentMessage => {
		return { role: roleOf(role), name, parts: partsOf(content, leftOut) };
	});
	return { messages: read, leftOut: [...leftOut] };
}

/** The third role, a system's, is not in VS Code's stable API, and comes all the same. */
function roleOf(role: LanguageModelChatMessageRole): LentMessage['role'] {
	if (role === LanguageModelChatMessageRole.Assistant) return 'assistant';
	return role === LanguageModelChatMessageRole.User ? 'user' : 'system';
}

function partsOf(content: readonly unknown[], leftOut: Set<string>): LentPart[] {
	return content.flatMap((part): LentPart[] => {
		if (part instanceof LanguageModelTextPart) return [{ type: 'text', text: part.value }];
		if (part instanceof LanguageModelToolCallPart)
			return [{ type: 'toolCall', id: part.callId, name: part.name, input: part.input }];
		if (part instanceof LanguageModelToolResultPart)
			return [{ type: 'toolResult', id: part.callId, parts: partsOf(part.content, leftOut) }];
		if (part instanceof LanguageModelDataPart) return dataOf(part, leftOut);
		if (part instanceof LanguageModelPromptTsxPart) {
			const text = promptTsxText(part.value);
			if (text !== undefined) return [{ type: 'text', text }];
		}
		// What later versions may have.
		leftOut.add('a part of an unknown kind');
		return [];
	});
}

const TEXT = /^text\/|^image\/svg\+xml$|^application\/(?:json|.+\+json|xml)$/;

function dataOf({ mimeType, data }: LanguageModelDataPart, leftOut: Set<string>): LentPart[] {
	// A drawing is a text, which no server takes for an image.
	if (mimeType.startsWith('image/') && mimeType !== 'image/svg+xml') {
		const url = `data:${mimeType};base64,${Buffer.from(data).toString('base64')}`;
		return [{ type: 'image', url }];
	}
	if (TEXT.test(mimeType)) return [{ type: 'text', text: new TextDecoder().decode(data) }];
	leftOut.add(mimeType);
	return [];
}
