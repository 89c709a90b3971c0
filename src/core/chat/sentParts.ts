import type { Excerpt, Message, Reply, SentPart } from '../../shared/conversation/messages.ts';
import { imagesToSend } from '../attachments/attachments.ts';
import { textsOf } from '../context/messageTokens.ts';
import { recordedRequest } from '../context/recordedRequest.ts';
import { type PathPlan, unsentIn } from '../context/requestPlan.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { notIn, withheldIn } from '../secrets/chatSecrets.ts';
import type { Prepared } from './chatPorts.ts';

/** Texts are values, so what was worked out of one stays right. */
const hashes = new WeakMap<Excerpt, string>();

/** All that goes out with a request beside what was typed: instructions first, then what is attached, oldest first. */
export async function sentParts({
	sent,
	system,
}: Pick<PathPlan, 'sent' | 'system'>): Promise<SentPart[]> {
	const instructions = system.instructions
		.filter(({ state }) => state === 'sent')
		.map(async ({ file: { uri, label, text } }): Promise<SentPart> => {
			return { source: 'instructions', uri, label, hash: await sha256(text), text };
		});
	const excerpts = sent.flatMap((message) =>
		message.role === 'user' ? message.excerpts.map(excerptPart) : [],
	);
	const images = imagesToSend(sent).map(
		({ name, hash }): SentPart => ({ source: 'image', label: name, hash }),
	);
	return [...(await Promise.all([...instructions, ...excerpts])), ...images];
}

async function excerptPart(excerpt: Excerpt): Promise<SentPart> {
	const { uri, label, source = 'selection', startLine, endLine } = excerpt;
	const { lineCount, leftOut, asAttached } = excerpt;
	const hash = hashes.get(excerpt) ?? (await sha256(excerpt.text));
	hashes.set(excerpt, hash);
	return {
		source,
		uri,
		label,
		startLine,
		endLine,
		...(lineCount === undefined ? {} : { lineCount }),
		...(leftOut === undefined ? {} : { leftOut }),
		...(asAttached === undefined ? {} : { asAttached }),
		hash,
	};
}

/** Of a text in UTF-8, in hexadecimal. */
async function sha256(text: string): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * All that is recorded of a request with its reply.
 * @param parent the message that the reply follows
 */
export function recordedWith(
	{ planned, parts, destination: { apiKey }, before, withheld }: Prepared,
	conversation: Conversation,
	parent: string,
): Pick<Reply, 'unsent' | 'parts' | 'request'> {
	const others = notIn(withheld, withheldIn(conversation.pathTo(parent)));
	const texts = others.length === 0 ? [] : planned.request.messages.flatMap(textsOf);
	const more = others.filter(({ sent }) => texts.some((text) => text.includes(sent)));
	const request = recordedRequest(planned, apiKey, before);
	return {
		...unsentIn(planned),
		...partsToKeep(parts, conversation.messages()),
		request: more.length === 0 ? request : { ...request, withheld: [...more] },
	};
}

/** The parts of a new reply: texts that the conversation has with another reply are not kept twice. */
export function partsToKeep(
	parts: readonly SentPart[],
	messages: readonly Message[],
): Pick<Reply, 'parts'> {
	if (parts.length === 0) return {};
	const known = partTexts(messages);
	return {
		parts: parts.map((part) => {
			const { text, ...rest } = part;
			return text === undefined || known.has(part.hash) ? rest : part;
		}),
	};
}

/** A branch that is to stand by itself: texts that only replies beside it have are put in. */
export function withPartTexts(branch: readonly Message[], all: readonly Message[]): Message[] {
	const texts = partTexts(all);
	const kept = new Set<string>();
	return branch.map((message) => {
		if (message.role === 'user' || message.parts === undefined) return message;
		const parts = message.parts.map((part) => {
			const text = texts.get(part.hash);
			if (text === undefined || kept.has(part.hash)) return part;
			kept.add(part.hash);
			return { ...part, text };
		});
		return { ...message, parts };
	});
}

function partTexts(messages: readonly Message[]): Map<string, string> {
	const parts = messages.flatMap((message) =>
		message.role === 'assistant' ? (message.parts ?? []) : [],
	);
	return new Map(parts.flatMap(({ hash, text }) => (text === undefined ? [] : [[hash, text]])));
}
