import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import type { Excerpt } from '../../../../src/shared/conversation/messages.ts';
import { png } from '../../../samples/images.ts';
import { provideVscode, Uri, window, workspace } from '../../../vscode/apiStandin.ts';
import { provideFiles } from '../../../vscode/memoryFiles.ts';

provideVscode();
const { attachFiles, pickAttachment } = await import('../../../../src/host/attachments/attach.ts');
const { attachPasted } = await import('../../../../src/host/attachments/pasted.ts');

describe('what is attached while another chat is opened', () => {
	const untouched = { workspace: { ...workspace }, window: { ...window } };
	const uri = (path: string) => new Uri(path) as unknown as RealUri;
	/** The chat that is shown. */
	let shown: string;
	/** What was attached, and to which chat. */
	let attached: string[];
	let taken: number;
	/** How often the keyboard was given to the box. */
	let opened: number;

	beforeEach(() => {
		shown = 'a';
		attached = [];
		taken = 0;
		opened = 0;
		const { files } = provideFiles({ one: '/one' }, { '/one/notes.txt': 'Notes.' });
		const { fs } = workspace as unknown as { fs: Record<string, unknown> };
		files.set('/one/plan.png', '');
		Object.assign(fs, { readFile: async () => png(4, 4) });
		Object.assign(workspace, {
			getConfiguration: () => ({ get: () => undefined }),
			openTextDocument: async () => ({
				uri: new Uri('/one/notes.txt'),
				languageId: 'plaintext',
				version: 1,
				lineCount: 1,
				validateRange: () => ({
					start: { line: 0, character: 0 },
					end: { line: 0, character: 6 },
				}),
				getText: () => 'Notes.',
			}),
		});
	});
	afterEach(() => {
		Object.assign(workspace, untouched.workspace);
		Object.assign(window, untouched.window);
	});

	const target = () =>
		({
			chats: {
				get chat() {
					return { conversation: { id: shown } };
				},
				notify: ({ message }: { message: string }) => attached.push(`notice: ${message}`),
				box: {
					excerptsOf: () => [{ text: 'x'.repeat(taken) }],
					attach: (excerpts: readonly Excerpt[], conversation = shown) =>
						attached.push(...excerpts.map(({ label }) => `${conversation}: ${label}`)),
				},
			},
			open: async () => {
				opened++;
			},
			room: () => undefined,
			showImage: ({ name }: { name: string }, conversation: string) =>
				attached.push(`${conversation}: ${name}`),
			putIn: (_text: string, conversation: string) => attached.push(`${conversation}: text`),
		}) as never;

	it('goes to the chat that it was asked for in, files and images', async () => {
		const attaching = attachFiles(target(), [uri('/one/notes.txt'), uri('/one/plan.png')]);
		shown = 'b';
		await attaching;
		await attachFiles(target(), [uri('/one/notes.txt')], 'a');
		assert.deepEqual(attached, ['a: one/notes.txt', 'a: plan.png', 'a: one/notes.txt']);
	});

	it('goes there from the list and the dialog of Attach as well', async () => {
		Object.assign(window, {
			showQuickPick: async ([first]: unknown[]) => first,
			showOpenDialog: async () => {
				shown = 'b';
				return [uri('/one/notes.txt')];
			},
		});
		await pickAttachment(target());
		assert.deepEqual(attached, ['a: one/notes.txt']);
	});

	it('gives the keyboard back to the box after the dialog and the list, also where nothing is picked', async () => {
		const file = uri('/one/notes.txt');
		for (const [picks, files] of [
			[true, [file]],
			[true, undefined],
			[false, undefined],
		] as const) {
			opened = 0;
			Object.assign(window, {
				showQuickPick: async ([first]: unknown[]) => (picks ? first : undefined),
				showOpenDialog: async () => files,
			});
			await pickAttachment(target());
			assert.equal(opened, 1, `${picks} ${files?.length}`);
		}
	});

	it('stands in the box of the chat that it was pasted in where there is no room over it', () => {
		taken = 600_000;
		attachPasted(target(), 'b', 'pasted');
		assert.equal(attached[0], 'b: text');
	});
});
