import assert from 'node:assert/strict';
import { env, window } from 'vscode';
import { chatSuite, explain, run } from './chatSuite.ts';
import { at, show, untitled } from './documents.ts';
import { answer } from './stubs.ts';

const CODE = 'if (admin\u202E) {\u200B}';

describe('text with characters that cannot be seen', () => {
	const suite = chatSuite();

	async function insertAnswering(button: string | undefined): Promise<[string, unknown[][]]> {
		const asked = answer('showWarningMessage', () => button);
		suite.standin.script({ kind: 'reply', text: `\`\`\`js\n${CODE}\n\`\`\`` });
		const document = await untitled('x');
		await show(document, at(1, 1, 1, 2));
		await explain();
		await run('insertReplyAtCursor');
		return [document.getText(), asked];
	}

	it('asks before it goes into a file, naming them, and leaves them out if told to', async () => {
		const [text, asked] = await insertAnswering('Insert Without Them');
		assert.equal(text, 'if (admin) {}');
		const [question, options, ...buttons] = asked[0] ?? [];
		assert.match(String(question), /cannot be seen/);
		assert.match(JSON.stringify(options), /"modal":true.*RIGHT-TO-LEFT OVERRIDE \(U\+202E\)/);
		assert.deepEqual(buttons, ['Insert Without Them', 'Insert Anyway']);
	});

	it('goes in whole if told to', async () => {
		const [text] = await insertAnswering('Insert Anyway');
		assert.equal(text, CODE);
	});

	it('does not go in when the question is dismissed', async () => {
		const [text] = await insertAnswering(undefined);
		assert.equal(text, 'x');
		assert.equal(window.activeTextEditor?.document.getText(), 'x');
		assert.doesNotMatch(await env.clipboard.readText(), /admin/);
	});
});
