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
import type { ChatController } from '../panel/chatController.ts';
import { addSelection } from '../prompts/explain.ts';
import { readFiles } from './readFiles.ts';

type Pick = QuickPickItem & { readonly attach: (controller: ChatController) => Promise<void> };

const PICKS: readonly Pick[] = [
	{
		label: '$(file) Files…',
		detail: 'Texts, 512 KB in one message at most.',
		attach: (controller) => attachFromDialog(controller, {}),
	},
	{
		label: '$(file-media) Images…',
		detail: 'PNG, JPEG, WebP or GIF, 20 MB at most. They can be pasted and dropped as well.',
		attach: (controller) =>
			attachFromDialog(controller, { Images: ['png', 'jpg', 'jpeg', 'webp', 'gif'] }),
	},
	{
		label: '$(selection) Selection',
		detail: 'What is selected in the editor, or stands around its cursor.',
		attach: addSelection,
	},
];

/** Asks what is to be attached, and attaches it. */
export async function pickAttachment(controller: ChatController): Promise<void> {
	const picked = await window.showQuickPick(PICKS, { title: 'Attach to Chat' });
	if (picked === undefined) return controller.open();
	try {
		await picked.attach(controller);
	} catch (error) {
		if (!(error instanceof ChatError)) throw error;
		controller.chats.notify(error.toFailure());
	}
}

async function attachFromDialog(
	controller: ChatController,
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
	if (uris === undefined) return controller.open();
	await attachFiles(controller, uris);
}

/** Puts files over the box; what cannot be taken is said there, with the reason. */
export async function attachFiles(controller: ChatController, uris: readonly Uri[]): Promise<void> {
	const { chats } = controller;
	const { id } = chats.chat.conversation;
	const read = await readFiles(uris, textBytes(chats.box.excerpts));
	chats.box.attach(read.excerpts, id);
	for (const image of read.images) controller.showImage(image);
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
export async function addFile(controller: ChatController, args: readonly unknown[]): Promise<void> {
	const uris = menuUris(args) ?? activeUris();
	if (uris.length === 0) throw new ChatError('refused', 'There is no file to add. Open one first.');
	await controller.open();
	await attachFiles(controller, uris);
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
