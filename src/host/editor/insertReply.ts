import { type QuickPickItem, window } from 'vscode';
import type { Chat } from '../../core/chat/chat.ts';
import type { Insertion } from '../../core/editor/partOfReply.ts';
import type { Reply } from '../../shared/conversation/messages.ts';
import { type CodeBlock, codeBlocks } from '../../shared/markdown/codeBlocks.ts';
import { insertText } from './insertText.ts';

type Choice = QuickPickItem & { readonly insertion: Insertion };

/** Inserts the last reply of the chat, or one of its code blocks, asking which only where there is a choice. */
export async function insertLastReply({ conversation }: Chat): Promise<void> {
	const reply = conversation.lastReply();
	if (reply === undefined || reply.text === '') {
		void window.showInformationMessage('There is no reply in this chat yet.');
		return;
	}
	await insertReply(reply);
}

async function insertReply(reply: Reply): Promise<void> {
	const blocks = codeBlocks(reply.text);
	const [first] = blocks;
	if (first === undefined) {
		await insertText({ text: reply.text, language: 'markdown' });
	} else if (isAllThereIs(first, reply.text)) {
		await insertText(first);
	} else {
		const choice = await window.showQuickPick<Choice>(
			[
				...blocks.map(blockChoice),
				{
					label: 'Whole reply',
					description: countLines(reply.text),
					insertion: { text: reply.text, language: 'markdown' },
				},
			],
			{ title: 'Insert Reply at Cursor', placeHolder: 'What to insert' },
		);
		if (choice !== undefined) await insertText(choice.insertion);
	}
}

function blockChoice(block: CodeBlock): Choice {
	const firstLine = block.text.split('\n').find((line) => line.trim() !== '') ?? '';
	return {
		label: `Code block ${block.index + 1}`,
		description: [block.language, countLines(block.text)].filter((part) => part !== '').join(', '),
		detail: firstLine.trim(),
		insertion: block,
	};
}

function countLines(text: string): string {
	const count = text.replace(/\n$/, '').split('\n').length;
	return count === 1 ? '1 line' : `${count} lines`;
}

/** Whether the reply is one code block and nothing else but its fences. */
function isAllThereIs(block: CodeBlock, text: string): boolean {
	const lines = text.trim().split('\n');
	return lines.slice(1, -1).join('\n').trim() === block.text.trim();
}
