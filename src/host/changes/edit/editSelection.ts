import { type Memento, ProgressLocation, type TextDocument, window } from 'vscode';
import { namedFile } from '../../../core/changes/named/namedFile.ts';
import type { Chat } from '../../../core/chat/chat.ts';
import type { SentQuestion } from '../../../core/chat/chatPorts.ts';
import { checkUnitFits, type ModelLimits } from '../../../core/context/unitFit.ts';
import { editPrompt } from '../../../core/prompts/editPrompt.ts';
import { excerptInWords, linesInWords } from '../../../core/prompts/prompt.ts';
import { replyEnd } from '../../../shared/conversation/finishReason.ts';
import type { Excerpt, Reply } from '../../../shared/conversation/messages.ts';
import { failureInWords } from '../../../shared/errors/failureTable.ts';
import { type CodeBlock, codeBlocks } from '../../../shared/markdown/codeBlocks.ts';
import { checkSize, excerptOf } from '../../attachments/excerpts.ts';
import type { OpenChats } from '../../chat/openChats.ts';
import { notificationText } from '../../vscode/notificationText.ts';
import type { Changes } from '../changes.ts';
import { askInstruction } from './askInstruction.ts';
import { unitsAtCursors } from './editUnit.ts';
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
	const units = await unitsAtCursors();
	const { document } = units[0];
	const parts = units.map((unit) => ({
		followed: new FollowedUnit(unit),
		excerpt: excerptOf(document, unit.range),
	}));
	try {
		await editParts(ports, document, parts);
	} finally {
		for (const { followed } of parts) followed[Symbol.dispose]();
	}
}

async function editParts(
	ports: EditPorts,
	document: TextDocument,
	parts: readonly EditPart[],
): Promise<void> {
	const excerpts = parts.map(({ excerpt }) => excerpt);
	checkSize(excerpts, []);
	const limits = ports.limits();
	const what = partsInWords(excerpts);
	const instruction = await askInstruction(ports.memento, what);
	if (instruction === undefined) return;
	const texts = excerpts.map(({ text }) => text);
	const question = editPrompt(instruction, texts);
	const replyRoom = checkUnitFits(texts.join('\n'), question, await limits);
	await ports.chat.reveal();
	await sendAndFollow(ports, { document, parts, what, question, replyRoom });
}

function partsInWords(excerpts: readonly Excerpt[]): string {
	const [first] = excerpts;
	if (first === undefined) return '';
	if (excerpts.length === 1) return excerptInWords(first);
	return `${first.label}, ${excerpts.map(linesInWords).join(', ')}`;
}

/** A piece of the code that is to be edited. */
interface EditPart {
	readonly followed: FollowedUnit;
	readonly excerpt: Excerpt;
}

interface Edit {
	readonly document: TextDocument;
	/** In the order of the document. */
	readonly parts: readonly EditPart[];
	/** The parts, as they are shown. */
	readonly what: string;
	readonly question: string;
	/** In tokens. */
	readonly replyRoom: number;
}

async function sendAndFollow(ports: EditPorts, edit: Edit): Promise<void> {
	const replies: Promise<void>[] = [];
	const { question, parts, replyRoom } = edit;
	const excerpts = parts.map(({ excerpt }) => excerpt);
	const follow = (chat: Chat, sent: SentQuestion) => {
		replies.push(followReply(ports, edit, chat, sent));
	};
	await ports.chat.chats.ask(question, excerpts, follow, replyRoom);
	await Promise.all(replies);
}

async function followReply(
	ports: EditPorts,
	edit: Edit,
	chat: Chat,
	sent: SentQuestion,
): Promise<void> {
	const title = notificationText(`Editing ${edit.what}`);
	const progress = { location: ProgressLocation.Notification, title, cancellable: true };
	await window.withProgress(progress, async (_progress, token) => {
		token.onCancellationRequested(() => {
			if (chat.turns.allRunning.includes(sent.reply)) chat.turns.stop(sent.reply);
		});
		await sent.ended;
	});
	const { conversation } = chat;
	const reply = conversation.message(sent.reply);
	// Stopped, ended by the window, or taken back for want of a key, which the chat says.
	if (reply?.role !== 'assistant' || ['stopped', 'interrupted'].includes(reply.status)) return;
	const blocks = blocksIn(reply, edit.parts.length);
	if (!Array.isArray(blocks)) {
		void leadToChat(ports, conversation.id, blocks.why);
		return;
	}
	const question = conversation.message(sent.question);
	if (question?.role !== 'user') return;
	await ports.changes.applyBlocks({
		inEditor: true,
		conversation: conversation.id,
		reply: reply.id,
		block: blocks[0]?.index ?? 0,
		uri: edit.document.uri,
		parts: edit.parts.flatMap(({ followed, excerpt }, index) => {
			const block = blocks[index];
			if (block === undefined) return [];
			const range = (document: TextDocument) => followed.rangeIn(document, question);
			return { ...codeIn(block, excerpt.text), range };
		}),
	});
}

/** The code blocks of a reply, one for each part, or why there is nothing to be put into the document. */
function blocksIn(
	{ status, text, facts, failure }: Reply,
	parts: number,
): CodeBlock[] | { readonly why: string } {
	if (status !== 'complete') {
		return { why: failure === undefined ? 'The reply broke off.' : failureInWords(failure) };
	}
	const blocks = codeBlocks(text);
	if (replyEnd(facts.finish_reason) === 'length') {
		return {
			why: 'The reply was cut off before the code was whole. Begin a new chat, which leaves more room for the reply, select less, or raise Max Tokens.',
		};
	}
	if (blocks.length === parts) return blocks;
	if (blocks.length === 0) return { why: 'The reply has no code block.' };
	const has = `The reply has ${blocks.length} code ${blocks.length === 1 ? 'block' : 'blocks'}`;
	return parts === 1
		? { why: `${has}, and which of them is meant is not certain. Apply it in the chat.` }
		: { why: `${has} for ${parts} selections, and which is for which is not certain` };
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
