import assert from 'node:assert/strict';
import type { ChatPromptReference } from 'vscode';
import { png } from '../../../samples/images.ts';
import { Location, provideVscode, Uri, window, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { readReferences } = await import('../../../../src/host/participant/readReferences.ts');

const CODE = 'x = 1\ny = 2\nz = 3\n';

/** Lines of a document, counted from 0, the last not included. */
interface Lines {
	readonly start: { readonly line: number; readonly character: number };
	readonly end: { readonly line: number; readonly character: number };
}

const lines = (start: number, end: number): Lines => ({
	start: { line: start, character: 0 },
	end: { line: end, character: 0 },
});

const piece = (uri: Uri, range: Lines) => Object.assign(new Location(), { uri, range });

function documentAt(uri: Uri, text: string) {
	return {
		uri,
		languageId: 'python',
		version: 1,
		isDirty: false,
		lineCount: text.split('\n').length,
		// Without one that says from where to where, all of it.
		validateRange: (range: Partial<Lines>) =>
			range.end === undefined ? lines(0, text.split('\n').length - 1) : range,
		getText: ({ start, end }: Lines) =>
			text
				.split('\n')
				.slice(start.line, end.line)
				.map((line) => `${line}\n`)
				.join(''),
	};
}

describe('the references of VS Code’s chat', () => {
	const untouched = { ...workspace };
	const { showWarningMessage } = window;
	const files = new Map<string, string>();
	const stored: Uint8Array[] = [];
	const images = {
		put: async (bytes: Uint8Array) => `${'0'.repeat(63)}${stored.push(bytes)}`,
	};

	beforeEach(() => {
		files.clear();
		stored.length = 0;
		files.set('/inventory.py', CODE);
		Object.assign(workspace, {
			fs: {
				isWritableFileSystem: () => true,
				stat: async ({ path }: Uri) => {
					if (!files.has(path)) throw new Error(`ENOENT: ${path}`);
					return { type: 1, size: files.get(path)?.length };
				},
				readFile: async () => png(2, 2),
			},
			openTextDocument: async (uri: Uri) => documentAt(uri, files.get(uri.path) ?? ''),
		});
	});
	afterEach(() => {
		Object.assign(workspace, untouched);
		Object.assign(window, { showWarningMessage });
	});

	/** @param values in the order of the user */
	async function read(...values: unknown[]) {
		const references = values.map((value, index): ChatPromptReference => {
			return { id: `r${index}`, value };
		});
		return readReferences(references.toReversed(), images);
	}

	it('are files, pieces of documents and texts, each once and in order', async () => {
		const uri = new Uri('/inventory.py');
		const { attachments, refusals } = await read(
			piece(uri, lines(1, 2)),
			uri,
			new Uri('/inventory.py'),
			piece(uri, lines(1, 2)),
			'exit code 7',
		);
		assert.deepEqual(
			attachments.map((one) => 'text' in one && [one.label, one.startLine, one.text, one.source]),
			[
				['inventory.py', 2, 'y = 2\n', 'selection'],
				['inventory.py', 1, CODE, 'file'],
				['r4', 1, 'exit code 7', 'paste'],
			],
		);
		assert.deepEqual(refusals, []);
	});

	it('are images of files and of the clipboard, each kept once', async () => {
		files.set('/logo.png', 'bytes');
		const pasted = { mimeType: 'image/png', data: async () => png(2, 2) };
		const { attachments } = await read(new Uri('/logo.png'), pasted);
		assert.deepEqual(
			attachments.map((one) => 'hash' in one && [one.name, one.width, one.mediaType]),
			[
				['logo.png', 2, 'image/png'],
				['Image 2', 2, 'image/png'],
			],
		);
		assert.equal(stored.length, 2);
	});

	it('are asked about where their names say that they may hold secrets', async () => {
		const asked: unknown[] = [];
		Object.assign(window, { showWarningMessage: async (text: string) => void asked.push(text) });
		files.set('/.env', 'TOKEN=1');
		const { attachments } = await read(new Uri('/.env'), piece(new Uri('/.env'), lines(0, 1)));
		assert.deepEqual(attachments, []);
		assert.equal(asked.length, 2);
		assert.match(String(asked[0]), /^Attach \.env\? By its name it may hold secrets\.$/);
	});

	it('are named where they cannot be read', async () => {
		const gone = new Uri('/gone.py');
		Object.assign(workspace, { openTextDocument: () => Promise.reject(new Error('ENOENT')) });
		const { refusals, attachments } = await read(gone, piece(gone, lines(0, 1)));
		assert.deepEqual(attachments, []);
		assert.equal(refusals.length, 2);
		for (const one of refusals)
			assert.match(one, /^gone\.py cannot be read: .+ It was not attached\.$/);
	});
});
