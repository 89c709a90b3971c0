import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { UsageViewPorts } from '../../../../src/host/spending/usageView.ts';
import type { UsageReport } from '../../../../src/shared/spending/usageProtocol.ts';
import { provideVscode, Uri, window, workspace } from '../../../vscode/apiStandin.ts';
import { paid } from '../../core/spending/ledgerSamples.ts';

provideVscode();
const { UsageView } = await import('../../../../src/host/spending/usageView.ts');

const UNTITLED =
	'The titles of the chats could not be read: the system does not allow it. Check who may write there.';

describe('the page of what was spent', () => {
	const before = { ...window };
	afterEach(() => void Object.assign(window, before));

	it('calls no chat deleted whose title cannot be read, and says once what is wrong', async () => {
		const said: string[] = [];
		const reports: UsageReport[] = [];
		let received = (_message: unknown) => {};
		let told = () => {};
		const posted = async (times: number) => {
			while (reports.length < times) await setImmediate();
			return reports.at(-1)?.chats.map(({ label }) => label);
		};
		Object.assign(window, {
			showErrorMessage: async (text: string) => void said.push(text),
			createWebviewPanel: () => ({
				webview: {
					onDidReceiveMessage: (listener: typeof received) => (received = listener),
					postMessage: async (message: { report: UsageReport }) => reports.push(message.report),
				},
				onDidDispose: () => {},
				onDidChangeViewState: () => {},
			}),
		});
		let list = async (): Promise<object[]> => Promise.reject(new Error('EACCES'));
		const view = new UsageView({
			totals: {
				refresh: async () => {},
				entries: [paid({ reply: 'r-7' })],
				onDidChange: (listener: typeof told) => (told = listener),
			},
			store: { list: () => list() },
			kept: { read: async () => [] },
			dist: new Uri('/nowhere'),
		} as unknown as UsageViewPorts);
		// There is no page to be read; what is posted to it counts.
		await assert.rejects(view.show());
		received({ type: 'ready' });
		assert.deepEqual(await posted(1), ['Chats whose titles cannot be read']);
		told();
		assert.deepEqual(await posted(2), ['Chats whose titles cannot be read']);
		assert.deepEqual(said, [UNTITLED]);
		list = async () => [];
		told();
		assert.deepEqual(await posted(3), ['Deleted chats']);
		assert.deepEqual(said, [UNTITLED]);
	});

	it('shows the last report, also where one before it took longer', async () => {
		const reports: UsageReport[] = [];
		let told = () => {};
		Object.assign(window, {
			createWebviewPanel: () => ({
				webview: {
					onDidReceiveMessage: () => {},
					postMessage: async (message: { report: UsageReport }) => reports.push(message.report),
				},
				onDidDispose: () => {},
				onDidChangeViewState: () => {},
			}),
		});
		const lists: ((chats: object[]) => void)[] = [];
		const totals = {
			refresh: async () => {},
			entries: [paid({ reply: 'r-1' })],
			onDidChange: (listener: typeof told) => (told = listener),
		};
		const view = new UsageView({
			totals,
			store: { list: () => new Promise((resolve) => lists.push(resolve)) },
			kept: { read: async () => [] },
			dist: new Uri('/nowhere'),
		} as unknown as UsageViewPorts);
		await assert.rejects(view.show());
		told();
		totals.entries = [...totals.entries, paid({ reply: 'r-2' })];
		told();
		lists[1]?.([]);
		while (reports.length < 1) await setImmediate();
		lists[0]?.([]);
		totals.entries = [...totals.entries, paid({ reply: 'r-3' })];
		told();
		lists[2]?.([]);
		while (reports.at(-1)?.chats[0]?.replies !== 3) await setImmediate();
		assert.deepEqual(
			reports.map(({ chats }) => chats.map(({ replies }) => replies)),
			[[2], [3]],
		);
	});
});

describe('the export of what was spent', () => {
	const before = { window: { ...window }, workspace: { ...workspace } };
	afterEach(() => {
		Object.assign(window, before.window);
		Object.assign(workspace, before.workspace);
	});

	it('has every line also where the chats cannot be listed, and says that their titles are missing', async () => {
		const written: string[] = [];
		const said: string[] = [];
		Object.assign(window, {
			showSaveDialog: async () => new Uri('/usage.csv'),
			showErrorMessage: async (text: string) => void said.push(text),
		});
		const fs = {
			writeFile: async (_uri: Uri, bytes: Uint8Array) => {
				written.push(new TextDecoder().decode(bytes));
			},
			stat: () => Promise.reject(new Error('ENOENT')),
			isWritableFileSystem: () => true,
			rename: async () => {},
			delete: async () => {},
		};
		Object.assign(workspace, { fs });
		const entry = paid({ reply: 'r-7' });
		const view = new UsageView({
			totals: { refresh: async () => {}, entries: [entry], onDidChange: () => {} },
			store: { list: () => Promise.reject(new Error('EACCES')) },
			kept: { read: async () => [] },
		} as unknown as UsageViewPorts);
		await view.exportCsv();
		assert.equal(written.length, 1);
		assert.match(written[0] ?? '', /,r-7,/);
		assert.deepEqual(said, [UNTITLED]);
	});
});
