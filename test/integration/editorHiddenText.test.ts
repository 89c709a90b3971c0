import assert from 'node:assert/strict';
import { env, window } from 'vscode';
import { ask, chatSuite, explain, run } from './chatSuite.ts';
import { at, show, untitled } from './documents.ts';
import { page } from './page.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

const CODE = 'if (admin\u202E) {\u200B}';

describe('text with characters that cannot be seen', () => {
	const suite = chatSuite({}, { oneServer: true });

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

	describe('copied from a reply', () => {
		const REPLY = `Look:\n\n\`\`\`js\n${CODE}\n\`\`\`\n\nThat was it.`;
		const copied = async () => (await env.clipboard.readText()).replaceAll('\r\n', '\n');

		/** Presses a reply's Copy, or with a block its Copy Code, and answers what is asked then. */
		async function copy(text: string, button?: string, block?: number): Promise<unknown[][]> {
			await run('open');
			await until(() => page.view?.visible);
			suite.standin.script({ kind: 'reply', text });
			const { id } = await ask();
			await env.clipboard.writeText('as it was');
			const told = answer('showWarningMessage', () => button);
			page.post({ type: 'copy', id, ...(block === undefined ? {} : { block }) });
			await until(async () => (await copied()) !== 'as it was');
			return told;
		}

		for (const [name, block, whole] of [
			['Copy', undefined, REPLY],
			['Copy Code', 0, CODE],
		] as const) {
			it(`${name} copies them as they are, and names them`, async () => {
				const told = await copy(REPLY, undefined, block);
				await until(() => told.length > 0);
				const [[message, ...buttons] = []] = told;
				assert.match(String(message), /What was copied holds characters that cannot be seen: /);
				assert.match(String(message), /RIGHT-TO-LEFT OVERRIDE \(U\+202E\)/);
				assert.match(String(message), /ZERO WIDTH SPACE \(U\+200B\)/);
				assert.deepEqual(buttons, ['Copy Without Them']);
				assert.equal((await copied()).trim(), whole);
			});

			it(`${name} takes them out when told to`, async () => {
				await copy(REPLY, 'Copy Without Them', block);
				const clean = whole.replaceAll(/[\u202E\u200B]/g, '');
				await until(async () => (await copied()).trim() === clean);
			});
		}

		it('without any, nothing is said', async () => {
			const told = await copy(
				'Nothing to see: \u{1F468}\u200D\u{1F469}\u200D\u{1F467}, naïve, שלום.',
			);
			// What would have been said, would have been by the time the next copy is there.
			await copy(`${CODE} ends the wait`);
			assert.deepEqual(told, []);
		});
	});
});
