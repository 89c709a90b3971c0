import assert from 'node:assert/strict';
import type { CommandHandlers } from '../../../../src/core/commands/commandNames.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { window } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { logUnawaited } = await import('../../../../src/host/vscode/say.ts');
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

	it('offers with that what can be done there, and nothing that needs a reply', async () => {
		const offered: string[][] = [];
		const { showErrorMessage } = window;
		const show = async (_text: string, ...buttons: string[]) => void offered.push(buttons);
		Object.assign(window, { showErrorMessage: show });
		const refuse = (error: ChatError) =>
			commandRunner({ open, others: () => Promise.reject(error) })('commitMessage');
		try {
			const address = 'https://openrouter.ai/api/v1';
			await refuse(new ChatError('noKey', 'No key.', { address }));
			await refuse(new ChatError('noCredit', 'No.', { affordable: 10, page: 'credits' }));
			await refuse(new ChatError('badParameter', 'No.', { parameter: 'top_a' }));
			await refuse(new ChatError('modelUnavailable', 'Gone.', { instead: ['a/b'] }));
		} finally {
			Object.assign(window, { showErrorMessage });
		}
		assert.deepEqual(offered, [
			['Sign In with OpenRouter', 'Set API Key', 'Connect to Server'],
			['Add Credit', 'Select Model'],
			['Open Parameters'],
			['Select Model'],
		]);
	});

	it('says and logs that what was chosen then fails', async () => {
		const { showErrorMessage } = window;
		const said: string[] = [];
		const logged: unknown[] = [];
		logUnawaited({ error: (...words: unknown[]) => void logged.push(words.at(-1)) });
		const broken = new Error('the page is gone');
		const saidBoth = new Promise<void>((resolve) => {
			Object.assign(window, {
				showErrorMessage: async (text: string, ...buttons: string[]) => {
					if (said.push(text) === 2) resolve();
					return buttons[0];
				},
			});
		});
		let refused = false;
		const others = async () => {
			if (refused) throw broken;
			refused = true;
			throw new ChatError('noKey', 'There is no key.');
		};
		try {
			await commandRunner({ open, others })('stop');
			await saidBoth;
		} finally {
			Object.assign(window, { showErrorMessage });
		}
		assert.deepEqual(said, ['There is no key.', 'This could not be done: the page is gone.']);
		assert.deepEqual(logged, [broken]);
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
