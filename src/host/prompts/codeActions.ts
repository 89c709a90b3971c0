import {
	CodeAction,
	CodeActionKind,
	type CodeActionProvider,
	CodeActionTriggerKind,
	type Disposable,
	languages,
} from 'vscode';

const KIND = CodeActionKind.Empty.append('explain');

const provider: CodeActionProvider = {
	provideCodeActions(_document, range, context) {
		// With nothing selected the bulb would be lit on every line; asked for, it is offered there too.
		if (range.isEmpty && context.triggerKind !== CodeActionTriggerKind.Invoke) return [];
		const action = new CodeAction('Explain Selection with Llama Chat', KIND);
		action.command = { command: 'llamaChat.explainSelection', title: 'Explain Selection' };
		return [action];
	},
};

/** Explain Selection in the lightbulb of every text document. */
export function registerCodeActions(): Disposable {
	return languages.registerCodeActionsProvider({ pattern: '**' }, provider, {
		providedCodeActionKinds: [KIND],
	});
}
