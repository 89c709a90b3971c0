import assert from 'node:assert/strict';
import type { CommandHandlers } from '../../../../src/core/commands/commandNames.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { window } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { commandRunner } = await import('../../../../src/host/commands/commands.ts');

describe('running a command', () => {
	const done: unknown[][] = [];
	const others = async () =>
		({
			runPrompt: (...words: unknown[]) => done.push(['runPrompt', ...words]),
		}) as unknown as CommandHandlers;
	const open = async () => void done.push(['open']);
	beforeEach(() => {
		done.length = 0;
	});

	it('waits for what it does to be loaded, and hands on what it was given', async () => {
		const run = commandRunner({ open, others });
		await run('runPrompt', 'fix');
		assert.deepEqual(done, [['runPrompt', 'fix']]);
	});

	it('opens the chat without waiting for that', async () => {
		const run = commandRunner({ open, others: () => new Promise(() => {}) });
		await run('open');
		assert.deepEqual(done, [['open']]);
	});

	it('fails where it cannot be loaded, so that VS Code says so', async () => {
		const broken = () => Promise.reject(new Error('openWindow.cjs is missing'));
		const run = commandRunner({ open, others: broken });
		await assert.rejects(run('stop'), { message: 'openWindow.cjs is missing' });
	});

	it('says what it is refused', async () => {
		const said: string[] = [];
		const { showErrorMessage } = window;
		Object.assign(window, { showErrorMessage: async (text: string) => void said.push(text) });
		try {
			const refused = () => Promise.reject(new ChatError('refused', 'Not now.'));
			await commandRunner({ open, others: refused })('stop');
			await commandRunner({ open: refused, others })('open');
		} finally {
			Object.assign(window, { showErrorMessage });
		}
		assert.deepEqual(said, ['Not now.', 'Not now.']);
	});

	it('is done while that stands unanswered: the button that runs it does something again', async () => {
		const { showErrorMessage } = window;
		Object.assign(window, { showErrorMessage: () => new Promise(() => {}) });
		try {
			const refused = () => Promise.reject(new ChatError('refused', 'Not now.'));
			const run = commandRunner({ open: refused, others });
			await run('open');
			await run('open');
		} finally {
			Object.assign(window, { showErrorMessage });
		}
	});
});
