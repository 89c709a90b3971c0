import { parseAnswer, parseToWebview, type ToWebview } from '../shared/panel/protocol.ts';
import { HostPort } from './dom/hostPort.ts';
import { prepare, prepareEmpty, prepareRest } from './neededParts.ts';
import { Page } from './page.ts';

const host = new HostPort();
const page = new Page(host);
document.body.append(page.root);

/** One after the other: a message may wait until what shows it is loaded. */
let shown = Promise.resolve();

window.addEventListener('message', (event) => {
	const answer = parseAnswer(event.data);
	if (answer !== undefined) void page.answered(answer).catch(reportError);
	const message = parseToWebview(event.data);
	if (message === undefined) return;
	shown = shown.then(() => show(message)).catch(reportError);
});
const focusChanged = () => {
	const focused = document.hasFocus();
	host.post({ type: 'focusChanged', focused });
	if (focused) page.takeKeyboard();
};
window.addEventListener('focus', focusChanged);
window.addEventListener('blur', focusChanged);
host.post({ type: 'ready' });
if (document.hasFocus()) focusChanged();
void prepareEmpty();
requestIdleCallback(() => void prepareRest());

async function show(message: ToWebview): Promise<void> {
	await prepare(message);
	page.show(message);
	// At once, not with the next picture: what has come to the host meanwhile is then in time for that.
	host.post({ type: 'ack', sequence: message.sequence });
}
