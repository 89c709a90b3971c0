import { commands, env, window } from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import { terminalText } from '../../core/references/terminalText.ts';
import { linesThatFit } from '../../core/references/textParts.ts';
import { attachText } from './attachText.ts';
import type { Offer, Taking } from './offers.ts';

const LAST_COMMAND = 'workbench.action.terminal.copyLastCommandAndLastCommandOutput';
const SELECTION = 'workbench.action.terminal.copySelection';

const TAKE = 'Take It';

/** How often, and how many milliseconds apart, it is looked whether the terminal has copied: in a browser that takes a while. */
const LOOKS = 10;
const LOOK_MS = 50;

/** What the terminal shows: only by the clipboard can another extension have it. */
export function terminalOffers(): Offer[] {
	return [
		{
			id: 'terminal',
			name: '#terminal',
			description: 'The last command, and what it has put out',
			insert: '#terminal',
			take: (taking) =>
				takeCopied(taking, LAST_COMMAND, {
					label: 'Last command in the terminal',
					nothing:
						'The terminal has no last command to copy. That needs its shell integration (setting terminal.integrated.shellIntegration.enabled). Or select the text there and take #terminal:selection.',
				}),
		},
		{
			id: 'terminal:selection',
			name: '#terminal:selection',
			description: 'What is selected in the terminal',
			insert: '#terminal:selection',
			take: (taking) =>
				takeCopied(taking, SELECTION, {
					label: 'Selection in the terminal',
					nothing: 'Nothing is selected in the terminal.',
				}),
		},
	];
}

async function takeCopied(
	taking: Taking,
	command: string,
	{ label, nothing }: { readonly label: string; readonly nothing: string },
): Promise<void> {
	if (window.terminals.length === 0) throw new ChatError('refused', 'There is no terminal.');
	const copied = await throughClipboard(() => commands.executeCommand(command));
	if (copied === 'refused') return;
	const text = terminalText(copied ?? '');
	if (text === '') throw new ChatError('refused', nothing);
	const made = { source: 'terminal', label, language: 'plaintext', about: '' } as const;
	attachText(taking, made, (bytes) => linesThatFit(text, bytes, 'last'));
}

/**
 * What something copies; undefined where it copies nothing. The clipboard then has its old text again, unless somebody else
 * has copied something meanwhile.
 * @returns 'refused' where the clipboard has no text, and the user does not want to lose what else may be in it
 */
async function throughClipboard(
	copy: () => PromiseLike<unknown>,
): Promise<string | 'refused' | undefined> {
	const { clipboard } = env;
	const before = await clipboard.readText();
	if (before === '' && !(await mayBeLost())) return 'refused';
	// What is copied can be the very text that was there before.
	const marker = `llama-chat ${crypto.randomUUID()}`;
	let ours = marker;
	try {
		await clipboard.writeText(marker);
		try {
			await copy();
		} catch (error) {
			// What it has copied before it failed.
			ours = await clipboard.readText();
			throw error;
		}
		for (let look = 0; look < LOOKS; look++) {
			const copied = await clipboard.readText();
			if (copied !== marker) {
				ours = copied;
				return copied;
			}
			await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
		}
		return undefined;
	} finally {
		if ((await clipboard.readText()) === ours) await clipboard.writeText(before);
	}
}

async function mayBeLost(): Promise<boolean> {
	const answer = await window.showWarningMessage(
		"The terminal's text goes by the clipboard, which has no text now, but perhaps an image. It would be lost: only text can be put back.",
		{ modal: true },
		TAKE,
	);
	return answer === TAKE;
}
