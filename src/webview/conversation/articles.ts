/** What shows messages, in one file that is loaded with the first of them. */
export { showOffer } from '../context/summaryOffer.ts';
export { isLarge, letGoLater } from './letGo.ts';
export { QuestionArticle } from './questionArticle.ts';
export { ReplyArticle } from './replyArticle.ts';
