import { parseToUsagePage } from '../../shared/spending/usageProtocol.ts';
import { UsagePage } from './usagePage.ts';

const api = acquireVsCodeApi();
const page = new UsagePage((message) => api.postMessage(message));
document.body.append(page.root);
window.addEventListener('message', (event) => {
	const message = parseToUsagePage(event.data);
	if (message !== undefined) page.show(message.report);
});
api.postMessage({ type: 'ready' });
