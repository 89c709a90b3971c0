import { parseToWebview } from '../shared/protocol.ts';
import { Host } from './host.ts';
import { Page } from './page.ts';

const host = new Host();
const page = new Page(host);
document.body.append(page.root);

window.addEventListener('message', (event) => {
	const message = parseToWebview(event.data);
	if (message === undefined) return;
	page.show(message);
	// The host sends the next batch only once this one is on the screen.
	requestAnimationFrame(() => host.post({ type: 'ack', sequence: message.sequence }));
});
host.post({ type: 'ready' });
