import {
	type Disposable,
	EventEmitter,
	type LanguageModelChatProvider,
	lm,
	workspace,
} from 'vscode';
import { lends } from '../host/languageModels/lends.ts';
import type { ChatWindow } from './openWindow.ts';

/** As `languageModelChatProviders` in the manifest names us; "openrouter" is VS Code's own. */
const VENDOR = 'llama-chat';

/**
 * Offers the favourite models to VS Code, and through it to other extensions, where the user lends them. Nothing is loaded before VS Code
 * asks for them, and nothing at all where they are not lent.
 */
export function lendModels(opened: () => Promise<Pick<ChatWindow, 'lending'>>): Disposable[] {
	const changed = new EventEmitter<void>();
	const models = async () => {
		const { lending } = await opened();
		return lending.models();
	};
	let listening: { dispose(): void } | undefined;
	const provider: LanguageModelChatProvider = {
		onDidChangeLanguageModelChatInformation: changed.event,
		provideLanguageModelChatInformation: async () => {
			if (!lends()) return [];
			const { lending } = await opened();
			listening ??= lending.onDidChange(() => changed.fire());
			return (await lending.models()).provideLanguageModelChatInformation();
		},
		provideLanguageModelChatResponse: async (...asked) =>
			(await models()).provideLanguageModelChatResponse(...asked),
		provideTokenCount: async (model, text) => (await models()).provideTokenCount(model, text),
	};
	const registered = lm.registerLanguageModelChatProvider(VENDOR, provider);
	// VS Code asks for the models of a provider only once that has said that they changed.
	if (lends()) changed.fire();
	return [
		registered,
		changed,
		{ dispose: () => listening?.dispose() },
		workspace.onDidChangeConfiguration((event) => {
			const names = ['provideModels', 'baseUrl'];
			if (names.some((name) => event.affectsConfiguration(`llamaChat.${name}`))) changed.fire();
		}),
	];
}
