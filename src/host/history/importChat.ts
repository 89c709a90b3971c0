import { type Uri, window, workspace } from 'vscode';
import { couldNot } from '../../core/errors/diskReason.ts';
import { asImported, parseImport } from '../../core/history/chatImport.ts';
import type { ConversationStore } from '../../core/history/conversationStore.ts';
import { type LeftOut, leftOutInWords } from '../../core/history/leftOutOfImport.ts';
import { notificationText } from '../vscode/notificationText.ts';

/** Adds the chats of files that the user picks, and shows the last of them. Nothing that is there is overwritten. */
export async function importChats(
	store: ConversationStore,
	open: (id: string) => Promise<void>,
): Promise<void> {
	const files = await window.showOpenDialog({
		title: 'Import Chats',
		canSelectMany: true,
		filters: { JSON: ['json'] },
	});
	const ids: string[] = [];
	const leftOut: LeftOut[] = [];
	for (const file of files ?? []) {
		try {
			const imported = await read(file);
			for (const kind of imported.leftOut) leftOut.push(kind);
			for (const chat of imported.chats) ids.push(await store.add(asImported(chat)));
		} catch (error) {
			const name = file.path.split('/').at(-1);
			void window.showErrorMessage(
				notificationText(couldNot(`${name} could not be imported`, error)),
			);
		}
	}
	const last = ids.at(-1);
	if (last === undefined) return;
	const said = [
		`${ids.length === 1 ? '1 chat was' : `${ids.length} chats were`} imported.`,
		leftOutInWords(leftOut),
	];
	void window.showInformationMessage(said.join(' ').trim());
	await open(last);
}

async function read(file: Uri) {
	const json = new TextDecoder().decode(await workspace.fs.readFile(file));
	return parseImport(json, Date.now(), () => crypto.randomUUID());
}
