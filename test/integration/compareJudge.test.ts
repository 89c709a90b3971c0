import assert from 'node:assert/strict';
import { window, workspace } from 'vscode';
import { judgedCode } from '../../src/core/compare/judgedCode.ts';
import { AnswerJudge } from '../../src/host/compare/answerJudge.ts';
import type { Question } from '../../src/shared/conversation/messages.ts';

const question: Question = {
	role: 'user',
	id: 'q',
	parent: null,
	at: 1,
	text: 'Better?',
	excerpts: [],
};
const block = (search: string) =>
	`Here:\n\n\`\`\`ts debounce.ts\n<<<<<<< SEARCH\n${search}\n=======\n\tlet waits: Arguments | undefined;\n>>>>>>> REPLACE\n\`\`\``;

describe('judging the code of an answer', () => {
	it('finds its place in a file of the workspace, which stays as it is and is shown nowhere', async () => {
		using judge = new AnswerJudge();
		const judged = (search: string) =>
			judgedCode({ text: block(search), isWhole: true, question }, judge);
		const placed = await judged('\tlet pending: Arguments | undefined;');
		assert.deepEqual(
			placed.files.map(({ name, changes, unplaced }) => [name, changes, unplaced]),
			[['debounce.ts', 1, []]],
		);
		const absent = await judged('\tlet absent = true;');
		assert.deepEqual(
			absent.files.map(({ name, changes, unplaced }) => [name, changes, unplaced]),
			[['debounce.ts', 0, [{ why: 'notFound' }]]],
		);
		const [file] = await workspace.findFiles('debounce.ts');
		assert.ok(file);
		const now = await workspace.openTextDocument(file);
		assert.ok(now.getText().includes('let pending') && !now.isDirty);
		const tabs = window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
		assert.equal(tabs.includes('debounce.ts'), false);
	});
});
