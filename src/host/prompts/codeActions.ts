import {
	CodeAction,
	CodeActionKind,
	type CodeActionProvider,
	CodeActionTriggerKind,
	commands,
	type Diagnostic,
	DiagnosticSeverity,
	type Disposable,
	languages,
	type TextDocument,
	workspace,
} from 'vscode';
import {
	type PlacedProblem,
	type ProblemTask,
	problemQuestion,
} from '../../core/prompts/problemQuestion.ts';
import { excerptAround } from '../attachments/excerpts.ts';
import type { OpenChats } from '../chat/openChats.ts';

const EXPLAIN = CodeActionKind.Empty.append('explain');

/** Not in the manifest: only the lightbulb has it. */
const ASK = '_llamaChat.askAboutProblems';

/** How much of the code around a problem goes along. */
const MOST_LINES = 100;

const TITLES: Record<ProblemTask, string> = {
	explain: 'Explain Problem',
	fix: 'Fix with Llama Chat',
};

/** What an entry of the lightbulb asks. Only what is made here is asked: no other extension can hand in a text to be sent. */
class ProblemAction {
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

/** The chat that is asked. */
export interface AskedChat {
	readonly chats: Pick<OpenChats, 'ask'>;
	/** Shows the chat; the editor keeps the keyboard. */
	reveal(): Promise<void>;
}

/** Explain Selection in the lightbulb of every text document, and what to do about a problem where there is one. */
export function registerCodeActions(chat: AskedChat): Disposable[] {
	const everywhere = { pattern: '**' };
	return [
		languages.registerCodeActionsProvider(everywhere, explainProvider, {
			providedCodeActionKinds: [EXPLAIN],
		}),
		languages.registerCodeActionsProvider(everywhere, problemProvider, {
			providedCodeActionKinds: [CodeActionKind.QuickFix],
		}),
		commands.registerCommand(ASK, async (asked: unknown) => {
			if (asked instanceof ProblemAction) await askAbout(chat, asked);
		}),
	];
}

/** Sends the problems with the code around them at once. */
async function askAbout(chat: AskedChat, asked: ProblemAction): Promise<void> {
	const { task, document, diagnostics } = asked;
	const [first] = diagnostics;
	if (first === undefined) return;
	const place = diagnostics.reduce((range, one) => range.union(one.range), first.range);
	const code = await excerptAround(document, document.validateRange(place), MOST_LINES);
	const file = workspace.asRelativePath(document.uri);
	const question = problemQuestion(task, file, diagnostics.map(placed));
	await chat.reveal();
	await chat.chats.ask(question, [code]);
}

function placed({ severity, message, source, code, range }: Diagnostic): PlacedProblem {
	const value = typeof code === 'object' ? code.value : code;
	return {
		severity: DiagnosticSeverity[severity].toLowerCase(),
		message,
		source,
		code: value === undefined ? undefined : String(value),
		startLine: range.start.line + 1,
		endLine: range.end.line + 1,
	};
}
