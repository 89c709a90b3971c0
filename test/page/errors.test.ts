import assert from 'node:assert/strict';
import type { Failure } from '../../src/shared/conversation/messages.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

describe('a failure in the page', () => {
	let whole: ChatPage;
	chatPageForEachTest((page) => {
		whole = page;
	});
	const show = (failure: Failure) =>
		whole.snapshot([asked(), answered({ status: 'failed', text: '', facts: {}, failure })]);

	it('says what happened, why and what to do; the rest is folded', async () => {
		await show({
			kind: 'noCredit',
			message: 'The credit at openrouter.ai is enough for a reply of 27,342 tokens.',
			detail: 'You can only afford 27342',
			status: 402,
			affordable: 27_342,
			page: 'credits',
		});
		const alert = whole.page.getByRole('alert');
		const text = (await alert.innerText()).replaceAll(/\s+/g, ' ');
		assert.match(text, /^Not enough credit\. The credit at openrouter\.ai is enough/);
		assert.match(text, /Add credit, choose a cheaper model/);
		assert.equal(await alert.getByText('You can only afford').isVisible(), false);
		const labels = await alert.getByRole('button').allInnerTexts();
		assert.deepEqual(labels, [
			'Retry with 27,342 Tokens',
			'Add Credit',
			'Select Model',
			'Try Again',
		]);
		await whole.button('Retry with 27,342 Tokens').press('Enter');
		await whole.button('Add Credit').press('Enter');
		assert.deepEqual(
			(await whole.received('act')).map(({ action, id }) => [action, id]),
			[
				['retryWithTokens', 'r1'],
				['openPage', 'r1'],
			],
		);
	});

	it('a missing key comes with all ways to a server, and a hint at those that need none', async () => {
		const notice: Failure = { kind: 'noKey', message: 'OpenRouter needs an API key.' };
		await whole.snapshot([], { needsKey: true, notice });
		const alert = whole.page.getByRole('alert');
		await alert.getByText('Ollama on this machine').waitFor();
		const labels = ['Sign In with OpenRouter', 'Set API Key', 'Connect to Server'];
		assert.deepEqual(await alert.locator('.failure-buttons button').allInnerTexts(), labels);
		for (const label of labels) await whole.button(label, alert).click();
		assert.deepEqual(
			(await whole.received('act')).map(({ action }) => action),
			['signIn', 'setApiKey', 'connectServer'],
		);
		await whole.status({ needsKey: false });
		const left = await alert.locator('.failure-buttons button').allInnerTexts();
		assert.deepEqual(left, labels.slice(1), 'a server where signing in brings nothing');
	});

	it('the empty chat without a key leads to servers that need none', async () => {
		await whole.snapshot([], { needsKey: true });
		const step = whole.page.getByRole('button', { name: /^Connect to Server/ });
		assert.match(await step.innerText(), /Ollama/);
		await step.click();
		assert.equal((await whole.received('act'))[0]?.action, 'connectServer');
	});

	it('offers to leave out what the server does not take', async () => {
		await show({
			kind: 'badParameter',
			message: 'x.test does not take top_a.',
			parameter: 'top_a',
		});
		await whole.button('Send Without top_a').press('Enter');
		assert.equal((await whole.received('act'))[0]?.action, 'sendWithout');
	});

	it('offline waits for the user', async () => {
		await show({ kind: 'offline', message: 'The name openrouter.ai could not be found.' });
		await whole.button('Send Now').press('Enter');
		assert.deepEqual(await whole.received('regenerate'), [{ type: 'regenerate', id: 'r1' }]);
	});

	it('that may pass is tried again first, and a reply that broke off is continued first', async () => {
		const labels = () => whole.page.getByRole('alert').getByRole('button').allInnerTexts();
		await show({ kind: 'timeout', message: 'Nothing came.', setting: 'firstEventTimeout' });
		assert.deepEqual(await labels(), ['Try Again', 'Open Setting', 'Show Log']);
		const failure = { kind: 'brokenStream', message: 'The connection was lost.' } as const;
		const broken = { status: 'failed', text: 'So far', facts: {}, failure } as const;
		await whole.snapshot([asked(), answered(broken, { canContinue: true })]);
		assert.deepEqual(await labels(), ['Continue', 'Try Again', 'Show Log', 'Report Issue']);
		assert.equal(await whole.button('Continue').count(), 1);
		await whole.button('Continue').press('Enter');
		assert.deepEqual(await whole.received('continue'), [{ type: 'continue', id: 'r1' }]);
		assert.equal(await whole.page.locator('.failure-buttons .primary').count(), 1);
	});
});
