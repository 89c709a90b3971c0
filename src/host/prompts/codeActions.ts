import {
	CodeAction,
	CodeActionKind,
	type CodeActionProvider,
	CodeActionTriggerKind,
	commands,
	type Diagnostic,
	type Disposable,
	languages,
	type TextDocument,
} from 'vscode';
import type { ProblemTask } from '../../core/prompts/problemQuestion.ts';
import type { AskedChat, AskedProblem } from './askProblem.ts';

const EXPLAIN = CodeActionKind.Empty.append('explain');

/** Not in the manifest: only the lightbulb has it. */
const ASK = '_llamaChat.askAboutProblems';

const TITLES: Record<ProblemTask, string> = {
	explain: 'Explain Problem',
	fix: 'Fix with Llama Chat',
};

/** What an entry of the lightbulb asks. Only what is made here is asked: no other extension can hand in a text to be sent. */
class ProblemAction implements AskedProblem {
	readonly task: ProblemTask;
	readonly document: TextDocument;
	readonly diagnostics: readonly Diagnostic[];

	constructor(task: ProblemTask, document: TextDocument, diagnostics: readonly Diagnostic[]) {
		this.task = task;
		this.document = document;
		this.diagnostics = diagnostics;
	}
}

const explainProvider: CodeActionProvider = {
	provideCodeActions(_document, range, context) {
		// With nothing selected the bulb would be lit on every line; asked for, it is offered there too.
		if (range.isEmpty && context.triggerKind !== CodeActionTriggerKind.Invoke) return [];
		const action = new CodeAction('Explain Selection with Llama Chat', EXPLAIN);
		action.command = { command: 'llamaChat.explainSelection', title: 'Explain Selection' };
		return [action];
	},
};

const editProvider: CodeActionProvider = {
	provideCodeActions(_document, range, context) {
		if (range.isEmpty && context.triggerKind !== CodeActionTriggerKind.Invoke) return [];
		const title = 'Edit Selection with Llama Chat';
		const action = new CodeAction(title, CodeActionKind.RefactorRewrite);
		action.command = { command: 'llamaChat.editSelection', title: 'Edit Selection' };
		return [action];
	},
};

const problemProvider: CodeActionProvider = {
	provideCodeActions(document, _range, { diagnostics }) {
		if (diagnostics.length === 0) return [];
		return (['explain', 'fix'] as const).map((task) => {
			const action = new CodeAction(TITLES[task], CodeActionKind.QuickFix);
			action.diagnostics = [...diagnostics];
			action.command = {
				command: ASK,
				title: TITLES[task],
				arguments: [new ProblemAction(task, document, diagnostics)],
			};
			return action;
		});
	},
};

/** Explain Selection and Edit Selection in the lightbulb of every text document, and what to do about a problem where there is one. */
export function registerCodeActions(chat: () => Promise<AskedChat>): Disposable[] {
	const everywhere = { pattern: '**' };
	return [
		languages.registerCodeActionsProvider(everywhere, explainProvider, {
			providedCodeActionKinds: [EXPLAIN],
		}),
		languages.registerCodeActionsProvider(everywhere, editProvider, {
			providedCodeActionKinds: [CodeActionKind.RefactorRewrite],
		}),
		languages.registerCodeActionsProvider(everywhere, problemProvider, {
			providedCodeActionKinds: [CodeActionKind.QuickFix],
		}),
		commands.registerCommand(ASK, async (asked: unknown) => {
			if (!(asked instanceof ProblemAction)) return;
			const { askProblem } = await import('./askProblem.ts');
			await askProblem(await chat(), asked);
		}),
	];
}
