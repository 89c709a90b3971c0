import { env, window } from 'vscode';
import { hasUser, linkTarget, namesTarget, whoIsReached } from '../../core/markdown/linkTarget.ts';
import { readFilePath } from '../../shared/markdown/filePath.ts';
import { cut } from '../../shared/text/shorten.ts';
import { openAddress } from '../vscode/openAddress.ts';
import type { Say } from '../vscode/say.ts';
import { openWorkspaceFile } from './openWorkspaceFile.ts';

const OPEN = 'Open';
const COPY = 'Copy Address';

/** What fits a question; beyond it not all of an address could be read. In characters. */
const MAX_SHOWN = 2000;

/**
 * Opens a link of a reply, or the file of the workspace that it leads to. Unless its text is its whole address, who is reached and the address are shown first: VS Code's own question
 * leaves out the middle of long ones, and asks nothing for a domain that is trusted.
 */
export async function openLink(href: string, shown: string, say: Say): Promise<void> {
	const target = linkTarget(href);
	if (target === undefined) {
		const file = readFilePath(href);
		if (file) await openWorkspaceFile(file, say);
		return;
	}
	if (target.length <= MAX_SHOWN && namesTarget(shown, target)) {
		await openAddress(target);
		return;
	}
	const tooLong = target.length > MAX_SHOWN;
	const who = whoIsReached(target);
	const choice = await window.showWarningMessage(
		tooLong
			? `This address at ${who} has ${target.length.toLocaleString('en')} characters, more than can be shown. It may carry data with it.`
			: `Open this address at ${who}?`,
		{ modal: true, detail: detailOf(target) },
		...(tooLong ? [COPY] : [OPEN, COPY]),
	);
	if (choice === OPEN && !tooLong) await openAddress(target);
	else if (choice === COPY) await env.clipboard.writeText(target);
}

function detailOf(target: string): string {
	const shown = target.length > MAX_SHOWN ? `${cut(target, MAX_SHOWN)}…` : target;
	return hasUser(target) ? `${shown}\n\nWhat stands before the @ is not where it leads.` : shown;
}
