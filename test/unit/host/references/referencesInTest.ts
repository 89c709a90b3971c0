import type { Uri as RealUri } from 'vscode';
import { MAX_EXCERPT_BYTES } from '../../../../src/core/attachments/excerptSize.ts';
import type { Excerpt } from '../../../../src/shared/conversation/messages.ts';
import {
	env,
	languages,
	otherExtensions,
	settings,
	Uri,
	window,
	workspace,
} from '../../../vscode/apiStandin.ts';

const untouched = {
	workspace: { ...workspace },
	window: { ...window },
	languages: { ...languages },
	env: { ...env },
};

/** Puts the stand-in for `vscode` back to what it was. */
export function restoreVscode(): void {
	settings.clear();
	otherExtensions.clear();
	for (const [name, value] of Object.entries({ workspace, window, languages, env })) {
		for (const key of Object.keys(value)) delete (value as Record<string, unknown>)[key];
		Object.assign(value, untouched[name as keyof typeof untouched]);
	}
}

export function uri(path: string, scheme?: string): RealUri {
	return new Uri(path, scheme) as unknown as RealUri;
}

/** A document of these lines, as far as references look at one. */
export function document(path: string, text: string, { isDirty = false } = {}) {
	const lines = text.split('\n');
	return {
		uri: new Uri(path),
		languageId: 'plaintext',
		version: 3,
		isDirty,
		lineCount: lines.length,
		lineAt: (line: number) => ({ text: lines[line] ?? '' }),
		getText: () => text,
		validateRange: () => ({
			start: { line: 0, character: 0 },
			end: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
		}),
	};
}

/** Has an editor show a document. */
export function showDocument(shown: ReturnType<typeof document>): void {
	Object.assign(window, { activeTextEditor: { document: shown } });
	provideDocuments(shown);
}

export function provideDocuments(...documents: ReturnType<typeof document>[]): void {
	Object.assign(workspace, {
		textDocuments: documents,
		openTextDocument: async (asked: Uri) => {
			const found = documents.find((one) => one.uri.toString() === asked.toString());
			if (found === undefined) throw new Error('There is no such file');
			return found;
		},
	});
}

/** A chat that things are attached to. */
export function chatInTest(taken = 0) {
	const attached: Excerpt[] = [];
	const notices: string[] = [];
	const other = { text: 'x'.repeat(taken) };
	return {
		attached,
		notices,
		taking: {
			conversation: 'c1',
			target: {
				chats: {
					chat: { conversation: { id: 'c1' } },
					notify: ({ message }: { message: string }) => notices.push(message),
					liveChat: () => undefined,
					box: {
						excerptsOf: () => (taken === 0 ? [] : [other]),
						attach: (excerpts: readonly Excerpt[]) => attached.push(...excerpts),
					},
				},
				open: async () => {},
				showImage: () => {},
			},
		} as never,
	};
}

/** A box in which a message has as much text as it can take, but for so many bytes. */
export function almostFull(room: number) {
	return chatInTest(MAX_EXCERPT_BYTES - room);
}
