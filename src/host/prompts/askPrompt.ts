import { type Uri, window, workspace } from 'vscode';
import { textBytes } from '../../core/attachments/excerptSize.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { BuiltInName } from '../../core/prompts/builtInPrompts.ts';
import type { Prompt } from '../../core/prompts/promptCatalogue.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';
import { withoutSecrets } from '../attachments/askFirst.ts';
import { attachFiles } from '../attachments/attach.ts';
import type { AttachingChat } from '../attachments/attachingChat.ts';
import { excerptsAtCursor } from '../attachments/excerpts.ts';
import { readFiles } from '../attachments/readFiles.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { setContextKeys } from '../vscode/contextKeys.ts';
import { notificationText } from '../vscode/notificationText.ts';
import type { PromptLibrary } from './promptLibrary.ts';
import { type ResolvedPrompt, resolvePrompt } from './resolvePrompt.ts';

/** The chat that prompts are asked in. */
export interface PromptChat extends AttachingChat {
	readonly chats: Pick<OpenChats, 'chat' | 'box' | 'notify' | 'ask'>;
	/** Shows the chat; the editor keeps the keyboard. */
	reveal(): Promise<void>;
}

/** What a prompt needs to be asked. */
export interface PromptPorts {
	readonly chat: PromptChat;
	readonly library: PromptLibrary;
	/** Offers the models that a prompt was written for; nothing is switched by itself. */
	offerModel(prompt: string, names: readonly string[]): void;
}

/**
 * Asks a built-in prompt, as the settings have it, about what the user is at. It is sent at once; the answer streams in the side bar.
 * @throws ChatError of kind badSetting where the settings have it wrong
 */
export async function askBuiltIn(ports: PromptPorts, name: BuiltInName): Promise<void> {
	const prompt = ports.library.ownNamed(name);
	const resolved = prompt && (await resolvePrompt(prompt, ''));
	if (resolved === undefined) return;
	const code = resolved.hasSelection ? [] : await excerptsAtCursor();
	const { excerpts, refusals } = await toSend(resolved, code);
	await ports.chat.reveal();
	tell([...resolved.notes, ...refusals]);
	// A text of one's own can be read and changed in the chat as what was asked.
	await ports.chat.chats.ask(resolved.chip.text, excerpts, () => {
		if (name === 'explain') setContextKeys({ explained: true });
	});
}

/** Asks a prompt by its chip. It is sent at once. */
export async function askPrompt(ports: PromptPorts, prompt: Prompt): Promise<void> {
	const resolved = await resolvePrompt(prompt, '');
	if (resolved === undefined) return;
	const isAlone = prompt.isAboutCode === undefined || resolved.hasSelection;
	const code = isAlone ? [] : await excerptsAtCursor();
	const { excerpts, refusals } = await toSend(resolved, code);
	await ports.chat.reveal();
	tell([...resolved.notes, ...refusals]);
	ports.offerModel(resolved.chip.label, resolved.models);
	await ports.chat.chats.ask(resolved.rest, [resolved.chip, ...excerpts]);
}

async function toSend(
	{ chip, files }: ResolvedPrompt,
	code: readonly Excerpt[],
): Promise<{ readonly excerpts: readonly Excerpt[]; readonly refusals: readonly string[] }> {
	const may = await withoutSecrets(files);
	const read = await readFiles(may, textBytes([chip, ...code]));
	const { excerpts, images, binary, large, refusals } = read;
	const nameOf = (uri: Uri) => workspace.asRelativePath(uri);
	return {
		excerpts: [...code, ...excerpts],
		refusals: [
			...refusals,
			...binary.map((uri) => `${nameOf(uri)} is no text; attach it in the box to send it.`),
			...large.map(
				({ uri }) => `${nameOf(uri)} is too large; attach it in the box to send a part.`,
			),
			...images.map(({ name }) => `${name} is an image; attach it in the box to send it.`),
		],
	};
}

/**
 * Puts a prompt over the box as a chip with all that goes along.
 * @param typed what was typed after its name
 * @returns what of it stays in the box; undefined where the user has left a question, or the prompt cannot be read
 */
export async function attachPrompt(
	ports: PromptPorts,
	prompt: Prompt,
	typed: string,
	conversation: string,
): Promise<string | undefined> {
	const resolved = await resolvePrompt(prompt, typed);
	if (resolved === undefined) return undefined;
	const { chats } = ports.chat;
	const isAlone = prompt.isAboutCode === undefined || resolved.hasSelection;
	const code = isAlone || chats.box.excerptsOf(conversation).length > 0 ? [] : await codeAtCursor();
	chats.box.attach([resolved.chip, ...code], conversation);
	if (resolved.files.length > 0) await attachFiles(ports.chat, resolved.files, conversation);
	if (resolved.asked) await ports.chat.open();
	tell(resolved.notes);
	ports.offerModel(resolved.chip.label, resolved.models);
	return resolved.rest;
}

/** In the box code can be typed or attached as well, so none at the cursor is no reason to refuse. */
async function codeAtCursor(): Promise<Excerpt[]> {
	try {
		return await excerptsAtCursor();
	} catch (error) {
		if (error instanceof ChatError) return [];
		throw error;
	}
}

function tell(notes: readonly string[]): void {
	if (notes.length > 0) void window.showWarningMessage(notificationText(notes.join(' ')));
}
