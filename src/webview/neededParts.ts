import type { Change, ToWebview } from '../shared/panel/protocol.ts';
import { attachmentLists, queueLists } from './composer/composer.ts';
import { overBoxes } from './composer/lazyOverBox.ts';
import { articles } from './conversation/lazyArticles.ts';
import { Lazy } from './dom/lazy.ts';
import { alerts } from './errors/lazyAlert.ts';
import { results } from './find/findBar.ts';
import { narrators } from './speech/turnVoice.ts';

/** What an empty chat begins with. */
export const welcomes = new Lazy(() => import('./welcome.ts'));

/** Loads what the message needs, so that it is shown in one piece. What cannot be loaded is reported, and not shown. */
export async function prepare(message: ToWebview): Promise<void> {
	await loadAll(neededFor(message));
}

/** Loads what an empty chat shows, while the host is still asked what there is to be shown. */
export async function prepareEmpty(): Promise<void> {
	await loadAll([welcomes]);
}

/** Loads what most chats need sooner or later: what comes first is then not to wait for it. */
export async function prepareRest(): Promise<void> {
	await loadAll([articles, narrators, alerts, overBoxes]);
}

/** What is in files of its own and must be there before the message is shown. */
function neededFor(message: ToWebview): Lazy<unknown>[] {
	const isSnapshot = message.type === 'snapshot';
	const statuses = message.changes.flatMap((change) =>
		change.type === 'status' ? [change.status] : [],
	);
	if (isSnapshot) statuses.push(message.status);
	const isEmpty = isSnapshot && message.messages.length === 0;
	const changes = (kind: Change['type']) => message.changes.some(({ type }) => type === kind);
	const needed: [Lazy<unknown>, boolean][] = [
		[articles, changes('message') || (isSnapshot && !isEmpty)],
		[welcomes, isEmpty],
		[results, changes('reveal') || changes('find')],
		[narrators, statuses.some(({ running }) => running !== null)],
		[
			attachmentLists,
			statuses.some(
				({ attachments, instructions = [] }) => attachments.length + instructions.length > 0,
			),
		],
		[queueLists, statuses.some(({ queued }) => queued.length > 0)],
		[
			overBoxes,
			statuses.some(
				({ notice, unsaved, news, findings = [] }) =>
					notice !== null || unsaved !== undefined || news !== undefined || findings.length > 0,
			),
		],
		[alerts, statuses.some(({ notice }) => notice !== null)],
	];
	return needed.flatMap(([part, isNeeded]) => (isNeeded ? [part] : []));
}

async function loadAll(parts: readonly Lazy<unknown>[]): Promise<void> {
	await Promise.all(parts.map((part) => part.load().catch(reportError)));
}
