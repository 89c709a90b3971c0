import assert from 'node:assert/strict';
import type { UsageViewPorts } from '../../../../src/host/spending/usageView.ts';
import { provideVscode, Uri, window, workspace } from '../../../vscode/apiStandin.ts';
import { paid } from '../../core/spending/ledgerSamples.ts';

provideVscode();
const { UsageView } = await import('../../../../src/host/spending/usageView.ts');

describe('the export of what was spent', () => {
	const before = { window: { ...window }, workspace: { ...workspace } };
	afterEach(() => {
		Object.assign(window, before.window);
		Object.assign(workspace, before.workspace);
	});

	it('has every line also where the chats cannot be listed, without their names', async () => {
		const written: string[] = [];
		Object.assign(window, { showSaveDialog: async () => new Uri('/usage.csv') });
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
	});
});
