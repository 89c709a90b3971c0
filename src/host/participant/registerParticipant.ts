import {
	type ChatParticipant,
	type ChatRequestHandler,
	chat,
	type Disposable,
	ThemeIcon,
	workspace,
} from 'vscode';
import { lends } from '../languageModels/lends.ts';

/** As `chatParticipants` in the manifest names it. */
export const PARTICIPANT_ID = 'llama-chat.llama';

/**
 * Answers @llama in VS Code's own chat, where the user lends models to VS Code and has that chat. What answers is loaded with the first
 * question.
 */
export function registerParticipant(answer: ChatRequestHandler): Disposable {
	// Products made of VS Code may have no chat.
	const api: Partial<typeof chat> | undefined = chat;
	let made: ChatParticipant | undefined;
	const update = () => {
		if (lends() && hasChat()) {
			made ??= api?.createChatParticipant?.(PARTICIPANT_ID, answer);
			if (made !== undefined) made.iconPath = new ThemeIcon('comment-discussion');
		} else {
			made?.dispose();
			made = undefined;
		}
	};
	update();
	const settings = workspace.onDidChangeConfiguration((event) => {
		const names = ['llamaChat.provideModels', 'chat.disableAIFeatures'];
		if (names.some((name) => event.affectsConfiguration(name))) update();
	});
	return {
		dispose: () => {
			settings.dispose();
			made?.dispose();
		},
	};
}

/** Whether VS Code's own chat is there. */
function hasChat(): boolean {
	return workspace.getConfiguration('chat').get('disableAIFeatures') !== true;
}
