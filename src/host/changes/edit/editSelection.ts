import { type Memento, ProgressLocation, window } from 'vscode';
import { namedFile } from '../../../core/changes/named/namedFile.ts';
import type { Chat } from '../../../core/chat/chat.ts';
import type { SentQuestion } from '../../../core/chat/chatPorts.ts';
import { checkUnitFits, type ModelLimits } from '../../../core/context/unitFit.ts';
import { editPrompt } from '../../../core/prompts/editPrompt.ts';
import { excerptInWords } from '../../../core/prompts/prompt.ts';
import { replyEnd } from '../../../shared/conversation/finishReason.ts';
import type { Excerpt, Reply } from '../../../shared/conversation/messages.ts';
import { failureInWords } from '../../../shared/errors/failureTable.ts';
import { type CodeBlock, codeBlocks } from '../../../shared/markdown/codeBlocks.ts';
import { checkSize, excerptOf } from '../../attachments/excerpts.ts';
import type { OpenChats } from '../../chat/openChats.ts';
import { notificationText } from '../../vscode/notificationText.ts';
import type { Changes } from '../changes.ts';
import { askInstruction } from './askInstruction.ts';
import { type EditUnit, unitAtCursor } from './editUnit.ts';
import { FollowedUnit } from './followedUnit.ts';

const SHOW_CHAT = 'Show Chat';

export interface EditPorts {
	readonly chat: {
		readonly chats: Pick<OpenChats, 'ask'>;
		/** Shows the chat; the editor keeps the keyboard. */
		reveal(): Promise<void>;
		/** Shows a chat, with the keyboard in its box. */
		openChat(id: string): Promise<void>;
	};
	readonly changes: Changes;
	/** Where the last instructions are kept. */
	readonly memento: Memento;
	/** What the model takes that is asked next. */
	limits(): Promise<ModelLimits>;
}

/**
 * Asks what is to be changed in the selection, or in the function around the cursor, sends it as a message of the chat, and shows the answer in
 * the diff editor.
 * @throws ChatError where there is no such code, or it does not fit the model
 */
export async function editSelection(ports: EditPorts): Promise<void> {
	const unit = await unitAtCursor();
	using followed = new FollowedUnit(unit);
	const excerpt = excerptOf(unit.document, unit.range);
	checkSize([excerpt], []);
	const limits = ports.limits();
	const instruction = await askInstruction(ports.memento, excerptInWords(excerpt));
	if (instruction === undefined) return;
	const question = editPrompt(instruction, excerpt.text);
	const replyRoom = checkUnitFits(excerpt.text, question, await limits);
	await ports.chat.reveal();
	await sendAndFollow(ports, { unit, followed, excerpt, question, replyRoom });
}

interface Edit {
	readonly unit: EditUnit;
	readonly followed: FollowedUnit;
	readonly excerpt: Excerpt;
	readonly question: string;
	/** In tokens. */
	readonly replyRoom: number;
}

async function sendAndFollow(ports: EditPorts, edit: Edit): Promise<void> {
	const replies: Promise<void>[] = [];
	const { question, excerpt, replyRoom } = edit;
	const follow = (chat: Chat, sent: SentQuestion) => {
		replies.push(followReply(ports, edit, chat, sent));
	};
	await ports.chat.chats.ask(question, [excerpt], follow, replyRoom);
	await Promise.all(replies);
}

async function followReply(
	ports: EditPorts,
	edit: Edit,
	chat: Chat,
	sent: SentQuestion,
): Promise<void> {
	const title = notificationText(`Editing ${excerptInWords(edit.excerpt)}`);
	const progress = { location: ProgressLocation.Notification, title, cancellable: true };
	await window.withProgress(progress, async (_progress, token) => {
		token.onCancellationRequested(() => {
			if (chat.turns.running === sent.reply) chat.turns.stop();
		});
		await sent.ended;
	});
	const { conversation } = chat;
	const reply = conversation.message(sent.reply);
	// Stopped, ended by the window, or taken back for want of a key, which the chat says.
	if (reply?.role !== 'assistant' || ['stopped', 'interrupted'].includes(reply.status)) return;
	const block = blockIn(reply);
	if ('why' in block) {
		void leadToChat(ports, conversation.id, block.why);
		return;
	}
	const question = conversation.message(sent.question);
	if (question?.role !== 'user') return;
	await ports.changes.applyBlock({
		inEditor: true,
		conversation: conversation.id,
		reply: reply.id,
		block: block.index,
		uri: edit.unit.document.uri,
		...codeIn(block, edit.excerpt.text),
		range: (document) => edit.followed.rangeIn(document, question),
	});
}

/** The one code block of a reply, or why there is nothing to be put into the document. */
function blockIn({ status, text, facts, failure }: Reply): CodeBlock | { readonly why: string } {
	if (status !== 'complete') {
		return { why: failure === undefined ? 'The reply broke off.' : failureInWords(failure) };
	}
	const [block, ...more] = codeBlocks(text);
	if (replyEnd(facts.finish_reason) === 'length') {
		return {
			why: 'The reply was cut off before the code was whole. Begin a new chat, which leaves more room for the reply, select less, or raise max_tokens.',
		};
	}
	if (block === undefined) return { why: 'The reply has no code block.' };
	if (more.length === 0) return block;
	return {
		why: `The reply has ${more.length + 1} code blocks, and which of them is meant is not certain. Apply it in the chat.`,
	};
}

/** Without a line that only names the file, unless the old code has that line too. */
function codeIn(block: CodeBlock, old: string): Pick<CodeBlock, 'text' | 'language'> {
	const { text, language } = namedFile(block);
	const [first] = block.text.split('\n', 1);
	return { text: old.split('\n', 1)[0] === first ? block.text : text, language };
}

async function leadToChat({ chat }: EditPorts, id: string, why: string): Promise<void> {
	const sentence = /[.!?]$/.test(why) ? why : `${why}.`;
	const message = notificationText(`${sentence} Nothing was changed.`);
	const choice = await window.showWarningMessage(message, SHOW_CHAT);
	if (choice === SHOW_CHAT) await chat.openChat(id);
}
