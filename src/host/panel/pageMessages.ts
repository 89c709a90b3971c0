import { commands } from 'vscode';
import { attachmentNamed, isImage } from '../../core/attachments/attachments.ts';
import type { Reply } from '../../shared/conversation/messages.ts';
import type { FromWebview } from '../../shared/panel/protocol.ts';
import { attachFiles, pickAttachment } from '../attachments/attach.ts';
import { openExcerpt } from '../attachments/openExcerpt.ts';
import { openImage } from '../attachments/pageImages.ts';
import { parseUris } from '../attachments/readFiles.ts';
import { shortenAttachment } from '../attachments/shortenAttachment.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { copyText } from '../editor/hiddenText.ts';
import { insertText } from '../editor/insertText.ts';
import { partOfReply } from '../editor/partOfReply.ts';
import { doAction } from '../errors/remedyActions.ts';
import { openDiagram } from '../markdown/openDiagram.ts';
import { openLink } from '../markdown/openLink.ts';
import type { ParametersPanel } from '../parameters/parametersPanel.ts';
import type { ChatController } from './chatController.ts';

/** Does what the page asks for. The page names messages and blocks; the text is always looked up here. */
export async function handlePageMessage(
	message: Exclude<FromWebview, { type: 'ready' | 'ack' | 'finding' }>,
	controller: ChatController,
	parameters: ParametersPanel,
): Promise<void> {
	const { chats, requests } = controller;
	switch (message.type) {
		case 'send':
			return chats.box.send(message.text, message.withoutImages);
		case 'draft':
			return chats.box.keepDraft(message.conversation, message.text);
		case 'place':
			return chats.keepPlace(message.conversation, message.place);
		case 'queue':
			return chats.box.queue(message.text);
		case 'editQueued':
			return chats.box.editQueued(message.id);
		case 'removeQueued':
			return chats.box.removeQueued(message.id);
		case 'sendQueued':
			return chats.box.sendQueued();
		case 'stop':
			return chats.chat.stop();
		case 'tryNow':
			return chats.chat.retry?.tryNow();
		case 'newChat':
		case 'showHistory':
		case 'showUsage':
			return runCommand(message.type);
		case 'copy':
			return copy(chats, message.id, message.block);
		case 'insert':
			return insert(chats, message.id, message.block);
		case 'openDiagram':
			return showDiagram(chats, message.id, message.block);
		case 'regenerate':
			return chats.regenerate(message.id);
		case 'edit':
			return chats.edit(message.id, message.text, message.removed);
		case 'askWithoutImages':
			return chats.askWithoutImages(message.id);
		case 'delete':
			return chats.chat.delete(message.id);
		case 'undoDelete':
			return chats.chat.undoDelete();
		case 'continue':
			return chats.continue(message.id);
		case 'fork':
			return chats.fork(message.id);
		case 'showRequest':
			return requests.show(message.id);
		case 'copyAsCurl':
			return requests.copyAsCurl(message.id);
		case 'runAgain':
			return requests.runAgain(message.id);
		case 'showChanges':
			return requests.showChanges(message.id);
		case 'showSibling':
			return chats.chat.showSibling(message.id, message.step);
		case 'openExcerpt':
			return openSentExcerpt(chats, message.id, message.attachment);
		case 'removeAttachment':
			return chats.box.removeAttachment(message.attachment);
		case 'attachImage':
			return chats.box.addImage(message.conversation, message.name, message.bytes);
		case 'shortenAttachment':
			return shortenAttachment(chats.box, message.attachment);
		case 'keepInContext':
			return chats.keepInContext(message.id, message.inContext);
		case 'parametersShown':
		case 'setParameter':
		case 'applyPreset':
		case 'savePreset':
		case 'renamePreset':
		case 'deletePreset':
		case 'editRouting':
		case 'resetRouting':
		case 'openSettings':
			return parameters.handle(message);
		case 'attach':
			return pickAttachment(controller);
		case 'attachFiles':
			return attachFiles(controller, parseUris(message.uris));
		case 'loadImage':
			return controller.sendImage(message.hash);
		case 'openImage':
			return openImage(chats, controller.images, message.hash);
		case 'openLink':
			return openLink(message.href, message.text);
		case 'act':
			return act(chats, message, parameters);
		case 'dismissNotice':
			return chats.dismissNotice();
	}
}

async function runCommand(name: string): Promise<void> {
	await commands.executeCommand(`llamaChat.${name}`);
}

function replyOf(chats: OpenChats, id: string): Reply | undefined {
	const message = chats.chat.conversation.message(id);
	return message?.role === 'assistant' ? message : undefined;
}

async function copy(chats: OpenChats, id: string, block: number | undefined): Promise<void> {
	const message = chats.chat.conversation.message(id);
	if (message === undefined) return;
	const text = message.role === 'assistant' ? partOfReply(message, block)?.text : message.text;
	if (text !== undefined) await copyText(text);
}

async function insert(chats: OpenChats, id: string, block: number | undefined): Promise<void> {
	const reply = replyOf(chats, id);
	const insertion = reply && partOfReply(reply, block);
	if (insertion !== undefined) await insertText(insertion);
}

async function showDiagram(chats: OpenChats, id: string, block: number): Promise<void> {
	const reply = replyOf(chats, id);
	const diagram = reply && partOfReply(reply, block);
	if (diagram?.language.toLowerCase() === 'mermaid') await openDiagram(diagram.text);
}

async function openSentExcerpt(
	chats: OpenChats,
	id: string | undefined,
	attachment: string,
): Promise<void> {
	const message = id === undefined ? undefined : chats.chat.conversation.message(id);
	const attached = message?.role === 'user' ? message.excerpts : chats.box.attachments;
	const excerpt = attachmentNamed(attached, attachment);
	if (excerpt !== undefined && !isImage(excerpt)) await openExcerpt(excerpt);
}

async function act(
	chats: OpenChats,
	{ action, id }: Extract<FromWebview, { type: 'act' }>,
	parameters: ParametersPanel,
): Promise<void> {
	const failure = id === undefined ? chats.notice : replyOf(chats, id)?.failure;
	if (id !== undefined && action === 'retryWithTokens' && failure?.affordable !== undefined) {
		return chats.regenerate(id, { maxTokens: failure.affordable });
	}
	if (id !== undefined && action === 'sendWithout' && failure?.parameter !== undefined) {
		return chats.regenerate(id, { without: failure.parameter });
	}
	return action === 'openParameters' ? parameters.show() : doAction(action, failure);
}
