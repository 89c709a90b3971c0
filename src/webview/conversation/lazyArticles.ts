import { Lazy } from '../dom/lazy.ts';

/** What shows messages: most of the page's code, and an empty chat does not need it. */
export const articles = new Lazy(() => import('./articles.ts'));
