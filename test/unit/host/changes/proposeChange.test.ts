import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import type { Proposal } from '../../../../src/core/changes/proposal.ts';
import type { Proposals } from '../../../../src/host/changes/proposals.ts';
import type { BlocksToApply } from '../../../../src/host/changes/proposeChange.ts';
import { commands, provideVscode, Uri, window, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { applyBlocks } = await import('../../../../src/host/changes/proposeChange.ts');

describe('a proposal that was edited where its document has changed too', () => {
	const untouched = {
		window: { ...window },
		workspace: { ...workspace },
		commands: { ...commands },
	};
	afterEach(() => {
		Object.assign(window, untouched.window);
		Object.assign(workspace, untouched.workspace);
		Object.assign(commands, untouched.commands);
	});

	const target = new Uri('/a.ts');
	const SOURCE = { conversation: 'c', reply: 'r', block: 0 };
	const EDITED: Proposal = {
		...SOURCE,
		id: 'edited',
		target: target.toString(),
		language: 'typescript',
		base: 'one\n',
		hunks: [{ start: 0, end: 4, text: 'two\n', how: 'exact' }],
		text: 'by hand\n',
		missing: [],
		time: 0,
	};
	const BLOCKS: BlocksToApply = {
		...SOURCE,
		uri: target as unknown as RealUri,
		parts: [
			{
				text: 'four\n',
				language: '',
				range: (document) => ({ start: 0, end: document.getText().length }),
			},
		],
	};

	/** Applies the block; the user answers once the test gives the answer. Resolves with what was said or shown after it. */
	async function applied(): Promise<{
		answer(choice: string): Promise<string>;
		all: Map<string, Proposal>;
		close(text: string): void;
	}> {
		const all = new Map([[EDITED.id, EDITED]]);
		const open = (text: string) => ({
			uri: target,
			languageId: 'typescript',
			version: 1,
			getText: () => text,
		});
		let document = open('three\n');
		const { promise: choice, resolve: answer } = Promise.withResolvers<string>();
		const { promise: shown, resolve: show } = Promise.withResolvers<string>();
		Object.assign(workspace, {
			openTextDocument: async (uri: Uri) => (uri.scheme === 'file' ? document : { uri }),
			fs: { isWritableFileSystem: () => undefined, stat: async () => ({}) },
			getWorkspaceFolder: () => undefined,
			getConfiguration: () => ({ get: (_name: string, other: unknown) => other }),
		});
		Object.assign(commands, {
			executeCommand: async (name: string, _left: Uri, right: Uri) => {
				if (name === 'vscode.diff') show(right.path);
				return [];
			},
		});
		Object.assign(window, {
			showWarningMessage: () => choice,
			showInformationMessage: async (text: string) => show(text),
			showErrorMessage: async (text: string) => show(text),
		});
		const proposals = {
			states: { isReadAt: () => false, set: () => {}, setPlaces: () => {} },
			find: () => [...all.values()][0],
			current: (one: Proposal) => all.get(one.id) ?? one,
			keep: (one: Proposal) => all.set(one.id, one),
		} as unknown as Proposals;
		await applyBlocks(proposals, BLOCKS);
		return {
			all,
			answer: (text) => {
				answer(text);
				return shown;
			},
			close: (text) => {
				document = open(text);
			},
		};
	}

	it('opens as it was edited', async () => {
		const { answer } = await applied();
		assert.equal(await answer('Open What Was Edited'), '/edited/a.ts');
	});

	it('is told to be gone where it was accepted or discarded before the answer', async () => {
		const { answer, all } = await applied();
		all.clear();
		assert.equal(
			await answer('Open What Was Edited'),
			'This change was accepted or discarded. Apply proposes it anew.',
		);
	});

	it('is proposed anew for the document as it is at the answer, though it was closed meanwhile', async () => {
		const { answer, all, close } = await applied();
		close('changed outside\n');
		assert.equal(await answer('Propose Anew'), '/edited/a.ts');
		assert.deepEqual(
			[...all.values()].map(({ base, text }) => [base, text]),
			[['changed outside\n', 'four\n']],
		);
	});
});
