import type { ChatRequest } from 'vscode';
import type { ImageStore } from '../../core/attachments/imageStore.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { Attachment, Excerpt } from '../../shared/conversation/messages.ts';
import { excerptsAtCursor } from '../attachments/excerpts.ts';
import type { PromptLibrary } from '../prompts/promptLibrary.ts';
import { resolvePrompt } from '../prompts/resolvePrompt.ts';
import { readReferences } from './readReferences.ts';

type Library = Pick<PromptLibrary, 'own' | 'ownNamed'>;

/** What is asked, and what of it is to be known, a sentence each. */
export interface AskedQuestion {
	readonly text: string;
	readonly attachments: readonly Attachment[];
	readonly notes: readonly string[];
}

/**
 * A question of VS Code's chat, with what came with it. One of our commands asks its prompt, as the settings have it; where nothing came
 * with it, it is about what the user is at.
 * @throws ChatError where a prompt cannot be asked
 */
export async function questionOf(
	{ command, prompt: typed, references }: Pick<ChatRequest, 'command' | 'prompt' | 'references'>,
	library: Library,
	images: Pick<ImageStore, 'put'>,
): Promise<AskedQuestion> {
	const prompt = command === undefined ? undefined : library.ownNamed(command);
	if (prompt === undefined) {
		const { attachments, refusals } = await readReferences(references, images);
		return { text: typed, attachments, notes: refusals };
	}
	const resolved = await resolvePrompt(prompt, typed);
	if (resolved === undefined) throw new ChatError('refused', `/${command} was not asked.`);
	const { chip, rest, notes, hasSelection, files } = resolved;
	const named = files.map((value) => ({ id: value.toString(), value }));
	const read = await readReferences([...named, ...references], images);
	const isAlone = hasSelection || references.length > 0;
	const code = isAlone ? [] : await codeAtCursor(rest);
	const text = rest === '' ? chip.text : `${chip.text}\n\n${rest}`;
	return { text, attachments: [...code, ...read.attachments], notes: [...read.refusals, ...notes] };
}

/** What a question said that was asked before: its prompt as it is now, and what was typed. */
export function askedText(library: Library, command: string | undefined, typed: string): string {
	const from = library.own().prompts.find(({ name }) => name === command)?.from;
	return from !== undefined && 'text' in from ? `${from.text}\n\n${typed}`.trimEnd() : typed;
}

/** @param typed what was asked besides: it may be about no code at all */
async function codeAtCursor(typed: string): Promise<Excerpt[]> {
	try {
		return await excerptsAtCursor();
	} catch (error) {
		if (typed === '' || !(error instanceof ChatError)) throw error;
		return [];
	}
}
