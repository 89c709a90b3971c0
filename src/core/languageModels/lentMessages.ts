import * as v from 'valibot';
import { MOST_OF_AN_IMAGE, textsOf, textTokens } from '../context/messageTokens.ts';
import { ChatError } from '../errors/chatError.ts';
import type { ContentPart, WireMessage, WireTool } from '../server/chatRequest.ts';
import type { ReceivedExtra } from '../server/chatServer.ts';
import type { TokenCorrection } from '../tokens/tokenCorrection.ts';

/** A part of what another extension says, without VS Code's classes. */
export type LentPart =
	| { readonly type: 'text'; readonly text: string }
	/** As a data URL. */
	| { readonly type: 'image'; readonly url: string }
	| {
			readonly type: 'toolCall';
			readonly id: string;
			readonly name: string;
			readonly input: unknown;
	  }
	| { readonly type: 'toolResult'; readonly id: string; readonly parts: readonly LentPart[] };

export interface LentMessage {
	readonly role: 'system' | 'user' | 'assistant';
	readonly name: string | undefined;
	readonly parts: readonly LentPart[];
}

export interface LentTool {
	readonly name: string;
	readonly description: string;
	readonly inputSchema?: object | undefined;
}

/** What a tool without a schema takes: nothing. Some servers refuse a tool that has none. */
const NOTHING = { type: 'object', properties: {} };

/**
 * The messages of another extension as the API has them: what a tool answered is a message of its own, before what the user says. Servers
 * want all answers right after the calls, so one that comes after something the user says goes before that.
 */
export function lentMessages(messages: readonly LentMessage[]): WireMessage[] {
	const ordered: WireMessage[] = [];
	for (const message of wireMessages(messages)) {
		const last = ordered.findLastIndex(({ role }) => role !== 'user');
		const follows = message.role === 'tool' && hasCalls(ordered[last]);
		ordered.splice(follows ? last + 1 : ordered.length, 0, message);
	}
	return ordered;
}

/** Whether answers of tools may follow a message. */
function hasCalls(message: WireMessage | undefined): boolean {
	return message?.role === 'tool' || (message?.tool_calls?.length ?? 0) > 0;
}

function wireMessages(messages: readonly LentMessage[]): WireMessage[] {
	return messages.flatMap(({ role, name, parts }) => {
		const results = parts.filter((part) => part.type === 'toolResult');
		const calls = parts.filter((part) => part.type === 'toolCall');
		const images = results.flatMap((result) => result.parts.filter(isImage));
		const said = contentOf([...images, ...parts]);
		const answered = results.map((result): WireMessage => {
			return { role: 'tool', tool_call_id: result.id, content: textOf(result.parts) };
		});
		if (said === '' && calls.length === 0) {
			// Nothing at all was said: a message of its own, so that the order of roles stays.
			return answered.length > 0 ? answered : [{ role, content: '' }];
		}
		const message: WireMessage = {
			role,
			content: said,
			...(name === undefined || name === '' ? {} : { name }),
			...(calls.length === 0 ? {} : { tool_calls: calls.map(wireCall) }),
		};
		return [...answered, message];
	});
}

/** The tokens of a message: what it says, what tools were called with and answered, and for an image as many as one can take. */
export function lentTokens(message: LentMessage, correction?: TokenCorrection): number {
	const wire = lentMessages([message]);
	const texts = wire.flatMap(textsOf).join('\n');
	const images = wire.flatMap(({ content }) =>
		typeof content === 'string' ? [] : content.filter(({ type }) => type === 'image_url'),
	);
	return textTokens(texts, correction) + images.length * MOST_OF_AN_IMAGE;
}

export function lentTools(tools: readonly LentTool[]): WireTool[] {
	return tools.map(({ name, description, inputSchema }) => ({
		type: 'function',
		function: { name, description, parameters: inputSchema ?? NOTHING },
	}));
}

function wireCall({ id, name, input }: Extract<LentPart, { type: 'toolCall' }>) {
	const given = JSON.stringify(input ?? {});
	return { id, type: 'function', function: { name, arguments: given } } as const;
}

/** One text where there are no images: many servers take no list. */
function contentOf(parts: readonly LentPart[]): WireMessage['content'] {
	if (!parts.some(isImage)) return textOf(parts);
	return parts.flatMap((part): ContentPart[] => {
		if (part.type === 'text') return [{ type: 'text', text: part.text }];
		return isImage(part) ? [{ type: 'image_url', image_url: { url: part.url } }] : [];
	});
}

function textOf(parts: readonly LentPart[]): string {
	return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');
}

function isImage(part: LentPart): part is Extract<LentPart, { type: 'image' }> {
	return part.type === 'image';
}

const ToolInput = v.pipe(v.string(), v.trim(), v.startsWith('{'), v.parseJson(), v.looseObject({}));

/**
 * What a tool is given, as an object: an empty text gives it nothing.
 * @throws ChatError of kind brokenStream where the model wrote something else
 */
export function toolInput({ name, input }: Extract<ReceivedExtra, { type: 'toolCall' }>): object {
	if (input.trim() === '') return {};
	const parsed = v.safeParse(ToolInput, input);
	if (parsed.success) return parsed.output;
	throw new ChatError(
		'brokenStream',
		`The model called the tool “${name}” with something that is no JSON object.`,
	);
}
