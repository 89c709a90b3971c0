import { commands, Uri, window } from 'vscode';
import { diagramAddresses } from '../../core/markdown/diagramAddresses.ts';
import { fenceFor } from '../../core/prompts/prompt.ts';
import { cut } from '../../shared/text/shorten.ts';
import { SCHEMES } from '../documents/schemes.ts';

const OPEN = 'Open';
/** Of one address, in characters. */
const MAX_SHOWN = 300;

/**
 * Shows a Mermaid diagram in VS Code's own Markdown preview. The document is not saved anywhere, and its text is in its address: the preview
 * comes back with it after a reload, and nothing has to be kept for it. The preview loads images from anywhere: where a diagram could have
 * it do so, the addresses are named first.
 */
export async function openDiagram(source: string): Promise<void> {
	if (!(await mayReachOut(source))) return;
	const uri = Uri.from({ scheme: SCHEMES.diagram, path: '/Diagram.md', query: source });
	await commands.executeCommand('markdown.showPreview', uri);
}

/** Asks about a diagram that holds addresses; true without a question for all others. */
async function mayReachOut(source: string): Promise<boolean> {
	const { addresses, disguised } = diagramAddresses(source);
	if (addresses.length === 0 && !disguised) return true;
	const choice = await window.showWarningMessage(
		'VS Code’s preview may load from the network what this diagram names.',
		{ modal: true, detail: detailOf(addresses, disguised) },
		OPEN,
	);
	return choice === OPEN;
}

function detailOf(addresses: readonly string[], disguised: boolean): string {
	const shown = addresses.map((address) =>
		address.length > MAX_SHOWN ? `${cut(address, MAX_SHOWN)}…` : address,
	);
	if (disguised) shown.push('It also has signs written as codes, which can spell an address.');
	return shown.join('\n');
}

/** The text of a document that `openDiagram` names. */
export function diagramText({ query }: Uri): string {
	const fence = fenceFor(query);
	return `${fence}mermaid\n${query}\n${fence}\n`;
}
