import { parseLoadedImage, parseToWebview, type ToWebview } from '../shared/panel/protocol.ts';
import { loadReplies } from './conversation/lazyArticles.ts';
import { HostPort } from './dom/hostPort.ts';
import { Page } from './page.ts';

const host = new HostPort();
const page = new Page(host);
document.body.append(page.root);

/** One after the other: a message may wait until replies can be shown. */
let shown = Promise.resolve();

window.addEventListener('message', (event) => {
	const image = parseLoadedImage(event.data);
	if (image !== undefined) void page.loaded(image).catch(reportError);
	const message = parseToWebview(event.data);
	if (message === undefined) return;
	shown = shown.then(() => show(message)).catch(reportError);
});
host.post({ type: 'ready' });
// The page is on the screen without it; the first reply is not to wait for it either.
requestIdleCallback(() => void loadReplies().catch(reportError));

async function show(message: ToWebview): Promise<void> {
	if (holdsReply(message)) await loadReplies();
	page.show(message);
	// At once, not with the next picture: what has come to the host meanwhile is then in time for that.
	host.post({ type: 'ack', sequence: message.sequence });
}

function holdsReply(message: ToWebview): boolean {
	const views = message.changes.flatMap((change) => (change.type === 'message' ? change.view : []));
	if (message.type === 'snapshot') views.push(...message.messages);
	return views.some((view) => view.message.role === 'assistant');
}
