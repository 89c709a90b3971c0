import { FileType, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import { activeUris } from '../editor/activeEditor.ts';
import { withoutSecrets } from './askFirst.ts';
import type { AttachingChat } from './attachingChat.ts';
import { excerptsAtCursor } from './excerpts.ts';
import { FileAttaching, type FileTarget, messageOf } from './fileAttaching.ts';

type Choice = QuickPickItem & {
	readonly attach: (chat: AttachingChat, to: string) => Promise<void>;
};

const CHOICES: readonly Choice[] = [
	{
		label: '$(file) Files…',
		detail: 'Texts, 512 KB in one message at most.',
		attach: (chat, to) => attachFromDialog(chat, to, {}),
	},
	{
		label: '$(folder) Folder…',
		detail: 'The names of its files, and their texts while there is room.',
		attach: (chat, to) => attachFromDialog(chat, to, {}, true),
	},
	{
		label: '$(file-media) Images…',
		detail: 'PNG, JPEG, WebP or GIF, 20 MB at most. They can be pasted and dropped as well.',
		attach: (chat, to) =>
			attachFromDialog(chat, to, { Images: ['png', 'jpg', 'jpeg', 'webp', 'gif'] }),
	},
	{
		label: '$(selection) Selection',
		detail: 'What is selected in the editor, or stands around its cursor.',
		attach: addSelection,
	},
];

/** Asks what is to be attached, and attaches it. */
export async function pickAttachment(target: AttachingChat): Promise<void> {
	// By the time that all is chosen another chat may be shown.
	const { id } = target.chats.chat.conversation;
	const picked = await window.showQuickPick(CHOICES, { title: 'Attach to Chat' });
	if (picked === undefined) return target.open();
	try {
		await picked.attach(target, id);
	} catch (error) {
		if (!(error instanceof ChatError)) throw error;
		target.chats.notify(error.toFailure());
	}
}

async function attachFromDialog(
	target: AttachingChat,
	conversation: string,
	filters: Readonly<Record<string, string[]>>,
	folders = false,
): Promise<void> {
	const folder = workspace.workspaceFolders?.[0]?.uri;
	const uris = await window.showOpenDialog({
		title: 'Attach to Chat',
		openLabel: 'Attach',
		canSelectMany: true,
		canSelectFiles: !folders,
		canSelectFolders: folders,
		filters,
		...(folder === undefined ? {} : { defaultUri: folder }),
	});
	if (uris === undefined) return target.open();
	await attachFiles(target, uris, conversation);
	// The dialog has left the keyboard outside the page.
	await target.open();
}

/**
 * Puts files and folders over the box of a chat; of the one that is shown now where none is named. Which of them hold secrets, are no texts or are too large, is
 * asked first; what cannot be taken is said there, with the reason.
 */
export async function attachFiles(
	target: AttachingChat,
	uris: readonly Uri[],
	conversation?: string,
): Promise<void> {
	await attachFilesTo(messageOf(target, conversation), uris);
}

/** The same for any message. */
export async function attachFilesTo(target: FileTarget, uris: readonly Uri[]): Promise<void> {
	const attaching = new FileAttaching(target);
	const { files, folders } = await sorted(uris);
	await attaching.files(await withoutSecrets(files));
	for (const folder of folders) await attaching.folder(folder);
	attaching.tellRefusals();
}

/** Folders apart from all else: what cannot be looked at is taken for a file, which then says why. */
async function sorted(uris: readonly Uri[]): Promise<{ files: Uri[]; folders: Uri[] }> {
	const folders: Uri[] = [];
	const files: Uri[] = [];
	for (const uri of uris) {
		const isFolder = await workspace.fs.stat(uri).then(
			({ type }) => (type & FileType.Directory) !== 0,
			() => false,
		);
		(isFolder ? folders : files).push(uri);
	}
	return { files, folders };
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

/** Add Selection to Chat: puts what the user is at over the box of a chat, the shown one where none is named, to go along with what is typed there. */
export async function addSelection(target: AttachingChat, conversation?: string): Promise<void> {
	const { box } = target.chats;
	const attached = conversation === undefined ? box.excerpts : box.excerptsOf(conversation);
	const excerpts = await excerptsAtCursor(attached);
	const places = excerpts.map(({ uri }) => Uri.parse(uri));
	const may = new Set((await withoutSecrets(places)).map((uri) => uri.toString()));
	await target.open();
	const wanted = excerpts.filter(({ uri }) => may.has(Uri.parse(uri).toString()));
	box.attach(wanted, conversation);
}

function menuUris([one, all]: readonly unknown[]): Uri[] | undefined {
	const uris = (Array.isArray(all) ? all : [one]).filter((uri) => uri instanceof Uri);
	return uris.length === 0 ? undefined : uris;
}
