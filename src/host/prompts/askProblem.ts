import { type Diagnostic, DiagnosticSeverity, type TextDocument, workspace } from 'vscode';
import {
	type PlacedProblem,
	type ProblemTask,
	problemQuestion,
} from '../../core/prompts/problemQuestion.ts';
import { excerptAround } from '../attachments/excerpts.ts';
import type { OpenChats } from '../chat/openChats.ts';

/** How much of the code around a problem goes along. */
const MOST_LINES = 100;

/** What is asked about problems. */
export interface AskedProblem {
	readonly task: ProblemTask;
	readonly document: TextDocument;
	readonly diagnostics: readonly Diagnostic[];
}

/** The chat that is asked. */
export interface AskedChat {
	readonly chats: Pick<OpenChats, 'ask'>;
	/** Shows the chat; the editor keeps the keyboard. */
	reveal(): Promise<void>;
}

/** Sends the problems with the code around them at once. */
export async function askProblem(chat: AskedChat, asked: AskedProblem): Promise<void> {
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
