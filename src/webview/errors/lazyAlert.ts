import { Lazy } from '../dom/lazy.ts';

/** What shows failures, with the words for each kind: seldom needed, and not by the page that opens. */
export const alerts = new Lazy(() => import('./failureAlert.ts'));
