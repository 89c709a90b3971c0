/** What shows messages, in one file that is loaded with the first of them. */
export { showBlockChange } from '../changes/blockChange.ts';
export { countedNote } from '../context/countedNote.ts';
export { showOffer } from '../context/summaryOffer.ts';
export { MarkdownView } from '../markdown/markdownView.ts';
export { arrange } from './kept/arrange.ts';
export { keptOf } from './kept/keptArticles.ts';
export { isLarge, letGoLater } from './kept/letGo.ts';
export { QuestionArticle } from './questionArticle.ts';
export { ReasoningFold } from './reasoningFold.ts';
export { ReplyArticle } from './replyArticle.ts';
export { endNote } from './replyEndNote.ts';
export { comparedFacts } from './replyFacts.ts';
