import { type Uri, window, workspace } from 'vscode';
import { kilobytes, MAX_EXCERPT_BYTES } from '../../core/attachments/excerptSize.ts';
import { secretMatcher } from '../../core/attachments/secretFiles.ts';
import { secretPatterns } from '../settings/secretPatterns.ts';
import { notificationText } from '../vscode/notificationText.ts';

/** So many names are told one by one. */
const MOST_NAMES = 15;

/** Those of the files that may be attached: whether one whose name says that it may hold secrets may, the user is asked. */
export async function withoutSecrets(uris: readonly Uri[]): Promise<readonly Uri[]> {
	const isSecret = secretMatcher(secretPatterns());
	const secrets = uris.filter(({ path }) => isSecret(path));
	if (secrets.length === 0) return uris;
	const names = secrets.map((uri) => workspace.asRelativePath(uri));
	const question =
		names.length === 1
			? `Attach ${names[0]}? By its name it may hold secrets.`
			: `Attach ${names.length} files that may hold secrets, by their names?`;
	const may = await ask(question, names, 'Attach');
	return may ? uris : uris.filter((uri) => !secrets.includes(uri));
}

/** Asks whether files that are no texts are to be attached as if they were. */
export function mayAttachBinary(names: readonly string[]): Promise<boolean> {
	const question =
		names.length === 1
			? `Attach ${names[0]}? It is no text, and no image.`
			: `Attach ${names.length} files that are no texts, and no images?`;
	return ask(question, names, 'Attach', 'Bytes that are no characters are replaced.');
}

/** Asks whether the first lines of a file are to be attached that fit, instead of all. */
export function mayAttachBeginning(name: string, bytes: number, room: number): Promise<boolean> {
	const left =
		room < MAX_EXCERPT_BYTES ? `, and there is room for ${kilobytes(Math.max(0, room))}` : '';
	return ask(
		`${name} has ${kilobytes(bytes)}; one message takes at most ${kilobytes(MAX_EXCERPT_BYTES)} of text${left}. Attach its first lines, as many as fit?`,
		[],
		'Attach First Lines',
	);
}

/** A question that has to be answered before anything else; true for yes. */
async function ask(
	question: string,
	names: readonly string[],
	yes: string,
	note = '',
): Promise<boolean> {
	const more = names.length - MOST_NAMES;
	const listed = names.length < 2 ? [] : names.slice(0, MOST_NAMES);
	const detail = [
		...listed,
		...(more > 0 ? [`and ${more.toLocaleString('en')} more`] : []),
		...(note === '' ? [] : [note]),
		'What is attached is sent to the model’s server with your message.',
	].join('\n');
	const answer = await window.showWarningMessage(
		notificationText(question),
		{ modal: true, detail },
		yes,
	);
	return answer === yes;
}
