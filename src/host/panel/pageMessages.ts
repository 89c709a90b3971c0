import { commands } from 'vscode';
import { isImage } from '../../core/attachments/attachments.ts';
import type { Reply } from '../../shared/conversation/messages.ts';
import type { FromWebview } from '../../shared/panel/protocol.ts';
import { attachFiles, pickAttachment } from '../attachments/attach.ts';
import { openExcerpt } from '../attachments/openExcerpt.ts';
import { openImage } from '../attachments/pageImages.ts';
import { parseUris } from '../attachments/readFiles.ts';
import { shortenAttachment } from '../attachments/shortenAttachment.ts';
import type { ChatSession } from '../chat/openChats.ts';
import { copyText } from '../editor/hiddenText.ts';
import { insertText } from '../editor/insertText.ts';
import { partOfReply } from '../editor/partOfReply.ts';
import { doAction } from '../errors/remedyActions.ts';
import { openDiagram } from '../markdown/openDiagram.ts';
import { openLink } from '../markdown/openLink.ts';
import type { ParametersPanel } from '../parameters/parametersPanel.ts';
import type { ChatPanel } from './chatController.ts';

/** Does what the page asks for. The page names messages and blocks; the text is always looked up here. */
export async function handlePageMessage(
	message: Exclude<FromWebview, { type: 'ready' | 'ack' | 'finding' }>,
	panel: ChatPanel,
	parameters: ParametersPanel,
): Promise<void> {
	const { session, requests } = panel;
	switch (message.type) {
		case 'send':
			return session.box.send(message.text, message.withoutImages);
		case 'draft':
			return session.box.keepDraft(message.conversation, message.text);
		case 'place':
			return session.keepPlace(message.conversation, message.place);
		case 'queue':
			return session.box.queue(message.text);
		case 'editQueued':
			return session.box.editQueued(message.id);
		case 'removeQueued':
			return session.box.removeQueued(message.id);
		case 'sendQueued':
			return session.box.sendQueued();
		case 'stop':
			return session.chat.stop();
		case 'tryNow':
			return session.chat.retry?.tryNow();
		case 'newChat':
		case 'showHistory':
		case 'showUsage':
			return runCommand(message.type);
		case 'copy':
			return copy(session, message.id, message.block);
		case 'insert':
			return insert(session, message.id, message.block);
		case 'openDiagram':
			return showDiagram(session, message.id, message.block);
		case 'regenerate':
			return session.regenerate(message.id);
		case 'edit':
			return session.edit(message.id, message.text, message.removed);
		case 'askWithoutImages':
			return session.askWithoutImages(message.id);
		case 'delete':
			return session.chat.delete(message.id);
		case 'undoDelete':
			return session.chat.undoDelete();
		case 'continue':
			return session.continue(message.id);
		case 'fork':
			return session.fork(message.id);
		case 'showRequest':
			return requests.show(message.id);
		case 'copyAsCurl':
			return requests.copyAsCurl(message.id);
		case 'runAgain':
			return requests.runAgain(message.id);
		case 'showChanges':
			return requests.showChanges(message.id);
		case 'showSibling':
			return session.chat.showSibling(message.id, message.step);
		case 'openExcerpt':
			return openSentExcerpt(session, message.id, message.index);
		case 'removeAttachment':
			return session.box.removeAttachment(message.index);
		case 'attachImage':
			return session.box.addImage(message.conversation, message.name, message.bytes);
		case 'shortenAttachment':
			return shortenAttachment(session.box, message.index);
		case 'keepInContext':
			return session.keepInContext(message.id, message.inContext);
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
			return pickAttachment(panel);
		case 'attachFiles':
			return attachFiles(panel, parseUris(message.uris));
		case 'loadImage':
			return panel.sendImage(message.hash);
		case 'openImage':
			return openImage(session, panel.images, message.hash);
		case 'openLink':
			return openLink(message.href, message.text);
		case 'act':
			return act(session, message, parameters);
		case 'dismissNotice':
			return session.dismissNotice();
	}
}

async function runCommand(name: string): Promise<void> {
	await commands.executeCommand(`llamaChat.${name}`);
}

function replyOf(session: ChatSession, id: string): Reply | undefined {
	const message = session.chat.conversation.message(id);
	return message?.role === 'assistant' ? message : undefined;
}

async function copy(session: ChatSession, id: string, block: number | undefined): Promise<void> {
	const message = session.chat.conversation.message(id);
	if (message === undefined) return;
	const text = message.role === 'assistant' ? partOfReply(message, block)?.text : message.text;
	if (text !== undefined) await copyText(text);
}

async function insert(session: ChatSession, id: string, block: number | undefined): Promise<void> {
	const reply = replyOf(session, id);
	const insertion = reply && partOfReply(reply, block);
	if (insertion !== undefined) await insertText(insertion);
}

async function showDiagram(session: ChatSession, id: string, block: number): Promise<void> {
	const reply = replyOf(session, id);
	const diagram = reply && partOfReply(reply, block);
	if (diagram?.language.toLowerCase() === 'mermaid') await openDiagram(diagram.text);
}

async function openSentExcerpt(
	session: ChatSession,
	id: string | undefined,
	index: number,
): Promise<void> {
	const message = id === undefined ? undefined : session.chat.conversation.message(id);
	const attached = message?.role === 'user' ? message.excerpts : session.box.attachments;
	const excerpt = attached[index];
	if (excerpt !== undefined && !isImage(excerpt)) await openExcerpt(excerpt);
}

async function act(
	session: ChatSession,
	{ action, id }: Extract<FromWebview, { type: 'act' }>,
	parameters: ParametersPanel,
): Promise<void> {
	const failure = id === undefined ? session.notice : replyOf(session, id)?.failure;
	if (id !== undefined && action === 'retryWithTokens' && failure?.affordable !== undefined) {
		return session.regenerate(id, { maxTokens: failure.affordable });
	}
	if (id !== undefined && action === 'sendWithout' && failure?.parameter !== undefined) {
		return session.regenerate(id, { without: failure.parameter });
	}
	return action === 'openParameters' ? parameters.show() : doAction(action, failure);
}
