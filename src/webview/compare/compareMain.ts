import { type FromComparePage, parseToComparePage } from '../../shared/compare/compareProtocol.ts';
import { articles } from '../conversation/lazyArticles.ts';
import { alerts } from '../errors/lazyAlert.ts';
import { CompareColumns } from './compareColumns.ts';

const api = acquireVsCodeApi();
const post = (message: FromComparePage) => api.postMessage(message);
void open().catch(reportError);

/** What shows answers in the chat shows them here: it is loaded before there is anything to show. */
async function open(): Promise<void> {
	const [shown, { failureAlert }] = await Promise.all([articles.load(), alerts.load()]);
	const page = new CompareColumns({ ...shown, failureAlert }, post);
	document.body.append(page.root);
	window.addEventListener('message', (event) => {
		const message = parseToComparePage(event.data);
		if (message === undefined) return;
		if (message.type === 'snapshot') page.replace(message);
		else page.change(message.changes);
		// At once: what has come to the host meanwhile is then in time for the next picture.
		post({ type: 'ack', sequence: message.sequence });
	});
	post({ type: 'ready' });
}
