import type { QuestionEditor } from './questionEditor.ts';
import type { ReplyArticle } from './replyArticle.ts';

let loaded: typeof import('./replyArticle.ts') | undefined;

/** Resolves when replies can be shown. What shows them is most of the page's code, and an empty chat does not need it. */
export async function loadReplies(): Promise<void> {
	loaded ??= await import('./replyArticle.ts');
}

/** @throws Error before `loadReplies` has resolved */
export function createReplyArticle(
	...parameters: ConstructorParameters<typeof ReplyArticle>
): ReplyArticle {
	if (loaded === undefined) throw new Error('A reply is shown before what shows it is loaded');
	return new loaded.ReplyArticle(...parameters);
}

/** What changes a question comes with what shows replies: there is none to change before. */
export async function createQuestionEditor(
	...parameters: ConstructorParameters<typeof QuestionEditor>
): Promise<QuestionEditor> {
	const { QuestionEditor: Editor } = await import('./replyArticle.ts');
	return new Editor(...parameters);
}
