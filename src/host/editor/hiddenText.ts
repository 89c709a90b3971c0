import { env, window } from 'vscode';
import { hiddenInWords, withoutHidden } from '../../shared/text/hiddenCharacters.ts';

const INSERT_WITHOUT = 'Insert Without Them';
const INSERT_ANYWAY = 'Insert Anyway';
const COPY_WITHOUT = 'Copy Without Them';

/** What is named one by one; of more kinds, the number is enough. */
const MOST = 12;

/** Asks before text with characters that cannot be seen goes into a file. Returns the text that is to go there, undefined for none. */
export async function insertable(text: string): Promise<string | undefined> {
	const hidden = hiddenInWords(text);
	if (hidden.length === 0) return text;
	const choice = await window.showWarningMessage(
		'This text holds characters that cannot be seen.',
		{
			modal: true,
			detail: `They can make code do something else than it seems to do:\n\n${listed(hidden, '\n')}`,
		},
		INSERT_WITHOUT,
		INSERT_ANYWAY,
	);
	if (choice === INSERT_WITHOUT) return withoutHidden(text);
	return choice === INSERT_ANYWAY ? text : undefined;
}

/** Copies text as it is, and tells of characters in it that cannot be seen. */
export async function copyText(text: string): Promise<void> {
	await env.clipboard.writeText(text);
	const hidden = hiddenInWords(text);
	if (hidden.length === 0) return;
	const choice = await window.showWarningMessage(
		`What was copied holds characters that cannot be seen: ${listed(hidden, '; ')}.`,
		COPY_WITHOUT,
	);
	if (choice === COPY_WITHOUT) await env.clipboard.writeText(withoutHidden(text));
}

function listed(hidden: readonly string[], separator: string): string {
	const more = hidden.length - MOST;
	const named = hidden.slice(0, MOST);
	return (more > 0 ? [...named, `and ${more} more kinds`] : named).join(separator);
}
