import {
	type QuickPickItem,
	TabInputCustom,
	TabInputNotebook,
	TabInputText,
	Uri,
	window,
	workspace,
} from 'vscode';
import { textBytes } from '../../core/attachments/excerptSize.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { excerptsAtCursor } from './excerpts.ts';
import { type ImageFile, readFiles } from './readFiles.ts';

/** The chat that things are attached to. */
export interface AttachingChat {
	readonly chats: Pick<OpenChats, 'chat' | 'box' | 'notify'>;
	/** Shows the chat with the keyboard in its box. */
	open(): Promise<void>;
	/** Hands the page an image to look at and to attach, as soon as it is there. */
	showImage(image: ImageFile): void;
}

type Choice = QuickPickItem & { readonly attach: (chat: AttachingChat) => Promise<void> };

const CHOICES: readonly Choice[] = [
	{
		label: '$(file) Files…',
		detail: 'Texts, 512 KB in one message at most.',
		attach: (chat) => attachFromDialog(chat, {}),
	},
	{
		label: '$(file-media) Images…',
		detail: 'PNG, JPEG, WebP or GIF, 20 MB at most. They can be pasted and dropped as well.',
		attach: (chat) => attachFromDialog(chat, { Images: ['png', 'jpg', 'jpeg', 'webp', 'gif'] }),
	},
	{
		label: '$(selection) Selection',
		detail: 'What is selected in the editor, or stands around its cursor.',
		attach: addSelection,
	},
];

/** Asks what is to be attached, and attaches it. */
export async function pickAttachment(target: AttachingChat): Promise<void> {
	const picked = await window.showQuickPick(CHOICES, { title: 'Attach to Chat' });
	if (picked === undefined) return target.open();
	try {
		await picked.attach(target);
	} catch (error) {
		if (!(error instanceof ChatError)) throw error;
		target.chats.notify(error.toFailure());
	}
}

async function attachFromDialog(
	target: AttachingChat,
	filters: Readonly<Record<string, string[]>>,
): Promise<void> {
	const folder = workspace.workspaceFolders?.[0]?.uri;
	const uris = await window.showOpenDialog({
		title: 'Attach to Chat',
		openLabel: 'Attach',
		canSelectMany: true,
		filters,
		...(folder === undefined ? {} : { defaultUri: folder }),
	});
	if (uris === undefined) return target.open();
	await attachFiles(target, uris);
	// The dialog has left the keyboard outside the page.
	await target.open();
}

/** Puts files over the box; what cannot be taken is said there, with the reason. */
export async function attachFiles(target: AttachingChat, uris: readonly Uri[]): Promise<void> {
	const { chats } = target;
	const { id } = chats.chat.conversation;
	const read = await readFiles(uris, textBytes(chats.box.excerpts));
	chats.box.attach(read.excerpts, id);
	for (const image of read.images) target.showImage(image);
	if (read.refusals.length > 0) {
		const what = read.refusals.length === 1 ? 'It was' : 'They were';
		chats.notify({
			kind: 'refused',
			message: `${read.refusals.join(' ')} ${what} not attached.`,
		});
	}
}

/**
 * Add File to Chat: what is selected in the Explorer, what a menu was opened on, or else the file of the active editor.
 * @param args what VS Code hands to a command of a menu: the one resource, and all that are selected
 * @throws ChatError of kind refused where there is no file
 */
export async function addFile(target: AttachingChat, args: readonly unknown[]): Promise<void> {
	const uris = menuUris(args) ?? activeUris();
	if (uris.length === 0) throw new ChatError('refused', 'There is no file to add. Open one first.');
	await target.open();
	await attachFiles(target, uris);
}

/** Add Selection to Chat: puts what the user is at over the box, to go along with what is typed there. */
export async function addSelection(target: AttachingChat): Promise<void> {
	const excerpts = await excerptsAtCursor(target.chats.box.excerpts);
	await target.open();
	target.chats.box.attach(excerpts);
}

function menuUris([one, all]: readonly unknown[]): Uri[] | undefined {
	const uris = (Array.isArray(all) ? all : [one]).filter((uri) => uri instanceof Uri);
	return uris.length === 0 ? undefined : uris;
}

function activeUris(): Uri[] {
	const input = window.tabGroups.activeTabGroup.activeTab?.input;
	const shows =
		input instanceof TabInputText ||
		input instanceof TabInputCustom ||
		input instanceof TabInputNotebook;
	const uri = shows ? input.uri : window.activeTextEditor?.document.uri;
	return uri === undefined ? [] : [uri];
}
