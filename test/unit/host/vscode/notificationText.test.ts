import assert from 'node:assert/strict';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { notificationText, notificationLabel } = await import(
	'../../../../src/host/vscode/notificationText.ts'
);
const { groupedItems } = await import('../../../../src/host/history/historyItems.ts');
const { modelItems } = await import('../../../../src/host/models/modelItems.ts');

describe('a text from elsewhere', () => {
	it('makes no link of a notification', () => {
		const text = notificationText('[a](command:workbench.action.quit) cannot be opened');
		assert.doesNotMatch(text, /\]\(/);
	});

	it('makes no icon in a list, and loses nothing of a question about jQuery', () => {
		assert.equal(notificationLabel('What is $(document)?'), 'What is \\$(document)?');
		const marks = { pinned: new Set<string>(), isOpen: () => false, isReplying: () => false };
		const chat = {
			id: 'c1',
			title: 'What is $(document)?',
			workspace: null,
			created: 1,
			updated: 1,
			messages: 1,
		};
		const [, row] = groupedItems([chat], marks);
		assert.equal(row?.label, 'What is \\$(document)?');
		const model = { id: 'maker/$(verified)', name: '$(verified) Free' };
		const models = [{ label: 'All', models: [model as never] }];
		const [, first] = modelItems(models, []);
		assert.deepEqual(
			[first?.label, first?.description],
			['\\$(verified) Free', 'maker/\\$(verified)'],
		);
	});
});
