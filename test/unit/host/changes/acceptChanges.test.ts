import assert from 'node:assert/strict';
import type { Proposal } from '../../../../src/core/changes/proposal.ts';
import type { Proposals } from '../../../../src/host/changes/proposals.ts';
import {
	languages,
	provideVscode,
	TabInputText,
	Uri,
	window,
	workspace,
} from '../../../vscode/apiStandin.ts';

provideVscode();
const { acceptChanges, discardChanges } = await import(
	'../../../../src/host/changes/acceptChanges.ts'
);

const GONE = 'This change was accepted or discarded. Apply proposes it anew.';

describe('a proposal that collides with its document', () => {
	const untouched = {
		window: { ...window },
		workspace: { ...workspace },
		languages: { ...languages },
	};
	afterEach(() => {
		Object.assign(window, untouched.window);
		Object.assign(workspace, untouched.workspace);
		Object.assign(languages, untouched.languages);
	});

	const target = new Uri('/a.ts');
	const PROPOSAL: Proposal = {
		...{ id: 'one', conversation: 'c', reply: 'r', block: 0 },
		...{ target: target.toString(), language: 'typescript', base: 'one\n' },
		hunks: [{ start: 0, end: 4, text: 'two\n', how: 'exact' }],
		...{ text: 'two\n', missing: [], time: 0 },
	};

	/** Accepts it, and answers once the command is done. */
	async function accepted(meanwhile: (all: Map<string, Proposal>) => void) {
		const all = new Map([[PROPOSAL.id, PROPOSAL]]);
		const { promise: choice, resolve: answer } = Promise.withResolvers<string>();
		const { promise: done, resolve: end } = Promise.withResolvers<string>();
		const document = {
			uri: target,
			languageId: 'typescript',
			version: 1,
			getText: () => 'three\n',
		};
		Object.assign(workspace, {
			openTextDocument: async () => document,
			fs: { isWritableFileSystem: () => undefined, stat: async () => ({}) },
			getWorkspaceFolder: () => undefined,
			getConfiguration: () => ({ get: (_name: string, other: unknown = {}) => other }),
		});
		Object.assign(languages, { getDiagnostics: () => [] });
		Object.assign(window, {
			showWarningMessage: () => choice,
			showInformationMessage: async (text: string) => end(text),
		});
		await acceptChanges(
			{
				at: () => all.get(PROPOSAL.id),
				find: () => all.get(PROPOSAL.id),
				current: (one: Proposal) => all.get(one.id) ?? one,
				keep: (one: Proposal) => {
					all.set(one.id, one);
					end('kept');
				},
			} as unknown as Proposals,
			target,
		);
		meanwhile(all);
		answer('Take as Shown');
		return { said: await done, all };
	}

	it('is taken as shown where the user says so, however late, and nothing waits for that', async () => {
		const { said, all } = await accepted(() => {});
		assert.equal(said, 'kept');
		assert.equal(all.get(PROPOSAL.id)?.base, 'three\n');
	});

	it('does not come back where it was discarded before the answer', async () => {
		const { said, all } = await accepted((all) => all.clear());
		assert.equal(said, GONE);
		assert.equal(all.size, 0);
	});
});

describe('a proposal that was named and is gone', () => {
	const { showInformationMessage } = window;
	const { activeTab } = window.tabGroups.activeTabGroup;
	afterEach(() => {
		window.showInformationMessage = showInformationMessage;
		window.tabGroups.activeTabGroup.activeTab = activeTab;
	});

	it('is told to be so: another one that is in front is not taken for it', async () => {
		const said: string[] = [];
		Object.assign(window, {
			showInformationMessage: async (text: string) => void said.push(text),
		});
		const inFront = Uri.parse('llama-chat-change:/two/a.ts');
		Object.assign(window.tabGroups.activeTabGroup, {
			activeTab: { input: new TabInputText(inFront) },
		});
		const asked: string[] = [];
		const proposals = {
			at: (uri: Uri) => {
				asked.push(uri.toString());
				return undefined;
			},
		} as unknown as Proposals;
		const gone = Uri.parse('llama-chat-change:/one/a.ts');
		await acceptChanges(proposals, gone);
		await discardChanges(proposals, gone);
		assert.deepEqual(asked, [gone.toString(), gone.toString()]);
		assert.deepEqual([...new Set(said)], [GONE]);
	});
});
