import { excerptBlock } from '../../src/webview/attachments/excerptBlock.ts';
import { questionText } from '../../src/webview/conversation/questionText.ts';
import { ReasoningFold } from '../../src/webview/conversation/reasoningFold.ts';
import { element } from '../../src/webview/dom/element.ts';
import { markHidden } from '../../src/webview/dom/hiddenMark.ts';
import { excerpt } from './samples.ts';

/** Each shows a text with very many hidden characters; gives back how many are marked. */
const makers = {
	question: (text: string) => marksIn(questionText(text)),
	excerpt: (text: string) => marksIn(excerptBlock({ ...excerpt, text }, () => {})),
	reasoning: (text: string) => {
		const fold = new ReasoningFold(text);
		fold.append(text);
		fold.dispose();
		return marksIn(fold.root) / 2;
	},
	code: (text: string) => {
		const code = element('code', {}, text);
		markHidden(code);
		return marksIn(code);
	},
};

export type LongLists = keyof typeof makers;

Object.assign(globalThis, { makers });

function marksIn(root: HTMLElement): number {
	return root.querySelectorAll('.hidden-character').length;
}
